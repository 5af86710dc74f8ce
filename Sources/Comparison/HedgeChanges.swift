// Claims that are held back, or no longer.

import Language
import Story

/// Compares the hedges of linked sentences where the claim itself stays.
///
/// One hedge for another is no change, and a hedge that came with a new claim is told with the claim. `told` are
/// stretches that numbers have told about: the bound of a number that differs is no hedge of its own.
func hedgeChanges(_ pair: Pair, oldTold: Told, newTold: Told) -> [Finding] {
  pair.edited.flatMap { strand -> [Finding] in
    var old = placedHedges(strand, strand.olds, strand.oldTokens, strand.hunks.map(\.old), pair.old, oldTold)
    var new = placedHedges(strand, strand.news, strand.newTokens, strand.hunks.map(\.new), pair.new, newTold)
    // The same hedge, then any other that stands in its place.
    pairOff(&old, &new) { $0.words == $1.words }
    pairOff(&old, &new) { $0.hunk == $1.hunk }
    return old.compactMap { finding(.hedgeRemoved, $0, strand, pair) }
      + new.compactMap { finding(.hedgeAdded, $0, strand, pair) }
  }
}

/// A hedge in a strand.
private struct PlacedHedge {
  var range: TextRange
  var words: [Int32]
  /// The stretch of difference it stands in, or nil where nothing differs.
  var hunk: Int?
}

private func placedHedges(
  _ strand: Strand, _ sentences: [Int], _ tokens: [Int], _ hunks: [Range<Int>], _ side: Side, _ told: Told
) -> [PlacedHedge] {
  sentences.flatMap { side.hedges(touching: side.range(of: $0)) }
    .filter { !side.quoted.covers($0.range) && !told.touches($0.range) }
    .map { hedge in
      let own = side.tokenIndices(in: hedge.range)
      let place = tokens.firstIndex(fromWhich: { $0 >= own.lowerBound })
      let hunk = hunks.firstIndex(fromWhich: { $0.upperBound > place })
      let isInside = hunk < hunks.count && hunks[hunk].overlaps(place..<place + own.count)
      return PlacedHedge(
        range: hedge.range, words: side.wordNumbers(in: hedge.range), hunk: isInside ? hunk : nil)
    }
}

private func pairOff(
  _ old: inout [PlacedHedge], _ new: inout [PlacedHedge], _ isPair: (PlacedHedge, PlacedHedge) -> Bool
) {
  old.removeAll { one in
    guard let other = new.firstIndex(where: { isPair(one, $0) }) else { return false }
    new.remove(at: other)
    return true
  }
}

/// A claim that was only reworded has no more words that say something than this beside its hedge.
private let claimLimit = 3

private func finding(_ type: ChangeType, _ hedge: PlacedHedge, _ strand: Strand, _ pair: Pair) -> Finding? {
  guard let index = hedge.hunk else { return nil }
  let hunk = strand.hunks[index]
  let isNew = type == .hedgeAdded
  let side = isNew ? pair.new : pair.old
  let own = isNew ? hunk.new.map { strand.newTokens[$0] } : hunk.old.map { strand.oldTokens[$0] }
  let others = own.filter { !hedge.range.contains(side.tokens[$0].range) && pair.isContent($0, side) }
  let (replaced, otherSide) =
    isNew
    ? (hunk.old.map { strand.oldTokens[$0] }, pair.old) : (hunk.new.map { strand.newTokens[$0] }, pair.new)
  // Words that stand in for none are a claim of their own, and so are many.
  let isReworded = replaced.contains { pair.isContent($0, otherSide) }
  guard others.count <= (isReworded ? claimLimit : 0) else { return nil }
  var change = Change(type)
  if isNew { change.newSpan = hedge.range } else { change.oldSpan = hedge.range }
  change.cue = side.text(hedge.range)
  let sentences = isNew ? strand.news : strand.olds
  change.text = sentences.map { side.range(of: $0) }.first { $0.contains(hedge.range) }.map { side.text($0) }
  return Finding(
    change, old: [strand.oldRange(hunk, pair.old)].compactMap { $0 },
    new: [strand.newRange(hunk, pair.new)].compactMap { $0 })
}
