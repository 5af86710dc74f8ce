// Finds the names of people, places and bodies.

import Story

/// Finds names: runs of capitalised words, with particles and initials inside them, without titles before them.
///
/// A single word that opens a sentence counts only when the text has it in capitals elsewhere too.
struct NameFinder: Sendable {
  private let titles: WordList
  private let functionWords: WordList
  private let starters: WordList
  private let days: WordList
  private let particles: WordList
  private let heads: WordList
  private let demonyms: WordList
  private let abbreviations: WordList
  private let firstNames: WordList
  private let roles: WordTable<WordClass>
  private let datelines: WordList
  /// Nouns for those who speak; one may open a sentence before a name (“Spokesman Tom Hale”).
  private let offices: WordList
  /// Whether every noun has a capital, so that one capital alone makes no name.
  private let hasCapitalNouns: Bool
  /// Nouns that open no name in such a language: for numbers, units and those who speak.
  private let commonNouns: WordList

  init(_ lexicon: Lexicon) {
    titles = lexicon["titles"]
    functionWords = lexicon["function-words"]
    starters = lexicon["starters"]
    days = lexicon["days"]
    particles = lexicon["particles"]
    heads = lexicon["name-heads"]
    demonyms = lexicon["demonyms"]
    abbreviations = lexicon["abbreviations"]
    firstNames = lexicon["first-names"]
    datelines = lexicon["datelines"]
    offices = lexicon["speaking-nouns"]
    hasCapitalNouns = lexicon.setting("nouns") == "capitals"
    var common: [String] = []
    for list in ["numbers", "units", "speaking-nouns"] { lexicon[list].forEachOpening { common.append($0) } }
    commonNouns = WordList(common.joined(separator: "\n"))
    roles = WordTable(lexicon["roles"]) { WordClass(names: $0, in: "roles") }
  }

  /// The names of a text in order, from the tokens and sentences of each paragraph. Complexity: O(tokens).
  func names(_ tokens: [[Token]], _ sentences: [[Range<Int>]], in utf8: [UInt8]) -> [Name] {
    var candidates: [(range: TextRange, isDoubtful: Bool)] = []
    for (tokens, sentences) in zip(tokens, sentences) {
      for sentence in sentences where !isShouted(sentence, tokens, in: utf8) {
        append(sentence, tokens, in: utf8, to: &candidates)
      }
    }
    return confirmed(candidates, tokens, in: utf8)
  }

  /// The candidates without the doubtful ones that the text never has as a name, or has in lower case too.
  private func confirmed(
    _ candidates: [(range: TextRange, isDoubtful: Bool)], _ tokens: [[Token]], in utf8: [UInt8]
  ) -> [Name] {
    var known: Set<UInt64> = []
    var doubtful: Set<UInt64> = []
    for candidate in candidates {
      if candidate.isDoubtful {
        doubtful.insert(foldedHash(utf8[candidate.range]))
      } else {
        forEachWord(utf8[candidate.range]) { known.insert(foldedHash($0)) }
      }
    }
    doubtful.formIntersection(known)
    // A bit for each hash dismisses most words.
    let bits = doubtful.reduce(UInt64(0)) { $0 | 1 << ($1 >> 40 & 63) }
    if bits != 0 {
      for tokens in tokens {
        for token in tokens
        where token.kind == .word && !token.isCapitalised && bits & 1 << (token.hash >> 40 & 63) != 0 {
          doubtful.remove(token.hash)
        }
      }
    }
    return candidates.compactMap {
      !$0.isDoubtful || doubtful.contains(foldedHash(utf8[$0.range])) ? Name(range: $0.range) : nil
    }
  }

  /// The words of a name, between its spaces.
  private func forEachWord(_ name: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
    var start = name.startIndex
    while start < name.endIndex {
      let end = name[start...].firstIndex(of: UInt8(ascii: " ")) ?? name.endIndex
      if end > start { body(name[start..<end]) }
      start = end + 1
    }
  }

