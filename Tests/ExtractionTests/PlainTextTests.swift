// Scraped plain text.

import Extraction
import Story
import Testing

@Suite struct PlainTextTests {
  @Test func `Scraped text with all its troubles gives the story`() throws {
    let text = """
      This website uses cookies so that we can give you the best experience. Cookie information is kept in your browser.

      \(harbour[0])
      \(harbour[1])
      Created with Sketch.
      Created with Sketch.
      1/2
      The north quay on Monday night
      AP
      2/2
      The chandler’s shop
      EPA
      1/2
      The north quay on Monday night
      AP
      2/2
      The chandler’s shop
      EPA
      \(harbour[2])
      \(harbour[3])
      More follows…
      """
    let article = try readText(text).article
    #expect(article.texts(.paragraph) == harbour)
    #expect(article.blocks.last == Block(.notice, "More follows…"))
    #expect(article.headline == nil)
    #expect(article.furniture.contains(Furniture(.toolMark, "Created with Sketch.", count: 2)))
    #expect(article.count(.cookieNotice) == 1)
  }

  @Test func `The cookie notice may be there or not`() throws {
    let story = harbour.joined(separator: "\n")
    let notice = "This website uses cookies so that we can give you the best experience.\n\n"
    #expect(try readText(notice + story).article.content == (try readText(story).article.content))
  }

  @Test func `A short first line with a blank line after it is the headline`() throws {
    let article = try readText("Fire at the old harbour put out\n\n" + harbour.joined(separator: "\n"))
      .article
    #expect(article.headline == Sourced("Fire at the old harbour put out", source: "text"))
    #expect(article.text == harbour.joined(separator: "\n"))
  }

  static let noHeadline = [
    "Fire at the old harbour put out\n" + harbour.joined(separator: "\n"),
    "The fire at the old harbour is out.\n\n" + harbour.joined(separator: "\n"),
    "Fire\n\n" + harbour.joined(separator: "\n"),
    "Fire at the old harbour put out\n\nMore soon",
    "\(harbour[0])\n\n\(harbour[1])\n\n\(harbour[2])",
  ]

  @Test(arguments: noHeadline) func `Where it is in doubt, no headline is claimed`(_ text: String) throws {
    #expect(try readText(text).article.headline == nil)
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"]) func `Any line end parts blocks`(_ end: String)
    throws
  {
    #expect(try readText(harbour.joined(separator: end)).article.blocks.map(\.text) == harbour)
  }

  @Test func `Text without a media type is told from HTML by its bytes`() throws {
    #expect(try read(harbour.joined(separator: "\n"), mediaType: nil).article.blocks.count == 4)
    #expect(try read(page(), mediaType: nil).article.headline?.source == "h1")
    #expect(
      try read("The crews wrote 3 < 4 > 2 on the wall of the harbour.", mediaType: nil).article.blocks.count
        == 1)
  }

  @Test func `Markup in plain text is text`() throws {
    #expect(
      try readText("The clerk typed <b>bold</b> into the record of the council.").article.text.contains(
        "<b>bold</b>"))
  }
}
