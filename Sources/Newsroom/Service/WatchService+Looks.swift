// One look of a running watch: fetch, acknowledge, read, decide.

import Archive
import Extraction
import Fetch
import Fleet
import Report
import Schedule
import Story

extension WatchService {
  /// Looks at a story whose look is due.
  func look(_ assignment: Agenda.Assignment) async {
    let slug = assignment.slug
    // Its last look is in git before the next is compared with it.
    while unsettled.contains(slug) && !Task.isCancelled { try? await Task.sleep(for: .milliseconds(20)) }
    guard !Task.isCancelled, let watched = stories[slug], let address = watched.address else {
      giveBack(slug)
      return
    }
    var look = Look(story: slug, time: newsroom.now(), timeSource: .fetched, outcome: .unreachable)
    look.address = address
    look.due = assignment.due
    look.fence = plan.hold.fence(of: slug)
    var made = Decided(
      entry: Entry(look: look), isNew: watched.lastSeen == nil, wasWithdrawn: watched.isWithdrawn)
    do {
      let answer = try await fetcher.fetch(address, lastSeen: watched.validators, settings: settings)
      newsroom.fill(&look, from: answer, validators: watched.last)
      if answer.status == 304 {
        look.outcome = .notModified
        made.entry = Entry(look: look)
      } else if let last = watched.last, last.isRepeated(by: answer) {
        // The same bytes say the same; they are in the archive.
        look.repeats(last)
        made.entry = Entry(look: look)
      } else {
        try await keep(newsroom.capture(of: answer, story: slug, address: address), watched, in: &made)
      }
      made.address = watched.story.moved(by: answer, to: made.entry.look.verdict)
    } catch is LookLost {
      abandon(slug)
      return
    } catch {
      if Task.isCancelled {
        giveBack(slug)
        return
      }
      if let error = error as? ArchiveError, [.disk, .damaged].contains(error.kind) {
        fault = Failure(error)
        wake()
      }
      look.fail(error)
      made.entry = Entry(look: look)
    }
    guard await plan.hold.confirm(slug, look.fence) else {
      abandon(slug)
      return
    }
    await finish(&made, at: address)
    unsettled.insert(slug)
    decided.append(made)
    status.underWay -= 1
    wake()
  }

  /// Gives back a look that was not made.
  private func giveBack(_ slug: Slug) {
    agenda.finish(slug, .failed, at: moment)
    plan.hold.rest(slug, for: 2000) { _ in }
    status.underWay -= 1
    wake()
  }

  /// Acknowledges a capture, and decides what it is.
  private func keep(_ capture: Capture, _ watched: Watched, in made: inout Decided) async throws {
    let (due, fence) = (made.entry.look.due, made.entry.look.fence)
    let slug = capture.manifest.story
    let hold = plan.hold
    guard await hold.confirm(slug, fence) else { throw LookLost() }
    mine.insert(capture.manifest.id)
    let (newsroom, archive, inbox) = (newsroom, archive, inbox)
    let (decision, old) = try await aside.run {
      // A worker that was paused right here keeps nothing.
      if !hold.holds(slug, fence) { throw LookLost() }
      // From here on the bytes are kept whatever becomes of this process. They do not wait for the writer, which may be
      // busy with a batch or with merging packs.
      try inbox.leave(capture)
      var history = try History(of: capture.manifest.story, in: archive, newsroom: newsroom)
      let decision = try newsroom.decide(capture, history: &history)
      return (decision, try newsroom.editionBefore(decision.entry.look, watched: watched, in: archive))
    }
    made.entry = decision.entry
    made.entry.look.due = due
    made.entry.look.fence = fence
    made.page = decision.page
    made.old = old
    if settings.keep == .versions, made.entry.version == nil {
      try await writer.drop(capture.manifest.id)
      mine.remove(capture.manifest.id)
      (made.entry.capture, made.entry.look.capture) = (nil, nil)
    }
  }

  /// Tells the schedule how a look ended.
  private func finish(_ made: inout Decided, at address: String) async {
    let look = made.entry.look
    let (rest, known) = (await fetcher.restLeft(of: address), await fetcher.manners(of: address))
    let now = moment
    if let published = made.page?.article.published.flatMap({ Timestamp($0.value) }) {
      agenda.learn(published: published, of: look.story)
    }
    let result = Agenda.Result(look.outcome, wasSeen: !made.isNew, wasWithdrawn: made.wasWithdrawn)
    let verdict = agenda.finish(
      look.story, result, at: now, hostRest: Double(rest.milliseconds) / 1000)
    plan.hold.rest(look.story, for: rest.milliseconds) { host in
      host.failures = known?.failures ?? 0
      host.trouble = known?.trouble
      host.crawlDelay = known?.crawlDelay?.milliseconds
    }
    made.next = verdict?.next
    made.entry.look.next = verdict?.next
    if let ending = verdict?.ending { tell(.ended(story: look.story, reason: ending.reason)) }
    let host = newsroom.host(of: address)
    if look.outcome.isSighting {
      for subject in [look.story.text, host] {
        if let news = troubles.seen(subject) { tell(news) }
      }
    } else {
      let problem = look.note ?? look.outcome.rawValue
      troubles.failed(look.story.text, at: now, problem: problem)
      if look.isTroubleOfHost { troubles.failed(host, at: now, problem: problem) }
    }
    status.looks[look.outcome, default: 0] += 1
  }
}

extension Newsroom {
  /// The version that a look is compared with, if its outcome is one to be compared.
  func editionBefore(_ look: Look, watched: Watched?, in archive: ArchiveReader) throws -> Edition? {
    guard look.outcome == .version || look.outcome == .withdrawn || watched?.isWithdrawn == true,
      let before = try base(
        ofPartial: look.outcome != .version || look.verdict == .partial,
        among: versionsInOrder(of: look.story, in: archive).filter { $0.captured <= look.time }, in: archive)
    else { return nil }
    var old = try edition(of: before, in: archive)
    old.lastSeen = max(before.captured, watched?.lastSeen ?? before.captured)
    return old
  }
}

extension Look {
  /// Whether an answer brings the same again: the same status and the same bytes.
  func isRepeated(by answer: Answer) -> Bool {
    payloadSHA256 != nil && status == answer.status && payloadSHA256 == sha256Hex(answer.body)
  }

  /// Takes in that the bytes are those of a look before.
  mutating func repeats(_ last: Look) {
    outcome = last.outcome == .version || last.outcome == .notModified ? .unchanged : last.outcome
    verdict = last.verdict
    note = last.note
    payloadSHA256 = last.payloadSHA256
  }

  /// Whether it failed for a reason that concerns the whole host.
  var isTroubleOfHost: Bool {
    switch outcome {
    case .unreachable: true
    case .refused: status.map { $0 == 429 || $0 >= 500 } ?? false
    case .blocked: fault == "robots" || fault == "host_rests"
    default: false
    }
  }
}

extension Ending {
  /// Why a story is looked at no more, for people.
  var reason: String {
    switch self {
    case .byHand: "it was ended by hand"
    case .quiet: "it has not changed for long"
    case .old: "it has been watched for as long as the settings say"
    }
  }
}
