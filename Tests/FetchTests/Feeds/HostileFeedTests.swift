// Feeds built to harm: refused or read, never hung, and no file is ever read.

import Foundation
import Story
import Testing

@testable import Fetch

@Suite struct HostileFeedTests {
  static func read(_ text: String) throws -> Feed { try FeedTests.feed(text) }

  /// A file whose content must turn up nowhere.
  static func canary() throws -> (path: String, secret: String) {
    let secret = "canary-\(UUID().uuidString)"
    let path = NSTemporaryDirectory() + secret
    try secret.write(toFile: path, atomically: true, encoding: .utf8)
    return (path, secret)
  }

  @Test(arguments: [
    "<!DOCTYPE rss SYSTEM \"file://PATH\">", "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://PATH\">]>",
    "<!DOCTYPE rss [<!ENTITY % x SYSTEM \"file://PATH\"> %x;]>",
    "<!doctype rss [<!ENTITY x SYSTEM \"PATH\">]>",
    "<!-- > --><!DOCTYPE rss [<!ENTITY x SYSTEM \"file://PATH\">]>",
    "<?x <rss> ?>\n<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://PATH\">]>",
  ])
  func `a DOCTYPE is refused and names no file`(start: String) throws {
    let (path, secret) = try Self.canary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text =
      "<?xml version=\"1.0\"?>" + start.replacing("PATH", with: path)
      + "<rss><channel><title>&x;</title><item><title>&x;</title><link>https://news.example/a</link></item></channel></rss>"
    for encoded in [
      Array(text.utf8), [0xFF, 0xFE] + Array(try #require(text.data(using: .utf16LittleEndian))),
    ] {
      let error = #expect(throws: FeedError.self) {
        let feed = try Feed(encoded, address: WebAddress(FeedTests.base))
        #expect(!"\(feed)".contains(secret))
      }
      #expect(error?.reason.contains("DOCTYPE") == true)
    }
  }

  @Test func `an XInclude is an element like any other`() throws {
    let (path, secret) = try Self.canary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let feed = try Self.read(
      "<rss><channel><title><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file://\(path)\" parse=\"text\"/>A</title></channel></rss>"
    )
    #expect(!"\(feed)".contains(secret))
  }

