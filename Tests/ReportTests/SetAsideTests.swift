// What was set aside, in plain words.

import Story
import Testing

@testable import Report

@Suite struct SetAsideTests {
  private func told(_ furniture: [Furniture]) -> String? { Article(furniture: furniture).setAside }

  @Test func `pieces are counted by kind, in a fixed order`() {
    #expect(
      told([
        Furniture(.related, "Read this"), Furniture(.toolMark, "Created with Pencil.", count: 2),
        Furniture(.related, "And this"), Furniture(.cookieNotice, "Cookies"),
      ]) == "cookie notice, “Created with Pencil.”, 2 links to other stories")
    #expect(told([]) == nil)
  }

  @Test(arguments: [
    (35, 35, "35 captions (printed twice)"), (1, 1, "1 caption (printed twice)"),
    (6, 12, "6 captions (printed 3 times)"), (6, 2, "2 captions printed again"),
  ])
  func `captions that stand again are told with those of the article`(
    captions: Int, again: Int, words: String
  ) {
    let blocks = (1...captions).map { Block(.caption, "Caption \($0)") }
    let article = Article(blocks: blocks, furniture: [Furniture(.repeatedCaption, "Caption 1", count: again)])
    #expect(article.setAside == words)
  }

  @Test(arguments: Furniture.Kind.allCases)
  func `every kind has plain words`(kind: Furniture.Kind) throws {
    let one = try #require(told([Furniture(kind, "x")]))
    let two = try #require(told([Furniture(kind, "x"), Furniture(kind, "y")]))
    #expect(one != two)
    #expect(!one.contains("_") && !one.contains("furniture"))
  }
}
