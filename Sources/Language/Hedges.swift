// Finds the words that hold a claim back.

import Story

/// Finds hedges. Approximations next to a number are bounds of its figure, not hedges; “May” the month is none.
struct HedgeFinder: Sendable {
  private let hedges: WordList
  private let roles: WordTable<NumberRole>
  private let functionWords: WordTable<FunctionWord>

  init(_ lexicon: Lexicon) {
    hedges = lexicon["hedges"]
    roles = NumberRole.table(lexicon)
    functionWords = WordTable(lexicon["function-words"]) { FunctionWord($0) }
  }

  /// The hedges of one paragraph, in order; the longest phrase at each place. Complexity: O(tokens).
  func hedges(_ tokens: [Token], in utf8: [UInt8]) -> [Hedge] {
    var found: [Hedge] = []
    var place = 0
    while place < tokens.count {
      guard let (length, rule) = hedges.longest(tokens, at: place, in: utf8),
        rule.map({ holds($0, at: place, length, tokens, in: utf8) }) ?? true
      else {
        place += 1
        continue
      }
      if rule != "none" {
        let range = TextRange(tokens[place].range.start, tokens[place + length - 1].range.end)
        found.append(Hedge(range: range))
      }
      place += length
    }
    return found
  }

  /// Whether a rule of `hedges.txt` lets a match stand.
  private func holds(_ rule: String, at place: Int, _ length: Int, _ tokens: [Token], in utf8: [UInt8])
    -> Bool
  {
    let next = place + length < tokens.count ? tokens[place + length] : nil
    switch rule {
    case "modal":
      // A lower-case verb that another verb, “not” or a pronoun follows: not the month, not “military might”.
      guard !tokens[place].isCapitalised, let next, next.kind == .word else { return false }
      let isNoun = place > 0 && isDeterminer(tokens[place - 1], in: utf8)
      let isJoined = has(.joins, next, in: utf8)
      return !isNoun && !isJoined
    case "ability":
      // “could not” and “couldn't” deny; they do not hold back.
      guard let next, next.kind == .word, !has(.denies, next, in: utf8) else {
        return false
      }
      return true
    case "noun":
      return next.map { $0.kind == .word } ?? false
    default: return true
    }
  }

  private func isDeterminer(_ token: Token, in utf8: [UInt8]) -> Bool {
    functionWords.value(of: token, in: utf8)?.determines == true
  }

  private func has(_ role: NumberRole, _ token: Token, in utf8: [UInt8]) -> Bool {
    roles.value(of: token, in: utf8)?.contains(role) == true
  }
}
