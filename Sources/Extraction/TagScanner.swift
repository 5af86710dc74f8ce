// The start tags of a page, one after the other, with what is to be seen of them without a tree.

/// Reads start tags and their attributes; the content of styles comes with them, that of scripts is passed over.
struct TagScanner {
  /// A start tag.
  struct Tag {
    /// Its name in lower case.
    var name: String
    /// Its attributes, names in lower case; of two alike the first counts.
    var attributes: [(name: String, value: String)] = []
    /// What stands in it, of a style.
    var content: ArraySlice<UInt8> = []

    subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  private let source: [UInt8]
  private var position = 0

  init(_ source: [UInt8]) { self.source = source }

  /// The next start tag; nil at the end.
  mutating func next() -> Tag? {
    while let start = source.place(of: [UInt8(ascii: "<")], from: position) {
      position = start + 1
      guard position < source.count else { return nil }
      if source[position...].starts(with: Self.commentStart) {
        position = source.place(of: Self.commentEnd, from: position + 1).map { $0 + 3 } ?? source.count
      } else if Self.isLetter(source[position]) {
        return tag()
      }
    }
    return nil
  }

  private mutating func tag() -> Tag {
    var tag = Tag(name: lowercased(word { $0 <= 0x20 || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "/") }))
    while position < source.count, source[position] != UInt8(ascii: ">") {
      if source[position] <= 0x20 || source[position] == UInt8(ascii: "/") {
        position += 1
        continue
      }
      let attribute = attribute()
      if tag.attributes.count < Self.mostAttributes, tag[attribute.name] == nil {
        tag.attributes.append(attribute)
      }
    }
    position = min(position + 1, source.count)
    if ["script", "style", "textarea", "title", "xmp"].contains(tag.name) {
      let content = rawText(endedBy: tag.name)
      if tag.name == "style" { tag.content = content }
    }
    return tag
  }

  private mutating func attribute() -> (name: String, value: String) {
    let start = position
    position += 1
    _ = word {
      $0 <= 0x20 || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=")
    }
    let name = lowercased(source[start..<position])
    _ = word { $0 > 0x20 }
    guard position < source.count, source[position] == UInt8(ascii: "=") else { return (name, "") }
    position += 1
    _ = word { $0 > 0x20 }
    guard position < source.count else { return (name, "") }
    let quote = source[position]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      // A quote that is never closed ends where the tag seems to.
      let end =
        source.place(of: [quote], from: position) ?? source.place(of: [UInt8(ascii: ">")], from: position)
      let value = source[position..<(end ?? source.count)]
      position = end.map { source[$0] == quote ? $0 + 1 : $0 } ?? source.count
      return (name, Self.text(value))
    }
    return (name, Self.text(word { $0 <= 0x20 || $0 == UInt8(ascii: ">") }))
  }

  /// The content up to the end tag of a name.
  private mutating func rawText(endedBy name: String) -> ArraySlice<UInt8> {
    let start = position
    while let end = source.place(of: Self.endTagStart, from: position) {
      position = end + 2
      if lowercased(source[position...].prefix(name.utf8.count)) == name { return source[start..<end] }
    }
    position = source.count
    return source[start...]
  }

  /// Moves up to the first byte that ends a word, and gives what is before it.
  private mutating func word(endedBy ends: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = position
    while position < source.count, !ends(source[position]) { position += 1 }
    return source[start..<position]
  }

  /// An attribute's value, the character references that stand in addresses undone.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return references.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  private func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// The one that writes “&” comes last: what it makes is no reference any more.
  private static let references = [
    ("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&#x27;", "'"), ("&lt;", "<"),
    ("&gt;", ">"), ("&#x2F;", "/"), ("&#47;", "/"), ("&#x3D;", "="), ("&#61;", "="), ("&#38;", "&"),
    ("&#x26;", "&"), ("&amp;", "&"),
  ]
  private static let commentStart = Array("!--".utf8)
  private static let commentEnd = Array("-->".utf8)
  private static let endTagStart = Array("</".utf8)
  private static let mostAttributes = 256
}
