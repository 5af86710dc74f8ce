// Tests the fixed points of an alignment.

import Testing

@testable import Comparison

@Suite struct AnchorsTests {
  private func anchors(_ old: [[Int32]], _ new: [[Int32]]) -> [Int] {
    Anchors(old: Passages(old), new: Passages(new)).newOfOld
  }

  @Test func `Sentences that stand once on both sides are linked wherever they stand`() {
    #expect(anchors([[1], [2], [3]], [[3], [1], [4]]) == [1, -1, 0])
  }

  @Test func `A repeated line goes with its surroundings`() {
    // The line 9 stands under 1 and under 2; the new text has 2 first.
    #expect(anchors([[1], [9], [2], [9]], [[2], [9], [1], [9]]) == [2, 3, 0, 1])
  }

  @Test func `Repeated lines without surroundings are paired in order, and one too many stays alone`() {
    #expect(anchors([[9], [9], [9]], [[9], [9]]) == [0, 1, -1])
    #expect(anchors([[9]], [[9], [9], [9]]) == [0])
  }

  @Test func `Nothing is linked to an empty text`() {
    #expect(anchors([], [[1]]) == [])
    #expect(anchors([[1]], []) == [-1])
  }

  @Test func `A hundred thousand identical lines are paired one to one`() {
    let lines = Array(repeating: [Int32(7), 8], count: 100_000)
    #expect(anchors(lines, lines) == Array(0..<100_000))
  }
}
