// Tests the numbering of words.

import Language
import Testing

@testable import Comparison

@Suite struct VocabularyTests {
  private func vocabulary() -> Vocabulary { Vocabulary(functionWords: Lexicon.english["function-words"]) }

  @Test func `Words that fold to the same bytes have one number`() {
    var words = vocabulary()
    func number(_ word: String) -> Int32 { words.number(of: Array(word.utf8)[...], kind: .word) }
    #expect(number("Élan") == number("élan"))
    #expect(number("don’t") == number("DON'T"))
    #expect(number("bus") != number("buses"))
  }

  @Test func `Thousands of words keep their numbers and bytes`() {
    var words = vocabulary()
    let all = (0..<5_000).map { Array("word\($0)".utf8) }
    let numbers = all.map { words.number(of: $0[...], kind: .word) }
    #expect(Set(numbers).count == 5_000)
    #expect(all.map { words.number(of: $0[...], kind: .word) } == numbers)
    #expect(zip(all, numbers).allSatisfy { words[$1].elementsEqual($0) })
  }

  @Test func `Marks, small words and words that say something are told apart`() {
    var words = vocabulary()
    for (word, kind, worth) in [
      (",", Token.Kind.mark, Vocabulary.Worth.mark), ("the", .word, .function), ("harbour", .word, .content),
      ("12", .number, .content),
    ] {
      let number = words.number(of: Array(word.utf8)[...], kind: kind)
      #expect(words.worths[Int(number)] == worth)
    }
  }
}
