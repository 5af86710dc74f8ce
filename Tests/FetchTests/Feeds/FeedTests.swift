// Feeds of every form, as they are found, and as an enemy would write them.

import Foundation
import Story
import Testing

@testable import Fetch

@Suite struct FeedTests {
  static let base = "https://news.example/feeds/world.xml"

  static func feed(_ text: String, mediaType: String? = nil, at address: String = base) throws -> Feed {
    try Feed(Array(text.utf8), mediaType: mediaType, address: WebAddress(address))
  }

  static func rss(_ items: String, channel: String = "<title>Harbour News</title>") -> String {
    #"<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\#(channel)\#(items)</channel></rss>"#
  }

  // MARK: Forms

  @Test func `RSS 2 gives title, address, date, id and keywords`() throws {
    let feed = try Self.feed(
      Self.rss(
        """
        <item><title>Ferry &amp; tug collide</title><link>https://news.example/ferry</link>
        <guid isPermaLink="false">n-1</guid><pubDate>Mon, 06 Jan 2020 22:00:00 GMT</pubDate>
        <category>Harbour</category><description>&lt;p&gt;Two boats &lt;b&gt;met&lt;/b&gt;.&lt;/p&gt;</description></item>
        """))
    #expect(feed.kind == .rss)
    #expect(feed.title == "Harbour News")
    let item = try #require(feed.items.first)
    #expect(item.id == "n-1")
    #expect(item.address.text == "https://news.example/ferry")
    #expect(item.title == "Ferry & tug collide")
    #expect(item.summary == "Two boats met.")
    #expect(item.published == Timestamp("2020-01-06T22:00:00Z"))
    #expect(item.keywords == ["Harbour"])
  }

  @Test(arguments: [
    // RSS 1.0: items beside the channel, dates of Dublin Core.
    (
      #"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title></channel><item rdf:about="https://news.example/a"><title>Fire</title><dc:date>2020-01-06T22:00:00+01:00</dc:date></item></rdf:RDF>"#,
      Feed.Kind.rss, "https://news.example/a", "Fire", "2020-01-06T21:00:00Z"
    ),
    // RSS 0.91, no date.
    (
      "<rss version=\"0.91\"><channel><item><title>Fire</title><link>/a</link></item></channel></rss>", .rss,
      "https://news.example/a", "Fire", ""
    ),
    // Atom with a base, several links and HTML in the title.
    (
      #"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/b/"><title>T</title><entry><id>tag:news.example,2020:1</id><title type="html">Fire at &amp;lsquo;The Dock&amp;rsquo;</title><link rel="self" href="x"/><link rel="alternate" type="text/html" href="a"/><published>2020-01-06T22:00:00Z</published></entry></feed>"#,
      .atom, "https://news.example/b/a", "Fire at ‘The Dock’", "2020-01-06T22:00:00Z"
    ),
    // Atom under a prefix of its own.
    (
      #"<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Fire</a:title><a:link href="https://news.example/a"/></a:entry></a:feed>"#,
      .atom, "https://news.example/a", "Fire", ""
    ),
    // A news sitemap.
    (
      #"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/a</loc><news:news><news:publication><news:name>N</news:name></news:publication><news:publication_date>2020-01-06</news:publication_date><news:title>Fire</news:title><news:keywords>dock, fire</news:keywords></news:news></url></urlset>"#,
      .sitemap, "https://news.example/a", "Fire", "2020-01-06T00:00:00Z"
    ),
    // JSON Feed with a number for an id.
    (
      #"{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":7,"url":"https://news.example/a","title":"Fire","date_published":"2020-01-06T22:00:00Z"}]}"#,
      .json, "https://news.example/a", "Fire", "2020-01-06T22:00:00Z"
    ),
  ])
  func `every form gives the same item`(
    text: String, kind: Feed.Kind, address: String, title: String, date: String
  ) throws {
    let feed = try Self.feed(text)
    #expect(feed.kind == kind)
    #expect(feed.faults == [])
    #expect(feed.items.map(\.address.text) == [address])
    #expect(feed.items.first?.title == title)
    #expect(feed.items.first?.published == Timestamp(date))
  }

  @Test func `a sitemap index and an OPML list give feeds`() throws {
    let index = try Self.feed(
      #"<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/1.xml</loc><lastmod>2020-01-06</lastmod></sitemap></sitemapindex>"#
    )
    #expect(index.kind == .sitemapIndex)
    #expect(index.feeds.map(\.address.text) == ["https://news.example/1.xml"])
    let list = try Self.feed(
      #"<opml version="2.0"><head><title>Mine</title></head><body><outline text="World"><outline text="Wire &amp; Co" type="rss" xmlUrl="https://wire.example/rss"/></outline></body></opml>"#
    )
    #expect(list.kind == .opml)
    #expect(list.title == "Mine")
    #expect(list.feeds.map(\.title) == ["Wire & Co"])
  }