  /// Whether a sentence is written in capitals, or as a headline is, so that capitals tell nothing.
  private func isShouted(_ sentence: Range<Int>, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    var words = 0
    for token in tokens[sentence] where token.kind == .word {
      if utf8[token.range].contains(where: { (0x61...0x7A).contains($0) }) { return false }
      words += 1
    }
    return words >= 4
  }

  /// The names in one sentence.
  private func append(
    _ sentence: Range<Int>, _ tokens: [Token], in utf8: [UInt8],
    to candidates: inout [(range: TextRange, isDoubtful: Bool)]
  ) {
    var place = sentence.lowerBound
    var isOpening = true
    if let length = bareDateline(at: place, before: sentence.upperBound, tokens, in: utf8, datelines) {
      candidates.append(
        (TextRange(tokens[place].range.start, tokens[place + length - 1].range.end), false))
      place += length
    }
    while place < sentence.upperBound {
      let token = tokens[place]
      guard token.kind == .word else {
        // A quotation or a colon opens anew.
        if Mark(token, in: utf8).isQuote || Mark(token, in: utf8) == .colon { isOpening = true }
        place += 1
        continue
      }
      // The letters of “38C” are a unit.
      let isGlued = place > 0 && !token.spaceBefore && tokens[place - 1].kind == .number
      guard !isGlued, canBegin(token, isOpening: isOpening, in: utf8) else {
        isOpening = false
        place += 1
        continue
      }
      let end = endOfRun(place, sentence.upperBound, tokens, in: utf8)
      for var part in parts(place, end, tokens, in: utf8) {
        if isOpening, part.lowerBound == place { part = withoutOffice(part, tokens, in: utf8) }
        guard let range = range(part, tokens, in: utf8), !isDemonym(part, tokens, in: utf8),
          !beginsWithArticle(part, tokens, in: utf8)
        else { continue }
        let isDoubtful =
          (isOpening || hasCapitalNouns) && part.lowerBound == place
          && tokens[part].count { $0.kind == .word } == 1 && !isAcronym(utf8[tokens[place].range])
        candidates.append((range, isDoubtful))
      }
      isOpening = false
      place = max(end, place + 1)
    }
  }

  /// A name of three words or more that opens a sentence, without an office before it.
  private func withoutOffice(_ part: Range<Int>, _ tokens: [Token], in utf8: [UInt8]) -> Range<Int> {
    guard !hasCapitalNouns, tokens[part].count(where: { $0.kind == .word }) >= 3,
      tokens[part.lowerBound + 1].kind == .word, !heads.contains(tokens[part.lowerBound + 1], in: utf8),
      offices.value(of: tokens[part.lowerBound], in: utf8) == "person"
    else { return part }
    return part.lowerBound + 1..<part.upperBound
  }

  /// Whether an office has left only what it is of: “Sprecherin | der Bahn”.
  private func beginsWithArticle(_ part: Range<Int>, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    let first = tokens[part.lowerBound]
    return !first.isCapitalised && roles.value(of: first, in: utf8)?.contains(.the) == true
  }

  /// Whether a run of capitals may begin with a word.
  private func canBegin(_ token: Token, isOpening: Bool, in utf8: [UInt8]) -> Bool {
    guard token.isCapitalised || token.isJoined && isLowercaseName(token, in: utf8) else { return false }
    if hasCapitalNouns, commonNouns.contains(token, in: utf8) { return false }
    let full = utf8[token.range]
    let word = full.dropLast(possessiveLength(full))
    if days.contains(word) || isPronounI(word) { return false }
    return !(functionWords.contains(word) || (isOpening && starters.contains(word))) || isAcronym(word)
  }

