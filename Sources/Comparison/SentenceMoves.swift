// Sentences that stand elsewhere.

import Story

/// The blocks of sentences that were moved. Sentences that stand together on both sides are one block.
func sentenceMoves(_ pair: Pair) -> [Finding] {
  // Neither end of a move is in order by another link.
  let inOrder = pair.alignment.bonds.filter { !$0.isMoved }.map(\.link)
  let (oldInOrder, newInOrder) = (Set(inOrder.map(\.old)), Set(inOrder.map(\.new)))
  let moved = pair.alignment.bonds.filter { bond in
    bond.isMoved && pair.new.hasWords[bond.link.new] && pair.old.hasWords[bond.link.old]
      && !oldInOrder.contains(bond.link.old)
      && !newInOrder.contains(bond.link.new)
  }
  return blocks(moved.map(\.link)).map { block in
    let olds = Set(block.map(\.old)).sorted()
    let news = Set(block.map(\.new)).sorted()
    var change = Change(.sentenceMoved, oldSpan: pair.old.span(olds), newSpan: pair.new.span(news))
    change.text = pair.new.text(news)
    return Finding(change)
  }
}

/// Gathers links that are neighbours on both sides.
private func blocks(_ links: [Link]) -> [[Link]] {
  var blocks: [[Link]] = []
  var blockOf: [Link: Int] = [:]
  for link in links {
    let before = [
      Link(link.old - 1, link.new - 1), Link(link.old - 1, link.new), Link(link.old, link.new - 1),
    ]
    let found = Set(before.compactMap { blockOf[$0] }).sorted()
    guard let first = found.first else {
      blockOf[link] = blocks.count
      blocks.append([link])
      continue
    }
    // A link may close the gap between blocks.
    for other in found.dropFirst() {
      for member in blocks[other] { blockOf[member] = first }
      blocks[first] += blocks[other]
      blocks[other] = []
    }
    blockOf[link] = first
    blocks[first].append(link)
  }
  return blocks.filter { !$0.isEmpty }
}
