// A watch as one worker of a fleet: the database says what is due, and takes what came of it.

import Archive
import Fetch
import Fleet
import Schedule
import Story
import Telling

extension WatchPlan {
  /// What makes a watch one worker of a fleet.
  struct Shard: Sendable {
    /// The hold on the shard whose archive this is.
    var keeper: ShardKeeper
    /// Where the archive is pushed before the fleet is told of looks; nil when it stays where it is.
    var remote: String?
    /// How often looks are handed in.
    var every: Duration
  }
}

/// A look that is no longer this worker's to keep.
struct LookLost: Error {}

extension WatchService {
  /// Looks that were kept in the archive, and are to be handed in to the fleet.
  struct HandIn: Sendable {
    /// Whether there is anybody to hand in to.
    let isWanted: Bool
    var looks: [Completion] = []
    /// Stories that somebody paused, ended, took up, moved, or wants looked at again.
    var rescheduled: Set<Slug> = []

    init(isWanted: Bool) { self.isWanted = isWanted }

    /// Notes a look that was kept.
    mutating func note(_ look: Look, next: Timestamp?) {
      guard isWanted, let fence = look.fence else { return }
      looks.append(Completion(slug: look.story, fence: fence, next: next))
    }

    /// Notes a story that the fleet is to look at otherwise than it was told.
    mutating func note(_ slug: Slug) {
      if isWanted { rescheduled.insert(slug) }
    }
  }

  /// Whether others say what is due.
  var isPartOfFleet: Bool { plan.shard != nil }

  /// Waits before the fleet is asked again for what is due.
  func pauseForLeases() async { try? await Task.sleep(for: leasePause) }

  /// Sets how many looks may be under way at once: the shards of a worker share what it can do.
  func keep(within breadth: Int) { self.breadth = max(1, breadth) }

  /// The looks to begin now, as the fleet leases them.
  func leased(at now: Timestamp) async -> [Agenda.Assignment] {
    guard let shard = plan.shard else { return [] }
    let room = min(breadth - status.underWay, Self.mostLeased)
    let count = agenda.room(atMost: room, at: now)
    do {
      guard count > 0, decided.count < Self.mostDecided else {
        try await shard.keeper.tellRests()
        return []
      }
      let grant = try await shard.keeper.lease(atMost: count)
      leasePause = grant.leases.count >= Self.manyLeases ? Self.shortLeasePause : Self.longLeasePause
      noteFleet(nil)
      for host in grant.hosts {
        await fetcher.learn(
          host.host, failures: host.failures, trouble: host.trouble,
          crawlDelay: host.crawlDelay.map { .milliseconds($0) })
      }
      return try await begin(grant.leases, of: shard)
    } catch let error as FleetError {
      noteFleet(error)
    } catch {
      fault = Failure(error)
    }
    return []
  }

  private func begin(_ leases: [Lease], of shard: WatchPlan.Shard) async throws -> [Agenda.Assignment] {
    var assignments: [Agenda.Assignment] = []
    var idle: [Slug] = []
    for lease in leases {
      if stories[lease.slug] == nil { try takeIn(lease) }
      if var assignment = agenda.begin(lease.slug, at: moment) {
        assignment.due = lease.due
        status.underWay += 1
        assignments.append(assignment)
        continue
      }
      // Paused, ended, or its look before has not ended yet.
      shard.keeper.rest(lease.slug, for: 0) { _ in }
      idle.append(lease.slug)
      if agenda.state(of: lease.slug) != .waiting { handIn.note(lease.slug) }
    }
    if !idle.isEmpty { try await shard.keeper.giveBack(idle) }
    return assignments
  }

  /// Takes in a story that this worker has not looked at yet, as its archive knows it or else as the fleet does.
  private func takeIn(_ lease: Lease) throws {
    if let known = try archive.story(lease.slug) { return try watch(known) }
    var story = Story(slug: lease.slug, addresses: [lease.address], registered: lease.added)
    story.foundIn = lease.foundIn
    if lease.weight != 1 { story.weight = lease.weight }
    registrations.append(story)
    try watch(story)
  }

  /// Lets go of a look that another worker has now; what is known of the story is read again when it comes back.
  func abandon(_ slug: Slug) {
    agenda.finish(slug, .failed, at: moment)
    status.underWay -= 1
    forget(slug)
  }

  /// Forgets a story until it is leased again.
  private func forget(_ slug: Slug) {
    plan.hold.forget(slug)
    unsettled.remove(slug)
    if let watched = stories.removeValue(forKey: slug) { addresses.forget(watched.story) }
    agenda.remove(slug)
  }

