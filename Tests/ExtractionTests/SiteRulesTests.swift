// Rules for single sites.

import Story
import Testing

@testable import Extraction

@Suite struct SiteRulesTests {
  private func faults(_ text: String) -> [String] {
    do {
      _ = try SiteRules(text)
      return []
    } catch {
      return error.faults.map { "\($0.line): \($0.problem)" }
    }
  }

  private func read(_ html: String, _ rules: SiteRules, captured: String = "2024-05-01T12:00:00Z") throws
    -> ExtractedPage
  {
    try extractor.extract(
      Array(html.utf8), mediaType: "text/html", address: "https://www.ferrypost.example/news/fire",
      captured: Timestamp(captured), siteRules: rules)
  }

  /// A page whose paragraphs stand where no general rule would look for them.
  private let odd = """
    <html lang="en"><head><title>Fire at the old harbour put out</title></head><body>
    <h1>Fire at the old harbour put out</h1><div class="teaser"><p>\(harbour[0])</p><p>\(harbour[1])</p></div>
    <div class="promo lead"><p>Forty crews fought it all night.</p></div>
    <div id="rail"><p>The Ferry Post's guide to the summer's regattas is in all kiosks from Friday on.</p>
    <p>A new ferry will run to the islands from the first of June, twice a day but for Sundays.</p>
    <p>The market hall is to be sold, and who will buy it is not yet known to the council.</p></div></body></html>
    """

  @Test func `A rule says where the body and the standfirst are`() throws {
    let rules = try SiteRules(
      """
      # The Ferry Post, as its pages are built.
      host ferrypost.example
      body div.teaser > p
      standfirst div.promo.lead p
      """)
    let page = try read(odd, rules)
    #expect(page.article.text == harbour[0] + "\n" + harbour[1])
    #expect(page.article.standfirst?.value == "Forty crews fought it all night.")
    #expect(page.remarks == [])
    #expect(try read(odd, .none).article.text != page.article.text)
  }

  @Test func `A rule that fits no more is passed over with a remark`() throws {
    let rules = try SiteRules("host ferrypost.example\nbody div.story-text > p")
    let page = try read(ExtractionTests.page(), rules)
    #expect(page.article.text == harbour.joined(separator: "\n"))
    #expect(page.remarks.contains { $0.contains("rules for this site found no body") })
  }

  @Test func `Words are judged within the rule's body as anywhere`() throws {
    let rules = try SiteRules("host ferrypost.example\nbody article > p\nfurniture p.x")
    let page = try read(
      ExtractionTests.page(
        "<p>\(harbour[0])</p><p>Advertisement</p><p class=x>\(harbour[3])</p><p>\(harbour[1])</p>"
          + "<div class=corrections><p>Correction: an earlier version gave the wrong number of crews.</p></div>"
      ),
      rules)
    #expect(page.article.texts(.paragraph) == [harbour[0], harbour[1]])
    #expect(page.article.texts(.notice).count == 1)
  }

  @Test(arguments: [
    ("2023-05-31", "old"), ("2023-06-01", "new"), ("2019-01-01", "old"), ("2030-01-01", "new"),
  ])
  func `A rule holds on its days`(_ day: String, _ expected: String) throws {
    let rules = try SiteRules(
      """
      host ferrypost.example
      until 2023-05-31
      body div.old > p

      host ferrypost.example
      from 2023-06-01
      body div.new > p
      """)
    let rule = try #require(rules.rule(for: "https://ferrypost.example/a", on: day))
    #expect(rule[.body].map(\.text) == ["div.\(expected) > p"])
  }

  @Test func `What began last is asked first, and where the day is not known it holds`() throws {
    let rules = try SiteRules(
      "host a.example\nbody p\nhost a.example\nfrom 2024-01-01\nbody main > p\nhost b.example\nbody div")
    #expect(rules.rule(for: "https://a.example/x")?[.body].map(\.text) == ["main > p"])
    #expect(rules.rule(for: "https://a.example/x", on: "2023-12-31")?[.body].map(\.text) == ["p"])
  }

