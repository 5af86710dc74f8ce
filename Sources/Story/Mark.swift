// What somebody said of a change, and what else the journal keeps beside looks: feeds, witnesses, doubts, notes.

/// What somebody said of a change. It stands beside the fact and never alters it.
public struct Mark: Codable, Hashable, Sendable {
  /// What the change is held to be.
  public enum Verdict: String, Codable, Sendable, CaseIterable {
    /// No change of the story: the program was wrong.
    case falseAlarm = "false_alarm"
    /// Looked at by somebody and right.
    case reviewed
  }

  /// The change's id.
  public var change: String
  /// Its story.
  public var story: Slug
  /// What it is held to be; nil leaves what was said before.
  public var verdict: Verdict?
  /// Words to find it by.
  public var tags: [String]
  /// What is to be said of it.
  public var note: String?
  /// Who said so.
  public var by: String

  /// A mark of these parts.
  public init(
    change: String, story: Slug, verdict: Verdict? = nil, tags: [String] = [], note: String? = nil, by: String
  ) {
    self.change = change
    self.story = story
    self.verdict = verdict
    self.tags = tags
    self.note = note
    self.by = by
  }
}

/// A feed that stories are found in, or a page of an outlet's corrections.
public struct FeedSource: Codable, Hashable, Sendable {
  /// What it is for.
  public enum Use: String, Codable, Sendable, CaseIterable {
    /// Its items are stories to watch.
    case stories
    /// Its items are corrections of stories watched.
    case corrections
  }

  /// Its address.
  public var address: String
  /// What it is for.
  public var use: Use
  /// Only items that hold one of these words are taken; empty: all.
  public var keywords: [String]
  /// Items that hold one of these words are not taken.
  public var without: [String]
  /// Whether it is polled; false takes it off the list.
  public var isPolled: Bool

  /// A feed of these parts.
  public init(
    address: String, use: Use = .stories, keywords: [String] = [], without: [String] = [],
    isPolled: Bool = true
  ) {
    self.address = address
    self.use = use
    self.keywords = keywords
    self.without = without
    self.isPolled = isPolled
  }
}

/// What an outside archive answered when it was asked to keep a page.
public struct WitnessAnswer: Codable, Hashable, Sendable {
  /// The witness's name in the settings.
  public var witness: String
  /// The story.
  public var story: Slug
  /// The capture that made us ask.
  public var capture: CaptureID
  /// The HTTP status it answered.
  public var status: Int
  /// Where it says its copy is; nil when it does not say.
  public var copy: String?

  /// An answer of these parts.
  public init(witness: String, story: Slug, capture: CaptureID, status: Int, copy: String? = nil) {
    self.witness = witness
    self.story = story
    self.capture = capture
    self.status = status
    self.copy = copy
  }
}

/// Versions of a story that take turns without anybody editing it.
public struct Flapping: Codable, Hashable, Sendable {
  /// Why they take turns.
  public enum Cause: String, Codable, Sendable, CaseIterable {
    /// A server's cache gave an older version once more.
    case staleCache = "stale_cache"
    /// The outlet tries two headlines on its readers.
    case headlineTest = "headline_test"
    /// The same two texts take turns, and nothing says why.
    case unknown
  }

  /// The story.
  public var story: Slug
  /// Why they take turns.
  public var cause: Cause
  /// The capture that showed an earlier version again.
  public var capture: CaptureID
  /// The numbers of the two versions whose texts take turns, the older first.
  public var versions: [Int]

  /// A flapping of these parts.
  public init(story: Slug, cause: Cause, capture: CaptureID, versions: [Int]) {
    self.story = story
    self.cause = cause
    self.capture = capture
    self.versions = versions
  }
}

/// A note about a story that stands on another page of its outlet's: the corrections page.
public struct NoteElsewhere: Codable, Hashable, Sendable {
  /// The story.
  public var story: Slug
  /// What the note says.
  public var text: String
  /// Where it stands.
  public var address: String

  /// A note on a page.
  public init(story: Slug, text: String, address: String) {
    self.story = story
    self.text = text
    self.address = address
  }
}
