// One version of a story, and one look at it.

/// A capture whose article differs from the one before it in time: one commit.
public struct Version: Codable, Hashable, Sendable {
  /// Its place in the order of arrival, from 1; never given to another.
  public var number: Int
  /// The story.
  public var story: Slug
  /// The capture it is.
  public var capture: CaptureID
  /// When it was captured.
  public var captured: Timestamp
  /// Where that time comes from.
  public var timeSource: TimeSource
  /// Whether an older capture was in the archive before it: it arrived out of the order of time.
  public var late: Bool
  /// The commit, 40 hexadecimal digits.
  public var commit: String
  /// Its headline.
  public var headline: String?
  /// The address it was captured from; nil for a file.
  public var address: String?
  /// Lowercase hexadecimal SHA-256 of the body.
  public var payloadSHA256: String
  /// What read it: `html 1 libxml2 2.9.14`.
  public var extractor: String
  /// Its bytes read again by another extractor, the newest time; nil when that was never needed.
  public var reread: Reread?

  /// How a version was read again.
  public struct Reread: Codable, Hashable, Sendable {
    /// The commit that has the newer reading, 40 hexadecimal digits.
    public var commit: String
    /// What read it.
    public var extractor: String

    /// A reading of these parts.
    public init(commit: String, extractor: String) {
      self.commit = commit
      self.extractor = extractor
    }
  }

  /// A version of these parts.
  public init(
    number: Int, story: Slug, capture: CaptureID, captured: Timestamp, timeSource: TimeSource,
    late: Bool = false,
    commit: String, headline: String? = nil, address: String? = nil, payloadSHA256: String, extractor: String
  ) {
    self.number = number
    self.story = story
    self.capture = capture
    self.captured = captured
    self.timeSource = timeSource
    self.late = late
    self.commit = commit
    self.headline = headline
    self.address = address
    self.payloadSHA256 = payloadSHA256
    self.extractor = extractor
  }
}

/// One attempt to see a story, and how it ended: a line of the journal.
public struct Look: Codable, Hashable, Sendable {
  /// How a look ended.
  public enum Outcome: String, Codable, Sendable, CaseIterable {
    /// A new version was kept.
    case version
    /// The page was read and its article is the one before.
    case unchanged
    /// The server said that nothing changed (304).
    case notModified = "not_modified"
    /// The page was read and is no article (``Look/verdict`` says what).
    case noArticle = "no_article"
    /// The story was taken down (404, 410, 451).
    case withdrawn
    /// The server refused or failed (another status).
    case refused
    /// The server could not be reached, or the answer was cut off.
    case unreachable
    /// The bytes are here but could not be read.
    case failed
    /// No request was made: the site or a setting does not allow it.
    case blocked
    /// The look was due and was not made.
    case missed
  }

  /// The story.
  public var story: Slug
  /// When the look was made.
  public var time: Timestamp
  /// Where that time comes from.
  public var timeSource: TimeSource
  /// How it ended.
  public var outcome: Outcome
  /// The capture it made, if any bytes came.
  public var capture: CaptureID?
  /// The address looked at; nil for a file.
  public var address: String?
  /// The HTTP status.
  public var status: Int?
  /// What the page turned out to be, if it was read.
  public var verdict: Verdict?
  /// Lowercase hexadecimal SHA-256 of the body, if any came.
  public var payloadSHA256: String?
  /// Why it ended as it did, in a sentence for people.
  public var note: String?
  /// The answer's `ETag`, to be sent back.
  public var etag: String?
  /// The answer's `Last-Modified`, to be sent back.
  public var lastModified: String?
  /// What failed, in a word for programs (`dns`, `timeout`, `tls`); nil when nothing did.
  public var fault: String?
  /// When the look was to be made; nil when nobody had planned it.
  public var due: Timestamp?
  /// When the next look is to be made; nil when none is planned.
  public var next: Timestamp?
  /// The fencing number that its story was leased under in a fleet of watchers; nil outside of one.
  public var fence: Int64?
  /// Its place in the order of arrival over all stories, from 1; nil while it waits to be put in git.
  public var sequence: Int?

  /// How late it was, in milliseconds, never less than 0; nil when nobody had planned it.
  public var lateness: Int64? { due.map { max(0, time.milliseconds - $0.milliseconds) } }

  /// A look of these parts.
  public init(story: Slug, time: Timestamp, timeSource: TimeSource, outcome: Outcome) {
    self.story = story
    self.time = time
    self.timeSource = timeSource
    self.outcome = outcome
  }
}
