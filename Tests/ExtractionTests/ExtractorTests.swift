// What a page as a whole gives: the same article every time, whatever stands around it.

import Extraction
import Story
import Testing

@Suite struct ExtractorTests {
  @Test func `A plain page gives its paragraphs in order and its headline`() throws {
    let article = try read(page()).article
    #expect(article.text == harbour.joined(separator: "\n"))
    #expect(article.headline == Sourced("Fire at the old harbour put out", source: "h1"))
    #expect(article.language == "en-GB")
  }

  @Test func `The same bytes give the same article`() throws {
    let html = page(before: "<nav><a href=/>Home</a></nav>", after: "<footer>About us</footer>")
    #expect(try read(html) == read(html))
  }

  @Test func `Its identity names the room and the parser, on one line`() {
    #expect(Extractor.identity.hasPrefix("writethru-extractor 4 libxml2 2."))
    #expect(!Extractor.identity.contains("\n"))
  }

  /// Furniture that comes, goes and changes between two captures of one story.
  static let furniture: [(name: String, before: String, inside: String, after: String)] = [
    (
      "a cookie banner",
      "<div><p>We use cookies to improve your experience on this site.</p><button>OK</button></div>", "", ""
    ),
    ("a ticker", "<div><a href=/live>BREAKING: Ferry strike called off</a></div>", "", ""),
    ("counters", "", "<div><span>Updated 5 minutes ago</span> <span>1,204 shares</span></div>", ""),
    ("other counters", "", "<div><span>Updated 3 hours ago</span> <span>88 shares</span></div>", ""),
    ("an advertisement", "", "<div class='x1'><span>Advertisement</span></div>", ""),
    (
      "a line that leads elsewhere", "",
      "<p><strong>Read more:</strong> <a href=/b>Bakers ban the long loaf</a></p>", ""
    ),
    (
      "a box of links", "",
      "<div><h3>Related stories</h3><ul><li><a href=/a>Bakers ban the long loaf</a><li><a href=/b>Ferry late</a></ul></div>",
      ""
    ),
    (
      "a newsletter", "",
      "<div><h4>Sign up to our daily newsletter</h4><p>The day’s news in your inbox every morning.</p><form><input></form></div>",
      ""
    ),
    (
      "the most read", "", "",
      "<div><h2>Most read</h2><ol><li><a href=/1>Mayor resigns over the bridge</a><li><a href=/2>Rain</a></ol></div>"
    ),
    (
      "comments", "", "",
      "<div><h2>Comments</h2><div><p>I saw the whole thing from my window, and it was quite a sight for all of us.</p></div></div>"
    ),
    (
      "many comments", "", "",
      "<div><h2>Comments</h2>"
        + String(
          repeating:
            "<div><p>I saw the whole thing from my window, and it was quite a sight for all of us.</p></div>",
          count: 60) + "</div>"
    ),
    ("a drawing’s mark", "", "<svg><title>Share icon</title><desc>Created with Sketch.</desc></svg>", ""),
  ]

  @Test(arguments: furniture.indices) func `Furniture changes nothing of the body`(_ index: Int) throws {
    let piece = Self.furniture[index]
    let body =
      "<p>\(harbour[0])</p><p>\(harbour[1])</p>\(piece.inside)<p>\(harbour[2])</p><p>\(harbour[3])</p>"
    let with = try read(page(body, before: piece.before, after: piece.after)).article
    #expect(with.content == (try read(page()).article.content), "\(piece.name)")
  }

  @Test func `Anonymous furniture all at once changes nothing of the body`() throws {
    let all = Self.furniture
    let html = page(
      "<p>\(harbour[0])</p>" + all.map(\.inside).joined()
        + harbour.dropFirst().map { "<p>\($0)</p>" }.joined(),
      before: all.map(\.before).joined(), after: all.map(\.after).joined())
    #expect(try read(html).article.text == harbour.joined(separator: "\n"))
  }

  @Test func `New wrappers, class names and attribute order are no change`() throws {
    let plain = try read(page(harbour.map { "<p class='a1f' id=x>\($0)</p>" }.joined()))
    let built = try read(
      page(
        "<div class='css-9ab'><section>" + harbour.map { "<p id=q7 class='css-77'>\($0)</p>" }.joined()
          + "</section></div>"))
    #expect(plain.article.content == built.article.content)
  }

  @Test func `A true edit is seen, and nothing else`() throws {
    let before = try read(page()).article
    let after = try read(page().replacing("three warehouses", with: "four warehouses")).article
    #expect(before.blocks.count == after.blocks.count)
    #expect(
      zip(before.blocks, after.blocks).filter { $0 != $1 }.map(\.1.text) == [
        harbour[1].replacing("three", with: "four")
      ])
  }

  @Test func `Teasers of other stories with more text than the story do not take its place`() throws {
    let teasers = (1...30).map {
      "<li><div><a href=/\($0)>Story \($0)</a><div>The \($0)th ferry of the day was late again, and its captain has written to the council about it.</div></div></li>"
    }
    let body = "<div itemprop=articleBody>" + harbour.map { "<p>\($0)</p>" }.joined() + "</div>"
    let article = try read(page(body, after: "<ul>\(teasers.joined())</ul>")).article
    #expect(article.text == harbour.joined(separator: "\n"))
  }

  @Test func `What is called a subscription box but holds the story is read`() throws {
    let body = "<div class='paywall subscribe'>" + harbour.map { "<p>\($0)</p>" }.joined() + "</div>"
    #expect(try read(page(body)).article.text == harbour.joined(separator: "\n"))
  }

  @Test func `A page whose every part stands in one form is read`() throws {
    let html =
      "<html><body><form id=aspnetForm><h1>Fire at the old harbour put out</h1><div>"
      + harbour.map { "<p>\($0)</p>" }.joined() + "</div></form></body></html>"
    #expect(try read(html).article.text == harbour.joined(separator: "\n"))
  }
}
