// Tests that words and phrases are found in lists whatever their case and marks.

import Language
import Story
import Testing

@Suite struct WordListTests {
  static let list = WordList(
    """
    # a comment
    more than\tat_least
    more
    more than half\thalf
    a.m.
    don't
    Élysée\tplace

    """)

  func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

  @Test func `a word is found in any case, and phrases and comments are no words`() {
    #expect(Self.list.contains(bytes("MORE")))
    #expect(Self.list.contains(bytes("Don’t")))
    #expect(Self.list.value(of: bytes("ÉLYSÉE")) == "place")
    #expect(Self.list.value(of: bytes("more")) == nil)
    #expect(!Self.list.contains(bytes("than")))
    #expect(!Self.list.contains(bytes("more than")))
    #expect(!Self.list.contains(bytes("#")))
    #expect(!Self.list.contains(bytes("")))
  }

  @Test(arguments: [
    ("more than half left", 3, "half"), ("More than a dozen", 2, "at_least"), ("more to come", 1, nil),
    ("a.m. trains", 2, nil), ("than more", nil, nil),
  ])
  func `the longest phrase is found`(text: String, length: Int?, value: String?) {
    let utf8 = Array(text.utf8)
    let tokens = tokenise(utf8, in: TextRange(0, utf8.count))
    #expect(Self.list.match(tokens, at: 0, in: utf8) == length)
    #expect(Self.list.longest(tokens, at: 0, in: utf8)?.value == value)
  }

  @Test func `a list keeps thousands of entries apart`() {
    let list = WordList((0..<5000).map { "word\($0)x phrase\t\($0)" }.joined(separator: "\n"))
    for number in [0, 1, 999, 4999] {
      let utf8 = Array("word\(number)x phrase".utf8)
      let tokens = tokenise(utf8, in: TextRange(0, utf8.count))
      #expect(list.longest(tokens, at: 0, in: utf8)?.value == "\(number)")
    }
    #expect(
      list.match(tokenise(Array("word5000x".utf8), in: TextRange(0, 9)), at: 0, in: Array("word5000x".utf8))
        == nil)
  }

  @Test func `entries that share a line share its value`() {
    let list = WordList("said | has said|told\tpast\nadd | adds")
    #expect(list.value(of: bytes("told")) == "past" && list.value(of: bytes("said")) == "past")
    #expect(list.contains(bytes("adds")) && list.value(of: bytes("adds")) == nil)
    let utf8 = Array("has said so".utf8)
    let tokens = tokenise(utf8, in: TextRange(0, utf8.count))
    #expect(list.longest(tokens, at: 0, in: utf8)?.length == 2)
    #expect(!list.contains(bytes("|")))
  }

  @Test func `of two equal entries the later counts`() {
    #expect(WordList("a\t1\nA\t2").value(of: bytes("a")) == "2")
  }
}
