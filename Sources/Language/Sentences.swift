// Cuts a paragraph into sentences.

import Story

/// Finds where sentences end: at full stops, exclamation and question marks and ellipses that are not part of an
/// abbreviation, initial, number, name or quotation that goes on.
///
/// Sentences are cut inside quotations too; a closing mark belongs to the sentence it closes. The classes of
/// abbreviations follow Kiss and Strunk (Unsupervised Multilingual Sentence Boundary Detection, 2006) in asking what
/// follows: a word that often begins sentences, or only a capital.
struct SentenceSplitter: Sendable {
  let abbreviations: WordTable<AbbreviationClass>
  let starters: WordList
  let clockWords: WordList
  let exclaimed: WordList
  let cues: WordList
  let roles: WordTable<WordClass>
  /// Whether a number with a full stop counts a place in a row: “am 6. Januar”.
  let hasOrdinalDot: Bool

  init(_ lexicon: Lexicon) {
    abbreviations = WordTable(lexicon["abbreviations"]) { AbbreviationClass(rawValue: $0) }
    starters = lexicon["starters"]
    clockWords = lexicon["days"]
    exclaimed = lexicon["exclaimed"]
    cues = lexicon["cues"]
    hasOrdinalDot = lexicon.setting("ordinal-dot") == "yes"
    roles = WordTable(lexicon["roles"]) { WordClass(names: $0, in: "roles") }
  }

  /// The sentences of one paragraph, as stretches of its tokens that together hold all of them. Complexity: O(tokens).
  func split(_ tokens: [Token], in utf8: [UInt8]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var lists = ListEntries(tokens, in: utf8)
    var start = 0
    var place = 0
    var isStraightOpen = false
    func end(at next: Int) {
      if next > start { pieces.append(start..<next) }
      start = next
    }
    while place < tokens.count {
      if lists.begins(at: place) {
        end(at: place)
        place = lists.afterMarker
        continue
      }
      let mark = Mark(tokens[place], in: utf8)
      if mark.isStop {
        let stop = Stop(at: place, tokens, in: utf8, isStraightOpen: &isStraightOpen)
        if stop.next >= tokens.count || ends(stop, sentence: start, tokens, in: utf8) { end(at: stop.next) }
        place = stop.next
      } else {
        if mark == .straightDouble { isStraightOpen.toggle() }
        if tokens[place].spaceBefore, mark == .bullet || isRule(place, tokens, in: utf8) { end(at: place) }
        place += 1
      }
    }
    end(at: tokens.count)
    return joined(pieces, tokens)
  }

  /// Whether a rule of underscores, dashes or an asterisk stands here before a capital: `___ This story …`.
  private func isRule(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    let first = utf8[tokens[place].range.start]
    let least: Int
    switch first {
    case UInt8(ascii: "*"): least = 1
    case UInt8(ascii: "_"): least = 2
    case UInt8(ascii: "-"): least = 3
    default: return false
    }
    var end = place + 1
    while end < tokens.count, end < place + 12, utf8[tokens[end].range.start] == first { end += 1 }
    return end - place >= least && end < tokens.count && tokens[end].spaceBefore && tokens[end].isCapitalised
  }

  /// The pieces with those that have no word and no number joined to the one before, or at the start to the one after.
  private func joined(_ pieces: [Range<Int>], _ tokens: [Token]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var waiting: Int?
    for piece in pieces {
      if tokens[piece].contains(where: { $0.kind != .mark }) {
        result.append((waiting ?? piece.lowerBound)..<piece.upperBound)
        waiting = nil
      } else if let last = result.popLast() {
        result.append(last.lowerBound..<piece.upperBound)
      } else if waiting == nil {
        waiting = piece.lowerBound
      }
    }
    if let waiting { result.append(waiting..<tokens.count) }
    return result
  }
}

/// A run of stops with the closing marks after it.
private struct Stop {
  /// The first stop.
  let first: Int
  /// The token after the last stop.
  let afterRun: Int
  /// The token after the closing marks.
  private(set) var next: Int
  /// What the run is as a whole.
  let mark: Mark
  /// Whether a quotation mark closes behind it.
  private(set) var closesQuote = false

  init(at place: Int, _ tokens: [Token], in utf8: [UInt8], isStraightOpen: inout Bool) {
    first = place
    var mark = Mark(tokens[place], in: utf8)
    var dots = 1
    var end = place + 1
    while end < tokens.count {
      let further = Mark(tokens[end], in: utf8)
      guard further.isStop else { break }
      if tokens[end].spaceBefore {
        guard further == .fullStop, mark == .fullStop || mark == .ellipsis else { break }
        // “finished. . . . The next”: the three that stand apart leave out the start of the next sentence.
        if dots == 1, !tokens[place].spaceBefore, Self.isOmission(end, tokens, in: utf8) { break }
      }
      if further == .exclamation || further == .question {
        mark = further
      } else if mark == .fullStop || mark == .ellipsis {
        dots += 1
        mark = .ellipsis
      }
      end += 1
    }
    self.mark = mark
    afterRun = end
    next = end
    while next < tokens.count, closes(next, tokens, in: utf8, isStraightOpen: &isStraightOpen) { next += 1 }
  }

