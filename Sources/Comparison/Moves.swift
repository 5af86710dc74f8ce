// Which links are out of order: what was moved.

import Story

/// Finds the links that were moved: those outside the heaviest chain of links that runs forward on both sides.
///
/// The chain keeps as many links as it can, then as many words. Complexity: O(n log n).
struct Moves {
  /// For each link whether it is out of the chain.
  let isMoved: [Bool]

  /// What a chain keeps.
  private struct Weight: Comparable {
    var links = 0
    var words = 0
    /// Decides between chains of as many links and words.
    var marks: UInt64 = 0

    static func < (one: Weight, other: Weight) -> Bool {
      (one.links, one.words, one.marks) < (other.links, other.words, other.marks)
    }
  }

  /// - Parameters:
  ///   - links: ordered by old, then new.
  ///   - words: how many words each link carries.
  ///   - marks: any numbers that do not depend on which side is called old, so that a comparison and its mirror
  ///     find the same moves.
  init(_ links: [Link], words: [Int], marks: [UInt32]) {
    // The best chain that ends at or before each new sentence, in a tree of running maxima (P. Fenwick, 1994).
    let size = (links.map(\.new).max() ?? -1) + 1
    var tree: [(weight: Weight, link: Int)] = Array(repeating: (Weight(), -1), count: size + 1)
    var previous = Array(repeating: -1, count: links.count)
    var best: (weight: Weight, link: Int) = (Weight(), -1)
    for (index, link) in links.enumerated() {
      var before: (weight: Weight, link: Int) = (Weight(), -1)
      var place = link.new + 1
      while place > 0 {
        if before.weight < tree[place].weight { before = tree[place] }
        place &= place - 1
      }
      previous[index] = before.link
      let weight = Weight(
        links: before.weight.links + 1, words: before.weight.words + words[index],
        marks: before.weight.marks + UInt64(marks[index]))
      place = link.new + 1
      while place <= size {
        if tree[place].weight < weight { tree[place] = (weight, index) }
        place += place & -place
      }
      if best.weight < weight { best = (weight, index) }
    }
    var isMoved = Array(repeating: true, count: links.count)
    var link = best.link
    while link >= 0 {
      isMoved[link] = false
      link = previous[link]
    }
    self.isMoved = isMoved
  }
}
