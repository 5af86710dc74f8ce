// Tests what counts as the same word when sentences are linked.

import Testing

@testable import Comparison

@Suite struct StemTests {
  private func stemmed(_ word: String) -> String {
    String(decoding: stem(Array(word.utf8)[...]), as: UTF8.self)
  }

  @Test(arguments: [
    ("holds", "holding"), ("house", "houses"), ("mayor", "mayor's"), ("mayor", "mayor’s"),
    ("attacked", "attacks"),
  ])
  func `Forms of a word have one stem`(one: String, other: String) { #expect(stemmed(one) == stemmed(other)) }

  @Test(arguments: ["was", "bus", "press", "king", "red", "is", "a", "", "é"])
  func `Short words and those in double s stay whole`(word: String) { #expect(stemmed(word) == word) }
}
