// Every quote of a story.

/// Every quote that ever stood in a story, in the order they first stood.
public struct Ledger: Hashable, Sendable {
  /// The story.
  public var story: Slug
  /// Its versions, in order of time of capture.
  public var versions: [Version]
  /// The quotes.
  public var entries: [LedgerEntry]

  /// A ledger of these entries.
  public init(story: Slug, versions: [Version] = [], entries: [LedgerEntry]) {
    self.story = story
    self.versions = versions
    self.entries = entries
  }
}

/// One quote's life in a story.
public struct LedgerEntry: Hashable, Sendable {
  /// Something that became otherwise in a version.
  public struct Turn: Hashable, Sendable {
    /// The version that has it otherwise.
    public var version: Version
    /// What stood before; nil for nothing.
    public var old: String?
    /// What stood then; nil for nothing.
    public var new: String?

    /// A turn in a version.
    public init(in version: Version, from old: String?, to new: String?) {
      self.version = version
      self.old = old
      self.new = new
    }
  }

  /// The words as they last stood.
  public var text: String
  /// Who was last credited.
  public var speaker: String?
  /// What the text last said of the speaker.
  public var speakerDescription: String?
  /// The cue that last credited them.
  public var cue: String?
  /// Where the text last said that the words come from (“told the BBC”, “in a tweet”).
  public var source: String?
  /// The version it first stood in.
  public var first: Version
  /// The version it last stood in.
  public var last: Version
  /// Whether it stands in the newest version.
  public var stands: Bool
  /// The numbers of the versions between first and last in which it did not stand, in order of time.
  public var absent: [Int]
  /// Where its wording changed.
  public var alterations: [Turn]
  /// Where it was given to another speaker.
  public var reattributions: [Turn]
  /// Where what the text says of the speaker changed.
  public var redescriptions: [Turn]

  /// An entry of these parts.
  public init(
    text: String, speaker: String? = nil, speakerDescription: String? = nil, cue: String? = nil,
    source: String? = nil, first: Version, last: Version, stands: Bool, absent: [Int] = [],
    alterations: [Turn] = [], reattributions: [Turn] = [], redescriptions: [Turn] = []
  ) {
    self.text = text
    self.speaker = speaker
    self.speakerDescription = speakerDescription
    self.cue = cue
    self.source = source
    self.first = first
    self.last = last
    self.stands = stands
    self.absent = absent
    self.alterations = alterations
    self.reattributions = reattributions
    self.redescriptions = redescriptions
  }

  /// Earlier wordings, the oldest first.
  public var earlierWordings: [String] { alterations.compactMap(\.old) }
  /// Those credited before, the oldest first.
  public var earlierSpeakers: [String] { reattributions.compactMap(\.old) }
}
