// Galleries of numbered captions.

import Extraction
import Story
import Testing

@Suite struct GalleriesTests {
  /// A gallery as scraped text: position, caption, credit.
  private func lines(_ count: Int, of captions: [String]) -> String {
    captions.prefix(count).enumerated().map { "\($0.offset + 1)/\(count)\n\($0.element)\nReuters" }.joined(
      separator: "\n")
  }

  private let captions = [
    "The north quay on Monday night", "Crews on the mole. They had come from forty miles around",
    "The chandler’s shop",
    "Smoke over the lighthouse",
  ]

  private func markup(_ count: Int, class name: String) -> String {
    "<div class=\(name)><ul>"
      + captions.prefix(count).enumerated().map {
        "<li><figure><img src=/i/\($0.offset).jpg><figcaption><span>\($0.offset + 1)/\(count)</span> \($0.element)</figcaption></figure></li>"
      }.joined() + "</ul></div>"
  }

  @Test func `A gallery in scraped text that stands twice is one set of captions`() throws {
    let gallery = lines(3, of: captions)
    let text = "\(harbour[0])\n\(harbour[1])\n\(gallery)\n\(gallery)\n\(harbour[2])\n\(harbour[3])"
    let article = try readText(text).article
    #expect(article.text == harbour.joined(separator: "\n"))
    #expect(article.texts(.caption) == Array(captions.prefix(3)))
    #expect(article.count(.galleryCount) == 6)
    #expect(article.count(.repeatedCaption) == 3)
    #expect(article.furniture.filter { $0.kind == .credit } == [Furniture(.credit, "Reuters", count: 6)])
  }

  @Test func `A gallery without credits takes no line of the body along`() throws {
    let text = "\(harbour[0])\n1/2\nThe north quay\n2/2\nThe south quay\n\(harbour[1])\n\(harbour[2])"
    let article = try readText(text).article
    #expect(article.texts(.caption) == ["The north quay", "The south quay"])
    #expect(article.text == [harbour[0], harbour[1], harbour[2]].joined(separator: "\n"))
  }

  @Test func `One more picture is one more caption and no other change`() throws {
    let body = harbour.map { "<p>\($0)</p>" }.joined()
    let three = try read(page(markup(3, class: "gallery") + markup(3, class: "lightbox") + body)).article
    let four = try read(page(markup(4, class: "gallery") + markup(4, class: "lightbox") + body)).article
    #expect(three.text == four.text)
    #expect(three.text == harbour.joined(separator: "\n"))
    #expect(three.texts(.caption) == Array(captions.prefix(3)))
    #expect(four.texts(.caption) == captions)
  }

  @Test(arguments: [
    "2/3 of the hall voted for it, and 1/3 against, the clerk said.", "3/12/2020 was the day the ferry sank.",
  ])
  func `A sentence that begins with a fraction or a date is body`(_ sentence: String) throws {
    let article = try readText("\(harbour[0])\n\(sentence)\n\(harbour[1])").article
    #expect(article.texts(.paragraph).contains(sentence))
  }

  @Test func `A mark out of ten is body, a lone position is not`() throws {
    #expect(try readText("\(harbour[0])\n7/10\n\(harbour[1])").article.texts(.paragraph).contains("7/10"))
    #expect(try readText("\(harbour[0])\n7/35\n\(harbour[1])").article.count(.galleryCount) == 1)
  }
}