  /// “al-Amr”, “iPhone”: a capital stands inside.
  private func isLowercaseName(_ token: Token, in utf8: [UInt8]) -> Bool {
    guard token.isJoined else { return false }
    let word = utf8[token.range]
    guard let hyphen = word.firstIndex(of: UInt8(ascii: "-")), hyphen + 1 < word.endIndex else {
      return false
    }
    return asciiClass(word[hyphen + 1]) == .upper && particles.contains(word[..<hyphen])
  }

  private func isAcronym(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 2 && word.allSatisfy { asciiClass($0 & 0x7F) == .upper || $0 == UInt8(ascii: ".") }
  }

  private func isPronounI(_ word: ArraySlice<UInt8>) -> Bool {
    word.first == UInt8(ascii: "I")
      && (word.count == 1 || folded(word).dropFirst().first == UInt8(ascii: "'"))
  }

  /// The token after a run of capitals that begins at a token.
  private func endOfRun(_ start: Int, _ limit: Int, _ tokens: [Token], in utf8: [UInt8]) -> Int {
    var end = start + 1
    while end < limit {
      let last = utf8[tokens[end - 1].range]
      if possessiveLength(last) > 0 || capitalHead(last) != nil { break }
      if continues(end, from: start, tokens, in: utf8) {
        end += 1
        continue
      }
      // The full stop of an initial, a title or an abbreviation.
      if isAbbreviationDot(end, tokens, in: utf8) {
        end += 1
        continue
      }
      guard let joined = afterJoiner(end, from: start, limit, tokens, in: utf8) else { break }
      end = joined
    }
    return end
  }

  private func continues(_ place: Int, from start: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    let token = tokens[place]
    let word = utf8[token.range]
    if token.kind == .word, token.isCapitalised, followsHonorific(place, from: start, tokens, in: utf8) {
      return true
    }
    guard token.kind == .word, token.isCapitalised, !isPronounI(word),
      !days.contains(word.dropLast(possessiveLength(word)))
    else { return false }
    return !functionWords.contains(word) || isAcronym(word)
  }

  /// Whether “Mr” or its like stands right before: what follows is a name, were it “May”.
  private func followsHonorific(_ place: Int, from start: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    let isDotted = place - 2 >= start && Mark(tokens[place - 1], in: utf8) == .fullStop
    let before = isDotted ? place - 2 : place - 1
    return before >= start && roles.value(of: tokens[before], in: utf8)?.contains(.honorific) == true
  }

  private func isAbbreviationDot(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard Mark(tokens[place], in: utf8) == .fullStop, !tokens[place].spaceBefore else { return false }
    let word = utf8[tokens[place - 1].range]
    return word.count == 1 || word.contains(UInt8(ascii: ".")) || abbreviations.contains(word)
  }

  /// The token after a lower-case joiner and the capital it leads to: “bin Salman”, “of Defence”, “& Co”.
  private func afterJoiner(
    _ place: Int, from start: Int, _ limit: Int, _ tokens: [Token], in utf8: [UInt8]
  ) -> Int? {
    var next = place
    let word = utf8[tokens[place].range]
    if tokens[place].kind == .word {
      if isLowercaseName(tokens[place], in: utf8) { return place + 1 }
      if particles.contains(word) {
        // “Leiter der Klinik” is no name, “Ursula von der Leyen” is.
        if hasCapitalNouns,
          roles.value(of: tokens[place], in: utf8)?.contains(.the) == true
            || place == start + 1 && !firstNames.contains(tokens[start], in: utf8)
        {
          return nil
        }
        while next < limit, next < place + 3, particles.contains(tokens[next], in: utf8) { next += 1 }
      } else if roles.value(of: tokens[place], in: utf8)?.contains(.inner) == true {
        guard (start..<place).contains(where: { heads.contains(tokens[$0], in: utf8) }) else { return nil }
        next += 1
        if next < limit, roles.value(of: tokens[next], in: utf8)?.contains(.the) == true { next += 1 }
      } else {
        return nil
      }
    } else {
      guard word.elementsEqual("&".utf8) else { return nil }
      next += 1
    }
    guard next < limit, tokens[next].isCapitalised, !days.contains(tokens[next], in: utf8) else {
      return nil
    }
    return next + 1
  }

