// Quotes that lost their marks and are told in the writer's words, and the other way round.

import Language
import Story

/// The finding that an old quote is now told in the writer's words, if a linked sentence tells it.
func quoteParaphrased(_ quote: WholeQuote, _ pair: Pair) -> Finding? {
  guard
    let told = ownWords(
      for: quote, from: pair.old, strandOf: pair.strands.ofOld, in: pair.new,
      sentences: { $0.news }, pair)
  else { return nil }
  var change = Change(.quoteParaphrased, oldSpan: quote.span, newSpan: told)
  change.text = quote.text(pair.old)
  change.old = change.text
  change.new = pair.new.text(told)
  change.speaker = quote.speaker?.name
  change.form = quote.form
  return Finding(change)
}

/// The finding that a new quote was told in the writer's words before, if a linked sentence told it.
func quoteRestored(_ quote: WholeQuote, _ pair: Pair) -> Finding? {
  guard
    let told = ownWords(
      for: quote, from: pair.new, strandOf: pair.strands.ofNew, in: pair.old,
      sentences: { $0.olds }, pair)
  else { return nil }
  var change = Change(.quoteRestored, oldSpan: told, newSpan: quote.span)
  change.text = quote.text(pair.new)
  change.old = pair.old.text(told)
  change.new = change.text
  change.speaker = quote.speaker?.name
  change.form = quote.form
  return Finding(change)
}

/// Where linked sentences of the other side tell a quote's words outside of quotation marks.
///
/// Six tenths of the words that say something must stand there, at least two of them, and no fewer than the quote has.
private func ownWords(
  for quote: WholeQuote, from side: Side, strandOf: [Int], in other: Side,
  sentences: (Strand) -> [Int], _ pair: Pair
) -> TextRange? {
  let own = side.sentences(touching: quote.span).map { strandOf[$0] }.filter { $0 >= 0 }
  let stems = Set(
    quote.ranges.flatMap { side.wordTokens(in: $0) }.filter { pair.isContent($0, side) }
      .map { pair.stemHash($0, side) })
  guard stems.count >= 2 else { return nil }
  for strand in own {
    let tokens = sentences(pair.strands.all[strand]).flatMap { other.tokenIndices(of: $0) }
      .filter { pair.isContent($0, other) && !other.quoted.covers(other.tokens[$0].range) }
    let found = tokens.filter { stems.contains(pair.stemHash($0, other)) }
    let distinct = Set(found.map { pair.stemHash($0, other) })
    guard distinct.count >= 2, distinct.count * 10 >= stems.count * 6, let first = found.first,
      let last = found.last
    else { continue }
    return TextRange(other.tokens[first].range.start, other.tokens[last].range.end)
  }
  return nil
}

extension Pair {
  /// Whether a token is a word that says something.
  func isContent(_ token: Int, _ side: Side) -> Bool {
    vocabulary.worths[Int(side.numbers[token])] == .content
  }

  /// A hash of a token's stem.
  func stemHash(_ token: Int, _ side: Side) -> UInt64 {
    var hash = FNV1a()
    hash.add(stem(vocabulary[side.numbers[token]]))
    return hash.value
  }
}
