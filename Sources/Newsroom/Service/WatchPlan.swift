// What a watch is asked to do, and what it tells as it goes.

public import Report
public import Story

/// How to watch.
public struct WatchPlan: Sendable {
  /// Addresses and stories to watch; empty: every story of the archive that has an address and has not ended.
  public var targets: [String]
  /// The time between two looks at a story; nil: when a change is due.
  public var every: Duration?
  /// How to look.
  public var look: LookSettings
  /// How reports are made.
  public var options: RevisionReport.Options
  /// The settings file named; nil: the archive's own, if it has one.
  public var config: String?
  /// How many looks may be under way at once.
  public var breadth = 256
  /// What makes it the watch of one shard of a fleet; nil outside of one.
  var shard: Shard?
  /// Changes how pages are fetched; for tests, which have no time for the manners of the public web.
  var adjust: @Sendable (inout FetchRules) -> Void = { _ in }
  /// A clock that never jumps, in milliseconds; tests set another.
  var steady: @Sendable () -> Int64 = {
    let start = ContinuousClock.now
    return { start.duration(to: .now).milliseconds }
  }()

  /// A watch of these parts.
  public init(
    targets: [String], every: Duration? = nil, look: LookSettings, options: RevisionReport.Options,
    config: String? = nil
  ) {
    self.targets = targets
    self.every = every
    self.look = look
    self.options = options
    self.config = config
  }
}

/// What a watch tells as it goes.
public enum WatchEvent: Sendable {
  /// A look ended; `next` is when the story is looked at again, nil when it is not.
  case looked(target: String, LookOutcome, next: Timestamp?)
  /// A look could not be made or kept; the others go on.
  case troubled(target: String, Failure, next: Timestamp?)
  /// A story or host has given nothing for too long.
  case silent(ServiceStatus.Trouble)
  /// One that was told to be silent is seen again.
  case back(subject: String, since: Timestamp)
  /// Looks fell out while this machine or process stood still.
  case missed(story: Slug, since: Timestamp, count: Int)
  /// A story is looked at no more, and why.
  case ended(story: Slug, reason: String)
  /// The wall clock was set: how far, in milliseconds.
  case clockJumped(milliseconds: Int64)
  /// What a version's page shows was fetched.
  case resourcesFetched(story: Slug, version: Int, ResourceCount)
  /// The time-stamping authority did not vouch for the journal; it is asked again.
  case notTimestamped(Failure)
  /// The archive's packs could not be merged; it takes more room than it must until they are.
  case packsNotMerged(Failure)
  /// A story’s page is found at another address of its site from now on.
  case moved(story: Slug, from: String, to: String)
  /// A story’s page names as its own an address that belongs to another story.
  case twin(story: Slug, other: Slug, address: String)
  /// The settings were read again.
  case reloaded
  /// The settings could not be read again; the old ones hold.
  case notReloaded(Failure)
}
