// Tests the differing stretches of two rows.

import Testing

@testable import Comparison

@Suite struct TokenDiffTests {
  private func diff(_ old: [Int32], _ new: [Int32]) -> [Hunk] {
    tokenDiff(old, new, worth: { _ in 1 }, rank: { UInt64($0) })
  }

  @Test func `Equal rows have no difference`() { #expect(diff([1, 2, 3], [1, 2, 3]).isEmpty) }

  @Test func `An exchange, an insertion and a removal`() {
    #expect(diff([1, 2, 3], [1, 9, 3]) == [Hunk(old: 1..<2, new: 1..<2)])
    #expect(diff([1, 3], [1, 2, 3]) == [Hunk(old: 1..<1, new: 1..<2)])
    #expect(diff([1, 2, 3], [1, 3]) == [Hunk(old: 1..<2, new: 1..<1)])
    #expect(diff([], [1]) == [Hunk(old: 0..<0, new: 0..<1)])
  }

  @Test func `The heavier word is kept`() {
    // 5 weighs more than the pair of small words that could be kept instead.
    let hunks = tokenDiff([5, 1, 2], [1, 2, 5], worth: { $0 == 5 ? 6 : 1 }, rank: { UInt64($0) })
    #expect(hunks == [Hunk(old: 0..<0, new: 0..<2), Hunk(old: 1..<3, new: 3..<3)])
  }

  @Test func `The mirrored rows differ in the same stretches`() {
    for (old, new) in [([1, 2], [2, 1]), ([1, 2, 3, 1], [3, 1, 2]), ([4, 4, 5], [5, 4])]
      as [([Int32], [Int32])]
    {
      #expect(diff(new, old).map { Hunk(old: $0.new, new: $0.old) } == diff(old, new))
    }
  }

  @Test func `Rows too long for a table are cut at words that stand once`() {
    let old = (0..<3_000).map(Int32.init)
    var new = old
    new.replaceSubrange(1_000..<1_002, with: [9_001, 9_002, 9_003])
    new.swapAt(10, 11)
    new.swapAt(2_900, 2_901)
    let hunks = diff(old, new)
    // Applying the differences must make the new row of the old.
    var rebuilt: [Int32] = []
    var place = 0
    for hunk in hunks {
      rebuilt += old[place..<hunk.old.lowerBound]
      rebuilt += new[hunk.new]
      place = hunk.old.upperBound
    }
    rebuilt += old[place...]
    #expect(rebuilt == new)
    #expect(hunks.contains(Hunk(old: 1_000..<1_002, new: 1_000..<1_003)))
  }

  @Test func `Long rows of one repeated word end in one exchange, in no time`() {
    let hunks = diff([1] + Array(repeating: 2, count: 5_000), [3] + Array(repeating: 4, count: 5_000))
    #expect(hunks == [Hunk(old: 0..<5_001, new: 0..<5_001)])
  }
}
