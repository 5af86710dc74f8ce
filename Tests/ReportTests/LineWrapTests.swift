// Where lines break.

import Testing

@testable import Report

@Suite struct LineWrapTests {
  private func lines(_ text: String, _ columns: Int) -> [String] {
    wrap(Glyph.glyphs(text, code: ""), to: columns).map { $0.map(\.text).joined() }
  }

  @Test(arguments: [
    ("The fire spread fast", 8, ["The fire", "spread", "fast"]), ("fast", 4, ["fast"]), ("", 4, []),
    ("   ", 4, []),
    ("a  b", 4, ["a  b"]), ("ab  cd", 3, ["ab", "cd"]), ("abcdefgh", 3, ["abc", "def", "gh"]),
    ("go https://a.example/long", 10, ["go", "https://a.", "example/lo", "ng"]),
  ])
  func `lines break at spaces, and within a word only when it is too long`(
    text: String, columns: Int, expected: [String]
  ) {
    #expect(lines(text, columns) == expected)
  }

  @Test func `text without spaces breaks between characters, closing marks excepted`() {
    #expect(lines("火事が広がる", 6) == ["火事が", "広がる"])
    #expect(lines("火事が広がる。", 6) == ["火事が", "広が", "る。"])
    #expect(lines("の（Köln）で", 5) == ["の", "（Köl", "n）で"])
  }

  @Test func `a character made of several scalars is never split`() {
    let family = "👩‍👩‍👧"
    #expect(lines(family + family, 6) == [family, family])
    #expect(lines("e\u{301}e\u{301}e\u{301}", 2) == ["e\u{301}e\u{301}", "e\u{301}"])
  }

  @Test(arguments: 2...40)
  func `no line is wider than asked for`(columns: Int) {
    let text = "Feuer 火事が広がる am Hafen: 🔥🔥 “nobody”, he said, https://harbour.example/a/b/c?d=e and so on"
    for line in lines(text, columns) where line.count > 1 { #expect(line.columns <= columns, "\(line)") }
    let kept = lines(text, columns).joined().filter { $0 != " " }
    #expect(kept == text.filter { $0 != " " })
  }
}
