// The example in the room's article, run: Sources/Extraction/Documentation.docc/Extraction.md.

import Extraction
import Story
import Testing

@Suite struct ExtractionExampleTests {
  @Test func `the article's example does what it says`() throws {
    let page = """
      <html><head><title>Fire at the harbour - The Ferry Post</title></head><body><nav>News Sport</nav>
      <article><h1>Fire at the harbour</h1><p>Twelve boats burnt at the old quay on Monday night.</p>
      <p>Nobody was hurt, the fire service said.</p></article><footer>All rights reserved</footer></body></html>
      """
    let read = try Extractor().extract(
      Array(page.utf8), mediaType: "text/html; charset=utf-8", address: "https://ferrypost.example/fire")
    let headline = read.article.headline?.value
    let paragraphs = read.article.blocks.map(\.text)

    #expect(read.verdict == .article)
    #expect(headline == "Fire at the harbour")
    #expect(
      paragraphs == [
        "Twelve boats burnt at the old quay on Monday night.", "Nobody was hurt, the fire service said.",
      ])
  }
}
