// How several outlets told one event.

/// Several stories about one event: which outlet had which quote, number or correction, when, and in what form.
public struct Coverage: Hashable, Sendable {
  /// What it is called: the first story's name.
  public var name: String
  /// The outlets, in the order their stories were given.
  public var outlets: [Outlet]
  /// What they told, in the order it was first seen.
  public var facts: [Fact]

  /// A coverage of these parts.
  public init(name: String, outlets: [Outlet], facts: [Fact] = []) {
    self.name = name
    self.outlets = outlets
    self.facts = facts
  }

  /// An outlet and its stories.
  public struct Outlet: Hashable, Sendable {
    /// Its host, or the story's name where there is no address.
    public var name: String
    /// Its stories about the event.
    public var stories: [Slug]

    /// An outlet with stories.
    public init(name: String, stories: [Slug]) {
      self.name = name
      self.stories = stories
    }
  }

  /// Something told by one outlet or more.
  public struct Fact: Hashable, Sendable {
    /// What is told.
    public enum Kind: String, Codable, Sendable, CaseIterable {
      /// A quote.
      case quote
      /// A number of something.
      case number
      /// A correction or clarification.
      case correction
      /// A sentence that several outlets have word for word: a wire's, or one's from another.
      case sentence
    }

    /// What is told.
    public var kind: Kind
    /// The words, as the outlet that had them first had them; of a quote the fullest.
    public var text: String
    /// The place in ``Coverage/outlets`` of who was first seen with it.
    public var firstOutlet: Int
    /// What each outlet has of it, in the order of ``Coverage/outlets``; nil where it is missing.
    public var cells: [Cell?]

    /// A fact with its cells.
    public init(kind: Kind, text: String, firstOutlet: Int, cells: [Cell?]) {
      self.kind = kind
      self.text = text
      self.firstOutlet = firstOutlet
      self.cells = cells
    }
  }

  /// What one outlet has of a fact.
  public struct Cell: Hashable, Sendable {
    /// How its form stands to the fact's.
    public enum Form: String, Codable, Sendable, CaseIterable {
      /// The same words or value.
      case same
      /// A part of the words.
      case trimmed
      /// Other words, or another value.
      case altered
    }

    /// Its words or value, as they last stood.
    public var text: String
    /// How they stand to the fact's.
    public var form: Form
    /// Who is credited.
    public var speaker: String?
    /// Whether that is somebody else than the outlet that was first credits.
    public var isRecredited: Bool
    /// The story it stands in.
    public var story: Slug
    /// The version it was first seen in.
    public var first: Version
    /// The version it was last seen in.
    public var last: Version
    /// Whether it stands in the newest version.
    public var stands: Bool
    /// How long after the first outlet it was first seen, in milliseconds.
    public var lag: Int64
    /// For a number: its values, the oldest first.
    public var values: [String]

    /// A cell of these parts.
    public init(
      text: String, form: Form = .same, speaker: String? = nil, isRecredited: Bool = false, story: Slug,
      first: Version, last: Version, stands: Bool, lag: Int64 = 0, values: [String] = []
    ) {
      self.text = text
      self.form = form
      self.speaker = speaker
      self.isRecredited = isRecredited
      self.story = story
      self.first = first
      self.last = last
      self.stands = stands
      self.lag = lag
      self.values = values
    }
  }
}
