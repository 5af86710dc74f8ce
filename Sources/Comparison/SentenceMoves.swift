// Sentences that stand elsewhere.

import Story

/// The blocks of sentences that were moved. Sentences that stand together on both sides are one block.
func sentenceMoves(_ pair: Pair) -> [Finding] {
  // Neither end of a move is in order by another link; of several old sentences the most alike counts.
  let inOrder = pair.alignment.bonds.filter { !$0.isMoved }.map(\.link)
  let (oldInOrder, newInOrder) = (Set(inOrder.map(\.old)), Set(inOrder.map(\.new)))
  var oldOfMoved: [Int: Int] = [:]
  for bond in pair.alignment.bonds.sorted(by: { $0.likeness < $1.likeness })
  where bond.isMoved && !oldInOrder.contains(bond.link.old) && !newInOrder.contains(bond.link.new) {
    if pair.new.hasWords[bond.link.new] { oldOfMoved[bond.link.new] = bond.link.old }
  }
  var blocks: [(olds: [Int], news: [Int])] = []
  for (new, old) in oldOfMoved.sorted(by: { $0.key < $1.key }) {
    if let last = blocks.last, last.news.last == new - 1, last.olds.last == old - 1 || last.olds.last == old {
      blocks[blocks.count - 1].news.append(new)
      if last.olds.last != old { blocks[blocks.count - 1].olds.append(old) }
    } else {
      blocks.append(([old], [new]))
    }
  }
  return blocks.map { block in
    var change = Change(
      .sentenceMoved, oldSpan: pair.old.span(block.olds), newSpan: pair.new.span(block.news))
    change.text = pair.new.text(block.news)
    return Finding(change)
  }
}
