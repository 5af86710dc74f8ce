// Tests that text is cut into words, numbers and marks as a reader sees them.

import Language
import Story
import Testing

/// The tokens of a text as strings.
func tokens(_ text: String) -> [String] {
  let utf8 = Array(text.utf8)
  return tokenise(utf8, in: TextRange(0, utf8.count)).map {
    String(decoding: utf8[$0.range.start..<$0.range.end], as: UTF8.self)
  }
}

@Suite struct TokenTests {
  @Test(arguments: [
    ("Don't panic", ["Don't", "panic"]),
    ("the residents’ anger", ["the", "residents", "’", "anger"]),
    ("O’Brien met al-Amr.", ["O’Brien", "met", "al-Amr", "."]),
    ("Isis-held towns", ["Isis-held", "towns"]),
    ("the U.S. at 5 p.m. today", ["the", "U.S", ".", "at", "5", "p.m", ".", "today"]),
    ("a Ph.D. student", ["a", "Ph.D", ".", "student"]),
    ("1,500 people, 2.5%", ["1,500", "people", ",", "2.5", "%"]),
    ("22:00 on 6/1/2020", ["22:00", "on", "6/1/2020"]),
    ("£5m and 10-15", ["£", "5", "m", "and", "10", "-", "15"]),
    ("an F-16 and Covid-19", ["an", "F-16", "and", "Covid-19"]),
    ("''So,'' he said", ["''", "So", ",", "''", "he", "said"]),
    ("``So''", ["``", "So", "''"]),
    ("Wait… no", ["Wait", "…", "no"]),
    ("the end.The next", ["the", "end", ".", "The", "next"]),
    ("Zoë’s café", ["Zoë’s", "café"]),
    ("co\u{AD}operate", ["co\u{AD}operate"]),
    ("'Twas the '90s", ["'", "Twas", "the", "'", "90", "s"]),
    ("10–15", ["10", "–", "15"]),
    ("", []),
    (" \n\t\u{A0}", []),
  ])
  func `words, numbers and marks are told apart`(text: String, expected: [String]) {
    #expect(tokens(text) == expected)
  }

  @Test func `kind, capital and space before are told`() {
    let utf8 = Array("Élise paid $5m.".utf8)
    let tokens = tokenise(utf8, in: TextRange(0, utf8.count))
    #expect(tokens.map(\.kind) == [.word, .word, .mark, .number, .word, .mark])
    #expect(tokens.map(\.isCapitalised) == [true, false, false, false, false, false])
    #expect(tokens.map(\.spaceBefore) == [true, true, true, false, false, false])
  }

  @Test func `ranges are of the whole text`() {
    let utf8 = Array("One. Two.".utf8)
    let tokens = tokenise(utf8, in: TextRange(5, 9))
    #expect(tokens.map(\.range) == [TextRange(5, 8), TextRange(8, 9)])
  }

  @Test func `bytes that are not UTF-8 do no harm`() {
    let utf8: [UInt8] = [0x41, 0xFF, 0xE2, 0x80, 0x42, 0xF0]
    let tokens = tokenise(utf8, in: TextRange(0, utf8.count))
    #expect(tokens.last?.range.end == 6)
    let word = tokens.first { $0.range == TextRange(4, 5) }
    #expect(word?.kind == .word)
  }

  @Test func `every scalar that shows is in exactly one token`() {
    let text = "Mr. “O’Neil”—aged 42—said: ''No!'' (at 10.30pm) … $1.2bn; #tag @name a/b 東京。"
    let utf8 = Array(text.utf8)
    let tokens = tokenise(utf8, in: TextRange(0, utf8.count))
    var covered = Set<Int>()
    for token in tokens { covered.formUnion(token.range.start..<token.range.end) }
    for (place, byte) in utf8.enumerated() { #expect(covered.contains(place) == (byte != 0x20)) }
    #expect(covered.count == tokens.reduce(0) { $0 + $1.range.count })
  }
}
