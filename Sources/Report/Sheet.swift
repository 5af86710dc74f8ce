// A report as a person reads it, before it takes a form.

/// A report in words: what is said is decided here once, and the renderers (`SheetTerminal`, `SheetMarkdown`,
/// `SheetHTML`) only give it a form.
struct Sheet {
  /// What it is about: a story's name, or two files.
  var title: Words
  /// The time it covers.
  var time: Words?
  /// The story's headline.
  var headline: Words?
  /// The line that says it all in short.
  var summary: Words?
  /// What is to be known beside it, a line each.
  var notes: [Words] = []
  /// The report itself.
  var sections: [Section] = []
  /// What is said on one line each at the end.
  var foot: [FootLine] = []
}

/// A part of a sheet.
struct Section {
  /// What a section holds.
  enum Body {
    case items([Item])
    case table(Table)
    case lines([Line])
    /// Running text: lines with room between them.
    case paragraphs([Line])
    /// What lasted from when to when.
    case chart(Chart)
  }

  /// Its heading in sentence case; the terminal shows it in capitals.
  var heading: String?
  /// What it holds.
  var body: Body
}

/// One thing in a section: a change, a quote.
struct Item {
  /// Its number in the report.
  var number: Int?
  /// The id that a link can lead to.
  var anchor: String?
  /// What it is, in plain words (“quote added”).
  var label: String
  /// What kind of thing that is, for colour.
  var tone: Tone = .neutral
  /// Who or what it is about.
  var head: Words = ""
  /// What stands at the right of the head.
  var margin: String?
  /// What is told of it.
  var lines: [Line] = []
}

/// One line of an item or of running text; it wraps where it must.
struct Line {
  /// What a line is, for its look.
  enum Role {
    case plain
    case quote
    case was
    case now
    case context
    case heading
  }

  /// What it is.
  var role: Role = .plain
  /// The word before it (“was:”).
  var lead: String?
  /// Its words.
  var words: Words
  /// What stands at its right.
  var margin: String?
}

/// Rows under headings; the last column may wrap.
struct Table {
  var columns: [String]
  var rows: [[Words]]
}

/// One line at the foot: a label, what is said, and how to see more.
struct FootLine {
  var label: String
  var words: Words
  var hint: String?
}

/// What a thing is, for colour; words always say it too.
enum Tone {
  case added
  case removed
  case altered
  case notice
  case neutral
}

/// A text in runs of one look each. No run can hold a character that steers anything.
struct Words: Hashable {
  /// The runs in order; none is empty.
  private(set) var runs: [Run] = []

  /// Plain words.
  init(_ text: String) { self.init(text, .plain) }

  /// Words of one look.
  init(_ text: String, _ look: Run.Look) {
    if !text.isEmpty { runs = [Run(text, look)] }
  }

  /// An address; it becomes a link where links work, if it is of http or https.
  init(address: String) {
    if !address.isEmpty { runs = [Run(address, .plain, link: webAddress(address))] }
  }

  /// The text alone.
  var text: String { runs.map(\.text).joined() }
  /// Whether there are none.
  var isEmpty: Bool { runs.isEmpty }

  static func + (one: Words, other: Words) -> Words {
    var both = one
    both.runs += other.runs
    return both
  }

  static func += (one: inout Words, other: Words) { one.runs += other.runs }
}

extension Words: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self.init(text) }
}

/// A stretch of text of one look.
struct Run: Hashable {
  /// How a run looks.
  enum Look: Hashable {
    case plain
    /// What matters most on its line: a speaker, a headline.
    case strong
    /// What may be passed over.
    case faint
    /// Words quoted.
    case quoted
    /// Words that went from among words that stayed.
    case removed
    /// Words that came among words that stayed.
    case added
    /// The whole of what stood before.
    case before
    /// The whole of what stands now.
    case after
  }

  /// The text, harmless.
  let text: String
  /// How it looks.
  let look: Look
  /// Where it leads, http or https only.
  let link: String?

  fileprivate init(_ text: String, _ look: Look, link: String? = nil) {
    self.text = harmless(text)
    self.look = look
    self.link = link
  }
}

/// An address if it is of http or https and holds nothing that ends or hides it; else nil.
private func webAddress(_ text: String) -> String? {
  let lower = text.lowercased()
  guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else { return nil }
  guard text.unicodeScalars.allSatisfy({ $0.steering == .none && $0 != " " }) else { return nil }
  return text
}
