// What was set aside, in plain words.

import Story
import Testing

@testable import Report

@Suite struct SetAsideTests {
  private func told(_ furniture: [Furniture]) -> String? { Article(furniture: furniture).setAside }

  @Test func `pieces are counted by kind, in a fixed order`() {
    let captions = (1...35).map { Furniture(.repeatedCaption, "Caption \($0)", count: 2) }
    #expect(
      told(
        captions + [
          Furniture(.toolMark, "Created with Pencil.", count: 2), Furniture(.cookieNotice, "Cookies"),
        ])
        == "cookie notice, “Created with Pencil.”, 35 captions (printed twice)")
    #expect(told([]) == nil)
  }

  @Test(arguments: Furniture.Kind.allCases)
  func `every kind has plain words`(kind: Furniture.Kind) throws {
    let one = try #require(told([Furniture(kind, "x")]))
    let two = try #require(told([Furniture(kind, "x"), Furniture(kind, "y")]))
    #expect(one != two)
    #expect(!one.contains("_") && !one.contains("furniture"))
  }
}
