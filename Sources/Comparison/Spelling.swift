// One way to write what houses write in several ways: ordinals, “&”, abbreviations, left-over HTML entities.

import Language
import Story

/// What a token is when house style is left out.
enum Spelling {
  /// The letters and digits of a token of a side, without what parts them; empty for a mark.
  static func letters(of token: Int, _ side: Side, _ vocabulary: Vocabulary) -> [UInt8] {
    let own = side.tokens[token]
    let word = vocabulary[side.numbers[token]]
    if own.kind == .mark {
      guard word.elementsEqual("&".utf8) else { return [] }
      let isOther =
        isEntity(token + 1, side, vocabulary)
        && !vocabulary[side.numbers[token + 1]].elementsEqual("amp".utf8)
      return isOther ? [] : Array("and".utf8)
    }
    if isEntity(token, side, vocabulary) { return [] }
    // “US$400”
    if word.elementsEqual("us".utf8), side.tokens.indices.contains(token + 1),
      side.tokens[token + 1].range.start == own.range.end,
      side.reading.text.utf8[own.range.end] == UInt8(ascii: "$")
    {
      return []
    }
    if let ordinal = ordinal(word) { return Array(String(ordinal).utf8) }
    // “14th” is a number and a word.
    if token > 0, side.tokens[token - 1].kind == .number, side.tokens[token - 1].range.end == own.range.start,
      isEnding(word)
    {
      return []
    }
    return word.contains(where: isSkipped) ? word.filter { !isSkipped($0) } : Array(word)
  }

  /// Whether a token is the name in `&amp;`, which a page left in its text.
  private static func isEntity(_ token: Int, _ side: Side, _ vocabulary: Vocabulary) -> Bool {
    guard token > 0, token < side.tokens.count, side.tokens[token].kind == .word else { return false }
    let (range, utf8) = (side.tokens[token].range, side.reading.text.utf8)
    return range.start > 0 && utf8[range.start - 1] == UInt8(ascii: "&") && range.end < utf8.count
      && utf8[range.end] == UInt8(ascii: ";")
      && entities.contains(Array(vocabulary[side.numbers[token]]))
  }

  /// The value of an ordinal in words or figures.
  static func ordinal(_ word: ArraySlice<UInt8>) -> Int? {
    guard word.count >= 3, isEnding(word.suffix(2)) else { return nil }
    if let place = ordinals.firstIndex(where: { word.elementsEqual($0) }) { return place + 1 }
    guard let first = word.first, first &- 0x2B <= 0x39 - 0x2B else { return nil }
    return Int(String(decoding: word.dropLast(2), as: UTF8.self))
  }

  /// Whether these bytes are “st”, “nd”, “rd” or “th”, on which all ordinals end.
  private static func isEnding(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 2, let first = bytes.first, let last = bytes.last else { return false }
    switch last {
    case UInt8(ascii: "t"): return first == UInt8(ascii: "s")
    case UInt8(ascii: "d"): return first == UInt8(ascii: "n") || first == UInt8(ascii: "r")
    case UInt8(ascii: "h"): return first == UInt8(ascii: "t")
    default: return false
    }
  }

  /// Whether a word and a full stop stand for a longer word: “Nev.”, “Pa.”, “Sept.”.
  static func isShort(
    _ short: Int, for long: Int, _ shortSide: Side, _ longSide: Side, _ vocabulary: Vocabulary
  )
    -> Bool
  {
    let end = shortSide.tokens[short].range.end
    let utf8 = shortSide.reading.text.utf8
    let (letters, word) = (vocabulary[shortSide.numbers[short]], vocabulary[longSide.numbers[long]])
    guard end < utf8.count, utf8[end] == UInt8(ascii: "."), letters.count >= 2, letters.count < word.count,
      letters.first == word.first
    else { return false }
    var rest = word
    for letter in letters {
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }

  private static func isSkipped(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x27 || byte == 0x2E || byte == 0x2C
  }

  private static let entities = words("amp nbsp quot apos lt gt mdash ndash rsquo lsquo rdquo ldquo hellip")
  private static let ordinals = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
      + "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")

  private static func words(_ line: String) -> [[UInt8]] { line.split(separator: " ").map { Array($0.utf8) } }
}
