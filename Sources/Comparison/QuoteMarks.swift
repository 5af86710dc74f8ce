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
/// Six tenths of the words that say something must stand there: two at least, or else half of all its words.
private func ownWords(
  for quote: WholeQuote, from side: Side, strandOf: [Int], in other: Side,
  sentences: (Strand) -> [Int], _ pair: Pair
) -> TextRange? {
  let words = quote.ranges.flatMap { side.wordTokens(in: $0) }
  let all = Set(words.map { pair.stemHash($0, side) })
  let content = Set(words.filter { pair.isContent($0, side) }.map { pair.stemHash($0, side) })
  let linked = side.sentences(touching: quote.span).map { strandOf[$0] }.filter { $0 >= 0 }
  for strand in linked {
    let own = sentences(pair.strands.all[strand]).flatMap { other.tokenIndices(of: $0) }
      .filter { other.tokens[$0].kind != .mark && !other.quoted.covers(other.tokens[$0].range) }
    let found = own.filter { pair.isContent($0, other) && content.contains(pair.stemHash($0, other)) }
    let foundContent = Set(found.map { pair.stemHash($0, other) }).count
    let foundOfAll = all.intersection(own.map { pair.stemHash($0, other) }).count
    guard foundContent * 10 >= content.count * 6, foundContent >= 2 || foundOfAll * 2 >= all.count,
      let first = found.first, let last = found.last
    else { continue }
    // The small words on either side belong to the same clause: “[he would not] resign”.
    func isSmall(_ token: Int) -> Bool { other.tokens[token].kind == .word && !pair.isContent(token, other) }
    let before = own.prefix { $0 < first }.reversed().prefix(while: isSmall).last ?? first
    let after = own.drop { $0 <= last }.prefix(while: isSmall).last ?? last
    return TextRange(other.tokens[before].range.start, other.tokens[after].range.end)
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
    vocabulary.stemHash(of: side.numbers[token])
  }
}
