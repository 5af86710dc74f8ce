// Quotes that came, went or were reworded.

import Story

/// Compares the quotes of both sides: what came and went, whose words differ, who is credited and by which cue.
func quoteChanges(_ pair: Pair) -> [Finding] {
  let old = WholeQuote.all(of: pair.old)
  let new = WholeQuote.all(of: pair.new)
  let matching = QuoteMatching(old, new, pair)
  var findings: [Finding] = []
  for match in matching.matches {
    let olds = match.olds.map { old[$0] }
    let news = match.news.map { new[$0] }
    let altered = quoteAltered(olds, news, pair)
    let credited = creditChange(olds, news, pair)
    // The cue of other words is no change of cue.
    findings += [altered, altered != nil && credited?.change.type == .cueChanged ? nil : credited]
      .compactMap { $0 }
  }
  // The same words may be taken for a title or a term on the other side.
  for index in matching.removed where !pair.new.hasMarked(old[index].words) {
    findings.append(quoteParaphrased(old[index], pair) ?? quoteRemoved(old[index], pair.old))
  }
  for index in matching.added where !pair.old.hasMarked(new[index].words) {
    findings.append(quoteRestored(new[index], pair) ?? quoteAdded(new[index], pair.new))
  }
  return findings
}

private func quoteAdded(_ quote: WholeQuote, _ side: Side) -> Finding {
  var change = Change(.quoteAdded, newSpan: quote.span)
  change.describe(quote, side)
  return Finding(change, new: quote.credits)
}

private func quoteRemoved(_ quote: WholeQuote, _ side: Side) -> Finding {
  var change = Change(.quoteRemoved, oldSpan: quote.span)
  change.describe(quote, side)
  return Finding(change, old: quote.credits)
}

/// A quote whose words differ by more than spelling, marks and figures for numbers.
private func quoteAltered(_ olds: [WholeQuote], _ news: [WholeQuote], _ pair: Pair) -> Finding? {
  let oldWords = olds.flatMap(\.words)
  let newWords = news.flatMap(\.words)
  guard oldWords != newWords, let oldSpan = olds.span, let newSpan = news.span else { return nil }
  let oldTokens = olds.flatMap(\.ranges).flatMap { pair.old.wordTokens(in: $0) }
  let newTokens = news.flatMap(\.ranges).flatMap { pair.new.wordTokens(in: $0) }
  let hunks = pair.vocabulary.diff(oldWords, newWords)
  let style = HouseStyle(pair)
  guard !hunks.allSatisfy({ style.isSame($0.old.map { oldTokens[$0] }, $0.new.map { newTokens[$0] }) })
  else { return nil }
  var change = Change(.quoteAltered, oldSpan: oldSpan, newSpan: newSpan)
  change.old = olds.map { $0.text(pair.old) }.joined(separator: " ")
  change.new = news.map { $0.text(pair.new) }.joined(separator: " ")
  if let speaker = news.lazy.compactMap(\.speaker).first {
    change.speaker = speaker.name
    change.speakerDescription = speaker.description
  }
  change.cue = news.lazy.compactMap(\.cue).first.map { pair.new.text($0.range) }
  change.form = news[0].form
  return Finding(change)
}

extension Change {
  /// Sets what a quote is and who is credited.
  fileprivate mutating func describe(_ quote: WholeQuote, _ side: Side) {
    text = quote.text(side)
    speaker = quote.speaker?.name
    speakerDescription = quote.speaker?.description
    cue = quote.cue.map { side.text($0.range) }
    form = quote.form
  }
}

extension Side {
  /// Whether just these words stand in quotation marks somewhere as a title, a term or a phrase kept at a distance.
  fileprivate func hasMarked(_ words: [Int32]) -> Bool {
    reading.quotes.contains { $0.kind != .quote && wordNumbers(in: $0.range) == words }
  }
}

extension WholeQuote {
  /// Where the speaker is named and the cue stands.
  var credits: [TextRange] { [speaker?.range, cue?.range].compactMap { $0 } }
}

extension [WholeQuote] {
  /// From the first quote's first byte to the last one's last.
  var span: TextRange? {
    guard let start = map(\.span.start).min(), let end = map(\.span.end).max() else { return nil }
    return TextRange(start, end)
  }
}
