// A passage of a story that was searched for.

/// A passage that a search found in a story.
public struct Passage: Hashable, Sendable {
  /// What it is.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A quote.
    case quote
    /// A sentence of the story.
    case sentence
    /// A headline.
    case headline
  }

  /// The story it stands in.
  public var story: Slug
  /// What it is.
  public var kind: Kind
  /// Its words.
  public var text: String
  /// Of a quote, who is credited.
  public var speaker: String?
  /// The version it was first seen in.
  public var first: Version
  /// The version it was last seen in.
  public var last: Version
  /// Whether it stands in the newest version.
  public var stands: Bool

  /// A passage of a story.
  public init(
    story: Slug, kind: Kind, text: String, speaker: String? = nil, first: Version, last: Version, stands: Bool
  ) {
    self.story = story
    self.kind = kind
    self.text = text
    self.speaker = speaker
    self.first = first
    self.last = last
    self.stands = stands
  }
}
