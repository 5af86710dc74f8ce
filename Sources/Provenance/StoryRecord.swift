// What one story brings to a coverage: its quotes, sentences, numbers, corrections and names.

import Language
public import Story

/// What one story ever told, followed through its versions: what a coverage is put together from.
public struct StoryRecord: Sendable {
  /// A number of something, and its values.
  struct Count: Sendable {
    /// What is counted, folded, or the unit.
    var noun: String
    /// What is said of it where it first stood: “people were killed”.
    var phrase: String
    /// The words around it that say something, cut to their first letters.
    var context: Set<String>
    /// The values in the order they came, as written.
    var values: [(value: Double, text: String, first: Version)]
    var last: Version

    /// What is counted, and what is said of it.
    var label: String {
      if phrase.isEmpty { return noun }
      return String(decoding: folded(Array(phrase.utf8)[...]), as: UTF8.self).hasPrefix(noun)
        ? phrase : noun + " " + phrase
    }
  }

  /// The story's name.
  public let story: Slug
  /// The outlet: the host of its address, else the story's name.
  public let outlet: String
  private(set) var newest: Version?
  private(set) var corrections: [(text: String, first: Version, last: Version)] = []
  private(set) var counts: [Count] = []
  /// Names of two words or more, folded.
  private(set) var names: Set<String> = []
  private var quotes: LedgerKeeper
  private var lines: LineageKeeper

  /// The record of a story that an outlet published, before its first version.
  public init(story: Slug, outlet: String) {
    self.story = story
    self.outlet = outlet
    quotes = LedgerKeeper(story: story)
    lines = LineageKeeper(story: story)
  }

  /// Goes on to the next version in time.
  public mutating func add(_ version: Version, _ reading: Reading) {
    newest = version
    quotes.add(version, reading)
    lines.add(version, reading)
    for name in reading.names {
      let text = String(decoding: folded(reading.text.utf8[name.range.start..<name.range.end]), as: UTF8.self)
      if text.contains(" ") { names.insert(text) }
    }
    for notice in reading.notices where notice.kind == .correction || notice.kind == .clarification {
      let text = reading.text[notice.range]
      if let at = corrections.firstIndex(where: { LedgerKeeper.key($0.text) == LedgerKeeper.key(text) }) {
        corrections[at].last = version
      } else {
        corrections.append((text, version, version))
      }
    }
    addCounts(version, reading)
  }

  var ledger: Ledger { quotes.ledger }
  var lineage: Lineage { lines.lineage }

  private static let datelike: Set<String> = ["date", "time", "age", "year"]

  private mutating func addCounts(_ version: Version, _ reading: Reading) {
    var sentence = 0
    // A count takes one value of a version, and a value goes to one count.
    var taken: Set<Int> = []
    for figure in reading.figures {
      guard let noun = figure.counted ?? figure.unit, !Self.datelike.contains(figure.unit ?? "") else {
        continue
      }
      while sentence < reading.sentences.count, reading.sentences[sentence].range.end <= figure.range.start {
        sentence += 1
      }
      guard sentence < reading.sentences.count else { break }
      let clause = Clause(around: figure, in: reading.sentences[sentence].range, reading, noun: noun)
      let text = reading.text[figure.range]
      // Of several that fit, the one that shares most; of a number told without anything else, the one of its value.
      let open = counts.indices.filter { at in
        guard counts[at].noun == noun else { return false }
        // A count that has its value of this version is told again in nearly the same words, or is another one.
        let shared = counts[at].context.intersection(clause.words).count
        return !taken.contains(at) || counts[at].values.last?.value == figure.value
          || shared * 2 > min(counts[at].context.count, clause.words.count)
      }
      let place = open.max { one, other in
        (fit(counts[one], clause, figure.value), other) < (fit(counts[other], clause, figure.value), one)
      }
      guard let place, fit(counts[place], clause, figure.value) > 0 else {
        taken.insert(counts.count)
        counts.append(
          Count(
            noun: noun, phrase: clause.phrase, context: clause.words, values: [(figure.value, text, version)],
            last: version))
        continue
      }
      counts[place].context.formUnion(clause.words)
      counts[place].last = version
      // Of several values told at once the first counts: a lead tells the newest.
      if taken.insert(place).inserted, counts[place].values.last?.value != figure.value {
        counts[place].values.append((figure.value, text, version))
      }
    }
  }

  private func fit(_ count: Count, _ clause: Clause, _ value: Double) -> Int {
    let shared = count.context.intersection(clause.words).count
    if shared > 0 { return shared + 1 }
    let saysNothing = count.context.isEmpty || clause.words.isEmpty
    return saysNothing && count.values.last?.value == value ? 1 : 0
  }
}

/// What a sentence says of a number: the words around it, up to the next mark, the next number, or an “and”.
private struct Clause {
  /// Words that say something, cut to their first letters.
  var words: Set<String> = []
  /// What follows the number, as it stands.
  var phrase = ""

  init(around figure: Figure, in range: TextRange, _ reading: Reading, noun: String) {
    let utf8 = reading.text.utf8
    let tokens = tokenise(utf8, in: range)
    func isEnd(_ token: Token) -> Bool {
      switch token.kind {
      case .mark, .number: return true
      case .word:
        return Self.joints.contains(String(decoding: folded(Self.bytes(token, utf8)), as: UTF8.self))
      }
    }
    let after = tokens.drop { $0.range.start < figure.range.end }
    let before = tokens.prefix { $0.range.end <= figure.range.start }
    var near = Array(after.prefix(8).prefix { !isEnd($0) })
    if let last = near.last { phrase = reading.text[TextRange(near[0].range.start, last.range.end)] }
    near += before.suffix(5).reversed().prefix { !isEnd($0) }
    words = Self.telling(near, utf8, noun: noun)
    // “12 people, police said, were killed”: then the words beyond the comma must do.
    if words.isEmpty { words = Self.telling(before.suffix(5) + after.prefix(7), utf8, noun: noun) }
  }

  private static let joints: Set<String> = ["and", "but", "while", "or"]

  private static func bytes(_ token: Token, _ utf8: [UInt8]) -> ArraySlice<UInt8> {
    utf8[token.range.start..<token.range.end]
  }

  private static func telling(_ tokens: some Sequence<Token>, _ utf8: [UInt8], noun: String) -> Set<String> {
    var words: Set<String> = []
    for token in tokens where token.kind == .word && !token.isCapitalised {
      let word = folded(bytes(token, utf8))
      let text = String(decoding: word.prefix(4), as: UTF8.self)
      if word.count > 3, !English.functionWords.contains(word[...]), !noun.hasPrefix(text) {
        words.insert(text)
      }
    }
    return words
  }
}
