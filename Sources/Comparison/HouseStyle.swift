// Tells a difference of spelling out from a difference of words.

import Language
import Story

/// What differs only as houses write: marks, hyphens, capitals, a number as a word or in figures, “over” and “more
/// than” before it, the order of day and month.
struct HouseStyle {
  private let pair: Pair
  /// Tokens of numbers and dates that stand in the same place on the other side, written another way.
  private var settledOld: Set<Int> = []
  private var settledNew: Set<Int> = []

  /// The house style of two texts.
  init(_ pair: Pair) { self.pair = pair }

  /// The house style of two texts, for the differences of one strand.
  init(_ pair: Pair, _ strand: Strand) {
    self.pair = pair
    guard !strand.hunks.isEmpty else { return }
    for match in pair.matching(strand).rewritten {
      settledOld.formUnion(pair.old.tokenIndices(in: match.old.figure.range))
      settledNew.formUnion(pair.new.tokenIndices(in: match.new.figure.range))
    }
  }

  /// Whether some tokens of the old side are the same words as some of the new side.
  func isSame(_ olds: [Int], _ news: [Int]) -> Bool {
    if let one = figures(olds, pair.old), let other = figures(news, pair.new) {
      return one.count == other.count
        && zip(one, other).allSatisfy { $0.isSameNumber(as: $1) && $0.bound == $1.bound }
        || Set(one.map(\.unit)) == Set(other.map(\.unit))
          && letters(olds, pair.old, []) == letters(news, pair.new, [])
    }
    return haveSameLetters(olds, news) || isAbbreviated(olds, news)
  }

  /// The letters and digits of some tokens without anything between them.
  private func letters(_ tokens: [Int], _ side: Side, _ settled: Set<Int>) -> [UInt8] {
    tokens.lazy.filter { !settled.contains($0) }.flatMap { Spelling.letters(of: $0, side, pair.vocabulary) }
  }

  /// Whether some tokens of both sides have the same letters, without anything between them.
  private func haveSameLetters(_ olds: [Int], _ news: [Int]) -> Bool {
    // Most that differ differ in their first words.
    var (old, new) = ([UInt8](), [UInt8]())
    var (nextOld, nextNew) = (0, 0)
    while true {
      let shared = min(old.count, new.count)
      guard old[..<shared].elementsEqual(new[..<shared]) else { return false }
      if old.count <= new.count, nextOld < olds.count {
        if !settledOld.contains(olds[nextOld]) {
          old += Spelling.letters(of: olds[nextOld], pair.old, pair.vocabulary)
        }
        nextOld += 1
      } else if nextNew < news.count {
        if !settledNew.contains(news[nextNew]) {
          new += Spelling.letters(of: news[nextNew], pair.new, pair.vocabulary)
        }
        nextNew += 1
      } else if nextOld < olds.count {
        if !settledOld.contains(olds[nextOld]) {
          old += Spelling.letters(of: olds[nextOld], pair.old, pair.vocabulary)
        }
        nextOld += 1
      } else {
        return old == new
      }
    }
  }

  /// Whether one side is a single word and the other its abbreviation.
  private func isAbbreviated(_ olds: [Int], _ news: [Int]) -> Bool {
    let one = olds.filter { pair.old.tokens[$0].kind == .word }
    let other = news.filter { pair.new.tokens[$0].kind == .word }
    guard one.count == 1, other.count == 1, olds.count <= 2, news.count <= 2 else { return false }
    return Spelling.isShort(one[0], for: other[0], pair.old, pair.new, pair.vocabulary)
      || Spelling.isShort(other[0], for: one[0], pair.new, pair.old, pair.vocabulary)
  }

  /// The figures that some tokens are nothing but parts or bounds of; nil when there is anything else.
  private func figures(_ tokens: [Int], _ side: Side) -> [Figure]? {
    var found: [Figure] = []
    for token in tokens {
      if let figure = side.figure(at: side.tokens[token].range) ?? figure(boundedBy: token, side) {
        if found.last != figure { found.append(figure) }
      } else if side.tokens[token].kind != .mark {
        return nil
      }
    }
    return found.isEmpty ? nil : found
  }

  /// The figure that a token belongs to as a part of its bound (“more than”).
  private func figure(boundedBy token: Int, _ side: Side) -> Figure? {
    let range = side.tokens[token].range
    let next = side.reading.figures.firstIndex(fromWhich: { $0.range.start >= range.end })
    guard next < side.reading.figures.count else { return nil }
    let figure = side.reading.figures[next]
    return side.rangeWithBound(figure, pair.lists.bounds).contains(range) ? figure : nil
  }
}

extension Figure {
  /// Whether another figure gives the same value in the same unit.
  func isSameNumber(as other: Figure) -> Bool {
    if unit != other.unit, let one = share, let another = other.share { return one == another }
    return value == other.value && upper == other.upper && unit == other.unit
  }

  /// A fraction or percentage as a percentage, for “three quarters” is “75%”; nil for other figures and for ranges.
  var share: Double? {
    guard upper == nil else { return nil }
    if unit == "%" { return value }
    return unit == nil && value > 0 && value < 1 ? (value * 1e6).rounded() / 1e4 : nil
  }
}