  @Test func `a packed sitemap is unpacked, a cut one refused`() throws {
    // gzip -9 of <urlset><url><loc>https://news.example/a</loc></url></urlset>
    let packed = Array(
      try #require(
        Data(
          base64Encoded:
            "H4sIAAAAAAACA7MpLcopTi2xswHSdjY5+cl2GSUlBcVW+vp5qeXFeqkVibkFOan6iTb6IDkbfbAyfagmAN9m8509AAAA")))
    let feed = try Feed(packed, address: WebAddress(Self.base))
    #expect(feed.items.map(\.address.text) == ["https://news.example/a"])
    #expect(throws: FeedError.self) { try Feed(Array(packed.dropLast(9)), address: WebAddress(Self.base)) }
  }

  @Test func `a web page is no feed, and its own feeds are named`() throws {
    let error = #expect(throws: FeedError.self) {
      try Self.feed(
        #"<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" title="World" href="/rss.xml"></head></html>"#
      )
    }
    #expect(error?.alternates.map(\.address.text) == ["https://news.example/rss.xml"])
    #expect(error?.description.contains("web page") == true)
  }

  // MARK: What feeds get wrong

  @Test(arguments: [
    // A bare ampersand, a name of HTML's, and one of nobody's.
    ("<title>Fire & smoke</title>", "Fire & smoke"),
    ("<title>Caf&eacute; burns</title>", "Café burns"),
    ("<title>Tom &foo; Jerry</title>", "Tom &foo; Jerry"),
    // Markup twice escaped, once escaped, in CDATA.
    ("<title>AT&amp;amp;T &amp;#8217;20</title>", "AT&T ’20"),
    ("<title><![CDATA[<b>Fire</b> at dock]]></title>", "Fire at dock"),
    ("<title>&lt;i&gt;Fire&lt;/i&gt; at dock</title>", "Fire at dock"),
    // A sign that is no tag.
    ("<title>5 < 6, and 7 &lt; 8</title>", "5 < 6, and 7 < 8"),
    // Control characters, and Windows' quotation marks by number.
    ("<title>Fire\u{1}\u{1b}[31m at&#147;dock&#148;</title>", "Fire [31m at“dock”"),
    ("<title>\n   Fire\n at   dock </title>", "Fire at dock"),
    // What turns the direction of writing is no part of a title.
    ("<title>Fire\u{202E}kcod</title>", "Fire kcod"),
    ("<title>Script<script>alert(1)</script> kiddies</title>", "Scriptalert(1) kiddies"),
    ("<title>&lt;script&gt;alert(1)&lt;/script&gt;Fire</title>", "Fire"),
  ])
  func `titles come out as text`(markup: String, title: String) throws {
    let feed = try Self.feed(Self.rss("<item>\(markup)<link>https://news.example/a</link></item>"))
    #expect(feed.items.first?.title == title)
  }

  @Test(arguments: [
    ("<link>/a b</link>", "https://news.example/a%20b"),
    ("<link>\n https://news.example/a\n</link>", "https://news.example/a"),
    ("<link>../a</link>", "https://news.example/a"),
    ("<link>//other.example/a</link>", "https://other.example/a"),
    ("<link/><guid>https://news.example/a</guid>", "https://news.example/a"),
    ("<guid isPermaLink=\"true\">https://news.example/a</guid>", "https://news.example/a"),
    ("<link>javascript:alert(1)</link><guid>https://news.example/a</guid>", "https://news.example/a"),
    ("<atom:link href=\"https://news.example/a\"/>", "https://news.example/a"),
  ])
  func `links are found and made whole`(markup: String, address: String) throws {
    let feed = try Self.feed(Self.rss("<item><title>A</title>\(markup)</item>"))
    #expect(feed.items.map(\.address.text) == [address])
  }

  @Test(arguments: [
    "<link>javascript:alert(1)</link>", "<link>file:///etc/passwd</link>", "<link>data:text/html,x</link>",
    "<link>https://user:pass@news.example/</link>",
    "<guid isPermaLink=\"false\">https://news.example/a</guid>", "",
  ])
  func `an item without an address that can be fetched is left out, and said`(markup: String) throws {
    let feed = try Self.feed(Self.rss("<item><title>A</title>\(markup)</item>"))
    #expect(feed.items.isEmpty)
    #expect(feed.faults == ["1 of its items have no address"])
  }

  @Test func `a GUID that names several items names none`() throws {
    let feed = try Self.feed(
      Self.rss(
        ["a", "b", "b"].map {
          "<item><link>https://news.example/\($0)</link><guid isPermaLink=\"false\">same</guid></item>"
        }.joined()))
    #expect(feed.items.map(\.id) == ["https://news.example/a", "https://news.example/b"])
    #expect(feed.faults.count == 1)
  }

  @Test func `what breaks off is read up to there`() throws {
    let whole = Self.rss("<item><link>https://news.example/a</link></item><item><link>https://news.example/b")
    let feed = try Self.feed(String(whole.prefix(whole.count - 30)))
    #expect(feed.items.first?.address.text == "https://news.example/a")
    #expect(feed.faults.contains { $0.contains("breaks off") })
  }

  @Test(
    arguments: [
      ("ISO-8859-1", nil, [0xE9]), ("windows-1252", nil, [0xE9]), ("utf-8", nil, [0xC3, 0xA9]),
      ("ISO-8859-2", nil, [0xE9]), ("utf-8", "text/xml; charset=iso-8859-1", [0xE9]),
      ("klingon", nil, [0xC3, 0xA9]), ("UTF-7", nil, [0xC3, 0xA9]),
      ("utf-16", "text/xml; charset=\"UTF-8\"", [0xC3, 0xA9]),
    ] as [(String, String?, [UInt8])])
  func `encodings are what was sent, else what is declared`(
    declared: String, mediaType: String?, letter: [UInt8]
  ) throws {
    let bytes =
      Array("<?xml version='1.0' encoding='\(declared)'?><rss><channel><title>Caf".utf8) + letter
      + Array("</title></channel></rss>".utf8)
    let feed = try Feed(bytes, mediaType: mediaType, address: WebAddress(Self.base))
    #expect(feed.title == "Café")
  }

  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
  func `two bytes a character, with and without a mark`(encoding: String.Encoding) throws {
    let text = "<?xml version='1.0' encoding='UTF-16'?><rss><channel><title>Café 🔥</title></channel></rss>"
    let plain = Array(try #require(text.data(using: encoding)))
    let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
    for bytes in [plain, mark + plain] {
      #expect(try Feed(bytes, address: WebAddress(Self.base)).title == "Café 🔥")
    }
  }
}
