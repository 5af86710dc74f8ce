// Tests how alike two passages are found.

import Testing

@testable import Comparison

@Suite struct SimilarityTests {
  /// The likeness of the first passages of two texts; the others only make words common.
  private func score(_ old: [[Int32]], _ new: [[Int32]]) -> Double {
    let (one, other) = (Passages(old), Passages(new))
    let rarity = Rarity(one, other, vocabularyCount: 100)
    return Similarity(old: one, rows: [0], new: other, rows: [0], rarity: rarity).score(0, 0)
  }

  @Test func `The same words score one, no shared words score nothing`() {
    let words = (1...20).map(Int32.init)
    #expect(score([words], [words]) == 1)
    #expect(score([[1, 2]], [[3, 4]]) == 0)
    #expect(score([[]], [[1]]) == 0)
  }

  @Test func `A rare word counts more than a common one`() {
    let common: [[Int32]] = [[1, 9], [1, 8], [1, 7]]
    #expect(
      score([[1, 2, 3]] + common, [[2, 4, 5]] + common) > score([[1, 2, 3]] + common, [[1, 4, 5]] + common))
  }

  @Test func `The side called old makes no difference, and order counts`() {
    let (one, other): ([Int32], [Int32]) = ([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 9, 8])
    #expect(score([one], [other]) == score([other], [one]))
    #expect(score([one], [one]) > score([one], [one.reversed()]))
  }

  @Test func `Two words inside a long passage prove little, ten do`() {
    let long = (1...30).map(Int32.init)
    #expect(score([long], [[3, 4]]) < Alignment.threshold)
    #expect(score([long], [Array(long[5..<15])]) > Alignment.threshold)
  }

  @Test func `Shared words count repeats as often as both have them`() {
    let shared = sharedWords([1, 1, 2], [1, 1, 1, 3])
    #expect(shared.shared == 2)
    #expect(shared.containment == 2.0 / 3)
    #expect(sharedWords([], []).dice == 0)
  }
}
