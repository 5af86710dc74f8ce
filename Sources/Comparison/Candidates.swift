// Which pairs of passages are worth scoring, so that long texts do not cost the square of their length.

/// Finds pairs of passages that may tell the same thing.
///
/// Few passages are all paired with each other. Of many, each is paired with those that share the most of its rare
/// words, and with those that stand at the same place between linked neighbours.
struct Candidates {
  /// A pair by places in the two lists given.
  struct Pair: Hashable {
    var old: Int
    var new: Int
  }

  /// So many pairs are scored without choosing.
  private static let scoredWhole = 20_000
  /// A word that more passages of one side have than this is no longer rare.
  private static let rareLimit = 24
  /// How many passages each is paired with by its rare words.
  private static let perPassage = 8

  /// The pairs, each once, ordered by old, then new.
  let pairs: [Pair]

  /// Chooses pairs of the rows of either side; `anchors` says what is linked already.
  init(
    old: Passages, rows oldRows: [Int], new: Passages, rows newRows: [Int], anchors: Anchors, rarity: Rarity,
    vocabularyCount: Int
  ) {
    if oldRows.count * newRows.count <= Self.scoredWhole {
      pairs = oldRows.indices.flatMap { old in newRows.indices.map { Pair(old: old, new: $0) } }
      return
    }
    // Both ways and as a set, so that the pairs are the same whichever side is called old.
    var found: Set<Pair> = []
    Self.byRareWords(old, oldRows, new, newRows, rarity, vocabularyCount) {
      found.insert(Pair(old: $0, new: $1))
    }
    Self.byRareWords(new, newRows, old, oldRows, rarity, vocabularyCount) {
      found.insert(Pair(old: $1, new: $0))
    }
    Self.byPlace(oldRows, newRows, anchors.newOfOld) { found.insert(Pair(old: $0, new: $1)) }
    Self.byPlace(newRows, oldRows, anchors.oldOfNew) { found.insert(Pair(old: $1, new: $0)) }
    pairs = found.sorted { ($0.old, $0.new) < ($1.old, $1.new) }
  }

  private static func byRareWords(
    _ one: Passages, _ oneRows: [Int], _ other: Passages, _ otherRows: [Int], _ rarity: Rarity,
    _ vocabularyCount: Int, _ body: (Int, Int) -> Void
  ) {
    // For each word the places of the other side that have it, until they are too many.
    var holders: [[Int32]] = Array(repeating: [], count: vocabularyCount)
    for (place, row) in otherRows.enumerated() {
      for word in other[row] where holders[Int(word)].last != Int32(place) {
        if holders[Int(word)].count <= rareLimit { holders[Int(word)].append(Int32(place)) }
      }
    }
    var shared = Array(repeating: 0.0, count: otherRows.count)
    for (place, row) in oneRows.enumerated() {
      var touched: [Int] = []
      for word in one[row] where holders[Int(word)].count <= rareLimit {
        for holder in holders[Int(word)] {
          if shared[Int(holder)] == 0 { touched.append(Int(holder)) }
          shared[Int(holder)] += rarity[word]
        }
      }
      touched.sort { (shared[$1], $0) < (shared[$0], $1) }
      for holder in touched.prefix(perPassage) { body(place, holder) }
      for holder in touched { shared[holder] = 0 }
    }
  }

  /// Walks over one side; after a linked passage the rows of the other side run on from its partner.
  private static func byPlace(
    _ oneRows: [Int], _ otherRows: [Int], _ otherOfOne: [Int], _ body: (Int, Int) -> Void
  ) {
    var placeOfRow: [Int: Int] = [:]
    for (place, row) in otherRows.enumerated() { placeOfRow[row] = place }
    var place = 0
    var expected = 0
    for row in otherOfOne.indices {
      if otherOfOne[row] >= 0 {
        expected = otherOfOne[row] + 1
      } else {
        if place < oneRows.count, oneRows[place] == row {
          for near in expected - 1...expected + 1 {
            if let other = placeOfRow[near] { body(place, other) }
          }
          place += 1
        }
        expected += 1
      }
    }
  }
}
