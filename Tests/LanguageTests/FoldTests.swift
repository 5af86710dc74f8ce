// Tests that spellings of the same words fold to the same bytes.

import Language
import Testing

@Suite struct FoldTests {
  @Test(arguments: [
    ("I’m NOT “going”", "i'm not \"going\""),
    ("2019–20 — now", "2019-20 - now"),
    ("no\u{A0}break", "no break"),
    ("ÉLISE Öz", "élise öz"),
    ("co\u{AD}op", "coop"),
    ("line\nbreak", "line break"),
    ("plain", "plain"),
    ("", ""),
  ])
  func `case, quotation marks, dashes and spaces fold`(text: String, expected: String) {
    #expect(String(decoding: folded(Array(text.utf8)[...]), as: UTF8.self) == expected)
  }

  @Test(arguments: ["Straße “42” İstanbul", "ÀÉÎ – ’", "ﬁre"])
  func `folding twice changes nothing`(text: String) {
    let once = folded(Array(text.utf8)[...])
    #expect(folded(once[...]) == once)
  }
}
