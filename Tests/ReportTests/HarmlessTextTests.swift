// What text from outside may do to whoever shows it: nothing.

import Testing

@testable import Report

/// Text that steers a terminal, a spreadsheet or the eye, as a hostile page might carry it.
enum Hostile {
  static let texts: [String] = [
    "\u{1B}]52;c;ZWNobyBvd25lZA==\u{07}",  // OSC 52: writes the clipboard
    "\u{1B}]8;;https://evil.example\u{1B}\\click\u{1B}]8;;\u{1B}\\",  // OSC 8: a link that shows other words
    "\u{1B}[2J\u{1B}[1;1H",  // CSI: clears the screen
    "\u{1B}]0;title\u{07}",  // sets the window's title
    "\u{1B}P$q\"p\u{1B}\\",  // DECRQSS: makes the terminal answer
    "\u{9B}31m",  // an 8-bit CSI
    "\u{9D}52;c;QQ==\u{9C}",  // an 8-bit OSC
    "a\u{08}\u{08}b",  // backspaces over what stands before
    "\u{07}\u{7F}\u{00}",
    "good\r\u{1B}[Kevil",  // carriage return: writes over the line
    "\u{202E}drawkcab\u{202C}",  // right-to-left override
    "\u{2066}\u{2067}\u{2068}\u{2069}\u{202A}\u{202B}\u{202D}",
    "line\u{2028}break\u{2029}here\u{85}",
    "a\nb\tc\u{0B}d\u{0C}e",
    "\u{FFF9}shown\u{FFFA}hidden\u{FFFB}",
  ]

  /// Whether a text as sent to a terminal holds anything that steers, newlines between lines aside.
  static func steers(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0 != "\n" && $0.steering != .none }
  }
}

@Suite struct HarmlessTextTests {
  @Test(arguments: Hostile.texts)
  func `nothing that steers is left`(text: String) {
    let shown = harmless(text)
    #expect(!Hostile.steers(shown))
    #expect(!shown.contains("\n"))
  }

  @Test(arguments: [
    ("fire\u{1B}[31m", "fire\\u{1b}[31m"), ("\u{9B}31m", "\\u{9b}31m"), ("a\u{202E}b", "a\\u{202e}b"),
    ("a\nb\tc\r\nd", "a b c  d"),
  ])
  func `a control character is written out and a line end is a space`(text: String, shown: String) {
    #expect(harmless(text) == shown)
  }

  @Test(arguments: [
    "Fire at the quay", "Überfall in Köln – “alles brennt”", "火事が広がる", "👩‍👩‍👧 am Hafen", "שלום\u{200F}",
    "e\u{301}",
  ])
  func `honest text stays as it is`(text: String) {
    #expect(harmless(text) == text)
  }

  @Test(arguments: [
    ("Nobody is missing", 40, "Nobody is missing"),
    ("Nobody is missing, we think", 20, "Nobody is missing …"),
    ("Donaudampfschifffahrt", 5, "Donau …"), ("", 3, ""),
  ])
  func `a long text is cut at a word`(text: String, limit: Int, expected: String) {
    #expect(cut(text, to: limit) == expected)
  }
}
