// Sentences by number.

import Story
import Testing

@testable import Provenance

@Suite struct WordingsTests {
  private func numbers(_ sentences: [String]) -> [(spelling: Int32, wording: Int32)] {
    var wordings = Wordings()
    return sentences.map { sentence in
      let utf8 = Array(("… " + sentence).utf8)
      return wordings.sentence(utf8, TextRange(4, utf8.count))
    }
  }

  @Test func `case, dashes and quotation marks make another spelling of one wording`() {
    let found = numbers([
      "Ferries run – “late”.", "FERRIES run - \"late\".", "Ferries run – “late”.", "Ferries run.",
    ])
    #expect(found.map(\.spelling) == [0, 1, 0, 2])
    #expect(found.map(\.wording) == [0, 0, 0, 1])
  }

  @Test func `a sentence is kept as it stood`() {
    var wordings = Wordings()
    let utf8 = Array("A. Ça va? B.".utf8)
    let (spelling, wording) = wordings.sentence(utf8, TextRange(3, 10))
    #expect(wordings.text(of: spelling) == "Ça va?")
    #expect(wordings.numbers(of: wording).count == 3)
  }

  @Test(
    arguments: [
      ([0, 1, 0, 2], [0, 0, 0, 1], [0, 2, -1, 1]), ([], [1], [-1]), ([2], [], []), ([1, 1], [1], [0]),
    ] as [([Int32], [Int32], [Int])])
  func `the first goes with the first, and one is left over`(_ old: [Int32], _ new: [Int32], _ places: [Int])
  {
    var wordings = Wordings()
    for word in ["one", "two", "three"] {
      _ = wordings.sentence(Array(word.utf8), TextRange(0, word.utf8.count))
    }
    #expect(wordings.places(of: old, for: new) == places)
    // Nothing stays behind of the last time.
    #expect(wordings.places(of: [], for: [0, 1, 2]) == [-1, -1, -1])
  }
}
