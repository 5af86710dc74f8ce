// The rule of a made-up site, on a page that is built as its pages are.

import Story
import Testing

@testable import Extraction

@Suite struct TidePostTests {
  /// The story stands in a small box; a longer guide, which is no story, stands beside it.
  private let html = """
    <html lang="en"><head><title>Fire at the old harbour put out</title></head><body>
    <h1>Fire at the old harbour put out</h1><div class="masthead"><p class="dek">Crews fought it all night.</p></div>
    <div class="sheet teaser"><p>\(harbour[0])</p><span class="cap">What is left of the warehouses by the old quay.</span>
    <p>\(harbour[1])</p>
    <p class="plug">Our app sends you the harbour's news first thing in the morning, every morning.</p></div>
    <p class="mend">Correction: an earlier version gave the wrong number of crews.</p>
    <div id="tides"><p>High water at the old quay is at ten past six, and at half past six in the evening.</p>
    <p>The summer's regattas begin on Friday, and the guide to them is in all kiosks until Sunday.</p>
    <p>A new ferry will run to the islands from the first of June, twice a day but for Sundays.</p>
    <p>The market hall is to be sold, and who will buy it is not yet known to the council.</p></div></body></html>
    """

  private func read(at address: String, by rules: SiteRules = .standard) throws -> ExtractedPage {
    try extractor.extract(Array(html.utf8), mediaType: "text/html", address: address, siteRules: rules)
  }

  @Test(arguments: ["https://tidepost.example/fire", "https://www.tidepost.example/a/b?page=2"])
  func `the story is the sheet, and the correction beside it is kept`(address: String) throws {
    let article = try read(at: address).article
    #expect(article.texts(.paragraph) == [harbour[0], harbour[1]])
    #expect(article.texts(.caption) == ["What is left of the warehouses by the old quay."])
    #expect(article.standfirst?.value == "Crews fought it all night.")
    #expect(article.texts(.notice) == ["Correction: an earlier version gave the wrong number of crews."])
    #expect(!article.text.contains("Our app") && !article.text.contains("regattas"))
  }

  @Test func `without the rule the page is read otherwise, so that the rule is needed`() throws {
    let ruled = try read(at: "https://tidepost.example/fire").article
    #expect(try read(at: "https://tidepost.example/fire", by: .none).article.text != ruled.text)
    #expect(try read(at: "https://nottidepost.example/fire").article.text != ruled.text)
  }
}
