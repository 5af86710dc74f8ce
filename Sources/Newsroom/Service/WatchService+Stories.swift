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
    // Looks that wait in the spool are read with each story's others: in git they are found at once.
    try await writer.flush()
    if isPartOfFleet {
      // Each story is taken in when it is leased: a shard changes hands quickly.
      addresses = StoryAddresses(try archive.stories())
      return
    }
    var wanted: [Story] = []
    let known = try archive.stories()
    addresses = StoryAddresses(known)
    if plan.targets.isEmpty {
      wanted = known.filter { !$0.addresses.isEmpty }
    } else {
      var all = KnownStories(known)
      for target in plan.targets {
        let (story, isNew) = try self.story(target, in: &all)
        if isNew { registrations.append(story) }
        guard !story.addresses.isEmpty else {
          throw Failure(.usage, "\(story.slug) was made from files and has no address: give one with add")
        }
        wanted.append(story)
      }
    }
    for story in wanted { try watch(story) }
    // What fell due while nobody watched is spread, unless somebody wants everything looked at in a fixed step.
    if plan.every == nil { agenda.start(at: moment) }
    count()
  }

  /// The story that a target means, and whether its registration may be news.
  private func story(_ target: String, in known: inout KnownStories) throws -> (story: Story, isNew: Bool) {
    guard target.contains("://") else { return (try newsroom.story(Slug(target), in: archive), false) }
    let (story, _) = try known.story(at: target, name: plan.look.name, now: newsroom.now())
    return (story, true)
  }

  /// Puts a story on the agenda, as its looks in the journal leave it.
  func watch(_ story: Story) throws {
    guard let address = story.addresses.first else { return }
    let host = newsroom.host(of: address)
    let choice: Choice = story.foundIn == nil ? .picked : .found
    let looks = try archive.looks(of: story.slug)
    let replay = Replay(
      looks, published: looks.isEmpty ? nil : try newsroom.published(story, in: archive), now: moment,
      table: agenda.book.table(host: host, choice: choice), policy: agenda.policy)
    var rhythm = replay.rhythm
    if let woken = story.woken { rhythm.wake(at: woken) }
    stories[story.slug] = Watched(story, looks: looks)
    for address in story.addresses { addresses.note(address, of: story.slug) }
    agenda.add(story.slug, host: host, choice: choice, care: care(for: story), rhythm: rhythm, at: moment)
    if story.ended != nil { agenda.end(story.slug) } else if story.paused != nil { agenda.pause(story.slug) }
  }

  /// Takes in what other processes left: their captures, and what they say of stories.
  func takeRequests() async {
    do {
      for request in try await newsroom.drain(writer, besides: { await self.mine }) {
        try await writer.end(
          request,
          refusal: ArchiveError(.badInput, "a running watch does not do this: stop it and try again"))
      }
      let changed = await writer.takeChangedStories()
      for slug in changed.sorted() {
        try follow(slug)
        handIn.note(slug)
      }
      if !changed.isEmpty { wake() }
    } catch {
      fault = Failure(error)
      wake()
    }
  }

  /// Follows what a story's registration says now, after somebody changed it.
  private func follow(_ slug: Slug) throws {
    guard let story = try archive.story(slug) else {
      if let watched = stories.removeValue(forKey: slug) { addresses.forget(watched.story) }
      agenda.remove(slug)
      return
    }
    guard let watched = stories[slug] else {
      // Whoever named stories wants no others of those that were there, but what is added now is to be watched now.
      let isAdded = try story.registered >= begun && archive.versions(of: slug).isEmpty
      if plan.targets.isEmpty || isAdded { try watch(story) }
      return
    }
    addresses.forget(watched.story)
    for address in story.addresses { addresses.note(address, of: slug) }
    stories[slug]?.story = story
    if story.addresses.first != watched.address {
      stories[slug]?.last = nil
      if let address = story.addresses.first {
        agenda.move(slug, to: newsroom.host(of: address), at: moment)
      } else {
        agenda.end(slug)
      }
    }
    if story.ended != nil {
      agenda.end(slug)
    } else if story.paused != nil {
      agenda.pause(slug)
    } else {
      agenda.resume(slug, at: moment)
    }
    agenda.care(for: slug, care(for: story), at: moment)
  }

  /// Follows a story to another address of its site, when redirects have led there twice running.
  func follow(_ slug: Slug, to address: String?) {
    guard let watched = stories[slug], watched.movingTo != nil || address != nil else { return }
    guard let address, watched.movingTo == address else {
      stories[slug]?.movingTo = address
      return
    }
    var story = watched.story
    let old = story.addresses.first ?? ""
    story.addresses.removeAll { $0 == address }
    story.addresses.insert(address, at: 0)
    register(story)
    stories[slug]?.movingTo = nil
    agenda.move(slug, to: newsroom.host(of: address), at: moment)
    handIn.note(slug)
    tell(.moved(story: slug, from: old, to: address))
  }

  /// Learns the address that a story's page names as its own: whoever adds that one finds this story.
  func learn(_ article: Article, of slug: Slug) {
    guard var story = stories[slug]?.story, let named = story.named(by: article) else { return }
    if let owner = addresses.owner(of: named), owner != slug {
      tell(.twin(story: slug, other: owner, address: named))
      return
    }
    story.addresses.append(named)
    register(story)
  }

  /// Changes a story's registration; the archive has it with the next batch.
  private func register(_ story: Story) {
    stories[story.slug]?.story = story
    for address in story.addresses { addresses.note(address, of: story.slug) }
    registrations.append(story)
  }

  /// What is wanted of a story: its registration's weight unless the settings say otherwise.
  func care(for story: Story) -> Care { settings.stories[story.slug] ?? Care(weight: story.weight ?? 1) }

  /// Keeps in the journal that looks fell out: “unchanged” and “not looked” are never the same.
  func note(_ missed: Agenda.Missed, at now: Timestamp) {
    var look = Look(story: missed.slug, time: missed.until, timeSource: .fetched, outcome: .missed)
    look.address = stories[missed.slug]?.address
    look.due = missed.since
    look.next = agenda.due(missed.slug)
    look.note = "\(missed.count == 1 ? "a check" : "\(missed.count) checks") fell out: nobody was watching"
    decided.append(Decided(entry: Entry(look: look)))
    status.looks[.missed, default: 0] += missed.count
    tell(.missed(story: missed.slug, since: missed.since, count: missed.count))
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
    status.due = agenda.dueCount(at: moment)
    status.theta = agenda.policy.theta * agenda.budget.scale
  }

  /// Reads the settings again. A mistake in them is told and changes nothing.
  public func reload() async {
    do {
      let new = try newsroom.settings(in: plan.config)
      try newsroom.take(siteRulesOf: new)
      var rules = try FetchRules(new, look: plan.look)
      plan.adjust(&rules)
      let book = try newsroom.rates(of: new)
      await fetcher.change(settings: rules.fetch, manners: rules.manners)
      settings = new
      troubles.patience = Int64(new.fetch.silentAfter * 1000)
      agenda.change(
        policy: plan.policy(new), book: book, looksPerSecond: new.schedule.looksPerSecond, hostRest: 0,
        at: moment)
      for (slug, watched) in stories { agenda.care(for: slug, care(for: watched.story), at: moment) }
      count()
      tell(.reloaded)
    } catch {
      tell(.notReloaded(Failure(error)))
    }
    wake()
  }
}
