// The Atom feed that messages are kept in.

import Foundation
import FoundationXML
import Report
import Story
import Testing

@testable import Telling

@Suite struct FeedFileTests {
  @Test func `a feed has each message once, the newest first, and the same ids for ever`() async throws {
    let folder = NSTemporaryDirectory() + "feed-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func channel() -> FeedFile {
      FeedFile(
        name: "feed", path: folder + "/public/changes.xml", address: "https://desk.example/changes.xml",
        stateFolder: folder + "/state", most: 2)
    }
    for one in OutboxTests.three + [OutboxTests.three[2]] { try await channel().send(one) }
    let xml = try String(contentsOfFile: folder + "/public/changes.xml", encoding: .utf8)
    #expect(xml.components(separatedBy: "<entry>").count == 3)
    #expect(!xml.contains("Quote 1"))
    let (second, third) = (try #require(xml.range(of: "Quote 2")), try #require(xml.range(of: "Quote 3")))
    #expect(third.lowerBound < second.lowerBound)
    #expect(xml.contains("<updated>2020-01-06T23:03:00Z</updated>"))
    try await channel().send(OutboxTests.three[2])
    #expect(try String(contentsOfFile: folder + "/public/changes.xml", encoding: .utf8) == xml)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/public") == ["changes.xml"])
  }

  @Test func `whatever a page says, the feed is whole XML`() throws {
    var bad = message([change(.quoteAdded, hostile, speaker: hostile)], summary: hostile)
    bad.headline = hostile + "\u{FFFE}\u{FFFF}\u{1F525}"
    bad.address = "https://news.example/?a=1&b='2'"
    let feed = FeedFile(name: "f", path: "/x", title: hostile, stateFolder: "/x").document([bad])
    let document = try XMLDocument(xmlString: feed, options: [])
    let entries = try document.nodes(forXPath: "//*[local-name()='entry']")
    #expect(entries.count == 1)
    #expect(try document.nodes(forXPath: "//*[local-name()='script']").isEmpty)
    let content = try #require(try document.nodes(forXPath: "//*[local-name()='content']").first?.stringValue)
    #expect(content.hasPrefix("<p>"))
    #expect(!content.contains("<script>"))
  }

  @Test func `names are UUIDs of version 8`() {
    let urn = FeedFile.urn(["a"])
    #expect(
      urn.wholeMatch(of: /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
        != nil)
    #expect(FeedFile.urn(["a"]) == urn)
    #expect(FeedFile.urn(["b"]) != urn)
  }
}
