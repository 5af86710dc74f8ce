// Tells a difference of spelling out from a difference of words.

import Language
import Story

/// What differs only as houses write: marks, hyphens, capitals, a number as a word or in figures, “over” and “more
/// than” before it.
struct HouseStyle {
  private let pair: Pair

  /// The house style of two texts.
  init(_ pair: Pair) { self.pair = pair }

  /// Whether some tokens of the old side are the same words as some of the new side.
  func isSame(_ olds: [Int], _ news: [Int]) -> Bool {
    if let one = figures(olds, pair.old), let other = figures(news, pair.new) {
      return one.count == other.count
        && zip(one, other).allSatisfy { $0.isSameNumber(as: $1) && $0.bound == $1.bound }
    }
    return letters(olds, pair.old) == letters(news, pair.new)
  }

  /// The letters and digits of some tokens without anything between them.
  private func letters(_ tokens: [Int], _ side: Side) -> [UInt8] {
    tokens.lazy.filter { side.tokens[$0].kind != .mark }.flatMap { pair.vocabulary[side.numbers[$0]] }
      .filter { $0 >= 0x80 || $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: ".") }
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
    value == other.value && upper == other.upper && unit == other.unit
  }
}
