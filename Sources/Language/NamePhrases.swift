// Finds where a name ends: “Bank of Norland”, “Juan de la Vega”, “Robert “Bobby” Crane”.

extension NounPhrases {
  /// Words that open no name, though a sentence may open with them.
  private static let nameless: WordClass = [
    .conjunction, .subordinator, .preposition, .adverb, .auxiliary, .pronoun, .determiner, .possessive, .be,
  ]

  /// The end of the name that begins at an item: capitalised words with what may stand between them.
  func nameEnd(from start: Int, before ceiling: Int) -> Int? {
    guard line.items[start].kind == .word, line.items[start].isCapitalised,
      line.items[start].classes.isDisjoint(with: Self.nameless)
        || line.items[start].classes.contains(.title)
    else { return nil }
    var index = start + 1
    while index < ceiling {
      let item = line.items[index]
      if line.items[index - 1].isOwner, item.kind != .word { return index }
      if item.kind == .word, item.isCapitalised, item.classes.isDisjoint(with: [.pronoun, .subordinator]) {
        index += 1
      } else if isNominal(index, from: start), item.kind != .word, item.kind != .number, index + 1 < ceiling,
        line.items[index + 1].isCapitalised, line.items[index + 1].sentence == item.sentence
      {
        index += 1
      } else if let over = particle(at: index, before: ceiling) {
        index = over
      } else {
        break
      }
    }
    return index
  }

  /// The place after the small words that may stand within a name, if a capital follows: “Bank of the West”.
  private func particle(at index: Int, before ceiling: Int) -> Int? {
    var place = index
    while place < ceiling, place - index < 3, line.items[place].kind == .word,
      line.isWord(place, [.of, .the])
        || particles.contains(line.tokens[line.items[place].token], in: line.text)
    { place += 1 }
    guard place > index, place < ceiling, line.items[place].kind == .word, line.items[place].isCapitalised
    else {
      return nil
    }
    return place
  }
}
