// JSON as pages carry it.

import Testing

@testable import Extraction

@Suite struct LooseJSONTests {
  private func read(_ text: String) -> LooseJSON? { LooseJSON.values(in: Array(text.utf8)[...]).first }

  @Test(arguments: [
    #"{"headline": "Four ships"}"#,
    #"{"headline": "Four ships",}"#,
    #"{/* from the desk */ "headline": "Four ships"}"#,
    "{\"headline\": // the desk's\n \"Four ships\"}",
    #"<![CDATA[ {"headline": "Four ships"} ]]>"#,
    "{\"headline\": \"Four\nships\"}",
    #"{"a": undefined, "headline": "Four ships"}"#,
    #"{"a": [1, 2,, 3,], headline: "Four ships"}"#,
    #"{"headline": "Four ships", "articleBody": "The page ends he"#,
    #"{"headline": "Four ships""#,
    #"{"a": {"b": [{"c": 1}]}, "headline": "Four\u0020ships"};"#,
  ])
  func `A member is read out of what is nearly JSON`(_ text: String) {
    #expect(read(text)?["headline"]?.string == "Four ships")
  }

  @Test(arguments: [
    (#"{"d": "He said "no" to it", "e": "x"}"#, #"He said "no" to it"#),
    (#"{"d": "The "Ada", the "Vigil" and others", "e": "x"}"#, #"The "Ada", the "Vigil" and others"#),
    (#"{"d": "\ud83d\udea2 \u201cship\u201d \ud83d", "e": "x"}"#, "🚢 “ship” \u{FFFD}"),
    (#"{"d": "tab\tline\nslash\/", "e": "x"}"#, "tab line\nslash/"),
  ])
  func `Marks that nobody escaped stay in the words`(_ text: String, _ words: String) {
    #expect(read(text)?["d"]?.string == words)
    #expect(read(text)?["e"]?.string == "x")
  }

  @Test func `Members stand in the page's order`() throws {
    guard case .object(let members)? = read(#"{"z": 1, "a": true, "m": null}"#) else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.key) == ["z", "a", "m"])
  }

  @Test(arguments: ["true", "True", "https://schema.org/True"])
  func `Truth is told in several ways`(_ word: String) { #expect(LooseJSON.string(word).truth == true) }

  @Test func `Depth and number of values are bounded`() {
    let deep = String(repeating: "[", count: 200_000)
    #expect(read(deep) != nil)
    let deepObjects = String(repeating: "{\"a\":", count: 50_000)
    #expect(read(deepObjects) != nil)
    let many = "[" + String(repeating: "1,", count: 100_000) + "]"
    #expect(LooseJSON.values(in: Array(many.utf8)[...], mostValues: 50).first?.list.count == 49)
  }

  @Test func `Marks and white space without end take linear time`() {
    let quotes = "{\"a\": \"" + String(repeating: "\" x ", count: 100_000)
    #expect(read(quotes) != nil)
    let spaces = "{\"a\": \"b\"" + String(repeating: " ", count: 1_000_000)
    #expect(read(spaces)?["a"]?.string == "b")
  }
}
