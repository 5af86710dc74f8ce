// Hostile pages: read in bounded time, with what can be read.

@testable import Extraction
import Story
import Testing

@Suite struct BoundedMarkupTests {
  private let story = "<p>\(harbour[0])</p>"

  /// Reads a page and says how long it took.
  private func timed(_ html: String) throws -> (page: ExtractedPage, seconds: Double) {
    let clock = ContinuousClock()
    var page: ExtractedPage?
    let time = try clock.measure { page = try read(html) }
    return (try #require(page), Double(time.components.seconds))
  }

  /// Generous: tests run unoptimised and beside one another.
  private let patience = 60.0

  @Test func `A hundred thousand nested divs`() throws {
    let (page, seconds) = try timed(
      String(repeating: "<div>", count: 100_000) + story + String(repeating: "</div>", count: 100_000))
    #expect(page.article.text == harbour[0])
    #expect(page.remarks.contains { $0.contains("nested deeper than 512") })
    #expect(seconds < patience)
  }

  @Test func `A hundred thousand attributes on one tag`() throws {
    let attributes = (0..<100_000).map { "a\($0)=1" }.joined(separator: " ")
    let (page, seconds) = try timed("<div \(attributes)>\(story)</div>")
    #expect(page.article.text == harbour[0])
    #expect(page.remarks == ["99744 attributes beyond 256 on a tag were passed over"])
    #expect(seconds < patience)
  }

  @Test func `Ten thousand nested fonts`() throws {
    let (page, seconds) = try timed((0..<10_000).map { "<font size=\($0)><p>" }.joined() + harbour[0])
    #expect(page.article.text == harbour[0])
    #expect(seconds < patience)
  }

  @Test func `Twenty megabytes in one line are cut to two, with a remark`() throws {
    let (page, seconds) = try timed("<p>" + String(repeating: "The harbour is on fire. ", count: 800_000))
    #expect(page.article.text.utf8.count <= BoundedMarkup.mostText)
    #expect(page.article.text.utf8.count > BoundedMarkup.mostText - 24)
    #expect(page.remarks.contains(BoundedMarkup.tooMuchText))
    #expect(seconds < patience)
  }

  @Test func `More than the longest page is cut, with a remark`() throws {
    let comment = "<!-- \(String(repeating: " ", count: 33 << 20)) -->"
    let page = try read(story + comment + "<p>\(harbour[1])</p>")
    #expect(page.remarks.first == "longer than 32 MB; the rest was not read")
    #expect(page.article.text == harbour[0])
  }

  @Test(arguments: ["<!-- a remark ", "<script>var a = 1; ", "<style>p { "])
  func `Never closed, so what follows is not read`(_ opening: String) throws {
    let (page, seconds) = try timed(
      story + opening + String(repeating: "<p>\(harbour[1])</p>", count: 10_000))
    #expect(page.article.text == harbour[0])
    #expect(page.remarks.contains { $0.contains("never closed") })
    #expect(seconds < patience)
  }

  @Test func `A megabyte of zero bytes around a story`() throws {
    let zeros = String(repeating: "\0", count: 1 << 20)
    let (page, seconds) = try timed(zeros + story + zeros)
    #expect(page.article.text == harbour[0])
    #expect(seconds < patience)
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
    let (page, seconds) = try timed(
      "<article>\(story)<p>\(harbour[1])</p></article>" + String(repeating: piece, count: 5_000))
    #expect(page.article.text.hasPrefix(harbour[0]))
    #expect(seconds < patience)
  }

  @Test func `More tags than any page has are passed over, their text is not`() throws {
    let (page, _) = try timed(String(repeating: "<i>x</i> ", count: 100_001) + "<p>The last word of it.</p>")
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
