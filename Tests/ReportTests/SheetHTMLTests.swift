// The HTML file that is sent to a colleague.

import Report
import Story
import Testing

@Suite struct SheetHTMLTests {
  private var html: String {
    var options = RevisionReport.Options()
    options.words = { old, new in Examples.words(old, new) }
    return RevisionReport(Examples.everything(), options: options).rendered(as: .html)
  }

  @Test func `the file needs nothing else and runs nothing`() {
    #expect(html.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
    for forbidden in ["<script", "<link", "<img", "<iframe", "@import", "url(", "src=", "javascript:"] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    #expect(
      html.contains(
        "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\""))
    #expect(html.contains("prefers-color-scheme: dark"))
  }

  @Test func `words that changed are marked as such, not by colour alone`() {
    #expect(html.contains("<del>Twelve</del> boats lost") && html.contains("<ins>Fifteen</ins> boats lost"))
    #expect(html.contains("text-decoration: line-through") && html.contains("text-decoration: underline"))
  }

  @Test func `a change can be linked to, and is told with its place`() {
    #expect(
      html.contains(
        """
        <li class="altered" value="4" id="change-e-quote_altered"><div class="head"><span class="label">quote altered\
        </span>
        <span class="who" dir="auto"><strong>Tom Ashdown</strong> · said</span>
        <span class="margin">paragraph 1 of 4</span>
        </div>
        """.replacing(" · said", with: "<span class=\"faint\"> · </span>said")))
  }

  @Test func `the saved copies are named so that the report can be checked`() {
    #expect(html.contains("commit 1111111111111111111111111111111111111111"))
    #expect(html.contains("copy 01DXYDYCR00400000000000000"))
  }

  @Test(arguments: [
    "section", "li", "p", "div", "span", "table", "td", "blockquote", "ol", "main", "del", "ins",
  ])
  func `every element is closed`(name: String) {
    let opened = html.matches(of: try! Regex("<\(name)[ >]")).count
    #expect(opened > 0 || name == "td" || name == "table")
    #expect(opened == html.matches(of: try! Regex("</\(name)>")).count)
  }
}
