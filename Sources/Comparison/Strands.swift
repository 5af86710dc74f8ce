// Sentences that tell the same thing, gathered: one and one, one that was split, several that were merged.

import Language
import Story

/// What one or several old sentences tell that one or several new ones tell too. One side has exactly one sentence.
struct Strand {
  /// The old sentences, ascending.
  var olds: [Int]
  /// The new sentences, ascending.
  var news: [Int]
  /// How alike the two most alike sentences are.
  let likeness: Double
  /// The old sentences' tokens, as indices of ``Side/tokens``.
  var oldTokens: [Int] = []
  /// The new sentences' tokens, as indices of ``Side/tokens``.
  var newTokens: [Int] = []
  /// Where the two differ, in places of ``oldTokens`` and ``newTokens``; empty when nothing differs but spaces.
  var hunks: [Hunk] = []
}

/// All strands of two texts.
///
/// The most alike links come first; a further sentence joins a strand only if it tells a part of the same that the
/// strand does not tell yet. What finds no strand counts as added or removed, though it stays linked.
struct Strands {
  /// The strands, by their first new sentence.
  private(set) var all: [Strand] = []
  /// For each old sentence the strand it is in, or -1.
  private(set) var ofOld: [Int]
  /// For each new sentence the strand it is in, or -1.
  private(set) var ofNew: [Int]

  /// Gathers the links of an alignment and compares the sentences of each strand word by word.
  init(_ alignment: Alignment, old: Side, new: Side, vocabulary: Vocabulary) {
    ofOld = Array(repeating: -1, count: old.count)
    ofNew = Array(repeating: -1, count: new.count)
    for bond in Self.inOrder(alignment.bonds, old, new, vocabulary) {
      add(bond, old, new)
    }
    all.sort { $0.news[0] < $1.news[0] }
    for index in all.indices {
      for sentence in all[index].olds { ofOld[sentence] = index }
      for sentence in all[index].news { ofNew[sentence] = index }
      all[index].compare(old, new, vocabulary)
    }
  }

  /// The links, the most alike first; then by place and by words, in ways that are the same when the sides are
  /// exchanged, so that the mirrored comparison gathers the same strands.
  private static func inOrder(
    _ bonds: [Alignment.Bond], _ old: Side, _ new: Side, _ vocabulary: Vocabulary
  ) -> [Alignment.Bond] {
    func mark(_ link: Link) -> UInt32 {
      Alignment.mark(old.passages[link.old], vocabulary) &+ Alignment.mark(new.passages[link.new], vocabulary)
    }
    return bonds.sorted { one, other in
      if one.likeness != other.likeness { return one.likeness > other.likeness }
      let (sum, otherSum) = (one.link.old + one.link.new, other.link.old + other.link.new)
      if sum != otherSum { return sum < otherSum }
      return one.likeness < 1 && mark(one.link) < mark(other.link)
    }
  }

  private mutating func add(_ bond: Alignment.Bond, _ old: Side, _ new: Side) {
    let link = bond.link
    let (ofThisOld, ofThisNew) = (ofOld[link.old], ofNew[link.new])
    if ofThisOld < 0 && ofThisNew < 0 {
      ofOld[link.old] = all.count
      ofNew[link.new] = all.count
      all.append(Strand(olds: [link.old], news: [link.new], likeness: bond.likeness))
    } else if ofThisNew < 0 && all[ofThisOld].olds.count == 1 {
      let news = (all[ofThisOld].news + [link.new]).sorted()
      guard gains(old, [link.old], new, all[ofThisOld].news, news) else { return }
      all[ofThisOld].news = news
      ofNew[link.new] = ofThisOld
    } else if ofThisOld < 0 && all[ofThisNew].news.count == 1 {
      let olds = (all[ofThisNew].olds + [link.old]).sorted()
      guard gains(new, [link.new], old, all[ofThisNew].olds, olds) else { return }
      all[ofThisNew].olds = olds
      ofOld[link.old] = ofThisNew
    }
  }

  /// Whether a sentence of one side tells with `longer` of the other side a good part more than with `shorter`: the
  /// sentence that joins must bring three tenths of its words to what is shared.
  private func gains(_ one: Side, _ row: [Int], _ other: Side, _ shorter: [Int], _ longer: [Int]) -> Bool {
    let words = one.words(row)
    let (before, after) = (other.words(shorter), other.words(longer))
    let gain = sharedWords(words, after).shared - sharedWords(words, before).shared
    return gain * 10 >= (after.count - before.count) * 3
  }
}

extension Side {
  /// The stems of some sentences' words, in one row.
  func words(_ sentences: [Int]) -> [Int32] { sentences.flatMap { passages[$0] } }
}

extension Strand {
  /// Finds where the two sides differ.
  mutating func compare(_ old: Side, _ new: Side, _ vocabulary: Vocabulary) {
    oldTokens = olds.flatMap { old.tokenIndices(of: $0) }
    newTokens = news.flatMap { new.tokenIndices(of: $0) }
    hunks = vocabulary.diff(oldTokens.map { old.numbers[$0] }, newTokens.map { new.numbers[$0] })
  }

  /// Where the tokens of a hunk stand in the old text, or nil if it has none there.
  func oldRange(_ hunk: Hunk, _ old: Side) -> TextRange? { range(hunk.old, oldTokens, old) }
  /// Where the tokens of a hunk stand in the new text, or nil if it has none there.
  func newRange(_ hunk: Hunk, _ new: Side) -> TextRange? { range(hunk.new, newTokens, new) }

  private func range(_ places: Range<Int>, _ tokens: [Int], _ side: Side) -> TextRange? {
    guard let first = places.first, let last = places.last else { return nil }
    return TextRange(side.tokens[tokens[first]].range.start, side.tokens[tokens[last]].range.end)
  }
}
