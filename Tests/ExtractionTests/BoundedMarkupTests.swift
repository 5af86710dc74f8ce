// Hostile pages: read in bounded time, with what can be read.

import Extraction
import Story
import Testing

/// What each of these took when read by an optimised build, beyond a page of one paragraph, is in the guide “Pages that
/// are meant to hurt”; here it is only seen that what is read is right, and that a page read in part is said to be.
@Suite struct BoundedMarkupTests {
  private let story = "<p>\(harbour[0])</p>"

  @Test func `A hundred thousand nested divs`() throws {
    let page = try read(
      String(repeating: "<div>", count: 100_000) + story + String(repeating: "</div>", count: 100_000))
    #expect(page.article.text == harbour[0])
    #expect(page.remarks.contains { $0.contains("nested deeper than 512") })
  }

  @Test func `A hundred thousand attributes on one tag`() throws {
    let attributes = (0..<100_000).map { "a\($0)=1" }.joined(separator: " ")
    let page = try read("<div \(attributes)>\(story)</div>")
    #expect(page.article.text == harbour[0])
    #expect(page.remarks == ["99744 attributes beyond 256 on a tag were passed over"])
  }

  @Test func `Ten thousand nested fonts`() throws {
    let page = try read((0..<10_000).map { "<font size=\($0)><p>" }.joined() + harbour[0])
    #expect(page.article.text == harbour[0])
  }

  @Test func `More text than any article has is read in part`() throws {
    let page = try read("<p>" + String(repeating: "The harbour is on fire. ", count: 100_000))
    #expect(page.article.text.utf8.count == 2 << 20)
    #expect(page.remarks == ["more than 2 MB of text; the rest was not read"])
    let scraped = try readText(String(repeating: "The harbour is on fire, é.\n", count: 90_000))
    #expect(scraped.article.text.utf8.count > 2_000_000)
    #expect(scraped.remarks == ["more than 2 MB of text; the rest was not read"])
  }

  @Test func `Text is not cut within a character`() throws {
    let page = try read("<p>" + String(repeating: "é", count: (1 << 20) + 1) + "é")
    #expect(page.article.text == String(repeating: "é", count: 1 << 20))
  }

  @Test func `More markup than any page has is read in part`() throws {
    let image = "<img src='/a.jpg' alt='\(String(repeating: "x", count: 60_000))'>"
    let page = try read("<article>\(story)" + String(repeating: image, count: 150) + "<p>\(harbour[1])</p>")
    #expect(page.article.text == harbour[0])
    #expect(page.remarks == ["more than 8 MB of markup; the rest was not read"])
  }

  @Test func `Scripts, comments and pictures within the page are no markup to be read`() throws {
    let data = String(repeating: "iVBORw0KGgo", count: 100_000)
    let bulk = "<script>\(data)</script><!-- \(data) --><img src='data:image/png;base64,\(data)'>"
    let page = try read("<article>\(story)" + String(repeating: bulk, count: 3) + "<p>\(harbour[1])</p>")
    #expect(page.article.text == harbour[...1].joined(separator: "\n"))
    #expect(page.remarks.isEmpty)
  }

  @Test func `Half a million ampersands and angle brackets are read as such, more as spaces`() throws {
    let page = try read(story + "<p>" + String(repeating: "&<", count: 300_000) + "<p>\(harbour[1])")
    #expect(page.article.text.hasPrefix(harbour[0]))
    #expect(page.article.text.hasSuffix(harbour[1]))
    #expect(page.remarks == ["75712 “&” and “<” beyond 524288 became spaces"])
  }

  /// Told its encoding by name, libxml2 lost the first part of such a name when its buffer moved, on some runs.
  @Test(arguments: [90, 200, 5_000]) func `A long name after an ampersand is read whole`(_ length: Int) throws
  {
    let name = "&" + String(repeating: "ÿ", count: length)
    let text = "\(harbour[0]) \(name) \(harbour[1])"
    for padding in [0, 3_000, 200_000] {
      let page = try read("<p>\(text)<i>\(String(repeating: " x", count: padding))</i></p>")
      #expect(page.article.text.hasPrefix(text))
    }
  }

  @Test func `Marks piled on a letter are thirty at most`() throws {
    let page = try read("<p>\(harbour[0]) a" + String(repeating: "\u{301}\u{316}", count: 20_000) + " b</p>")
    #expect(page.article.text.unicodeScalars.count < harbour[0].count + 40)
    #expect(page.article.text.hasSuffix(" b"))
  }

  @Test func `More than the longest page is cut, with a remark`() throws {
    let comment = "<!-- \(String(repeating: " ", count: 33 << 20)) -->"
    let page = try read(story + comment + "<p>\(harbour[1])</p>")
    #expect(page.remarks.first == "longer than 32 MB; the rest was not read")
    #expect(page.article.text == harbour[0])
  }

  @Test(arguments: ["<!-- a remark ", "<script>var a = 1; ", "<style>p { "])
  func `Never closed, so what follows is not read`(_ opening: String) throws {
    let page = try read(
      story + opening + String(repeating: "<p>\(harbour[1])</p>", count: 10_000))
    #expect(page.article.text == harbour[0])
    #expect(page.remarks.contains { $0.contains("never closed") })
  }

  @Test func `A megabyte of zero bytes around a story`() throws {
    let zeros = String(repeating: "\0", count: 1 << 20)
    let page = try read(zeros + story + zeros)
    #expect(page.article.text == harbour[0])
  }

  static let repeated = [
    "<", "<a", "<a href=\"x ", "&", "&amp;", "</div>", "<![CDATA[", "<b><i>", "<table><tr><td>", "<svg>",
    "<h1>x<div>",
    "<ul><li>", "<blockquote>", "<p><a href=x>y", "<meta name=a content=b>", "<figure><img src=/a.jpg>",
    "<h2><a href=x>Related</a></h2>", "<div class=comment>x", "<script type=application/ld+json>[</script>",
    "<br>",
  ]

  @Test(arguments: repeated) func `The story is read before any piece repeated five thousand times`(
    _ piece: String
  ) throws {
    let page = try read(
      "<article>\(story)<p>\(harbour[1])</p></article>" + String(repeating: piece, count: 5_000))
    #expect(page.article.text.hasPrefix(harbour[0]))
  }

  @Test func `More tags than any page has are passed over, their text is not`() throws {
    let page = try read(String(repeating: "<i>x</i> ", count: 100_001) + "<p>The last word of it.</p>")
    #expect(page.article.text.hasSuffix("The last word of it."))
    #expect(page.remarks.contains("2 tags beyond 100000 were passed over"))
  }

  @Test func `Bytes at random are read the same twice`() throws {
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<200 {
      var bytes: [UInt8] = []
      for _ in 0..<400 {
        // xorshift64 (Marsaglia 2003); half of the bytes are pieces of markup.
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let pieces = [
          "<p>", "</", "<div ", "=\"", "'", ">", "<!--", "<script", "&#", "<table>", "<a href=", "\u{301}",
        ]
        if state & 1 == 0 {
          bytes.append(UInt8(truncatingIfNeeded: state >> 8))
        } else {
          bytes += Array(pieces[Int((state >> 8) % UInt64(pieces.count))].utf8)
        }
      }
      bytes = Array("<p>".utf8) + bytes
      let first = try extractor.extract(bytes, mediaType: "text/html", address: nil)
      let second = try extractor.extract(bytes, mediaType: "text/html", address: nil)
      #expect(first == second)
    }
  }
}
