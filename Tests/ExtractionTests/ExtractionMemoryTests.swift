// The next version is read as the one before was.

import Extraction
import Story
import Testing

@Suite struct ExtractionMemoryTests {
  private let lines = harbour.map { "<p>\($0)</p>" }

  private func reread(_ html: String, after page: ExtractedPage) throws -> Article {
    let memory = ExtractionMemory(of: page.article)
    return try extractor.extract(Array(html.utf8), mediaType: "text/html", address: nil, memory: memory)
      .article
  }

  @Test func `A paragraph that was body stays body when its box gets another name`() throws {
    let first = try read(page())
    let next = page(lines[0] + lines[1] + "<div class=\"promo\">\(lines[2])</div>" + lines[3])
    #expect(try read(next).article.text != first.article.text)
    #expect(try reread(next, after: first).text == first.article.text)
  }

  @Test func `A line that was furniture stays furniture when its box loses its name`() throws {
    let promise = "<p>The Ferry Post has told the harbour's stories since 1891, every day of the week.</p>"
    let first = try read(page(lines.joined() + "<div class=\"promo\">\(promise)</div>"))
    let next = page(lines.joined() + "<div class=\"x1\">\(promise)</div>")
    #expect(try read(next).article.text != first.article.text)
    #expect(try reread(next, after: first).text == first.article.text)
  }

  @Test func `The article is the element that holds what it held before`() throws {
    let first = try read(page(after: "<div class=\"a\"></div>"))
    // Another, longer story is loaded under it, in the same kind of element.
    let other = (0..<9).map {
      "<p>Number \($0): the new crane at Eastport was lifted onto its pier by two others, which took all of the day.</p>"
    }
    let next = page(after: "<article><h2>Eastport gets its crane</h2>\(other.joined())</article>")
    #expect(try reread(next, after: first).text == first.article.text)
  }

  @Test func `A story that was emptied is not kept alive by memory`() throws {
    let first = try read(page())
    let emptied = try reread(page("<p>This article has been removed for legal reasons.</p>"), after: first)
    #expect(emptied.text == "This article has been removed for legal reasons.")
  }

  @Test func `A correction is never taken for the furniture it stood in`() throws {
    let note = "Correction: an earlier version of this article gave the wrong number of warehouses."
    let first = try read(page())
    let next = try reread(page(lines.joined() + "<aside><p>\(note)</p></aside>"), after: first)
    #expect(next.texts(.notice) == [note])
  }

  @Test func `A page that memory would not read otherwise is told`() throws {
    let first = try read(page())
    let memory = ExtractionMemory(of: first.article)
    #expect(memory.isKept(by: first))
    #expect(
      memory.isKept(by: try read(page(lines.joined() + "<p>The mayor will visit the quay on Wednesday.</p>")))
    )
    let moved = page(lines[0] + lines[1] + "<div class=\"promo\">\(lines[2])</div>" + lines[3])
    #expect(!memory.isKept(by: try read(moved)))
  }
}
