// Where each sentence and word of a story first stood, went and came back.

/// Every sentence that ever stood in a story, with its words, followed through all versions.
///
/// Versions are named by their place in ``versions``, which is the order of time of capture: a version that arrived
/// late stands where it belongs, and no version's number changes.
public struct Lineage: Hashable, Sendable {
  /// The story.
  public var story: Slug
  /// Its versions, in order of time of capture.
  public var versions: [Version]
  /// The sentences of the newest version in reading order, then those that are gone in the order they first stood.
  public var sentences: [SentenceLife]

  /// A lineage of these parts.
  public init(story: Slug, versions: [Version] = [], sentences: [SentenceLife] = []) {
    self.story = story
    self.versions = versions
    self.sentences = sentences
  }
}

/// One sentence's life in a story. Numbers of versions are places in ``Lineage/versions``.
public struct SentenceLife: Hashable, Sendable {
  /// An earlier wording and the version it first stood in.
  public struct Wording: Hashable, Sendable {
    /// The sentence as it stood.
    public var text: String
    /// The version in which it first stood so.
    public var since: Int

    /// A wording that came with a version.
    public init(_ text: String, since: Int) {
      self.text = text
      self.since = since
    }
  }

  /// Names the sentence within the story: 1 for the first that stood.
  public var id: Int
  /// The sentence as it last stood.
  public var text: String
  /// The version it first stood in, be it in other words; of a part of a sentence that was split, the version that
  /// sentence first stood in.
  public var first: Int
  /// The version in which its words last changed; nil when they never did.
  public var changed: Int?
  /// The last version it stood in.
  public var last: Int
  /// The versions between ``first`` and ``last`` in which it did not stand, ascending.
  public var absent: [Int]
  /// Whether it stands in the newest version.
  public var stands: Bool
  /// Whether it is a notice about the story, or part of one.
  public var isNotice: Bool
  /// The sentence it was split from.
  public var splitFrom: Int?
  /// The sentences that became part of it.
  public var merged: [Int]
  /// Earlier wordings, the oldest first.
  public var earlier: [Wording]
  /// Its words and marks, in reading order.
  public var words: [WordLife]

  /// A life of these parts.
  public init(
    id: Int, text: String, first: Int, changed: Int? = nil, last: Int, absent: [Int] = [],
    stands: Bool = true,
    isNotice: Bool = false, splitFrom: Int? = nil, merged: [Int] = [], earlier: [Wording] = [],
    words: [WordLife] = []
  ) {
    self.id = id
    self.text = text
    self.first = first
    self.changed = changed
    self.last = last
    self.absent = absent
    self.stands = stands
    self.isNotice = isNotice
    self.splitFrom = splitFrom
    self.merged = merged
    self.earlier = earlier
    self.words = words
  }
}

/// One word's or mark's life in a story.
public struct WordLife: Hashable, Sendable {
  /// The word as it last stood.
  public var text: String
  /// Whether a space stands before it.
  public var spaceBefore: Bool
  /// The version it first stood in.
  public var first: Int
  /// The versions since in which it did not stand, ascending.
  public var absent: [Int]

  /// A life of these parts.
  public init(_ text: String, spaceBefore: Bool, first: Int, absent: [Int] = []) {
    self.text = text
    self.spaceBefore = spaceBefore
    self.first = first
    self.absent = absent
  }
}
