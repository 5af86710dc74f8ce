// One look of a running watch: fetch, acknowledge, read, decide, commit, tell.

import Archive
import Extraction
import Fetch
import Report
import Schedule
import Story

extension WatchService {
  /// Looks at a story whose look is due.
  func look(_ assignment: Agenda.Assignment) async {
    let slug = assignment.slug
    // Its last look is in git before the next is compared with it.
    while waiting.contains(where: { $0.entry.look.story == slug }) || isCommitting { await commit() }
    guard let watched = stories[slug], let address = watched.address else {
      agenda.finish(slug, .failed, at: moment)
      status.underWay -= 1
      return
    }
    var look = Look(story: slug, time: newsroom.now(), timeSource: .fetched, outcome: .unreachable)
    look.address = address
    look.due = assignment.due
    var decided = Decided(target: address, entry: Entry(look: look))
    do {
      let answer = try await fetcher.fetch(
        address, etag: watched.last?.etag, lastModified: watched.last?.lastModified)
      newsroom.fill(&look, from: answer, validators: watched.last)
      if answer.status == 304 {
        look.outcome = .notModified
        decided.entry = Entry(look: look)
      } else if let last = watched.last, last.payloadSHA256 == sha256Hex(answer.body) {
        // The same bytes say the same; they are in the archive.
        look.outcome = .unchanged
        look.payloadSHA256 = last.payloadSHA256
        decided.entry = Entry(look: look)
      } else {
        let capture = newsroom.capture(of: answer, story: slug, address: address)
        mine.insert(capture.manifest.id)
        // From here on the bytes are kept whatever becomes of this process.
        try await writer.spool(capture)
        let decision = try await newsroom.decideAside(capture)
        decided.entry = decision.entry
        decided.page = decision.page
      }
    } catch {
      if Task.isCancelled {
        agenda.finish(slug, .failed, at: moment)
        status.underWay -= 1
        return
      }
      if let failure = error as? ArchiveError, failure.kind == .disk {
        fault = Failure(failure)
      }
      look.note = Failure(error).message
      decided.entry = Entry(look: look)
    }
    finish(&decided)
    waiting.append(decided)
    waitingSince = waitingSince ?? .now
    status.underWay -= 1
    wake()
  }

  /// Tells the schedule how a look ended.
  private func finish(_ decided: inout Decided) {
    let look = decided.entry.look
    let now = moment
    let isFirst = stories[look.story]?.lastSeen == nil
    // The first version is no change.
    let result = isFirst && look.outcome == .version ? .read(changed: false) : Agenda.Result(look.outcome)
    let verdict = agenda.finish(look.story, result, at: now)
    if let published = decided.page?.article.published.flatMap({ Timestamp($0.value) }) {
      agenda.learn(published: published, of: look.story)
    }
    decided.next = verdict?.next
    decided.entry.look.next = verdict?.next
    if let ending = verdict?.ending { tell(.ended(story: look.story, reason: ending.reason)) }
    let host = newsroom.host(of: decided.target)
    if look.outcome.sawTheStory || look.outcome == .withdrawn {
      for subject in [look.story.text, host] {
        if let news = troubles.seen(subject) { tell(news) }
      }
    } else {
      let problem = look.note ?? look.outcome.rawValue
      troubles.failed(look.story.text, at: now, problem: problem)
      if look.outcome == .unreachable { troubles.failed(host, at: now, problem: problem) }
    }
    status.looks[look.outcome, default: 0] += 1
  }

  /// Commits the looks that wait, and tells what they brought.
  func commit() async {
    guard !isCommitting else {
      // Another commit is under way: it is what there is to wait for.
      try? await Task.sleep(for: .milliseconds(5))
      return
    }
    if waiting.isEmpty || fault != nil { return }
    isCommitting = true
    defer { isCommitting = false }
    let batch = waiting
    waiting = []
    waitingSince = nil
    do {
      let archive = try ArchiveReader(at: newsroom.path)
      let before = try batch.map {
        try newsroom.editionBefore($0.entry.look, watched: stories[$0.entry.look.story], in: archive)
      }
      // A look that brought nothing new waits in the spool for others; only bytes are worth a commit of their own.
      var versions: [Version?] = []
      for decided in batch where decided.entry.capture == nil { try await writer.note(decided.entry.look) }
      let captures = batch.filter { $0.entry.capture != nil }
      if !captures.isEmpty { versions = try await writer.record(captures.map(\.entry)) }
      try await writer.tick()
      for ((decided, old), version) in zip(zip(batch, before), Self.spread(versions, over: batch)) {
        if let capture = decided.entry.look.capture { mine.remove(capture) }
        announce(decided, version: version, old: old)
      }
    } catch {
      fault = Failure(error)
    }
  }

  /// Versions of the looks that brought captures, put beside all looks.
  private static func spread(_ versions: [Version?], over batch: [Decided]) -> [Version?] {
    var rest = versions[...]
    return batch.map { $0.entry.capture == nil ? nil : rest.popFirst() ?? nil }
  }

  /// Tells what a committed look brought.
  private func announce(_ decided: Decided, version: Version?, old: Edition?) {
    let look = decided.entry.look
    var outcome = LookOutcome(
      look: look, version: version, article: decided.page?.article,
      isNew: stories[look.story]?.lastSeen == nil)
    let wasWithdrawn = stories[look.story]?.isWithdrawn ?? false
    newsroom.complete(
      &outcome, page: decided.page, old: old, wasWithdrawn: wasWithdrawn, options: plan.options)
    stories[look.story]?.note(look)
    if version != nil { status.versions += 1 }
    if let report = outcome.report {
      status.lastChange = .init(story: look.story, time: look.time, summary: summaryLine(of: report.revision))
    }
    tell(.looked(target: decided.target, outcome, next: decided.next))
  }
}

extension Newsroom {
  /// Reads a capture and decides what it is, away from whoever calls.
  @concurrent func decideAside(_ capture: Capture) async throws -> Decision {
    var history = try History(of: capture.manifest.story, in: ArchiveReader(at: path), newsroom: self)
    return try decide(capture, history: &history)
  }

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
