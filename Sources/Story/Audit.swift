// How a story changed over its life, and whether it owned up to it.

/// A story from its first version to its newest: what changed, who said what, what was declared and what was not.
public struct Audit: Hashable, Sendable {
  /// A stretch of time in which no look saw the story though it was being watched.
  public struct BlindSpell: Hashable, Sendable {
    /// The last look before that saw it.
    public var from: Timestamp
    /// The first look after that saw it.
    public var to: Timestamp

    /// A stretch between two looks.
    public init(from: Timestamp, to: Timestamp) {
      self.from = from
      self.to = to
    }
  }

  /// A notice on the page, and how long it stood.
  public struct NoticeLife: Hashable, Sendable {
    /// What it says of the story.
    public var kind: Notice.Kind
    /// Its words.
    public var text: String
    /// The number of the version it first stood in.
    public var first: Int
    /// The number of the version it last stood in.
    public var last: Int
    /// Whether it stands in the newest version.
    public var stands: Bool

    /// A notice's life.
    public init(kind: Notice.Kind, text: String, first: Int, last: Int, stands: Bool) {
      self.kind = kind
      self.text = text
      self.first = first
      self.last = last
      self.stands = stands
    }
  }

  /// The same two texts, or a fact's two values, taking turns.
  public struct FlipFlop: Hashable, Sendable {
    /// One of the two: words, or the number of a version for whole texts.
    public var one: String
    /// The other.
    public var other: String
    /// The numbers of the versions that turned, in order of time.
    public var versions: [Int]

    /// Two things that took turns.
    public init(_ one: String, _ other: String, versions: [Int]) {
      self.one = one
      self.other = other
      self.versions = versions
    }
  }

  /// The story.
  public var story: Story
  /// Its versions, in order of time of capture.
  public var versions: [AuditedVersion]
  /// Its quotes.
  public var ledger: Ledger
  /// Its notices, in the order they first stood.
  public var notices: [NoticeLife]
  /// What took turns.
  public var flipFlops: [FlipFlop]
  /// Looks that did not see the story, in order of time.
  public var failedLooks: [Look]
  /// When nobody saw it.
  public var blindSpells: [BlindSpell]

  /// An audit of these parts.
  public init(
    story: Story, versions: [AuditedVersion], ledger: Ledger, notices: [NoticeLife] = [],
    flipFlops: [FlipFlop] = [], failedLooks: [Look] = [], blindSpells: [BlindSpell] = []
  ) {
    self.story = story
    self.versions = versions
    self.ledger = ledger
    self.notices = notices
    self.flipFlops = flipFlops
    self.failedLooks = failedLooks
    self.blindSpells = blindSpells
  }

  /// The versions that changed what readers were told without owning up to it, then or later.
  public var silent: [AuditedVersion] {
    versions.filter { $0.honesty?.standing == .silent && $0.honesty?.declaredIn == nil }
  }
}

/// One version in an audit.
public struct AuditedVersion: Hashable, Sendable {
  /// The version.
  public var version: Version
  /// How many words its text has.
  public var words: Int
  /// Whether it says that more is to come.
  public var saysMoreFollows: Bool
  /// When the version before it was last seen to stand; nil for the first.
  public var lastSeenWithout: Timestamp?
  /// What it changed against the version before it in time; nothing for the first.
  public var changes: [Change]
  /// Whether it owns up to that; nil for the first.
  public var honesty: Honesty?

  /// A version of these parts.
  public init(
    version: Version, words: Int, saysMoreFollows: Bool = false, lastSeenWithout: Timestamp? = nil,
    changes: [Change] = [], honesty: Honesty? = nil
  ) {
    self.version = version
    self.words = words
    self.saysMoreFollows = saysMoreFollows
    self.lastSeenWithout = lastSeenWithout
    self.changes = changes
    self.honesty = honesty
  }
}

/// How much and how openly a set of stories changed, by outlet and by hour.
public struct CorpusAudit: Hashable, Sendable {
  /// What was counted for an outlet or an hour.
  public struct Count: Hashable, Sendable {
    /// Stories with a version in the time asked for.
    public var stories = 0
    /// Versions.
    public var versions = 0
    /// Revisions that changed what readers were told.
    public var substantive = 0
    /// Of these, those a notice owns up to, then or later.
    public var declared = 0
    /// Of these, those of a story that said more was to come.
    public var developing = 0
    /// Of these, those nobody owned up to.
    public var silent = 0
    /// Corrections and clarifications that came.
    public var corrections = 0
    /// Quotes altered, removed or given to another speaker.
    public var quotesChanged = 0
    /// Numbers changed.
    public var numbersChanged = 0
    /// Revisions that only moved the date of change.
    public var bumps = 0

    /// Nothing counted yet.
    public init() {}
  }

  /// Each outlet's count, by its name.
  public var outlets: [(name: String, count: Count)]
  /// The count of each hour of the day, UTC, 0 to 23.
  public var hours: [Count]
  /// From when versions were counted; nil from the first.
  public var since: Timestamp?

  /// Counts of outlets and hours.
  public init(outlets: [(name: String, count: Count)], hours: [Count], since: Timestamp? = nil) {
    self.outlets = outlets
    self.hours = hours
    self.since = since
  }

  /// Whether two say the same.
  public static func == (one: CorpusAudit, other: CorpusAudit) -> Bool {
    one.outlets.elementsEqual(other.outlets) { $0 == $1 } && one.hours == other.hours
      && one.since == other.since
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    for outlet in outlets {
      hasher.combine(outlet.name)
      hasher.combine(outlet.count)
    }
    hasher.combine(hours)
    hasher.combine(since)
  }
}
