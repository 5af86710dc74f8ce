// Lists of addresses, feeds on the list, and pages of corrections.

import Fetch
import Foundation
import Story
import Testing

@testable import Newsroom

@Suite struct FeedListTests {
  @Test(arguments: [
    (
      "https://news.example/a\nhttps://news.example/b\n",
      ["https://news.example/a", "https://news.example/b"]
    ),
    ("url,name\nhttps://news.example/a,fire\n", ["https://news.example/a fire"]),
    ("\u{FEFF}Title;URL\r\n\"Fire; and smoke\";https://news.example/a\r\n", ["https://news.example/a"]),
    ("\"https://news.example/a,b\"\tNot a Slug\n\n", ["https://news.example/a,b"]), ("", []),
  ])
  func `addresses are found in lists and tables`(text: String, found: [String]) throws {
    let read = try Newsroom.addresses(inCSV: text).map {
      [$0.address, $0.name?.text].compactMap { $0 }.joined(separator: " ")
    }
    #expect(read == found)
  }

  @Test func `lines without an address are named`() {
    let failure = #expect(throws: Failure.self) {
      try Newsroom.addresses(inCSV: "https://news.example/a\nnothing\nfile:///etc/passwd\n")
    }
    #expect(failure?.message.contains("lines 2, 3") == true)
  }

  @Test func `a feed on the list is kept in the journal, changed and taken off`() async throws {
    let path = NSTemporaryDirectory() + "feeds-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let newsroom = Newsroom(archive: path)
    try await newsroom.addFeed(FeedSource(address: "https://news.example/rss", keywords: ["fire"]))
    try await newsroom.addFeed(FeedSource(address: "HTTPS://News.example/rss", keywords: ["flood"]))
    try await newsroom.addFeed(FeedSource(address: "https://news.example/corrections", use: .corrections))
    #expect(
      try newsroom.feeds() == [
        FeedSource(address: "https://news.example/corrections", use: .corrections),
        FeedSource(address: "https://news.example/rss", keywords: ["flood"]),
      ])
    try await newsroom.removeFeed("https://news.example/rss")
    #expect(try newsroom.feeds().map(\.use) == [.corrections])
    await #expect(throws: Failure.self) { try await newsroom.removeFeed("https://news.example/rss") }
    await #expect(throws: Failure.self) {
      try await newsroom.addFeed(FeedSource(address: "file:///etc/passwd"))
    }
  }

  @Test(
    arguments: [
      (["fire"], [], true), (["flood"], [], false), (["FIRE"], ["dock"], false), ([], ["sport"], true),
      (["harbour"], [], true),
    ] as [([String], [String], Bool)])
  func `items are chosen by their words`(keywords: [String], without: [String], takes: Bool) throws {
    var item = FeedItem(id: "1", address: try WebAddress("https://news.example/a"))
    item.title = "Fire at the dock"
    item.keywords = ["Harbour"]
    #expect(FeedSource(address: "", keywords: keywords, without: without).takes(item) == takes)
  }

  static func answer(_ body: String, type: String = "text/html") -> Answer {
    Answer(
      status: 200, hops: [], requestHeaders: [],
      head: Array("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n\r\n".utf8), wireBody: [],
      body: Array(body.utf8),
      started: Timestamp(seconds: 0), finished: Timestamp(seconds: 0),
      finalAddress: "https://news.example/corrections")
  }

  @Test func `a corrections page's passages are tied to stories by link or headline`() throws {
    let place = try WebAddress("https://news.example/corrections")
    let passages = CorrectionsPage.passages(
      Self.answer(
        """
        <html><body><h1>Corrections</h1>
        <p>An article on the <a href="/2020/harbour-fire?utm_source=x">fire at the harbour</a> gave the wrong toll.</p>
        <li>“Ferry crews stop work over hours” misspelled the name of the union’s secretary, Jon Hale.</li>
        <p>Short.</p></body></html>
        """), at: place)
    #expect(passages.count == 2)
    var fire = Story(
      slug: try Slug("fire"), addresses: ["https://www.news.example/2020/harbour-fire"],
      registered: Timestamp(seconds: 0))
    #expect(CorrectionsPage.isAbout(passages[0], fire))
    #expect(!CorrectionsPage.isAbout(passages[1], fire))
    fire.addresses = []
    fire.title = "Ferry crews stop work over hours"
    #expect(CorrectionsPage.isAbout(passages[1], fire))
    fire.title = "Corrections"
    #expect(!CorrectionsPage.isAbout(passages[0], fire))
  }

  @Test func `a corrections feed's items are its passages`() throws {
    let place = try WebAddress("https://news.example/corrections")
    let passages = CorrectionsPage.passages(
      Self.answer(
        "<rss><channel><item><title>Harbour fire</title><description>The toll was wrong.</description><link>/2020/harbour-fire</link></item></channel></rss>"
      ),
      at: place)
    #expect(passages.map(\.text) == ["Harbour fire. The toll was wrong."])
    #expect(passages[0].links == ["news.example/2020/harbour-fire"])
  }

  @Test(arguments: [
    (
      "https://web.archive.example/save/{url}",
      "https://web.archive.example/save/https://news.example/a?b=1&c=2"
    ),
    (
      "https://keep.example/?u={url}",
      "https://keep.example/?u=https%3A%2F%2Fnews.example%2Fa%3Fb%3D1%26c%3D2"
    ),
    ("url={url}&capture_all=1", "url=https%3A%2F%2Fnews.example%2Fa%3Fb%3D1%26c%3D2&capture_all=1"),
  ])
  func `a witness's template is filled in`(template: String, filled: String) {
    #expect(WitnessChannel.filled(template, with: "https://news.example/a?b=1&c=2") == filled)
  }
}
