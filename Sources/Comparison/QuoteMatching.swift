// Which quote of the old text is which of the new, wherever it stands.

import Story

/// A quote that stands on both sides. Several on one side when a quote was broken up or put together.
struct QuoteMatch {
  /// The old quotes, ascending.
  var olds: [Int]
  /// The new quotes, ascending.
  var news: [Int]
}

/// Matches quotes by their words over the whole story, so that a quote that only moved is neither added nor removed.
struct QuoteMatching {
  /// The matches, by their first new quote.
  private(set) var matches: [QuoteMatch] = []
  /// The old quotes that stand no more, ascending.
  private(set) var removed: [Int] = []
  /// The new quotes that did not stand, ascending.
  private(set) var added: [Int] = []

  /// A pair of quotes as alike as needed.
  private struct Score {
    var old: Int
    var new: Int
    var likeness: Double
  }

  /// Matches the quotes of two sides.
  init(_ old: [WholeQuote], _ new: [WholeQuote], _ pair: Pair) {
    let oldWords = Passages(old.map(\.words))
    let newWords = Passages(new.map(\.words))
    let anchors = Anchors(old: oldWords, new: newWords)
    for (one, other) in anchors.newOfOld.enumerated() where other >= 0 {
      matches.append(QuoteMatch(olds: [one], news: [other]))
    }
    let oldRows = old.indices.filter { anchors.newOfOld[$0] < 0 }
    let newRows = new.indices.filter { anchors.oldOfNew[$0] < 0 }
    let candidates = Candidates(
      old: oldWords, rows: oldRows, new: newWords, rows: newRows, anchors: anchors,
      rarity: Rarity(oldWords, newWords, vocabularyCount: pair.vocabulary.count),
      vocabularyCount: pair.vocabulary.count)
    let scores = candidates.pairs.compactMap {
      Self.score(oldRows[$0.old], newRows[$0.new], old, new, pair)
    }
    // For each quote the match it is in.
    var ofOld: [Int: Int] = [:]
    var ofNew: [Int: Int] = [:]
    for score in scores.sorted(by: { ($1.likeness, $0.old + $0.new) < ($0.likeness, $1.old + $1.new) })
    where ofOld[score.old] == nil && ofNew[score.new] == nil {
      ofOld[score.old] = matches.count
      ofNew[score.new] = matches.count
      matches.append(QuoteMatch(olds: [score.old], news: [score.new]))
    }
    // A quote left over may be a part of one that is matched already.
    for score in scores {
      if ofOld[score.old] == nil, let match = ofNew[score.new],
        Self.completes(new[score.new], matches[match].olds, score.old, of: old)
      {
        matches[match].olds = (matches[match].olds + [score.old]).sorted()
        ofOld[score.old] = match
      } else if ofNew[score.new] == nil, let match = ofOld[score.old],
        Self.completes(old[score.old], matches[match].news, score.new, of: new)
      {
        matches[match].news = (matches[match].news + [score.new]).sorted()
        ofNew[score.new] = match
      }
    }
    removed = oldRows.filter { ofOld[$0] == nil }
    added = newRows.filter { ofNew[$0] == nil }
    matches.sort { $0.news[0] < $1.news[0] }
  }

  /// How alike two quotes are; nil when they are two quotes.
  private static func score(
    _ one: Int, _ other: Int, _ old: [WholeQuote], _ new: [WholeQuote], _ pair: Pair
  ) -> Score? {
    let shared = sharedWords(old[one].words, new[other].words)
    let likeness = max(shared.dice, shared.containment * 0.9)
    guard shared.shared > 0, likeness >= 0.4 else { return nil }
    // Within linked sentences a quote is known by its place too.
    let isLinked = pair.areLinked(old[one].span, new[other].span)
    let isContained = shared.containment >= 0.9 && shared.shorter >= (isLinked ? 2 : 4)
    guard shared.dice >= (isLinked ? 0.4 : 0.6) || isContained else { return nil }
    return Score(old: one, new: other, likeness: likeness + (isLinked ? 0.05 : 0))
  }

  /// Whether a quote is more like some parts of the other side together with one more part than without it.
  private static func completes(
    _ quote: WholeQuote, _ parts: [Int], _ part: Int, of quotes: [WholeQuote]
  ) -> Bool {
    let without = parts.flatMap { quotes[$0].words }
    let with = without + quotes[part].words
    return sharedWords(quote.words, with).dice > sharedWords(quote.words, without).dice
  }
}

extension Passages {
  /// Passages of these words.
  init(_ rows: [[Int32]]) {
    for row in rows {
      row.forEach { add($0) }
      endPassage()
    }
  }
}

extension Pair {
  /// Whether some sentence of an old stretch tells the same as some sentence of a new one.
  func areLinked(_ oldRange: TextRange, _ newRange: TextRange) -> Bool {
    let news = new.sentences(touching: newRange)
    return old.sentences(touching: oldRange).contains { sentence in
      strands.ofOld[sentence] >= 0 && news.contains { strands.ofNew[$0] == strands.ofOld[sentence] }
    }
  }
}
