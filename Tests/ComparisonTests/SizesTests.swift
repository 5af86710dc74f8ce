// Tests that no text, however long or odd, takes long.

import Foundation
import Language
import Story
import Testing

@testable import Comparison

@Suite(.serialized) struct SizesTests {
  /// The CPU time of this thread in seconds: what else the machine does costs none of it.
  private func cpuSeconds(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    body()
    return now() - start
  }

  /// Eight times the size may cost at most three times eight times as much, and a hundredth of a second for what does
  /// not depend on the size: a step that takes the square of the size would cost sixty-four times as much.
  private func expectLinear(_ size: Int, _ make: (Int) -> (Reading, Reading)) {
    let small = make(size / 8)
    let large = make(size)
    let before = cpuSeconds { _ = Example.comparer.difference(from: small.0, to: small.1) }
    let after = cpuSeconds { _ = Example.comparer.difference(from: large.0, to: large.1) }
    #expect(after <= 24 * (before + 0.01), "\(before) s and \(after) s")
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
    let difference = Example.comparer.difference(from: old, to: new)
    #expect(difference.links.count == 100_000)
    #expect(difference.changes.map(\.type) == [.sentenceAdded])
    expectLinear(24_000) { size in
      let lines = Array(repeating: "Rain fell.", count: size)
      return (reading(lines), reading(lines + ["Rain fell."]))
    }
  }

  @Test func `Thousands of sentences, every one reworded`() {
    expectLinear(2_400) { size in
      let old = (0..<size).map {
        "Item \($0): the council of ward \($0 % 97) met on Thursday to discuss the road and the river."
      }
      return (reading(old), reading(old.map { $0.replacing("discuss", with: "talk about") }))
    }
  }

  @Test func `Texts of thousands of sentences that have nothing in common`() {
    expectLinear(2_400) { size in
      (
        reading((0..<size).map { "a\($0) b\($0) c\($0) d\($0) e\($0) f\($0) g\($0) h\($0)." }),
        reading((0..<size).map { "k\($0) l\($0) m\($0) n\($0) o\($0) p\($0) q\($0) r\($0)." })
      )
    }
  }

  @Test func `One long sentence against another`() {
    expectLinear(16_000) { size in
      (
        reading([(0..<size).map { "word\($0 % 5_000)" }.joined(separator: " ")]),
        reading([(0..<size).map { "word\($0 % 5_003)" }.joined(separator: " ")])
      )
    }
  }

  @Test func `Thousands of numbers in one sentence`() {
    expectLinear(2_400) { size in
      (
        Example.reader.read((0..<size).map(String.init).joined(separator: " or ")),
        Example.reader.read((0..<size).map { String($0 + 3) }.joined(separator: " or "))
      )
    }
  }

  @Test func `Marks that never pair, read and compared`() {
    expectLinear(8_000) { size in
      let marks = ["“", "”", "'", "\"", "‘", "’", "„", "«"]
      var text = ""
      for place in 0..<size {
        text += marks[place * 7 % 8]
        text += place.isMultiple(of: 3) ? "said " : "x"
        if place.isMultiple(of: 150) { text += "\n" }
      }
      return (Example.reader.read(text), Example.reader.read(text + "y"))
    }
  }
}
