// Tests that no text, however long or odd, takes long.

import Language
import Story
import Testing

@testable import Comparison

@Suite(.serialized) struct SizesTests {
  /// Generous bounds: they hold in debug builds on a busy machine, and a step that takes the square of the length
  /// would break them by far.
  private func expect(within limit: Duration, _ body: () -> Void) {
    let time = ContinuousClock().measure(body)
    #expect(time < limit)
  }

  /// A reading of sentences without quotes and the rest, so that only the comparison is timed.
  private func reading(_ sentences: [String]) -> Reading {
    var ranges: [TextRange] = []
    var start = 0
    for sentence in sentences {
      ranges.append(TextRange(start, start + sentence.utf8.count))
      start += sentence.utf8.count + 1
    }
    return Reading(
      text: Text(sentences.joined(separator: "\n")), paragraphs: ranges,
      sentences: ranges.enumerated().map { Sentence(range: $1, paragraph: $0) })
  }

  @Test func `A hundred thousand identical sentences, one more on the new side`() {
    let old = reading(Array(repeating: "Rain fell.", count: 100_000))
    let new = reading(Array(repeating: "Rain fell.", count: 100_001))
    expect(within: .seconds(120)) {
      let difference = Example.comparer.difference(from: old, to: new)
      #expect(difference.links.count == 100_000)
      #expect(difference.changes.map(\.type) == [.sentenceAdded])
    }
  }

  @Test func `Four thousand sentences, every one reworded`() {
    let old = (0..<4_000).map {
      "Item \($0): the council of ward \($0 % 97) met on Thursday to discuss the road and the river."
    }
    let new = old.map { $0.replacing("discuss", with: "talk about") }
    let (one, other) = (reading(old), reading(new))
    expect(within: .seconds(120)) {
      let difference = Example.comparer.difference(from: one, to: other)
      #expect(difference.links.count >= 4_000)
    }
  }

  @Test func `Texts of four thousand sentences that have nothing in common`() {
    let old = reading((0..<4_000).map { "a\($0) b\($0) c\($0) d\($0) e\($0) f\($0) g\($0) h\($0)." })
    let new = reading((0..<4_000).map { "k\($0) l\($0) m\($0) n\($0) o\($0) p\($0) q\($0) r\($0)." })
    expect(within: .seconds(120)) {
      let difference = Example.comparer.difference(from: old, to: new)
      #expect(difference.changes.count == 8_000)
    }
  }

  @Test func `One sentence of a megabyte against another`() {
    let old = reading([(0..<100_000).map { "word\($0 % 5_000)" }.joined(separator: " ")])
    let new = reading([(0..<100_000).map { "word\($0 % 5_003)" }.joined(separator: " ")])
    expect(within: .seconds(120)) { _ = Example.comparer.difference(from: old, to: new) }
  }

  @Test func `Ten thousand numbers in one sentence`() {
    let old = Example.reader.read((0..<10_000).map(String.init).joined(separator: " or "))
    let new = Example.reader.read((0..<10_000).map { String($0 + 3) }.joined(separator: " or "))
    expect(within: .seconds(120)) { _ = Example.comparer.difference(from: old, to: new) }
  }
}
