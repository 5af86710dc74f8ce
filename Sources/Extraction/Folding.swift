// Folds white space and invisible characters, so that equal words are equal bytes.

import Foundation

/// The one form in which text leaves this room: one line, single spaces, no invisible characters, Unicode NFC.
enum Folding {
  /// Folds white space (no-break and other wide spaces too) to single spaces, without any at the ends.
  ///
  /// Soft hyphens, zero-width spaces, byte order marks, direction marks, and variation selectors and tag characters that
  /// change no other character's look are dropped: nobody can see them and sites change them freely. C1 controls, which
  /// only arise from a wrong encoding, become the windows-1252 characters that were meant. Complexity: O(bytes).
  static func fold(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var invisibles = Invisibles()
    return fold(bytes, noting: &invisibles)
  }

  /// The same, noting what was dropped.
  static func fold(_ bytes: ArraySlice<UInt8>, noting invisibles: inout Invisibles) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isSpacePending = false
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte > 0x20 && byte < 0x7F {
        if isSpacePending && !result.isEmpty { result.append(0x20) }
        isSpacePending = false
        result.append(byte)
        position += 1
        continue
      }
      let (class_, length) = classify(bytes, at: position)
      switch class_ {
      case .space: isSpacePending = true
      case .dropped: break
      case .invisible:
        // Variation selectors that follow are the bytes of a wrapper, not the choice of a character's look.
        var end = position + length
        while let next = hidden(bytes, at: end), next.isSelector { end += next.length }
        invisibles.note(end > position + length ? .wrapper : .character(scalar(bytes, at: position, length)))
        position = end
        continue
      case .tag where isFlag(result): result.append(contentsOf: bytes[position..<position + length])
      case .tag:
        var end = position + length
        while let next = hidden(bytes, at: end), !next.isSelector { end += next.length }
        invisibles.note(.tags)
        position = end
        continue
      case .visible:
        if isSpacePending && !result.isEmpty { result.append(0x20) }
        isSpacePending = false
        result.append(contentsOf: bytes[position..<position + length])
      case .misread(let meant):
        if isSpacePending && !result.isEmpty { result.append(0x20) }
        isSpacePending = false
        result.append(contentsOf: String(meant).utf8)
      }
      position += length
    }
    return result
  }

  /// The folded bytes of a string.
  static func fold(_ text: String) -> [UInt8] { fold(Array(text.utf8)[...]) }

  /// Folded bytes as a string in NFC.
  static func text(_ folded: [UInt8]) -> String {
    let string = String(decoding: folded, as: UTF8.self)
    return needsNormalising(folded) ? streamSafe(string).precomposedStringWithCanonicalMapping : string
  }

  /// A string without the marks beyond thirty that follow one another (UAX #15, section 13): sorting them, as
  /// normalising does, takes time by their number squared.
  private static func streamSafe(_ string: String) -> String {
    var run = 0
    var scalars = String.UnicodeScalarView()
    for scalar in string.unicodeScalars {
      run = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : run + 1
      if run <= 30 { scalars.append(scalar) }
    }
    return scalars.count < string.unicodeScalars.count ? String(scalars) : string
  }

  /// A string folded and in NFC.
  static func folded(_ text: String) -> String { Self.text(fold(text)) }

  /// A variation selector (U+FE00 to U+FE0F, U+E0100 to U+E01EF) or a tag character (U+E0000 to U+E007F).
  private static func hidden(
    _ bytes: ArraySlice<UInt8>, at position: Int
  ) -> (isSelector: Bool, length: Int)? {
    guard position + 2 < bytes.endIndex else { return nil }
    switch (bytes[position], bytes[position + 1], bytes[position + 2]) {
    case (0xEF, 0xB8, 0x80...0x8F): return (true, 3)
    case (0xF3, 0xA0, 0x84...0x87) where position + 3 < bytes.endIndex: return (true, 4)
    case (0xF3, 0xA0, 0x80...0x81) where position + 3 < bytes.endIndex: return (false, 4)
    default: return nil
    }
  }

  /// Whether a text ends in the black flag, or the flag and tags, that a region's flag is spelt with (UTS #51, ED-14a).
  private static func isFlag(_ text: [UInt8]) -> Bool {
    text.suffix(4).elementsEqual([0xF0, 0x9F, 0x8F, 0xB4])
      || text.count >= 4 && text[text.count - 4] == 0xF3 && text[text.count - 3] == 0xA0
        && text[text.count - 2] <= 0x81
  }

  private static func scalar(_ bytes: ArraySlice<UInt8>, at position: Int, _ length: Int) -> UInt32 {
    let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
    return text.unicodeScalars.first?.value ?? 0
  }

  private enum Class {
    case space, dropped, invisible, tag, visible
    case misread(Unicode.Scalar)
  }

  private static func classify(_ bytes: ArraySlice<UInt8>, at position: Int) -> (Class, length: Int) {
    let byte = bytes[position]
    if byte <= 0x20 || byte == 0x7F { return (.space, 1) }
    let second = position + 1 < bytes.endIndex ? bytes[position + 1] : 0
    let third = position + 2 < bytes.endIndex ? bytes[position + 2] : 0
    switch (byte, second, third) {
    case (0xC2, 0xA0, _): return (.space, 2)
    case (0xC2, 0xAD, _): return (.dropped, 2)
    case (0xC2, 0x85, _): return (.misread("…"), 2)
    case (0xC2, 0x80...0x9F, _):
      return (windows1252[Int(second) - 0x80].map(Class.misread) ?? .dropped, 2)
    case (0xE1, 0x9A, 0x80): return (.space, 3)
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F):
      return (.space, 3)
    case (0xE2, 0x80, 0x8B), (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0),
      (0xE2, 0x81, 0xA6...0xA9), (0xEF, 0xBB, 0xBF):
      return (.invisible, 3)
    case (0xE3, 0x80, 0x80): return (.space, 3)
    case (0xF3, 0xA0, 0x80...0x81) where position + 3 < bytes.endIndex: return (.tag, 4)
    case (0xF0..., _, _): return (.visible, min(4, bytes.endIndex - position))
    case (0xE0..., _, _): return (.visible, min(3, bytes.endIndex - position))
    case (0xC0..., _, _): return (.visible, min(2, bytes.endIndex - position))
    default: return (.visible, 1)
    }
  }

  /// What windows-1252 has at 0x80 to 0x9F (https://encoding.spec.whatwg.org/index-windows-1252.txt).
  private static let windows1252: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]

  /// Whether a character at or above U+0300 other than general punctuation (U+2000 to U+203F) is there: below that
  /// everything is in NFC already.
  private static func needsNormalising(_ bytes: [UInt8]) -> Bool {
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0xCC {
        position += 1
      } else if byte == 0xE2, position + 1 < bytes.count, bytes[position + 1] == 0x80 {
        // U+2000 and U+2001 would change, but spaces were folded before.
        position += 3
      } else {
        return true
      }
    }
    return false
  }
}
