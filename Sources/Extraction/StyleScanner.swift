// The addresses in a style sheet, one after the other.

/// Reads `@import` and `url(…)` out of CSS, past comments and strings.
struct StyleScanner {
  private let source: [UInt8]
  private var position = 0
  /// Whether what follows is what an `@import` names.
  private var isImport = false

  init(_ source: ArraySlice<UInt8>) { self.source = Array(source) }

  /// The next address, and whether it is that of a style sheet; nil at the end.
  mutating func next() -> (address: String, isStyle: Bool)? {
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: "/"), source[position...].dropFirst().first == UInt8(ascii: "*") {
        position = source.place(of: Self.commentEnd, from: position + 2).map { $0 + 2 } ?? source.count
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        let text = string()
        if isImport { return found(text) }
      } else if follows(Self.importStart) {
        position += Self.importStart.count
        isImport = true
      } else if follows(Self.urlStart) {
        position += Self.urlStart.count
        return found(address())
      } else {
        if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "{") { isImport = false }
        position += 1
      }
    }
    return nil
  }

  private mutating func found(_ address: String) -> (String, Bool) {
    defer { isImport = false }
    return (address, isImport)
  }

  /// What stands in `url(…)`, from behind the bracket on.
  private mutating func address() -> String {
    while position < source.count, source[position] <= 0x20 { position += 1 }
    guard position < source.count else { return "" }
    if source[position] == UInt8(ascii: "\"") || source[position] == UInt8(ascii: "'") { return string() }
    let start = position
    while position < source.count, source[position] != UInt8(ascii: ")") { position += 1 }
    return Self.text(source[start..<position])
  }

  /// A string in quotes; a line end ends one that is not closed (CSS Syntax 3, §4.3.5).
  private mutating func string() -> String {
    let quote = source[position]
    position += 1
    let start = position
    while position < source.count, source[position] != quote, source[position] != UInt8(ascii: "\n") {
      position += source[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    let text = Self.text(source[start..<min(position, source.count)])
    position += 1
    return text
  }

  private func follows(_ word: [UInt8]) -> Bool {
    position + word.count <= source.count
      && word.indices.allSatisfy { source[position + $0] | 0x20 == word[$0] | 0x20 }
  }

  /// A backslash before a character means the character.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self)
  }

  private static let commentEnd = Array("*/".utf8)
  private static let importStart = Array("@import".utf8)
  private static let urlStart = Array("url(".utf8)
}
