// What a message says, and its id.

import Foundation
import Report
import Story
import Testing

@testable import Telling

@Suite struct MessageTests {
  @Test func `the change stands in the message, with who said it and the two looks`() {
    let text = message([okafor]).text
    #expect(
      text == """
        news.example: Fire at the harbour
        1 quote added. No note on the page.
        First seen with 6 Jan 2020 23:00 UTC, last seen without 22:00.

        • quote added · Maria Okafor
          “Nobody is missing.”

        The story: https://news.example/harbour-fire

        """)
  }

  @Test func `the same parts make the same id, others another`() {
    #expect(message([okafor]).id == message([okafor]).id)
    #expect(message([okafor]).id.count == 32)
    #expect(Message.id(of: ["ab", "c"]) != Message.id(of: ["a", "bc"]))
    #expect(message([okafor]).id != message([okafor, change(.numberChanged, "12", id: "c2")]).id)
  }

  @Test func `a message is read again as it was written`() throws {
    var whole = message([okafor])
    whole.whole = .init(text: hostile, html: "<p>x</p>")
    whole.leftOut = 3
    #expect(Message(json: whole.json.utf8) == whole)
    #expect(Message(json: "{}".utf8) == nil)
    #expect(Message(json: "\u{0}garbage".utf8) == nil)
  }

  @Test func `nothing from a page becomes markup`() {
    var bad = message([change(.quoteAdded, hostile, speaker: hostile)], summary: hostile)
    bad.headline = hostile
    bad.address = "javascript:alert(1)"
    for html in [bad.html, bad.htmlPiece] {
      #expect(!html.contains("<script"))
      #expect(!html.contains("javascript:alert(1)\""))
      #expect(!html.contains("\u{0}"))
    }
    bad.address = "https://news.example/\"onmouseover=\"x"
    #expect(!bad.html.contains("href"))
  }

  @Test func `a digest's text is sent as it is`() {
    var digest = Message(
      .digest, parts: ["desk", "2020-01-06"], time: time("2020-01-07T07:00:00Z"), summary: "2 changed")
    digest.whole = .init(text: "All of it.\n", html: "<p>All of it.</p>")
    #expect(digest.text == "All of it.\n")
    #expect(digest.bracket == nil)
  }
}
