// Every quote of a story.

/// Every quote that ever stood in a story, in the order they first stood.
public struct Ledger: Hashable, Sendable {
  /// The story.
  public var story: Slug
  /// The quotes.
  public var entries: [LedgerEntry]

  /// A ledger of these entries.
  public init(story: Slug, entries: [LedgerEntry]) {
    self.story = story
    self.entries = entries
  }
}

/// One quote's life in a story.
public struct LedgerEntry: Codable, Hashable, Sendable {
  /// The words as they last stood.
  public var text: String
  /// Who was last credited.
  public var speaker: String?
  /// What the text last said of the speaker.
  public var speakerDescription: String?
  /// The cue that last credited them.
  public var cue: String?
  /// The version it first stood in.
  public var first: Version
  /// The version it last stood in.
  public var last: Version
  /// Whether it stands in the newest version.
  public var stands: Bool
  /// Earlier wordings, the oldest first.
  public var earlierWordings: [String]
  /// Those credited before, the oldest first.
  public var earlierSpeakers: [String]

  /// An entry of these parts.
  public init(
    text: String, speaker: String? = nil, speakerDescription: String? = nil, cue: String? = nil,
    first: Version,
    last: Version, stands: Bool, earlierWordings: [String] = [], earlierSpeakers: [String] = []
  ) {
    self.text = text
    self.speaker = speaker
    self.speakerDescription = speakerDescription
    self.cue = cue
    self.first = first
    self.last = last
    self.stands = stands
    self.earlierWordings = earlierWordings
    self.earlierSpeakers = earlierSpeakers
  }
}
