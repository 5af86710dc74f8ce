// Finds the noun that a number counts.

import Story

/// Finds the noun that follows a number: “people” in `12 other people`, “troops” in `400 U.S. troops`.
struct CountedNouns: Sendable {
  private let functionWords: WordTable<FunctionWord>
  private let plurals: WordList
  private let singulars: WordList
  private let roles: WordTable<NumberRole>
  private let cues: WordList
  private let endings: Endings
  /// Whether every noun has a capital.
  private let hasCapitalNouns: Bool

  init(_ lexicon: Lexicon) {
    functionWords = WordTable(lexicon["function-words"]) { FunctionWord($0) }
    plurals = lexicon["plurals"]
    singulars = lexicon["singulars"]
    roles = NumberRole.table(lexicon)
    cues = lexicon["cues"]
    endings = Endings(lexicon)
    hasCapitalNouns = lexicon.setting("nouns") == "capitals"
  }

  /// How far a noun may stand from its number, in tokens.
  private static let reach = 6

  /// The noun counted by an amount that ends before token `end`, in lower case; nil if none follows.
  func noun(after amount: Amount, at end: Int, _ tokens: [Token], in utf8: [UInt8]) -> String? {
    if let rest = amount.rest { return text(utf8[rest]) }
    var place = end
    // “12-member”, “two of the men”
    if place + 1 < tokens.count, Mark(tokens[place], in: utf8) == .dash, !tokens[place].spaceBefore,
      !tokens[place + 1].spaceBefore
    {
      return tokens[place + 1].kind == .word ? text(utf8[tokens[place + 1].range]) : nil
    }
    if place < tokens.count, roles.has(.of, place, tokens, in: utf8) {
      place += 1
      if place < tokens.count, functionWords.value(of: tokens[place], in: utf8)?.determines == true {
        place += 1
      }
    }
    // “12 of indecent assault”: what follows “of” without a plural is no count of it.
    let isPart = place > end
    let words = place
    var first: String?
    var capital: String?
    let limit = min(tokens.count, place + Self.reach)
    while place < limit {
      let token = tokens[place]
      guard token.kind == .word else {
        // The full stop of “U.S.” does not end the phrase.
        guard capital != nil, !token.spaceBefore, Mark(token, in: utf8) == .fullStop,
          place + 1 < tokens.count,
          !tokens[place + 1].isCapitalised
        else { break }
        place += 1
        continue
      }
      let word = utf8[token.range]
      if token.isCapitalised {
        if hasCapitalNouns { return text(word) }
        if first != nil { break }
        capital = text(word)
      } else {
        let small = functionWords.value(of: word)
        let isPassed = small.map { $0.determines || $0.isAdverb } ?? false
        if small != nil, !isPassed { break }
        if isPlural(word) { return text(word) }
        if let capital, isPlural(ofCapital: capital) { return capital }
        if cues.contains(token, in: utf8) { break }
        if !isPassed, !isVerbal(word) {
          if amount.value == 1 { return text(word) }
          first = first ?? text(word)
        }
      }
      place += 1
    }
    if first == nil, let capital, isPlural(ofCapital: capital) { return capital }
    return isPart && place > words + 1 ? nil : first
  }

  private func isPlural(_ word: ArraySlice<UInt8>) -> Bool {
    if plurals.contains(word) { return true }
    let ending = endings.kinds(of: word)
    return word.count > 3 && ending.contains(.plural) && !ending.contains(.singular)
      && !singulars.contains(word)
  }

  private func isPlural(ofCapital word: String) -> Bool { isPlural(Array(word.utf8)[...]) }

  /// Whether a word looks like a participle or past form (“gathered”).
  private func isVerbal(_ word: ArraySlice<UInt8>) -> Bool {
    word.count > 4 && !endings.kinds(of: word).isDisjoint(with: [.past, .participle])
  }

  /// A word in lower case without a possessive ending.
  private func text(_ word: ArraySlice<UInt8>) -> String {
    var word = folded(word)
    if word.suffix(2).elementsEqual("'s".utf8) { word.removeLast(2) }
    return String(decoding: word, as: UTF8.self)
  }
}

/// What a small word of `function-words.txt` does, as far as figures and hedges ask.
struct FunctionWord: Sendable {
  /// It stands before a noun: an article, “these”, “his”.
  let determines: Bool
  /// It stands between a number and its noun: “more”, “already”.
  let isAdverb: Bool
  /// It denies.
  let negates: Bool

  /// What the classes of a line say.
  init(_ classes: String) {
    let classes = classes.split(separator: " ")
    determines = classes.contains("determiner") || classes.contains("possessive")
    isAdverb = classes.contains("adverb")
    negates = classes.contains("negation")
  }
}