  /// Those of some looks that are still this worker's to keep; the others are dropped, and their bytes with them.
  func stillHeld(_ batch: [Decided]) async throws -> [Decided] {
    if !isPartOfFleet { return batch }
    var held: [Decided] = []
    for made in batch {
      let look = made.entry.look
      if await plan.hold.confirm(look.story, look.fence) {
        held.append(made)
        continue
      }
      if let capture = look.capture {
        try await writer.drop(capture)
        mine.remove(capture)
      }
      forget(look.story)
    }
    return held
  }

  /// Hands looks in, again and again.
  func keepHandingIn() async {
    guard let shard = plan.shard else { return }
    var rest = shard.every
    while !Task.isCancelled && fault == nil {
      try? await Task.sleep(for: rest)
      rest = Self.rest(afterPush: await handInLooks(), every: shard.every)
    }
  }

  /// How long to wait after a push that took so long. On a machine that has too much to do pushes are what can wait: fewer
  /// carry as much, and cost less.
  static func rest(afterPush took: Duration, every: Duration) -> Duration {
    max(every, min(took * restPerPush, longestPushRest))
  }

  /// How long what waits is gathered before it is committed. A worker has many shards, and small batches cost it more than
  /// the looks in them.
  var commitDelay: Duration { plan.shard.map { min($0.every, Self.longestCommitDelay) } ?? Self.delay }

  /// Pushes what is kept, and only then tells the fleet: whoever takes the shard over has all that the fleet counts.
  ///
  /// - Returns: how long the push took; nothing when none was made, for one that failed is tried again soon.
  @discardableResult
  func handInLooks() async -> Duration {
    guard let shard = plan.shard, fault == nil else { return .zero }
    var took = Duration.zero
    let taken = handIn
    handIn = HandIn(isWanted: true)
    do {
      // What was told is in git already, so it goes with this push.
      let told = shard.remote == nil ? [:] : (try? newsroom.outbox.told()) ?? handedOn
      if let remote = shard.remote {
        try await writer.flush()
        took = try await ContinuousClock().measure { try await push(to: remote) }
        try await shard.keeper.notePush()
      }
      let refused = try await shard.keeper.complete(taken.looks)
      try await shard.keeper.schedule(taken.rescheduled.sorted().map(rescheduling))
      if told != handedOn {
        try await shard.keeper.note(told: told)
        handedOn = told
      }
      for slug in refused { forget(slug) }
      noteFleet(nil)
    } catch let error as FleetError where error.kind != .lost {
      takeBack(taken)
      noteFleet(error)
    } catch is PushDelayed {
      takeBack(taken)
    } catch {
      fault = Failure(error)
      wake()
    }
    return took
  }

  /// What could not be handed in is handed in with what comes next.
  private func takeBack(_ taken: HandIn) {
    handIn.looks = taken.looks + handIn.looks
    handIn.rescheduled.formUnion(taken.rescheduled)
  }

  /// When and where the fleet is to look at a story from now on.
  private func rescheduling(_ slug: Slug) -> Rescheduling {
    let address = stories[slug]?.address
    return Rescheduling(
      slug: slug, due: agenda.state(of: slug) == .waiting ? agenda.due(slug) ?? moment : nil,
      address: address,
      host: address.map(newsroom.host))
  }

  /// The copy could not be reached; it is tried again.
  private struct PushDelayed: Error {}

  private func push(to remote: String) async throws {
    let path = newsroom.path
    do {
      try await pushes.run { () throws(ArchiveError) in try Backup.pushWhole(path, to: remote) }
    } catch {
      // A copy that has what this archive has not was written by another: the shard is lost.
      let standing = try? await pushes.run { () throws(ArchiveError) in
        try Backup.standing(of: path, to: remote)
      }
      if standing == .apart {
        throw Failure(.locked, "the shard's copy at \(shown(remote)) has been written by another worker")
      }
      tell(.troubled(target: remote, Failure(error), next: nil))
      throw PushDelayed()
    }
  }

  /// Tells once when the fleet's database does not answer, and once when it does again.
  private func noteFleet(_ error: FleetError?) {
    if let error, error.kind == .lost {
      fault = Failure(error)
      wake()
    } else if let error {
      if fleetTrouble == nil { tell(.troubled(target: "fleet", Failure(error), next: nil)) }
      fleetTrouble = fleetTrouble ?? moment
    } else if let since = fleetTrouble {
      fleetTrouble = nil
      tell(.back(subject: "fleet", since: since))
    }
  }

  /// A shard's commits are at most so far apart.
  private static let longestCommitDelay = Duration.seconds(1)
  /// A push is followed by a rest of so many times what it took, or of ``longestPushRest`` at most.
  private static let restPerPush = 10
  private static let longestPushRest = Duration.seconds(20)
  /// So many looks are leased at once at most.
  private static let mostLeased = 200
  /// After so many leases the database is asked again soon; after fewer, later, for each time costs it a transaction.
  private static let manyLeases = 8
  private static let shortLeasePause = Duration.milliseconds(100)
  static let longLeasePause = Duration.milliseconds(250)
}
