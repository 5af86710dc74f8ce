// Which stories a watch looks at: taken in at the start, and as others register, pause and end them.

import Archive
import Fetch
import Foundation
import Schedule
import Story

extension WatchPlan {
  /// When to look: as the settings say, or at a fixed interval if one was asked for.
  func policy(_ settings: Settings) -> Policy {
    guard let every else { return settings.schedule.policy }
    var policy = settings.schedule.policy
    let hours = Double(every.milliseconds) / 3_600_000
    policy.floor = hours
    policy.caps = [Policy.Cap(below: .infinity, hours: hours)]
    policy.jitter = 0
    policy.longestRetry = hours
    // Whoever asks for an interval says himself when it is enough.
    policy.quietDays = .infinity
    policy.longestDays = .infinity
    return policy
  }
}

extension WatchService {
  /// Takes in the stories to watch, each with the rhythm that the journal tells of.
  func takeIn() async throws {
    let archive = try ArchiveReader(at: newsroom.path)
    var wanted: [Story] = []
    if plan.targets.isEmpty {
      wanted = try archive.stories().filter { !$0.addresses.isEmpty }
    } else {
      for target in plan.targets {
        let subject = try newsroom.subject(of: target, settings: plan.look)
        guard !subject.story.addresses.isEmpty else {
          throw Failure(
            .usage,
            "\(subject.story.slug) was made from files and has no address: give one with add")
        }
        if subject.isNew { await writer.register(subject.story) }
        wanted.append(subject.story)
      }
    }
    for story in wanted { try watch(story, in: archive) }
    count()
  }

  /// Puts a story on the agenda, as its looks in the journal leave it.
  func watch(_ story: Story, in archive: ArchiveReader) throws {
    guard let address = story.addresses.first else { return }
    let host = newsroom.host(of: address)
    let looks = try archive.looks(of: story.slug)
    let table = agenda.book.table(host: host, choice: .picked)
    let replay = Replay(looks, published: nil, now: moment, table: table, policy: agenda.policy)
    stories[story.slug] = Watched(story, looks: looks)
    agenda.add(
      story.slug, host: host, choice: .picked, care: care(for: story), rhythm: replay.rhythm,
      at: moment)
    if story.ended != nil { agenda.end(story.slug) } else if story.paused != nil { agenda.pause(story.slug) }
  }

  /// Takes in what other processes left: their captures, and what they say of stories.
  func takeRequests() async {
    do {
      for request in try await newsroom.drain(writer, besides: mine) {
        try await writer.end(
          request,
          refusal: ArchiveError(.badInput, "a running watch does not do this: stop it and try again"))
      }
      let archive = try ArchiveReader(at: newsroom.path)
      let known = try archive.stories()
      for story in known { try follow(story, in: archive) }
      let there = Set(known.map(\.slug))
      for slug in stories.keys where !there.contains(slug) {
        agenda.remove(slug)
        stories[slug] = nil
      }
      count()
    } catch {
      fault = Failure(error)
    }
  }

  /// Follows what a story's registration says now.
  private func follow(_ story: Story, in archive: ArchiveReader) throws {
    guard let watched = stories[story.slug] else {
      // Whoever named stories wants no others; what ended stays ended.
      if plan.targets.isEmpty, story.ended == nil { try watch(story, in: archive) }
      return
    }
    var story = story
    story.title = watched.story.title
    guard story != watched.story else { return }
    stories[story.slug]?.story = story
    if let address = story.addresses.first, address != watched.address {
      agenda.move(story.slug, to: newsroom.host(of: address), at: moment)
      stories[story.slug]?.last = nil
    }
    if story.ended != nil {
      agenda.end(story.slug)
    } else if story.paused != nil {
      agenda.pause(story.slug)
    } else {
      agenda.resume(story.slug, at: moment)
    }
    agenda.care(for: story.slug, care(for: story), at: moment)
  }

  /// What is wanted of a story: its registration's weight unless the settings say otherwise.
  func care(for story: Story) -> Care { settings.stories[story.slug] ?? Care(weight: story.weight ?? 1) }

  /// Keeps in the journal that looks fell out: “unchanged” and “not looked” are never the same.
  func note(_ missed: Agenda.Missed) async {
    var look = Look(story: missed.slug, time: missed.until, timeSource: .fetched, outcome: .missed)
    look.due = missed.since
    look.note = "\(missed.count == 1 ? "a check" : "\(missed.count) checks") fell out: nobody was watching"
    do {
      try await writer.note(look)
    } catch {
      fault = Failure(error)
    }
  }

  /// Counts the stories by state, for whoever asks how the watch is doing.
  func count() {
    (status.watched, status.paused, status.ended) = (0, 0, 0)
    for slug in stories.keys {
      switch agenda.state(of: slug) {
      case .waiting: status.watched += 1
      case .paused: status.paused += 1
      case .ended, nil: status.ended += 1
      }
    }
    status.theta = agenda.policy.theta * agenda.budget.scale
  }

  /// Reads the settings again. A mistake in them is told and changes nothing.
  public func reload() {
    do {
      let new = try newsroom.settings(in: plan.config)
      let newFetcher = try Fetcher(settings: newsroom.fetchSettings(plan.look, new))
      try newsroom.take(siteRulesOf: new)
      fetcher = newFetcher
      settings = new
      for (slug, watched) in stories { agenda.care(for: slug, care(for: watched.story), at: moment) }
      tell(.reloaded)
    } catch {
      tell(.notReloaded(Failure(error)))
    }
    wake()
  }
}

extension Newsroom {
  /// The host that an address names, in lower case; the address itself if it names none.
  func host(of address: String) -> String { URL(string: address)?.host?.lowercased() ?? address }
}
