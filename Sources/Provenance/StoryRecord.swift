// What one story brings to a coverage: its quotes, sentences, numbers, corrections and names.

import Language
public import Story

/// What one story ever told, followed through its versions: what a coverage is put together from.
public struct StoryRecord: Sendable {
  /// A number of something, and its values.
  struct Count: Sendable {
    /// What is counted, folded, or the unit.
    var noun: String
    /// The words around it that say something, cut to their first letters.
    var context: Set<String>
    /// The values in the order they came, as written.
    var values: [(value: Double, text: String, first: Version)]
    var last: Version
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
    for figure in reading.figures {
      guard let noun = figure.counted ?? figure.unit, !Self.datelike.contains(figure.unit ?? "") else {
        continue
      }
      while sentence < reading.sentences.count, reading.sentences[sentence].range.end <= figure.range.start {
        sentence += 1
      }
      guard sentence < reading.sentences.count else { break }
      let around = context(of: figure, in: reading.sentences[sentence].range, reading, noun: noun)
      let text = reading.text[figure.range]
      let place = counts.firstIndex { count in
        count.noun == noun
          && (!count.context.isDisjoint(with: around) || count.values.last?.value == figure.value)
      }
      guard let place else {
        counts.append(
          Count(noun: noun, context: around, values: [(figure.value, text, version)], last: version))
        continue
      }
      counts[place].context.formUnion(around)
      counts[place].last = version
      // Of several values told at once the first counts: a lead tells the newest.
      if counts[place].values.last?.value != figure.value,
        counts[place].values.last?.first.number != version.number
      {
        counts[place].values.append((figure.value, text, version))
      }
    }
  }

  /// The words near a number that say something.
  private func context(of figure: Figure, in range: TextRange, _ reading: Reading, noun: String) -> Set<
    String
  > {
    let utf8 = reading.text.utf8
    let tokens = tokenise(utf8, in: range)
    let at = tokens.firstIndex { $0.range.end > figure.range.start } ?? 0
    var words: Set<String> = []
    for token in tokens[max(0, at - 5)..<min(tokens.count, at + 7)] where token.kind == .word {
      let word = folded(utf8[token.range.start..<token.range.end])
      let text = String(decoding: word.prefix(4), as: UTF8.self)
      if word.count > 3, !English.functionWords.contains(word[...]), !noun.hasPrefix(text),
        !token.isCapitalised
      {
        words.insert(text)
      }
    }
    return words
  }
}
