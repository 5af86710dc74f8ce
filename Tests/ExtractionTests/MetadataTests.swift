// Headline, standfirst, byline, dates, address.

import Extraction
import Story
import Testing

@Suite struct MetadataTests {
  private func linked(_ json: String) -> String { "<script type=\"application/ld+json\">\(json)</script>" }

  private let news = """
    {"@context":"https://schema.org","@type":"NewsArticle","headline":"Harbour fire out","url":"https://ferry.example/fire",
    "datePublished":"2020-01-06T21:00:00Z","dateModified":"2020-01-06T22:10:00Z","author":[{"@type":"Person","name":"Ann Ropes"},{"name":"Bo Quay"}]}
    """

  @Test func `JSON-LD gives dates and names, the page its headline`() throws {
    let article = try read(page(head: linked(news))).article
    #expect(article.headline == Sourced("Fire at the old harbour put out", source: "h1"))
    #expect(article.published == Sourced("2020-01-06T21:00:00Z", source: "json-ld"))
    #expect(article.modified == Sourced("2020-01-06T22:10:00Z", source: "json-ld"))
    #expect(article.byline == Sourced(["Ann Ropes", "Bo Quay"], source: "json-ld"))
  }

  @Test func `JSON-LD is read in a graph, in a list, with a list of types and raw line breaks`() throws {
    let graph =
      "{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"The Ferry Post\"},\(news.replacing("\"NewsArticle\"", with: "[\"Thing\",\"NewsArticle\"]"))]}"
    let broken = linked("{\"@type\":\"NewsArticle\",,}")
    for json in [
      graph, "[\(news)]", "/*<![CDATA[*/\(news.replacing("Harbour fire", with: "Harbour\nfire"))/*]]>*/",
    ] {
      #expect(
        try read(page(head: broken + linked(json))).article.published?.value == "2020-01-06T21:00:00Z",
        "\(json)")
    }
  }

  @Test func `Of several articles in JSON-LD the one with the page’s address counts`() throws {
    let other = news.replacing("/fire", with: "/loaf").replacing("2020-01-06", with: "1999-01-01")
    let head = linked("[\(other),\(news)]") + "<link rel=canonical href=https://ferry.example/fire>"
    #expect(try read(page(head: head)).article.published?.value == "2020-01-06T21:00:00Z")
  }

  @Test func `Without JSON-LD the page’s metas and marks are read`() throws {
    let head = """
      <meta property="article:published_time" content="2020-01-06T21:00:00Z"><meta name=author content="By Ann Ropes and Bo Quay">
      <meta property="og:updated_time" content="2020-01-06T22:10:00Z"><meta property="og:url" content="https://ferry.example/fire">
      """
    let article = try read(page(head: head)).article
    #expect(article.published == Sourced("2020-01-06T21:00:00Z", source: "og"))
    #expect(article.modified == Sourced("2020-01-06T22:10:00Z", source: "og"))
    #expect(article.byline == Sourced(["Ann Ropes", "Bo Quay"], source: "meta"))
    #expect(article.canonical == Sourced("https://ferry.example/fire", source: "og"))
  }

  @Test func `A logo in an h1 is not the headline`() throws {
    let html = """
      <html><head><title>Fire at the old harbour put out | The Ferry Post</title><meta property="og:site_name" content="The Ferry Post"></head>
      <body><header><h1><a href="/">The Ferry Post</a></h1></header><div><h1>Fire at the old harbour put out</h1>
      \(harbour.map { "<p>\($0)</p>" }.joined())</div></body></html>
      """
    #expect(try read(html).article.headline?.value == "Fire at the old harbour put out")
  }

  static let titles = [
    "Fire at the old harbour put out | The Ferry Post", "Fire at the old harbour put out - The Ferry Post",
    "The Ferry Post – Fire at the old harbour put out", "Fire at the old harbour put out",
  ]

  @Test(arguments: titles) func `A title without a heading is the headline, less the site’s name`(
    _ title: String
  ) throws {
    let html =
      "<html><head><title>\(title)</title><meta property=og:site_name content='The Ferry Post'></head><body>"
      + harbour.map { "<p>\($0)</p>" }.joined()
    #expect(try read(html).article.headline == Sourced("Fire at the old harbour put out", source: "title"))
  }

  @Test func `The line under the headline is the standfirst, not body`() throws {
    let line = "Forty crews fought the flames, and the wind, until morning"
    for markup in [
      "<h2>\(line)</h2>", "<p class=standfirst>\(line)</p>", "<div class='article__dek'>\(line)</div>",
    ] {
      let article = try read(page(markup + harbour.map { "<p>\($0)</p>" }.joined())).article
      #expect(article.standfirst == Sourced(line, source: "dom"), "\(markup)")
      #expect(article.text == harbour.joined(separator: "\n"))
    }
  }

  @Test(arguments: [
    "<address>By Ann Ropes</address>", "<div class=byline>By Ann Ropes</div>",
    "<a rel=author href=/ann>Ann Ropes</a>",
  ])
  func `A byline on the page is read and is no body`(_ markup: String) throws {
    let article = try read(page(markup + harbour.map { "<p>\($0)</p>" }.joined())).article
    #expect(article.byline == Sourced(["Ann Ropes"], source: "dom"))
    #expect(article.text == harbour.joined(separator: "\n"))
  }
}
