// A text with what is said in it.

/// A text as read: its paragraphs and sentences, and the quotes, figures, hedges and notices in them.
///
/// Every range is of ``Reading/text``. Lists are in the order of their ranges.
public struct Reading: Hashable, Sendable {
  /// The text that was read; a newline ends a paragraph.
  public var text: Text
  /// The paragraphs, without their newlines and outer white space; none is empty.
  public var paragraphs: [TextRange]
  /// The sentences; none crosses a paragraph's end.
  public var sentences: [Sentence]
  /// The quotations; one that runs over paragraphs is a piece a paragraph.
  public var quotes: [Quote]
  /// The numbers.
  public var figures: [Figure]
  /// The words that hold a claim back.
  public var hedges: [Hedge]
  /// The names of people, places and bodies.
  public var names: [Name]
  /// The lines about the story itself.
  public var notices: [Notice]

  /// A reading of these parts.
  public init(
    text: Text, paragraphs: [TextRange] = [], sentences: [Sentence] = [], quotes: [Quote] = [],
    figures: [Figure] = [], hedges: [Hedge] = [], names: [Name] = [], notices: [Notice] = []
  ) {
    self.text = text
    self.paragraphs = paragraphs
    self.sentences = sentences
    self.quotes = quotes
    self.figures = figures
    self.hedges = hedges
    self.names = names
    self.notices = notices
  }
}

/// A sentence of a reading.
public struct Sentence: Hashable, Sendable {
  /// Where it stands, without outer white space.
  public var range: TextRange
  /// The paragraph it is in, from 0.
  public var paragraph: Int

  /// A sentence of a paragraph.
  public init(range: TextRange, paragraph: Int) {
    self.range = range
    self.paragraph = paragraph
  }
}

/// Words in quotation marks, and who said them.
public struct Quote: Hashable, Sendable {
  /// Why words stand in quotation marks.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Somebody said or wrote them.
    case quote
    /// The writer keeps a distance from them.
    case scare
    /// They are the name of a work.
    case title
    /// They are a name or a word spoken of.
    case term
  }

  /// How much of a sentence is quoted.
  public enum Form: String, Codable, Sendable, CaseIterable {
    /// At least a clause of its own.
    case direct
    /// A part of the writer's sentence.
    case partial
  }

  /// The words, without their marks.
  public var range: TextRange
  /// Why they stand in marks.
  public var kind: Kind
  /// How much is quoted.
  public var form: Form
  /// Whether a closing mark was found; one that the next paragraph continues needs none.
  public var isClosed: Bool
  /// The index in ``Reading/quotes`` of the piece that this one continues.
  public var continues: Int?
  /// Who said them, if the text tells.
  public var speaker: Speaker?
  /// The word that credits them to the speaker.
  public var cue: Cue?

  /// A quote of these parts.
  public init(
    range: TextRange, kind: Kind = .quote, form: Form = .direct, isClosed: Bool = true, continues: Int? = nil,
    speaker: Speaker? = nil, cue: Cue? = nil
  ) {
    self.range = range
    self.kind = kind
    self.form = form
    self.isClosed = isClosed
    self.continues = continues
    self.speaker = speaker
    self.cue = cue
  }
}

/// Who is credited with a quote.
public struct Speaker: Hashable, Sendable {
  /// The mention nearest to the quote (“he”, “Mr Esper”, “the Pentagon”).
  public var range: TextRange
  /// Whom the mention stands for: the fullest name in the text, without titles, else the mention itself.
  public var name: String
  /// What the text says of them beside the name (“a Pentagon spokesperson”).
  public var description: String?

  /// A speaker of these parts.
  public init(range: TextRange, name: String, description: String? = nil) {
    self.range = range
    self.name = name
    self.description = description
  }
}

/// The word that credits a quote to its speaker.
public struct Cue: Hashable, Sendable {
  /// Where it stands.
  public var range: TextRange

  /// A cue at a place.
  public init(range: TextRange) { self.range = range }
}

/// A number in a text.
public struct Figure: Hashable, Sendable {
  /// How the number bounds what it counts.
  public enum Bound: String, Codable, Sendable, CaseIterable {
    /// Neither more nor less.
    case exact
    /// “at least”, “more than”.
    case atLeast = "at_least"
    /// “up to”, “fewer than”.
    case atMost = "at_most"
    /// “about”, “nearly”.
    case about
  }

  /// Where the number stands, with its unit and without its bound.
  public var range: TextRange
  /// Its value (“three” is 3, “1.2 billion” is 1200000000); of a date year × 10,000 + month × 100 + day with 0 for what
  /// is not told, of a time of day the minutes after midnight.
  public var value: Double
  /// The upper end of a range (“10 to 15”), else nil.
  public var upper: Double?
  /// Its unit: `%`, `$`, `£`, `€`, `miles`, `date`, `time`, `age`, …; nil for a plain count.
  public var unit: String?
  /// How it bounds what it counts.
  public var bound: Bound
  /// The noun that is counted, lowercase (“people”, “homes”), if one follows.
  public var counted: String?

  /// A figure of these parts.
  public init(
    range: TextRange, value: Double, upper: Double? = nil, unit: String? = nil, bound: Bound = .exact,
    counted: String? = nil
  ) {
    self.range = range
    self.value = value
    self.upper = upper
    self.unit = unit
    self.bound = bound
    self.counted = counted
  }
}

/// A word or phrase that holds a claim back (“allegedly”, “appears to”).
public struct Hedge: Hashable, Sendable {
  /// Where it stands.
  public var range: TextRange

  /// A hedge at a place.
  public init(range: TextRange) { self.range = range }
}

/// The name of a person, place or body.
public struct Name: Hashable, Sendable {
  /// Where it stands, without titles.
  public var range: TextRange

  /// A name at a place.
  public init(range: TextRange) { self.range = range }
}

/// A published line about the story itself.
public struct Notice: Hashable, Sendable {
  /// What a notice says.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Something was wrong.
    case correction
    /// Something was unclear.
    case clarification
    /// Something was added.
    case update
    /// The editors explain.
    case editorsNote = "editors_note"
    /// More is to come (“More follows…”).
    case developing
    /// A wire agency's slug.
    case wireMeta = "wire_meta"
  }

  /// Where it stands.
  public var range: TextRange
  /// What it says.
  public var kind: Kind

  /// A notice at a place.
  public init(range: TextRange, kind: Kind) {
    self.range = range
    self.kind = kind
  }
}
