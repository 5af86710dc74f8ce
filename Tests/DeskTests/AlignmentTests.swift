// Which sentence stands against which.

import Story
import Testing

@testable import Desk

@Suite struct AlignmentTests {
  /// Rows as “fate old>new”.
  private func rows(_ old: [String], _ new: [String], links: [(Int, Int)], moved: [Int] = []) -> [String] {
    func side(_ sentences: [String]) -> Edition {
      let text = sentences.joined(separator: "\n")
      var start = 0
      var ranges: [Sentence] = []
      for (number, sentence) in sentences.enumerated() {
        ranges.append(Sentence(range: TextRange(start, start + sentence.utf8.count), paragraph: number))
        start += sentence.utf8.count + 1
      }
      return Edition(
        label: "", article: Article(), reading: Reading(text: Text(text), sentences: ranges))
    }
    let difference = Difference(links: links.map { Link($0.0, $0.1) }, moved: moved)
    return Alignment(Revision(old: side(old), new: side(new), difference: difference)).rows.map { row in
      "\(row.fate.rawValue) \(row.old.map(String.init).joined(separator: "+"))>"
        + row.new.map(String.init).joined(separator: "+")
    }
  }

  @Test func `what stayed, was edited, went and came each has a row, what went before what came`() {
    #expect(
      rows(["a", "b", "c", "e"], ["a", "B", "d", "e"], links: [(0, 0), (1, 1), (3, 3)])
        == ["same 0>0", "edited 1>1", "removed 2>", "added >2", "same 3>3"])
  }

  @Test func `a moved sentence stands at both places`() {
    #expect(
      rows(["a", "b", "c"], ["b", "c", "a"], links: [(1, 0), (2, 1), (0, 2)], moved: [2])
        == ["away 0>", "same 1>0", "same 2>1", "moved 0>2"])
  }

  @Test func `a sentence that was split stands against both of its parts`() {
    #expect(
      rows(["a b", "c"], ["a", "b", "c"], links: [(0, 0), (0, 1), (1, 2)]) == ["same 0>0+1", "same 1>2"])
  }

  @Test func `sentences that were merged stand against the one they became`() {
    #expect(
      rows(["a", "b", "c"], ["a b", "c"], links: [(0, 0), (1, 0), (2, 1)]) == ["same 0+1>0", "same 2>1"])
  }

  @Test func `a text that is all new stands under all that was old`() {
    #expect(rows(["a", "b"], ["c"], links: []) == ["removed 0>", "removed 1>", "added >0"])
  }

  @Test func `links that cross without being called moved lose no sentence`() {
    let found = rows(["a", "b"], ["b", "a"], links: [(1, 0), (0, 1)])
    let old = found.flatMap { $0.split(separator: " ")[1].prefix { $0 != ">" }.split(separator: "+") }
    #expect(Set(old) == ["0", "1"])
  }
}
