// How many columns text takes up.

import Testing

@testable import Report

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("fire", 4), ("Köln", 4), ("Ko\u{308}ln", 4), ("火事", 4), ("ﾊｰﾊﾞｰ", 5), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("ＦＩＲＥ", 8), ("🔥", 2), ("“…”", 3), ("a\u{200B}b", 2), ("\u{AD}", 0), ("עברית", 5), ("→ –", 3), ("🇩🇪", 2),
    ("𠮷", 2), ("", 0),
  ])
  func `a text takes up the columns a terminal gives it`(text: String, columns: Int) {
    #expect(text.columns == columns)
  }
}
