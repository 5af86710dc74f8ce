// Tells the full stop of an abbreviation from that of a sentence.

import Story

/// What stands after a stop.
struct Following {
  /// The first token after any opening marks.
  let word: Int
  /// Whether that is a word in lower case.
  let isLowercase: Bool
  /// Whether an opening mark stands before it.
  let isOpened: Bool
  /// Whether a dash stands before it.
  let isDash: Bool

  /// What stands at a place; nil for a mark that goes on with the sentence, such as a comma.
  init?(at place: Int, _ tokens: [Token], in utf8: [UInt8]) {
    var word = place
    var isDash = false
    // Four opening marks are more than any real text has.
    let limit = min(tokens.count, place + 4)
    loop: while word < limit, tokens[word].kind == .mark {
      switch Mark(tokens[word], in: utf8) {
      case .comma, .colon, .semicolon, .closingBracket, .percent: return nil
      case .dash: isDash = true
      case .fullStop, .ellipsis, .exclamation, .question: break
      case .other where utf8[tokens[word].range.start] == UInt8(ascii: "&"): return nil
      default: break
      }
      word += 1
    }
    self.word = min(word, tokens.count - 1)
    self.isDash = isDash
    isOpened = word > place
    let token = tokens[self.word]
    isLowercase = token.kind == .word && !token.isCapitalised && !Self.hasCapital(utf8[token.range])
  }

  /// Whether a capital stands anywhere in a word (“iPhone”).
  private static func hasCapital(_ word: ArraySlice<UInt8>) -> Bool {
    word.contains { asciiClass($0 & 0x7F) == .upper && $0 < 0x80 }
  }
}

/// The classes of `abbreviations.txt`.
enum AbbreviationClass: String, Sendable {
  case title, number, name, word, unit, clock, latin

  var needsCapital: Bool { self == .title || self == .name }
}

extension SentenceSplitter {
  /// Whether a full stop directly after a token ends the sentence that begins at token `start`; nil if that token is
  /// no abbreviation, initial or number that decides it.
  func endsAfterAbbreviation(
    _ place: Int, sentence start: Int, _ following: Following, _ tokens: [Token], in utf8: [UInt8]
  ) -> Bool? {
    let token = tokens[place]
    let word = utf8[token.range]
    let next = tokens[following.word]
    switch token.kind {
    case .number:
      // “1. The first” at the start of a line numbers an entry.
      let isLabel = place - start <= 1 && word.count <= 3 && word.allSatisfy(isDigit)
      // “am 6. Januar”
      if hasOrdinalDot, word.count <= 2, word.allSatisfy(isDigit), next.kind == .word {
        return startsSentence(following, tokens, in: utf8)
      }
      return isLabel && tokens[start..<place].allSatisfy { $0.kind == .mark } ? false : nil
    case .mark:
      // “N°. 12”
      return next.kind == .number && Mark(token, in: utf8) == .other ? false : nil
    case .word: break
    }
    if following.isDash, !word.contains(where: { (0x61...0x7A).contains($0) }) { return false }
    let isDotted = word.contains(UInt8(ascii: "."))
    if token.range.count == 1, token.isCapitalised {
      return endsAfterInitial(place, sentence: start, following, tokens, in: utf8)
    }
    switch abbreviationClass(token, in: utf8) {
    case .title, .latin: return false
    case .number:
      return next.kind == .number ? false : nil
    case .unit: return nil
    case .clock:
      if following.isLowercase || next.kind == .number || clockWords.contains(next, in: utf8) {
        return false
      }
      // “At 5 a.m. Mr Hale left”: so soon after the start, the time opens the sentence.
      return startsSentence(following, tokens, in: utf8) || place - start > 4
    case .name, .word: return startsSentence(following, tokens, in: utf8)
    case nil: return isDotted ? startsSentence(following, tokens, in: utf8) : nil
    }
  }

  private func abbreviationClass(_ token: Token, in utf8: [UInt8]) -> AbbreviationClass? {
    var word = utf8[token.range]
    var isCapitalised = token.isCapitalised
    // “D-Fla.” is abbreviated like “Fla.”
    if let hyphen = word.lastIndex(of: UInt8(ascii: "-")), hyphen + 1 < word.endIndex {
      word = word[(hyphen + 1)...]
      isCapitalised = asciiClass(word[word.startIndex]) == .upper
    }
    guard let found = abbreviations.value(of: word) else { return nil }
    return found.needsCapital && !isCapitalised ? nil : found
  }

  /// Whether what follows begins a sentence even after an abbreviation.
  private func startsSentence(_ following: Following, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    let next = tokens[following.word]
    guard next.kind == .word, next.isCapitalised else { return false }
    if starters.contains(next, in: utf8) {
      // “J. A. Hale”: not the article.
      let after = following.word + 1
      let isInitial =
        next.range.count == 1 && after < tokens.count && !tokens[after].spaceBefore
        && Mark(tokens[after], in: utf8) == .fullStop
      return !isInitial
    }
    return following.isOpened && Mark(tokens[following.word - 1], in: utf8).isQuote
  }

  /// `endsAfterAbbreviation` for one capital letter: an initial, or “vitamin C”, or the pronoun.
  private func endsAfterInitial(
    _ place: Int, sentence start: Int, _ following: Following, _ tokens: [Token], in utf8: [UInt8]
  ) -> Bool? {
    guard place > start else { return false }
    let previous = tokens[place - 1]
    if utf8[tokens[place].range.start] == UInt8(ascii: "I"), !previous.isCapitalised,
      Mark(previous, in: utf8) != .fullStop
    {
      return nil
    }
    return startsSentence(following, tokens, in: utf8)
  }
}
