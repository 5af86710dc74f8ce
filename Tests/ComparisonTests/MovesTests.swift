// Tests which links count as moved.

import Story
import Testing

@testable import Comparison

@Suite struct MovesTests {
  private func moved(_ news: [Int], words: [Int]? = nil) -> [Bool] {
    Moves(
      news.enumerated().map { Link($0, $1) }, words: words ?? news.map { _ in 10 }, marks: news.map { _ in 0 }
    ).isMoved
  }

  @Test func `What only shifts because of additions has not moved`() {
    #expect(moved([3, 4, 9]) == [false, false, false])
  }

  @Test func `The one sentence that changed its place moved, not all the others`() {
    #expect(moved([1, 2, 3, 0]) == [false, false, false, true])
    #expect(moved([3, 0, 1, 2]) == [true, false, false, false])
  }

  @Test func `Of two that changed places the shorter one moved`() {
    #expect(moved([1, 0], words: [30, 8]) == [false, true])
    #expect(moved([1, 0], words: [8, 30]) == [true, false])
  }

  @Test func `A split and a merge are in order`() {
    let links = [Link(0, 0), Link(0, 1), Link(1, 2), Link(2, 2)]
    #expect(Moves(links, words: [5, 5, 5, 5], marks: [0, 0, 0, 0]).isMoved == [false, false, false, false])
  }

  @Test func `No links, no moves`() { #expect(Moves([], words: [], marks: []).isMoved.isEmpty) }
}
