// Breaks words into lines of a terminal's columns.

/// What a person sees as one character, with its look. Never split over lines.
struct Glyph: Hashable {
  var text: String
  var columns: Int
  /// The parameters of its colour code (SGR, ECMA-48), or "" for none.
  var code: String

  /// The glyphs of a text of one look.
  static func glyphs(_ text: String, code: String) -> [Glyph] {
    text.map { character in
      let text = String(character)
      return Glyph(text: text, columns: text.columns, code: code)
    }
  }

  fileprivate var isSpace: Bool { text == " " }
  /// Whether a line may break before and after it without a space: scripts written without spaces.
  fileprivate var standsAlone: Bool { columns == 2 }
  /// Whether it may not end a line.
  fileprivate var opens: Bool { Self.opening.contains(text) }
  /// Whether it may not begin a line.
  fileprivate var closes: Bool { Self.closing.contains(text) }

  private static let opening = Set("（「『【《〈“‘".map(String.init))
  private static let closing = Set("、。，．！？：；」』）】》〉”’…".map(String.init))
}

/// Breaks glyphs into lines of at most `columns`, at spaces, between wide characters, or else anywhere.
///
/// Spaces at the ends of lines are dropped. Complexity: O(glyphs).
func wrap(_ glyphs: [Glyph], to columns: Int) -> [[Glyph]] {
  let columns = max(2, columns)
  var lines: [[Glyph]] = []
  var line: [Glyph] = []
  var width = 0
  var lastBreak: Int?
  for glyph in glyphs {
    if glyph.isSpace {
      guard !line.isEmpty else { continue }
      line.append(glyph)
      width += 1
      lastBreak = line.count
      continue
    }
    if let last = line.last, last.standsAlone || glyph.standsAlone, !last.opens, !glyph.closes {
      lastBreak = line.count
    }
    while width + glyph.columns > columns, !line.isEmpty {
      let end = lastBreak ?? line.count
      lines.append(trimmed(line[..<end]))
      line.removeFirst(end)
      width = line.reduce(0) { $0 + $1.columns }
      lastBreak = nil
    }
    line.append(glyph)
    width += glyph.columns
  }
  if !line.isEmpty { lines.append(trimmed(line[...])) }
  return lines
}

/// A line without the spaces at its end.
private func trimmed(_ line: ArraySlice<Glyph>) -> [Glyph] {
  Array(line.prefix(through: (line.lastIndex { !$0.isSpace }) ?? line.startIndex))
}