  /// Whether exactly three spaced dots stand here before a capital.
  private static func isOmission(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard place + 3 < tokens.count, tokens[place + 3].isCapitalised else { return false }
    return (place..<place + 3).allSatisfy {
      tokens[$0].spaceBefore && Mark(tokens[$0], in: utf8) == .fullStop
    }
  }

  /// Whether the mark at a place closes something that the sentence opened.
  private mutating func closes(
    _ place: Int, _ tokens: [Token], in utf8: [UInt8], isStraightOpen: inout Bool
  ) -> Bool {
    let isApart = tokens[place].spaceBefore
    // Before a comma too: „Halt!“, rief er.
    let isLast =
      place + 1 == tokens.count || tokens[place + 1].spaceBefore
      || Mark(tokens[place + 1], in: utf8) == .comma
    switch Mark(tokens[place], in: utf8) {
    case .closingBracket: return !isApart
    case .closingQuote:
      if isApart && !isLast { return false }
    case .openingQuote:
      // A wrong glyph: nothing that opens is glued to a stop and apart from what follows.
      if isApart || !isLast { return false }
    case .straightSingle:
      if isApart { return false }
    case .straightDouble:
      guard isStraightOpen ? !isApart || isLast : !isApart && isLast else { return false }
      isStraightOpen = false
    default: return false
    }
    closesQuote = true
    return true
  }
}

extension SentenceSplitter {
  /// Whether a stop that more tokens follow ends the sentence that begins at token `start`.
  private func ends(_ stop: Stop, sentence start: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    // Dots that open a sentence leave out its beginning.
    if stop.first == start { return false }
    if stop.mark == .wideStop { return true }
    let before = stop.first - 1
    let isBare = stop.next == stop.afterRun
    guard tokens[stop.next].spaceBefore else { return endsWithoutSpace(stop, tokens, in: utf8) }
    guard let following = Following(at: stop.next, tokens, in: utf8) else { return false }

    switch stop.mark {
    case .ellipsis:
      // “[...]” leaves words out within a sentence.
      if before >= start, Mark(tokens[before], in: utf8) == .openingBracket, !isBare { return false }
      let isShort = stop.afterRun - stop.first == 3 || stop.afterRun - stop.first == 1
      if isBare, isShort, isFirstPerson(tokens[following.word], in: utf8) { return false }
      return !following.isLowercase
    case .exclamation, .question:
      if following.isLowercase { return false }
      if before >= start, isBare, exclaimed.contains(tokens[before], in: utf8),
        !starters.contains(tokens[following.word], in: utf8)
      {
        return false
      }
      return !(stop.closesQuote && isAttribution(stop.next, tokens, in: utf8))
    default:
      if isBare, before >= start, !tokens[stop.first].spaceBefore,
        let verdict = endsAfterAbbreviation(before, sentence: start, following, tokens, in: utf8)
      {
        return verdict
      }
      return !following.isLowercase
    }
  }

  /// `ends` for a stop with no space behind it: only “the end.The next”, with a plain word before.
  private func endsWithoutSpace(_ stop: Stop, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    let before = stop.first - 1
    let next = tokens[stop.next]
    guard before >= 0, tokens[before].kind == .word, !tokens[before].isCapitalised,
      tokens[before].spaceBefore,
      tokens[before].range.count > 2
    else { return false }
    if next.kind == .word { return next.isCapitalised && next.range.count > 1 }
    return Mark(next, in: utf8) == .openingQuote && !stop.closesQuote
  }

  private func isFirstPerson(_ token: Token, in utf8: [UInt8]) -> Bool {
    let word = utf8[token.range]
    return word.first == UInt8(ascii: "I")
      && word.dropFirst().first.map { $0 == UInt8(ascii: "'") || $0 == 0xE2 } ?? true
  }

  /// Whether a name and then a word like “said” stand here, and the clause stops there: `“Why?” Mr Hale asked.`
  private func isAttribution(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard tokens[place].isCapitalised, !starters.contains(tokens[place], in: utf8) else { return false }
    var next = place
    while next < tokens.count, next < place + 8 {
      let token = tokens[next]
      let isInitialDot =
        next > place && token.kind == .mark && !token.spaceBefore
        && Mark(token, in: utf8) == .fullStop && tokens[next - 1].range.count <= 5
      guard token.isCapitalised || isInitialDot else { break }
      next += 1
    }
    guard next > place, next < tokens.count, cues.contains(tokens[next], in: utf8) else { return false }
    guard next + 1 < tokens.count else { return true }
    let after = tokens[next + 1]
    if after.kind == .mark { return Mark(after, in: utf8) != .colon }
    return !starters.contains(after, in: utf8)
      || !after.isCapitalised && roles.value(of: after, in: utf8)?.contains(.followsCue) ?? false
  }
}
