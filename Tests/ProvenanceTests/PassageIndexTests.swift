// Stories that share a passage are found.

import Provenance
import Story
import Testing

@Suite struct PassageIndexTests {
  private static let passage =
    "the harbour master said that every boat which had left before dawn was counted back in by noon"

  @Test func `twelve words in a row are always found`() {
    let one = fingerprints(
      of: Text("Nobody is missing, for \(Self.passage), the port announced in the evening."))
    let words = Self.passage.split(separator: " ")
    for start in 0...(words.count - 12) {
      let run = words[start..<start + 12].joined(separator: " ")
      let other = fingerprints(
        of: Text("Elsewhere another paper wrote \(run) without saying where that came from."))
      #expect(!Set(one).isDisjoint(with: other), "“\(run)”")
    }
  }

  @Test func `case and marks make no difference, other words do`() {
    #expect(fingerprints(of: Text(Self.passage)) == fingerprints(of: Text(Self.passage.uppercased() + "!")))
    let other = fingerprints(
      of: Text("a wholly different story about parliament and its new budget for the next year"))
    #expect(Set(fingerprints(of: Text(Self.passage))).isDisjoint(with: other))
  }

  @Test func `the index finds who shares most, and passes over stock phrases`() {
    var index = PassageIndex()
    let mine = fingerprints(of: Text("Before. \(Self.passage). After."))
    index.add(mine, story: 7)
    index.add(Array(mine.prefix(1)), story: 3)
    index.add(
      fingerprints(of: Text("Nothing of the kind was to be read in this paper on that day at all.")), story: 5
    )
    #expect(index.matches(mine).map(\.story) == [7, 3])
    for story in 100..<120 { index.add(mine, story: story) }
    #expect(index.matches(mine, common: 10).isEmpty)
    #expect(PassageIndex(entries: index.entries).entries == index.entries)
  }

  @Test func `a short text has one fingerprint or none`() {
    #expect(fingerprints(of: Text("No comment.")).isEmpty)
    #expect(fingerprints(of: Text("One two three four five six.")).count == 1)
  }
}