  /// How many bytes of a word are its possessive ending.
  private func possessiveLength(_ word: ArraySlice<UInt8>) -> Int {
    guard let last = word.last, last | 0x20 == UInt8(ascii: "s") else { return 0 }
    let stem = word.dropLast()
    if stem.last == UInt8(ascii: "'") { return 2 }
    return stem.suffix(3).elementsEqual([0xE2, 0x80, 0x99]) ? 4 : 0
  }

  /// The names in a run of capitals: what titles leave of it.
  private func parts(_ start: Int, _ end: Int, _ tokens: [Token], in utf8: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var begin = start
    var place = start
    while place < end {
      guard let (length, value) = titles.longest(tokens, at: place, in: utf8), place + length <= end,
        place == begin || value == "inside"
      else {
        place += 1
        continue
      }
      var next = place + length
      if next < end, Mark(tokens[next], in: utf8) == .fullStop { next += 1 }
      // “Justice Department”: no title, but part of the name of a body.
      if next < end, heads.contains(tokens[next], in: utf8) {
        place += 1
        continue
      }
      if place > begin { parts.append(begin..<place) }
      begin = next
      place = next
    }
    if begin < end { parts.append(begin..<end) }
    return parts
  }

  /// Whether a name is only a people's: “Iraqi”, “South Korean”.
  private func isDemonym(_ part: Range<Int>, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard part.count <= 2 else { return false }
    var word = utf8[tokens[part.upperBound - 1].range]
    if let hyphen = word.lastIndex(of: UInt8(ascii: "-")) { word = word[(hyphen + 1)...] }
    word = word.dropLast(possessiveLength(word))
    return demonyms.contains(word)
  }

  /// The range of a name, without a possessive ending and a full stop that ends the sentence.
  private func range(_ part: Range<Int>, _ tokens: [Token], in utf8: [UInt8]) -> TextRange? {
    let start = part.lowerBound
    var end = part.upperBound
    while end > start, tokens[end - 1].kind == .mark,
      !(end - 2 >= start
        && (utf8[tokens[end - 2].range].contains(UInt8(ascii: "."))
          || abbreviations.contains(tokens[end - 2], in: utf8)))
    {
      end -= 1
    }
    guard end > start else { return nil }
    let last = tokens[end - 1].range
    if let head = capitalHead(utf8[last]) { return TextRange(tokens[start].range.start, last.start + head) }
    return TextRange(tokens[start].range.start, last.end - possessiveLength(utf8[last]))
  }

  /// How many bytes of “UK-based” are the name; nil for a word that is all name.
  private func capitalHead(_ word: ArraySlice<UInt8>) -> Int? {
    guard let hyphen = word.lastIndex(of: UInt8(ascii: "-")), word.endIndex - hyphen > 3,
      (0x61...0x7A).contains(word[hyphen + 1])
    else { return nil }
    return hyphen - word.startIndex
  }
}

/// How many tokens of a sentence's start are a dateline that no dash ends, as wires are scraped: “PARIS The minister
/// said”. Only cities of `datelines.txt` in capitals count, for “NATO officials” is none.
func bareDateline(
  at place: Int, before end: Int, _ tokens: [Token], in utf8: [UInt8], _ datelines: WordList
) -> Int? {
  guard let length = datelines.match(tokens, at: place, in: utf8), place + length < end,
    tokens[place + length].kind == .word,
    tokens[place..<place + length].allSatisfy({ token in
      utf8[token.range].allSatisfy { $0 < 0x61 || $0 > 0x7A }
    }),
    utf8[tokens[place + length].range].contains(where: { (0x61...0x7A).contains($0) || $0 == 0x2E })
  else { return nil }
  return length
}
