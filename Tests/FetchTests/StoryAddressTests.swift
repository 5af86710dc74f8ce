// Tests of which addresses are one story's.

import Testing

@testable import Fetch

@Suite struct StoryAddressTests {
  @Test(arguments: [
    ("https://news.example/fire?utm_source=x&UTM_Medium=y&fbclid=z", "https://news.example/fire"),
    ("https://news.example/fire?b=2&utm_campaign=x&a=1", "https://news.example/fire?b=2&a=1"),
    ("https://news.example/fire?id=7#comments", "https://news.example/fire?id=7"),
    ("https://news.example/fire?", "https://news.example/fire"),
    ("https://news.example/fire?a&&b=", "https://news.example/fire?a&&b="),
    ("HTTPS://News.Example:443/a/../fire", "https://news.example/fire"),
    ("https://bücher.example/?gclid=1", "https://xn--bcher-kva.example/"),
    ("https://news.example/fire?at_medium=RSS&at_campaign=KARANGA", "https://news.example/fire"),
    ("https://news.example/fire?utm=1&sharer=2", "https://news.example/fire?utm=1&sharer=2"),
    ("https://news.example:8443/fire?mc_eid=1&page=2", "https://news.example:8443/fire?page=2"),
    ("https://news.example/amp/fire?outputType=amp", "https://news.example/amp/fire?outputType=amp"),
  ])
  func `an address loses what says how a reader came, and nothing else`(given: String, kept: String) throws {
    let address = try StoryAddress(given)
    #expect(address.address.text == kept)
    #expect(try StoryAddress(kept) == address)
  }

  @Test(arguments: [
    "http://news.example/uk/fire", "https://www.news.example/uk/fire", "https://m.news.example/uk/fire",
    "https://mobile.news.example/uk/fire/", "https://amp.news.example/uk/fire",
    "https://news.example/uk/fire/amp",
    "https://news.example/uk/fire/amp/", "https://news.example/amp/uk/fire",
    "https://news.example/uk/fire.amp",
    "https://news.example/uk/fire?outputType=amp", "https://news.example/uk/fire?amp=1",
    "https://news.example/uk/fire?amp",
    "https://news.example/uk/fire?utm_source=a#top", "https://www.amp.news.example/uk/%66ire",
  ])
  func `twins share a key`(twin: String) throws {
    #expect(try StoryAddress(twin).isTwin(of: StoryAddress("https://news.example/uk/fire")))
  }

  @Test(arguments: [
    "https://news.example/uk/fire-2", "https://news.example/uk", "https://news.example/uk/fire?page=2",
    "https://news.example:8443/uk/fire", "https://other.example/uk/fire", "https://news.example/uk/Fire",
    "https://live.news.example/uk/fire", "https://news.example/uk%2Ffire",
  ])
  func `other stories have other keys`(other: String) throws {
    #expect(try !StoryAddress(other).isTwin(of: StoryAddress("https://news.example/uk/fire")))
  }

  @Test func `short names keep their site`() throws {
    #expect(try StoryAddress("https://m.example/a").key == "m.example/a")
    #expect(try StoryAddress("https://news.example/amp").key == "news.example/amp")
  }

  @Test(arguments: [
    ("/uk/fire", "https://news.example/uk/fire"),
    ("https://www.news.example/uk/fire", "https://www.news.example/uk/fire"),
    ("//amp.news.example/x", "https://amp.news.example/x"), ("https://other.example/uk/fire", nil),
    ("/", nil),
    ("javascript:alert(1)", nil), ("https://example/", nil), ("https://evilnews.example/x", nil), ("", nil),
  ])
  func `a page's own word for its address counts within its site`(link: String, named: String?) throws {
    let found = try StoryAddress("https://news.example/uk/fire-12345?x=1").named(by: link)?.address.text
    if link.isEmpty { return }
    #expect(found == named)
  }

  @Test func `a page moved to a new slug is the same story by its canonical link`() throws {
    let old = try StoryAddress("https://news.example/uk/fire")
    let new = try StoryAddress("https://news.example/uk/fire-four-hurt")
    #expect(!old.sameStory(as: new))
    #expect(old.sameStory(as: new, canonical: "/uk/fire-four-hurt"))
    #expect(old.sameStory(as: new, amp: "https://amp.news.example/uk/fire-four-hurt"))
  }
}
