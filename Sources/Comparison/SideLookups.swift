// What stands in a stretch of one side.

import Language
import Story

extension Side {
  /// The sentences that share a byte with a range, ascending. Complexity: O(log sentences).
  func sentences(touching range: TextRange) -> Range<Int> {
    let first = reading.sentences.firstIndex(fromWhich: { $0.range.end > range.start })
    let last = reading.sentences.firstIndex(fromWhich: { $0.range.start >= range.end })
    return first..<max(first, last)
  }

  /// The tokens inside a range, as indices of ``tokens``. Complexity: O(log tokens).
  func tokenIndices(in range: TextRange) -> Range<Int> {
    let first = tokens.firstIndex(fromWhich: { $0.range.start >= range.start })
    let last = tokens.firstIndex(fromWhich: { $0.range.end > range.end })
    return first..<max(first, last)
  }

  /// The words and figures inside a range, without the marks, as indices of ``tokens``.
  func wordTokens(in range: TextRange) -> [Int] {
    tokenIndices(in: range).filter { tokens[$0].kind != .mark }
  }

  /// The numbers of the words and figures inside a range, without the marks.
  func wordNumbers(in range: TextRange) -> [Int32] { wordTokens(in: range).map { numbers[$0] } }

  /// The figures inside a range, in order. Complexity: O(log figures + found).
  func figures(in range: TextRange) -> ArraySlice<Figure> {
    let first = reading.figures.firstIndex(fromWhich: { $0.range.start >= range.start })
    return reading.figures[first...].prefix { $0.range.end <= range.end }
  }

  /// The figure that covers a range, if one does. Complexity: O(log figures).
  func figure(at range: TextRange) -> Figure? {
    let index = reading.figures.firstIndex(fromWhich: { $0.range.end >= range.end })
    guard index < reading.figures.count, reading.figures[index].range.contains(range) else { return nil }
    return reading.figures[index]
  }

  /// The hedges that share a byte with a range, in order. Complexity: O(log hedges + found).
  func hedges(touching range: TextRange) -> ArraySlice<Hedge> {
    let first = reading.hedges.firstIndex(fromWhich: { $0.range.end > range.start })
    return reading.hedges[first...].prefix { $0.range.start < range.end }
  }

  /// The names that share a byte with a range, in order. Complexity: O(log names + found).
  func names(touching range: TextRange) -> ArraySlice<Name> {
    let first = reading.names.firstIndex(fromWhich: { $0.range.end > range.start })
    return reading.names[first...].prefix { $0.range.start < range.end }
  }
}
