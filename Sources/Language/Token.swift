// Cuts text into words, numbers and marks.

public import Story

/// A word, number or mark of a text.
public struct Token: Hashable, Sendable {
  /// What a token is made of.
  public enum Kind: Sendable {
    /// Letters, with what may stand inside a word: `don't`, `al-Amr`, `U.S`, `COVID-19`.
    case word
    /// Digits, with what may stand inside a number: `1,500`, `2.5`, `22:00`, `3/4`.
    case number
    /// One scalar of punctuation or a symbol; `''` and ` `` ` are one mark each.
    case mark
  }

  /// Where it stands in the whole text, in UTF-8 bytes.
  public var range: TextRange
  /// What it is made of.
  public var kind: Kind
  /// Whether it begins with an upper-case letter.
  public var isCapitalised: Bool
  /// Whether white space, or the start of what was cut, stands directly before it.
  public var spaceBefore: Bool
  /// Whether an apostrophe, hyphen or full stop joins two parts of it.
  public var isJoined: Bool
  /// A hash of it as folded (FNV-1a of 64 bits over what ``folded(_:)`` makes): what the word lists know it by.
  public let hash: UInt64
}

/// The tokens of a stretch of text, in order; their ranges are of the whole text.
///
/// An apostrophe or hyphen belongs to a word only between letters (or a hyphen before a digit), so `residents'` is a
/// word and a mark. A full stop belongs to a word only inside an abbreviation: `U.S.` is the word `U.S` and the mark
/// `.`. A number does not take in the letters that follow: `10m` is `10` and `m` without space before it.
/// Complexity: O(bytes).
public func tokenise(_ utf8: [UInt8], in range: TextRange) -> [Token] {
  var tokens: [Token] = []
  tokens.reserveCapacity(range.count / 5 + 1)
  tokenise(utf8, in: range, into: &tokens)
  return tokens
}

/// Adds the tokens of a stretch of text to others, as ``tokenise(_:in:)`` cuts them.
public func tokenise(_ utf8: [UInt8], in range: TextRange, into tokens: inout [Token]) {
  utf8.withUnsafeBufferPointer { bytes in
    var tokeniser = Tokeniser(utf8: bytes, end: range.end, position: range.start)
    while let token = tokeniser.next() { tokens.append(token) }
  }
}

/// Walks over a text once, a token at a time.
private struct Tokeniser {
  let utf8: UnsafeBufferPointer<UInt8>
  let end: Int
  var position: Int
  private var spaceBefore = true
  private var isJoined = false

  init(utf8: UnsafeBufferPointer<UInt8>, end: Int, position: Int) {
    self.utf8 = utf8
    self.end = end
    self.position = position
  }

  /// The class of the scalar at a place and how many bytes it has; a space of no length at the end.
  private func look(_ place: Int) -> (class: ScalarClass, length: Int) {
    guard place < end else { return (.space, 0) }
    let byte = utf8[place]
    if byte < 0x80 { return (asciiClass(byte), 1) }
    let (scalar, length) = scalar(in: utf8, at: place, end: end)
    return (scalarClass(scalar), length)
  }

  mutating func next() -> Token? {
    while position < end {
      let start = position
      if let word = plainWord() { return word }
      let (kind, length) = look(start)
      switch kind {
      case .space:
        position += length
        spaceBefore = true
        continue
      case .ignored:
        position += length
        continue
      case .upper, .letter:
        position += length
        readWord()
        return token(.word, from: start, isCapitalised: kind == .upper)
      case .digit:
        position += length
        readNumber()
        return token(.number, from: start)
      case .mark:
        position += length
        let byte = utf8[start]
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`"), position < end, utf8[position] == byte {
          position += 1
        }
        return token(.mark, from: start)
      }
    }
    return nil
  }

  /// The word here if it is all ASCII letters, as most are, and nothing behind it could belong to it.
  @inline(__always)
  private mutating func plainWord() -> Token? {
    let start = position
    var place = start
    var hash = foldedHashStart
    while place < end {
      let letter = utf8[place] | 0x20
      guard letter &- 0x61 < 26 else { break }
      hash = nextHash(hash, letter)
      place += 1
    }
    guard place > start, place == end || endsPlainWord(utf8[place]) else { return nil }
    position = place
    defer { spaceBefore = false }
    return Token(
      range: TextRange(start, place), kind: .word, isCapitalised: utf8[start] < 0x61,
      spaceBefore: spaceBefore,
      isJoined: false, hash: hash)
  }

  /// Whether no word goes on over an ASCII byte that is no letter.
  @inline(__always)
  private func endsPlainWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2C: true
    case UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x30...0x39, 0x80...: false
    default: true
    }
  }

  private mutating func token(_ kind: Token.Kind, from start: Int, isCapitalised: Bool = false) -> Token {
    defer {
      spaceBefore = false
      isJoined = false
    }
    return Token(
      range: TextRange(start, position), kind: kind, isCapitalised: isCapitalised, spaceBefore: spaceBefore,
      isJoined: isJoined, hash: foldedHash(UnsafeBufferPointer(rebasing: utf8[start..<position])))
  }

  /// Goes on to the end of a word whose first letter has been read.
  private mutating func readWord() {
    // Letters since the last inner full stop: an abbreviation has one before each, or one after the last.
    var letters = 1
    while position < end {
      let (kind, length) = look(position)
      switch kind {
      case .upper, .letter, .digit, .ignored:
        if kind != .ignored { letters += 1 }
        position += length
      case .space: return
      case .mark:
        guard let joiner = joiner(at: position) else { return }
        let after = position + joiner.length
        let (next, nextLength) = look(after)
        switch (joiner.kind, next) {
        case (.apostrophe, .letter), (.apostrophe, .upper), (.hyphen, .letter), (.hyphen, .upper),
          (.hyphen, .digit):
          position = after
          letters = 2
          isJoined = true
        case (.dot, .letter), (.dot, .upper):
          guard letters == 1 || isEndOfLetters(after + nextLength) else { return }
          position = after + nextLength
          letters = 1
          isJoined = true
        default: return
        }
      }
    }
  }

  private func isEndOfLetters(_ place: Int) -> Bool {
    switch look(place).class {
    case .letter, .upper, .digit: false
    default: true
    }
  }

  /// Goes on to the end of a number whose first digit has been read.
  private mutating func readNumber() {
    while position < end {
      let byte = utf8[position]
      if isDigit(byte) {
        position += 1
      } else if isInsideNumber(byte), position + 1 < end, isDigit(utf8[position + 1]) {
        position += 2
      } else {
        return
      }
    }
  }

  private enum Joiner { case apostrophe, hyphen, dot }

  /// What may join two parts of a word: ' ’ ʼ, - ‐ ‑, and the full stop.
  private func joiner(at place: Int) -> (kind: Joiner, length: Int)? {
    switch utf8[place] {
    case UInt8(ascii: "'"): return (.apostrophe, 1)
    case UInt8(ascii: "-"): return (.hyphen, 1)
    case UInt8(ascii: "."): return (.dot, 1)
    case 0xE2 where place + 2 < end && utf8[place + 1] == 0x80:
      switch utf8[place + 2] {
      case 0x99: return (.apostrophe, 3)
      case 0x90, 0x91: return (.hyphen, 3)
      default: return nil
      }
    case 0xCA where place + 1 < end && utf8[place + 1] == 0xBC: return (.apostrophe, 2)
    default: return nil
    }
  }
}

/// Whether a byte is an ASCII digit.
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Whether a byte may stand between two digits of a number: , . : /
private func isInsideNumber(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
    || byte == UInt8(ascii: "/")
}
