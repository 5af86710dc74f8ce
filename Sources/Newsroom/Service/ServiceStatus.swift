// How a running watch is doing: what a person glances at, a monitor asks for and nothing may hide.

public import Story

/// The state of a running watch at one moment.
public struct ServiceStatus: Hashable, Sendable {
  /// When the watch began.
  public var started: Timestamp
  /// The moment described.
  public var now: Timestamp
  /// Stories that are looked at.
  public var watched = 0
  /// Stories that are not looked at until somebody says so.
  public var paused = 0
  /// Stories that ended.
  public var ended = 0
  /// Stories whose look is due and has not begun.
  public var due = 0
  /// Looks under way.
  public var underWay = 0
  /// Captures acknowledged that are not in git yet.
  public var uncommitted = 0
  /// Looks since the start, by how they ended.
  public var looks: [Look.Outcome: Int] = [:]
  /// Versions kept since the start.
  public var versions = 0
  /// How late looks began, in seconds.
  public var lateness = LatenessCounts()
  /// The expected number of unseen changes at which a story is looked at.
  public var theta = 0.0
  /// When a story is looked at next; nil when none is.
  public var next: Timestamp?
  /// The change told last.
  public var lastChange: Told?
  /// Hosts that are being left alone because of trouble, by name.
  public var hostsInTrouble: [TroubledHost] = []
  /// What is wrong, the oldest first; empty when all is well.
  public var troubles: [Trouble] = []

  /// A change that was told.
  public struct Told: Hashable, Sendable {
    /// The story.
    public var story: Slug
    /// When it was first seen.
    public var time: Timestamp
    /// What changed, on a line.
    public var summary: String

    /// A change of these parts.
    public init(story: Slug, time: Timestamp, summary: String) {
      self.story = story
      self.time = time
      self.summary = summary
    }
  }

  /// A host that is being left alone.
  public struct TroubledHost: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What it is.
    public var trouble: String
    /// How often in a row.
    public var failures: Int
    /// When it is asked again.
    public var until: Timestamp

    /// A host of these parts.
    public init(name: String, trouble: String, failures: Int, until: Timestamp) {
      self.name = name
      self.trouble = trouble
      self.failures = failures
      self.until = until
    }
  }

  /// Something that has gone wrong and goes on.
  public struct Trouble: Hashable, Sendable {
    /// What it is about: a story's name, a host, or `archive`.
    public var subject: String
    /// Since when.
    public var since: Timestamp
    /// What is wrong, in a sentence.
    public var problem: String

    /// A trouble of these parts.
    public init(subject: String, since: Timestamp, problem: String) {
      self.subject = subject
      self.since = since
      self.problem = problem
    }
  }

  /// A watch that has just begun.
  public init(started: Timestamp) {
    self.started = started
    now = started
  }

  /// Whether captures are still being kept: a story in trouble is no fault of the service.
  public var isWell: Bool { !troubles.contains { $0.subject == Self.archive } }

  /// The subject of troubles with the archive itself.
  public static let archive = "archive"
}

/// How many looks began how late: counts under growing bounds, as Prometheus keeps a histogram.
public struct LatenessCounts: Hashable, Sendable {
  /// Upper bounds in seconds; what is later is counted in ``all`` only.
  public static let bounds: [Double] = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600]

  /// For each bound, how many looks began no later.
  public private(set) var counts = [Int](repeating: 0, count: bounds.count)
  /// All looks.
  public private(set) var all = 0
  /// The lateness of all looks together, in seconds.
  public private(set) var sum = 0.0

  /// No looks yet.
  public init() {}

  /// Counts a look that began `seconds` after it was due.
  public mutating func add(_ seconds: Double) {
    for (place, bound) in Self.bounds.enumerated() where seconds <= bound { counts[place] += 1 }
    all += 1
    sum += max(0, seconds)
  }

  /// The smallest bound that a share of the looks began within, in seconds; nil when there were no looks, infinite when
  /// the largest bound does not hold them.
  public func bound(of share: Double) -> Double? {
    if all == 0 { return nil }
    let needed = Int((share * Double(all)).rounded(.up))
    return zip(Self.bounds, counts).first { $0.1 >= needed }?.0 ?? .infinity
  }
}
