// Tests that lines are paragraphs, without what surrounds their words.

import Language
import Story
import Testing

@Suite struct ParagraphsTests {
  @Test(arguments: [
    ("One\nTwo", ["One", "Two"]),
    ("One\r\n\r\nTwo\r", ["One", "Two"]),
    (" \tOne \u{A0}\n\u{200B}\n Two\u{2029}Three", ["One", "Two", "Three"]),
    ("One\u{2028}Two", ["One", "Two"]),
    ("“Zoë”", ["“Zoë”"]),
    ("", []),
    ("\n \n", []),
  ])
  func `every line with words is one, trimmed`(text: String, expected: [String]) {
    let text = Text(text)
    #expect(paragraphs(of: text.utf8).map { text[$0] } == expected)
  }
}
