// Titles and summaries as plain text, whatever markup they were written in.

import CLibxml2

/// Makes plain text of what feeds hold.
enum FeedText {
  /// Text that holds no markup, on one line; nil when nothing is left.
  static func plain(_ text: String, limit: Int = 500) -> String? {
    var line = String.UnicodeScalarView()
    var isApart = false
    var count = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || isControl(scalar) {
        isApart = !line.isEmpty
        continue
      }
      if isApart {
        line.append(" ")
        isApart = false
      }
      line.append(scalar)
      count += 1
      if count >= limit {
        line.append("…")
        break
      }
    }
    return line.isEmpty ? nil : String(line)
  }

  /// Text that may hold HTML: tags go, references become what they stand for.
  static func fromHTML(_ text: String, limit: Int = 500) -> String? {
    // What is cut away later need not be looked through: markup takes some room.
    let bytes = Array(text.utf8.prefix(limit * 32))
    guard bytes.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return plain(text, limit: limit)
    }
    return plain(String(decoding: unescaped(withoutTags(bytes)), as: UTF8.self), limit: limit)
  }

  /// Whether a byte is a space of XML's.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0xFEFF
      || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  /// Takes tags, comments and what stands in scripts and styles away. “5 < 6” and “<3” are no tags.
  private static func withoutTags(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<"), let end = tagEnd(bytes, from: place) else {
        text.append(bytes[place])
        place += 1
        continue
      }
      let name = String(
        decoding: bytes[(place + 1)..<end].prefix { isLetter($0) || (0x30...0x39).contains($0) },
        as: UTF8.self
      ).lowercased()
      // Words on the two sides of a block are two words; an inline tag stands inside one.
      let inline: Set<String> = [
        "a", "abbr", "b", "em", "font", "i", "s", "span", "strong", "sub", "sup", "u",
      ]
      let plainName = bytes[place + 1] == UInt8(ascii: "/") ? closingName(bytes, place, end) : name
      if !inline.contains(plainName) { text.append(0x20) }
      place = end + 1
      if name == "script" || name == "style" {
        let close = Array("</\(name)".utf8)
        while place < bytes.count, !isAt(place, close, in: bytes) { place += 1 }
      }
    }
    return text
  }

  private static func closingName(_ bytes: [UInt8], _ place: Int, _ end: Int) -> String {
    String(decoding: bytes[(place + 2)..<max(place + 2, end)].prefix(while: isLetter), as: UTF8.self)
      .lowercased()
  }

  private static func isAt(_ place: Int, _ word: [UInt8], in bytes: [UInt8]) -> Bool {
    guard place + word.count <= bytes.count else { return false }
    return zip(bytes[place...], word).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }

  private static func tagEnd(_ bytes: [UInt8], from place: Int) -> Int? {
    guard place + 1 < bytes.count else { return nil }
    let next = bytes[place + 1]
    guard isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") else { return nil }
    // A tag is short; without this bound, a thousand “<a” would each be followed to the end.
    return bytes[place...].prefix(4096).firstIndex(of: UInt8(ascii: ">"))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// What character references stand for: numbers, and the names of HTML 4.
  static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "&")) else { return bytes }
    var text: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "&"), let (scalar, end) = reference(bytes, at: place) {
        text += String(scalar).utf8
        place = end
      } else {
        text.append(bytes[place])
        place += 1
      }
    }
    return text
  }

  /// The reference that starts at a place, and where it ends; nil when there is none.
  static func reference(_ bytes: [UInt8], at place: Int) -> (scalar: Unicode.Scalar, end: Int)? {
    guard let end = bytes[place...].prefix(34).firstIndex(of: UInt8(ascii: ";")), end > place + 1 else {
      return nil
    }
    let name = bytes[(place + 1)..<end]
    if name.first == UInt8(ascii: "#") {
      let digits = String(decoding: name.dropFirst(), as: UTF8.self)
      let isHex = digits.first == "x" || digits.first == "X"
      guard let number = UInt32(isHex ? String(digits.dropFirst()) : digits, radix: isHex ? 16 : 10) else {
        return nil
      }
      return (character(number), end + 1)
    }
    guard name.allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) }) else { return nil }
    if name.elementsEqual("apos".utf8) { return ("'", end + 1) }
    let entity = (name.map { $0 } + [0]).withUnsafeBufferPointer { htmlEntityLookup($0.baseAddress) }
    guard let entity else { return nil }
    return (character(entity.pointee.value), end + 1)
  }

  /// The character of a number; 128 to 159 are Windows-1252's, as on the web.
  private static func character(_ number: UInt32) -> Unicode.Scalar {
    if (0x80...0x9F).contains(number) {
      return Unicode.Scalar(windows1252[Int(number - 0x80)]) ?? "\u{FFFD}"
    }
    return Unicode.Scalar(number) ?? "\u{FFFD}"
  }

  /// What Windows-1252 has at 128 to 159 (Unicode's CP1252.TXT; 0 where it has nothing).
  private static let windows1252: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
    0x017E,
    0x0178,
  ]
}

/// What a piece of HTML says and where it leads, for pages that are read like feeds.
public enum FeedMarkup {
  /// The text of a piece of HTML on one line, without its tags; nil when there is none.
  public static func text(_ html: some StringProtocol, limit: Int) -> String? {
    FeedText.fromHTML(String(html), limit: limit)
  }

  /// The addresses that a piece of HTML links to, whole; what cannot be fetched is left out.
  public static func links(_ html: some StringProtocol, from base: WebAddress) -> [WebAddress] {
    html.split(separator: "<").compactMap { tag in
      guard tag.first == "a" || tag.first == "A" else { return nil }
      return XMLFeed.attribute("href", of: Substring(tag.prefix { $0 != ">" })).flatMap { link in
        FeedText.unescaped(Array(link.utf8)).isEmpty
          ? nil
          : XMLFeed.link(String(decoding: FeedText.unescaped(Array(link.utf8)), as: UTF8.self), from: base)
      }
    }
  }
}
