// Tests that characters nobody can see are left out of the text and told of.

import Story
import Testing

@testable import Extraction

@Suite struct InvisiblesTests {
  private static let flagOfScotland = "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"

  @Test(
    arguments: [
      ("The dam\u{200B} held.", "The dam held.", ["U+200B": 1]),
      ("\u{FEFF}The dam held.\u{FEFF}", "The dam held.", ["U+FEFF": 2]),
      ("The \u{202E}dam\u{202C} held.", "The dam held.", ["U+202C": 1, "U+202E": 1]),
      // Bytes in variation selectors, as signed claims of origin are wrapped.
      ("The dam held.\u{FEFF}\u{FE00}\u{E0101}\u{FE0F}\u{E01EF}", "The dam held.", ["C2PA": 1]),
      // “hi” in tag characters.
      ("The dam held.\u{E0068}\u{E0069}", "The dam held.", ["tags": 1]),
      ("The dam\u{00AD} held.", "The dam held.", [:]),
      // What others can see: a region's flag, a coloured heart, a family, a Persian half-space.
      ("\(flagOfScotland) won.", "\(flagOfScotland) won.", [:]),
      ("I ❤\u{FE0F} Osk.", "I ❤\u{FE0F} Osk.", [:]),
      ("A 👩\u{200D}👧 home.", "A 👩\u{200D}👧 home.", [:]),
      ("می\u{200C}رود", "می\u{200C}رود", [:]),
      ("葛\u{E0100}城市", "葛\u{E0100}城市", [:]),
    ] as [(String, String, [String: Int])])
  func `Only what nobody can see is left out, and it is counted`(
    written: String, read: String, counts: [String: Int]
  ) {
    var invisibles = Invisibles()
    #expect(Folding.text(Folding.fold(Array(written.utf8)[...], noting: &invisibles)) == read)
    let found = (invisibles.found ?? []).map { ($0.code, $0.count) }
    #expect(Dictionary(uniqueKeysWithValues: found) == counts)
  }

  @Test func `Those of the article's text are told, those of menus are not`() throws {
    let first = "The dam above Osk held through\u{200B} the night, the harbour master said on Tuesday."
    let second =
      "Schools in the valley stay shut\u{200B} until the\u{FEFF} water has gone down, the council said."
    let page = """
      <html><body><nav><a href="/">Ho\u{2060}me</a></nav><article><h1>Dam holds</h1>
      <p>\(first)</p><p>\(second)</p></article></body></html>
      """
    let article = try Extractor().extract(Array(page.utf8), mediaType: "text/html", address: nil).article
    #expect(article.invisibles == [Invisible("U+200B", count: 2), Invisible("U+FEFF", count: 1)])
    #expect(article.text.contains("stay shut until the water"))
    let scraped = try Extractor().extract(
      Array("\(first)\n\n\(second)\n".utf8), mediaType: "text/plain", address: nil
    ).article
    #expect(scraped.invisibles == article.invisibles)
  }

  @Test func `More of the same make no version, another kind does`() {
    var one = Article(blocks: [Block(.paragraph, "The dam held.")])
    var other = one
    one.invisibles = [Invisible("U+200B", count: 3)]
    other.invisibles = [Invisible("U+200B", count: 7)]
    #expect(one.content == other.content)
    other.invisibles?.append(Invisible("C2PA", count: 1))
    #expect(one.content != other.content)
  }
}
