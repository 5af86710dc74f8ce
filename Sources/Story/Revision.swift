// What changed between two versions.

/// What changed between two versions, and the two versions it changed between.
public struct Revision: Hashable, Sendable {
  /// The older side.
  public var old: Edition
  /// The newer side.
  public var new: Edition
  /// How the two texts hang together.
  public var difference: Difference

  /// A revision of these parts.
  public init(old: Edition, new: Edition, difference: Difference) {
    self.old = old
    self.new = new
    self.difference = difference
  }
}

/// One side of a revision.
public struct Edition: Hashable, Sendable {
  /// What it is called when it is no version of an archive: a file's name.
  public var label: String
  /// The story, if it is in an archive.
  public var story: Slug?
  /// The version, if it is in an archive.
  public var version: Version?
  /// When it was last seen to stand before the other side stood: the last look that found it unchanged. Nil: at its
  /// capture.
  public var lastSeen: Timestamp?
  /// The article.
  public var article: Article
  /// The article's running text as read.
  public var reading: Reading
  /// Whether it shows a part of the article only, the rest behind a paywall.
  public var isPartial = false

  /// A side of these parts.
  public init(label: String, story: Slug? = nil, version: Version? = nil, article: Article, reading: Reading)
  {
    self.label = label
    self.story = story
    self.version = version
    self.article = article
    self.reading = reading
  }
}

/// How two texts hang together, and in what they differ.
public struct Difference: Hashable, Sendable {
  /// Which sentences tell the same thing; one may be in several links (splits, merges). Ordered by old, then new.
  public var links: [Link]
  /// Indices of the new text's sentences that were moved, ascending.
  public var moved: [Int]
  /// What differs, each fact once, ordered as an editor reads.
  public var changes: [Change]

  /// A difference of these parts.
  public init(links: [Link] = [], moved: [Int] = [], changes: [Change] = []) {
    self.links = links
    self.moved = moved
    self.changes = changes
  }
}

/// Two sentences that tell the same thing.
public struct Link: Hashable, Sendable, Comparable {
  /// The old sentence's index, from 0.
  public var old: Int
  /// The new sentence's index, from 0.
  public var new: Int

  /// A link of two sentences.
  public init(_ old: Int, _ new: Int) {
    self.old = old
    self.new = new
  }

  /// Orders by old, then new.
  public static func < (one: Link, other: Link) -> Bool { (one.old, one.new) < (other.old, other.new) }
}