  @Test(arguments: [
    ("https://ferrypost.example/x", true), ("https://www.FerryPost.example:8080/x?y", true),
    ("https://notferrypost.example/x", false), ("https://ferrypost.example.evil.test/", false),
    ("fire.html", false),
  ])
  func `A rule is for its host and those under it`(_ address: String, _ isMeant: Bool) throws {
    let rules = try SiteRules("host ferrypost.example\nbody p")
    #expect((rules.rule(for: address) != nil) == isMeant)
    #expect(!rules.meant(for: address).isEmpty == isMeant)
    #expect(!rules.meant(for: nil).isEmpty)
  }

  @Test func `A user's rules come before those that are there`() throws {
    let own = try SiteRules("host a.example\nbody main > p")
    let both = own.before(try SiteRules("host a.example\nbody p\nhost b.example\nbody div"))
    #expect(both.rule(for: "https://a.example/")?[.body].map(\.text) == ["main > p"])
    #expect(both.rule(for: "https://b.example/")?[.body].map(\.text) == ["div"])
  }

  @Test func `Rules have a name that changes with what they say, not with how they are laid out`() throws {
    let one = try SiteRules("host a.example\nbody main > p")
    #expect(try one.digest == SiteRules("# A comment.\n\nhost   A.example  \nbody main > p\n").digest)
    #expect(try one.digest != SiteRules("host a.example\nbody main p").digest)
    #expect(SiteRules.none.digest == nil)
    #expect(Extractor.identity(with: .none) == Extractor.identity)
    #expect(Extractor.identity(with: one) == Extractor.identity + " rules \(one.digest ?? "")")
  }

  @Test func `What comes along has no fault`() throws {
    let names = DataTable.names(in: "sites")
    #expect(names.count >= 3)
    for name in names {
      let text = try #require(EmbeddedFiles.text[name])
      #expect(!(try SiteRules(text)).isEmpty, "\(name)")
      // Each says whose pages it is for and where that is known from.
      #expect(text.hasPrefix("#"), "\(name)")
    }
    #expect(SiteRules.standard.rules.count >= 4)
  }

  @Test(arguments: [
    ("bodi p", "1: a rule begins with its host"),
    ("host a.example\nbodi p", "2: “bodi” is no part of a rule"),
    ("host a.example\nbody", "2: “body” has no value"),
    ("host https://a.example/\nbody p", "1: “https://a.example/” is no host"),
    ("host a.example\nfrom 2024-13-01\nbody p", "2: “2024-13-01” is no day"),
    ("host a.example\nfrom 1 May\nbody p", "2: “1 May” is no day"),
    ("host a.example\nfrom 2024-05-02\nuntil 2024-05-01\nbody p", "3: the rule would end before it begins"),
    ("host a.example\n# nothing\nfurniture p", "1: the rule that begins here does not say where the body is"),
    ("host a.example\nbody p, div", "2: several selectors stand on several lines"),
    ("host a.example\nbody p:first-child", "2: selectors with “:” are not known here"),
    ("host a.example\nbody > p", "2: “>” stands between two elements"),
    ("host a.example\nbody p >", "2: “>” stands between two elements"),
    ("host a.example\nbody gu-island p", "2: “gu-island” is no element that is known here"),
    ("host a.example\nbody p[onclick=x]", "2: this attribute is not read from pages"),
    ("host a.example\nbody p[class", "2: “]” is missing"),
    ("host a.example\nbody p.", "2: a name is missing behind “.”"),
    ("host a.example\nbody a b i u s p a b i u", "2: a selector has at most 8 elements"),
  ])
  func `What is wrong is told with its line`(_ text: String, _ told: String) {
    #expect(faults(text).first?.hasPrefix(told) == true, "\(faults(text))")
  }

  @Test func `All that is wrong is told at once, and the file's escape codes are not`() {
    let found = faults("host a.example\nbody p\nbo\u{1B}[31mdy p\nuntil never")
    #expect(found.map { $0.prefix(2) } == ["3:", "4:"])
    #expect(!found.joined().contains("\u{1B}"))
  }
}
