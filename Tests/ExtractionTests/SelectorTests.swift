// Selectors of elements.

import Testing

@testable import Extraction

@Suite struct SelectorTests {
  private let html = """
    <main id="m"><article class="story long"><p>one</p><div class="box" data-component="text"><p class="a">two</p>
    <ul><li>three</li></ul></div><p class="a b">four</p></article></main><p>five</p>
    """

  @Test(arguments: [
    ("p", ["one", "two", "four", "five"]), ("main p", ["one", "two", "four"]),
    ("article > p", ["one", "four"]),
    (".a", ["two", "four"]), ("p.b", ["four"]), (".b.a", ["four"]), ("#m li", ["three"]),
    (".story.long>.box li", ["three"]),
    ("[data-component=text] p", ["two"]), ("div[data-component='text']>p", ["two"]),
    ("[data-component] li", ["three"]),
    ("[data-component=image] p", []), (".sto p", []), ("main > p", []), ("article main p", []),
    // What matches within another match is that one's part.
    ("div", ["twothree"]), ("main > article li", ["three"]),
  ])
  func `A selector finds elements as CSS does`(_ text: String, _ found: [String]) throws {
    let tree = try HTMLTree(parsing: BoundedMarkup(Array(html.utf8)))
    let nodes = try Selector(text).nodes(in: tree)
    let texts = nodes.map {
      String(decoding: tree.text(of: $0.lowerBound).filter { $0 != 0x20 }, as: UTF8.self)
    }
    #expect(texts == found)
  }
}
