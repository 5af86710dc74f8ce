// What the names of elements say, and what they do not.

import Story
import Testing

@testable import Extraction

@Suite struct NameRulesTests {
  private func kind(_ name: String) -> NameKind? { NameRules.standard.kind(of: name.utf8) }

  @Test(arguments: [
    "ad", "ad-slot", "adSlot", "ad1", "quay-ad", "mpu-ad-300x250", "div-gpt-ad-1234567890",
  ])
  func `A word says what an element is`(_ name: String) { #expect(kind(name) == .furniture(.advertisement)) }

  @Test(arguments: ["css-1ad9f3", "css-ad3f91c", "x-ad12345", "header", "shadow", "loaded"])
  func `A build's hash and a part of a word say nothing`(_ name: String) { #expect(kind(name) == nil) }

  @Test(arguments: [
    "the-mayor-promoted-his-new-harbour-plan", "for-a-long-time-ships-had-waited-outside",
    "slide-on-the-newsletter-of-the-year-2",
  ])
  func `A heading made into an address says nothing of its element`(_ name: String) {
    #expect(kind(name) == nil)
  }

  @Test func `A form around the whole page is no furniture`() throws {
    // Readers' comments may well be longer than the story.
    let comments = (0..<12).map {
      "<div><p>Reader \($0) saw it all from the window and will not forget the night.</p></div>"
    }
    let html = page(
      before: "<form action=\"/\"><div>",
      after: "<section id=\"comments\"><h2>Comments</h2>\(comments.joined())</section></div></form>")
    #expect(try read(html).article.text == harbour.joined(separator: "\n"))
  }
}
