// Cells that a spreadsheet could run, and cells that a reader could split wrongly.

import Testing

@testable import Report

@Suite struct CSVTests {
  private func cell(_ text: String?) -> String { CSV(columns: ["x"], rows: [[text]]).text }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("a\nb", "a b"), ("", ""),
    (" lead", "\" lead\""), ("it’s", "it’s"), ("3 - 2", "3 - 2"),
  ])
  func `a cell is quoted where it must be`(text: String, expected: String) {
    #expect(cell(text) == "x\r\n\(expected)\r\n")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+44 20", "'+44 20"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "' =1"),
    ("\r=1", "' =1"), ("  =1+1", "'  =1+1"), ("＝1", "'＝1"), ("\ttab", "' tab"),
    ("=HYPERLINK(\"http://evil.example\",\"x\")", "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\""),
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
  ])
  func `a cell that a spreadsheet would run gets an apostrophe`(text: String, expected: String) {
    #expect(cell(text) == "x\r\n\(expected)\r\n")
  }

  @Test(arguments: Hostile.texts)
  func `no cell carries a control character`(text: String) {
    #expect(!Hostile.steers(String(cell(text).filter { $0 != "\r\n" })))
  }

  @Test func `an absent value is an empty cell and lines end in CR LF`() {
    #expect(CSV(columns: ["a", "b"], rows: [[nil, "x"], ["y", nil]]).text == "a,b\r\n,x\r\ny,\r\n")
  }
}
