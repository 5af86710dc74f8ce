// Which sentences of two texts tell the same thing.

import Language
import Story

/// The links between the sentences of two texts, and which of them were moved.
///
/// Sentences of the same words are linked first. Of the rest each is linked to the one most like it on the other
/// side, if that is like enough; because both sides choose, one sentence may be linked to several, which is how
/// splits and merges show. Order is never forced: news is rearranged.
struct Alignment {
  /// A link and what is known of it.
  struct Bond {
    var link: Link
    /// How alike the two are, from 0 to 1.
    var likeness: Double
    /// Whether the two have the same words.
    var isSame: Bool
    /// Whether it is out of the order of the others.
    var isMoved = false
  }

  /// The links, ordered by old, then new.
  private(set) var bonds: [Bond] = []

  /// Passages less alike than this do not tell the same thing.
  static let threshold = 0.30

  /// Links passages. A notice and a sentence of the story are linked only when they are the same.
  init(
    old: Passages, oldIsNotice: [Bool], new: Passages, newIsNotice: [Bool], vocabulary: Vocabulary
  ) {
    let anchors = Anchors(old: old, new: new)
    for (oldRow, newRow) in anchors.newOfOld.enumerated() where newRow >= 0 {
      bonds.append(Bond(link: Link(oldRow, newRow), likeness: 1, isSame: true))
    }
    link(old, oldIsNotice, new, newIsNotice, anchors, vocabulary)
    bonds.sort { $0.link < $1.link }
    // Where a notice stands says nothing.
    let placed = bonds.indices.filter { !oldIsNotice[bonds[$0].link.old] && !newIsNotice[bonds[$0].link.new] }
    let links = placed.map { bonds[$0].link }
    let moves = Moves(
      links, words: links.map { min(old[$0.old].count, new[$0.new].count) },
      marks: links.map { Self.mark(old[$0.old], vocabulary) &+ Self.mark(new[$0.new], vocabulary) })
    for (index, isMoved) in zip(placed, moves.isMoved) { bonds[index].isMoved = isMoved }
  }
}

extension Alignment {
  /// A pair that is like enough, by the places of its passages in the lists of those left.
  private struct Score {
    var pair: Candidates.Pair
    var likeness: Double
    /// How far apart the two stand, as a share of the text.
    var distance: Double
  }

  /// Links what the anchors left.
  private mutating func link(
    _ old: Passages, _ oldIsNotice: [Bool], _ new: Passages, _ newIsNotice: [Bool], _ anchors: Anchors,
    _ vocabulary: Vocabulary
  ) {
    let oldRows = anchors.newOfOld.indices.filter { anchors.newOfOld[$0] < 0 && !old[$0].isEmpty }
    let newRows = anchors.oldOfNew.indices.filter { anchors.oldOfNew[$0] < 0 && !new[$0].isEmpty }
    guard !oldRows.isEmpty, !newRows.isEmpty else { return }
    let rarity = Rarity(old, new, vocabularyCount: vocabulary.count)
    let similarity = Similarity(old: old, rows: oldRows, new: new, rows: newRows, rarity: rarity)
    let candidates = Candidates(
      old: old, rows: oldRows, new: new, rows: newRows, anchors: anchors, rarity: rarity,
      vocabularyCount: vocabulary.count)
    var scores: [Score] = []
    for pair in candidates.pairs where oldIsNotice[oldRows[pair.old]] == newIsNotice[newRows[pair.new]] {
      let likeness = similarity.score(pair.old, pair.new)
      guard likeness >= Self.threshold else { continue }
      let distance = abs(
        Double(oldRows[pair.old]) / Double(old.count) - Double(newRows[pair.new]) / Double(new.count))
      scores.append(Score(pair: pair, likeness: likeness, distance: distance))
    }
    // The best score of each passage, as an index of `scores`; -1 for none.
    var bestOfOld = Array(repeating: -1, count: oldRows.count)
    var bestOfNew = Array(repeating: -1, count: newRows.count)
    for (index, score) in scores.enumerated() {
      let (one, other) = (score.pair.old, score.pair.new)
      if bestOfOld[one] < 0 || Self.isBetter(score, scores[bestOfOld[one]]) { bestOfOld[one] = index }
      if bestOfNew[other] < 0 || Self.isBetter(score, scores[bestOfNew[other]]) { bestOfNew[other] = index }
    }
    for (index, score) in scores.enumerated() {
      let isBestOfOld = bestOfOld[score.pair.old] == index
      let isBestOfNew = bestOfNew[score.pair.new] == index
      guard isBestOfOld || isBestOfNew else { continue }
      bonds.append(
        Bond(
          link: Link(oldRows[score.pair.old], newRows[score.pair.new]), likeness: score.likeness,
          isSame: false))
    }
  }

  /// The new passages that were moved: those none of whose links is in order, ascending.
  var moved: [Int] {
    let inOrder = Set(bonds.lazy.filter { !$0.isMoved }.map(\.link.new))
    return Set(bonds.lazy.map(\.link.new)).subtracting(inOrder).sorted()
  }

  /// Whether a score comes before another: the more alike, then the nearer.
  private static func isBetter(_ one: Score, _ other: Score) -> Bool {
    (one.likeness, other.distance) > (other.likeness, one.distance)
  }

  /// A number made of a passage's words, the same in every comparison.
  static func mark(_ passage: ArraySlice<Int32>, _ vocabulary: Vocabulary) -> UInt32 {
    UInt32(passage.reduce(0) { $0 &* 31 &+ vocabulary.hashes[Int($1)] } >> 32)
  }
}
