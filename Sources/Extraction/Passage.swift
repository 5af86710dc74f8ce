// A stretch of a page between two block boundaries, before anything is decided about it.

/// A stretch of text between two block boundaries: what every decision is made about.
struct Passage {
  /// What kind of element holds the text.
  enum Form: Hashable {
    case paragraph
    /// Text right in a `div`, `td` or the like, with no paragraph of its own.
    case loose
    case heading(level: Int)
    case listItem, quotation, tableRow, caption
  }

  /// Its text, folded.
  var text: [UInt8]
  /// What holds it.
  var form: Form
  /// The block element it is in; for plain text the line's number.
  var node: Int
  /// The first and the last node of its text; passages are in order of these. For plain text the line's number.
  var first: Int
  var last: Int
  /// How many bytes of the text stand in links.
  var linkedBytes = 0
  /// How many links it has.
  var links = 0
  /// Whether all of it is in bold type.
  var isBold = false
  /// What nobody can see and was left out of its text.
  var invisibles = Invisibles()
  /// Whether a blank line follows it in plain text.
  var isFollowedByBlank = false

  /// The share of the text that stands in links, 0 to 1.
  var linkShare: Double { text.isEmpty ? 0 : Double(min(linkedBytes, text.count)) / Double(text.count) }

  /// Whether it ends as a sentence does: full stop, question or exclamation mark, ellipsis, colon, closing quotation.
  var endsAsSentence: Bool { Self.endsAsSentence(text) }

  /// Whether it reads like the prose an article is made of: at least 50 bytes, few of them linked.
  var isProse: Bool {
    switch form {
    case .heading, .caption, .tableRow: false
    case .paragraph: text.count >= 50 && linkShare < 0.4
    case .listItem, .quotation: text.count >= 50 && linkShare < 0.4 && endsAsSentence
    case .loose: text.count >= 80 && linkShare < 0.3 && endsAsSentence
    }
  }

  static func endsAsSentence(_ text: [UInt8]) -> Bool {
    var end = text[...]
    while let last = end.last {
      switch last {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ";"):
        return true
      default: break
      }
      let tail = end.suffix(3)
      if tail.elementsEqual(ellipsis) { return true }
      if tail.elementsEqual(closingDouble) || tail.elementsEqual(closingSingle) {
        end = end.dropLast(3)
      } else if last == UInt8(ascii: ")") || last == UInt8(ascii: "\"") || last == UInt8(ascii: "'")
        || last == UInt8(ascii: "]") || last == UInt8(ascii: "/")
      {
        end = end.dropLast()
      } else {
        return false
      }
    }
    return false
  }

  private static let ellipsis = Array("…".utf8)
  private static let closingDouble = Array("”".utf8)
  private static let closingSingle = Array("’".utf8)
}
