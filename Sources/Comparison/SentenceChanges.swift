// Sentences that came, went, were reworded, split, merged or moved.

import Language
import Story

/// Compares the sentences themselves, last of all: what other changes have told is not told again.
func sentenceChanges(_ pair: Pair, oldTold: Told, newTold: Told) -> [Finding] {
  var findings: [Finding] = []
  for sentence in 0..<pair.old.count
  where pair.strands.ofOld[sentence] < 0 && pair.old.isUntold(sentence, oldTold) {
    var change = Change(.sentenceRemoved, oldSpan: pair.old.range(of: sentence))
    change.text = pair.old.text(pair.old.range(of: sentence))
    if pair.old.isBoilerplate(sentence, pair.lists) { change.significance = .low }
    findings.append(Finding(change))
  }
  for sentence in 0..<pair.new.count
  where pair.strands.ofNew[sentence] < 0 && pair.new.isUntold(sentence, newTold) {
    var change = Change(.sentenceAdded, newSpan: pair.new.range(of: sentence))
    change.text = pair.new.text(pair.new.range(of: sentence))
    if pair.new.isBoilerplate(sentence, pair.lists) { change.significance = .low }
    findings.append(Finding(change))
  }
  for strand in pair.edited {
    if strand.news.count > 1 {
      findings.append(Finding(sentenceSplit(strand, pair)))
    } else if strand.olds.count > 1 {
      findings.append(Finding(sentenceMerged(strand, pair)))
    } else if let change = sentenceEdited(strand, pair, oldTold, newTold) {
      findings.append(Finding(change))
    }
  }
  return findings + typographyChanges(pair) + sentenceMoves(pair)
}

extension Side {
  /// Whether a sentence says something that nothing has been told of: it is no notice and carries no quote that is
  /// told.
  fileprivate func isUntold(_ sentence: Int, _ told: Told) -> Bool {
    hasWords[sentence] && !isNotice[sentence] && !told.touches(range(of: sentence))
  }

  /// Whether a sentence begins as lines do that are no news, or is a row of such lines (“Share on …  Share on …”).
  func isBoilerplate(_ sentence: Int, _ lists: Lists) -> Bool {
    let own = tokenIndices(of: sentence)
    guard let first = own.first(where: { tokens[$0].kind != .mark }) else { return false }
    if lists.boilerplate.match(tokens, at: first, in: reading.text.utf8) != nil { return true }
    return own.lazy.filter { self.tokens[$0].isCapitalised }
      .filter { lists.boilerplate.match(self.tokens, at: $0, in: self.reading.text.utf8) != nil }
      .prefix(2).count == 2
  }

  /// From the first to the last of some sentences.
  func span(_ sentences: [Int]) -> TextRange {
    TextRange(range(of: sentences[0]).start, range(of: sentences[sentences.count - 1]).end)
  }

  /// The sentences, joined by a space.
  func text(_ sentences: [Int]) -> String { sentences.map { text(range(of: $0)) }.joined(separator: " ") }
}

private func sentenceSplit(_ strand: Strand, _ pair: Pair) -> Change {
  var change = Change(
    .sentenceSplit, oldSpan: pair.old.span(strand.olds), newSpan: pair.new.span(strand.news))
  change.text = pair.old.text(strand.olds)
  change.old = change.text
  change.new = pair.new.text(strand.news)
  return change
}

private func sentenceMerged(_ strand: Strand, _ pair: Pair) -> Change {
  var change = Change(
    .sentenceMerged, oldSpan: pair.old.span(strand.olds), newSpan: pair.new.span(strand.news))
  change.text = pair.new.text(strand.news)
  change.merged = strand.olds.map { pair.old.text(pair.old.range(of: $0)) }
  change.new = change.text
  return change
}

/// A sentence whose words differ beyond what was told already.
private func sentenceEdited(_ strand: Strand, _ pair: Pair, _ oldTold: Told, _ newTold: Told) -> Change? {
  let rest = EditRest(strand, pair, oldTold: oldTold, newTold: newTold)
  guard rest.isWorthTelling else { return nil }
  var change = Change(
    .sentenceEdited, oldSpan: pair.old.span(strand.olds), newSpan: pair.new.span(strand.news))
  change.old = pair.old.text(strand.olds)
  change.new = pair.new.text(strand.news)
  change.text = change.new
  let isBoilerplate = strand.news.allSatisfy { pair.new.isBoilerplate($0, pair.lists) }
  change.significance = isBoilerplate ? .low : rest.significance
  return change
}