  @Test func `a billion laughs unfold to nothing`() {
    var text = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">"
    for level in 1..<10 {
      text += "<!ENTITY lol\(level) \"\(String(repeating: "&lol\(level - 1);", count: 10))\">"
    }
    text += "]><rss><channel><title>&lol9;</title></channel></rss>"
    #expect(throws: FeedError.self) { try Self.read(text) }
    // Without the DOCTYPE these are no names of anything.
    let bare = "<rss><channel><title>\(String(repeating: "&lol9;", count: 100_000))</title></channel></rss>"
    #expect(throws: Never.self) { try Self.read(bare) }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("", "<a>"), ("<rss>", "<item><b>"), ("", "{\"a\":"), ("{\"items\":", "["),
      ("<opml><body>", "<outline>"),
    ])
  func `a hundred thousand levels are refused`(start: String, level: String) throws {
    let error = #expect(throws: FeedError.self) {
      try Self.read(start + String(repeating: level, count: 100_000))
    }
    #expect(error?.reason.contains("deep") == true)
  }

  @Test(.timeLimit(.minutes(1)))
  func `long attributes, many attributes and many name spaces are refused`() {
    for tag in [
      "<item a=\"\(String(repeating: "x", count: 1 << 20))\"/>",
      "<item \((0..<30_000).map { "a\($0)=\"\"" }.joined(separator: " "))/>",
      "<item \((0..<2000).map { "xmlns:a\($0)=\"u\($0)\"" }.joined(separator: " "))/>",
      String(repeating: "<item xmlns:a=\"u\" xmlns:b=\"u\" xmlns:c=\"u\">", count: 80),
      "<item a=\"" + String(repeating: "<", count: 100_000),
    ] {
      #expect(throws: FeedError.self) { try Self.read("<rss><channel>\(tag)</channel></rss>") }
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `what is too large is refused, and what is large is read`() throws {
    let item = "<url><loc>https://news.example/story-%</loc></url>"
    var bytes = Array("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">".utf8)
    for number in 0..<20_000 { bytes += item.replacing("%", with: "\(number)").utf8 }
    bytes += Array("</urlset>".utf8)
    var limits = FeedLimits()
    limits.items = 15_000
    let feed = try Feed(bytes, address: WebAddress(FeedTests.base), limits: limits)
    #expect(feed.items.count == 15_000)
    #expect(feed.faults.count == 1)
    for start in ["<rss><channel><title>", "{\"items\":[", "<urlset>", ""] {
      let large = Array(start.utf8) + [UInt8](repeating: 0x61, count: 50 << 20)
      #expect(throws: FeedError.self) { try Feed(large, address: WebAddress(FeedTests.base)) }
    }
    let json = Array("{\"items\":[".utf8) + [UInt8](repeating: 0x20, count: 20 << 20) + Array("]}".utf8)
    #expect(throws: FeedError.self) { try Feed(json, address: WebAddress(FeedTests.base)) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `titles that look like a million tags take no time`() throws {
    for piece in ["&lt;a ", "<![CDATA[<]]>", "&amp;lt;", "&amp;", "&#x;", "&", "<b"] {
      let text = FeedTests.rss(
        "<item><link>https://news.example/a</link><title>\(String(repeating: piece, count: 20_000))</title></item>"
      )
      _ = try? Self.read(text)
    }
    #expect(FeedText.fromHTML(String(repeating: "<a", count: 100_000))?.count == 501)
  }

  /// Whatever the bytes, reading ends, and what comes out is whole, harmless and within bounds.
  @Test(.timeLimit(.minutes(2)))
  func `bytes cut, swapped and doubled are read or refused`() throws {
    let seeds = [
      FeedTests.rss(
        "<item><title>Ferry &amp; tug</title><link>https://news.example/ferry</link><guid>n-1</guid><pubDate>Mon, 06 Jan 2020 22:00:00 GMT</pubDate></item>"
      ),
      #"<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><title type="html">A &lt;b&gt;b&lt;/b&gt;</title><link href="a"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><![CDATA[x]]></div></content></entry></feed>"#,
      #"<opml><body><outline text="a" xmlUrl="https://wire.example/rss"/></body></opml>"#,
      #"{"items":[{"id":7,"url":"https://news.example/a","title":"Fire","tags":["a"]}]}"#,
      #"<urlset><url><loc>https://news.example/a</loc><lastmod>2020-01-06</lastmod></url></urlset>"#,
    ].map { Array($0.utf8) }
    let pieces = [
      "<", ">", "&", ";", "\"", "]]>", "<![CDATA[", "<!--", "<?", "xmlns:a=\"", "\0", "\u{FFFE}", "</item>",
      "<item>",
    ]
    var random = SeededNumbers(seed: 20_200_106)
    var read = 0
    for _ in 0..<4000 {
      var bytes = seeds[Int(random.next() % UInt64(seeds.count))]
      for _ in 0...(random.next() % 6) {
        let place = Int(random.next() % UInt64(bytes.count + 1))
        switch random.next() % 5 {
        case 0:
          bytes.removeSubrange(min(place, bytes.count)..<min(bytes.count, place + Int(random.next() % 20)))
        case 1: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        case 2: bytes.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))].utf8, at: place)
        case 3: bytes.insert(contentsOf: bytes[min(place, bytes.count)...].prefix(60), at: place)
        default: bytes = Array(bytes.prefix(place))
        }
        if bytes.isEmpty { bytes = [0x3C] }
      }
      guard let feed = try? Feed(bytes, address: WebAddress(FeedTests.base)) else { continue }
      read += 1
      #expect(Set(feed.items.map(\.address)).count == feed.items.count)
      for item in feed.items {
        let texts = [item.title, item.summary].compactMap { $0 } + item.keywords
        #expect(texts.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } })
        #expect(item.address.text.hasPrefix("http"))
      }
    }
    // What is only scratched still says what it said.
    #expect(read > 300)
  }
}
