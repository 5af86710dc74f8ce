// The example in the room's article, run: Sources/Report/Documentation.docc/Report.md.

import Report
import Story
import Testing

@Suite struct ReportExampleTests {
  @Test func `the article's example does what it says`() throws {
    func edition(_ label: String, _ text: String) -> Edition {
      Edition(
        label: label, article: Article(blocks: [Block(.paragraph, text)]), reading: Reading(text: Text(text)))
    }
    var change = Change(.numberChanged)
    (change.old, change.new) = ("Twelve boats", "Fifteen boats")
    let revision = Revision(
      old: edition("v1", "Twelve boats burnt."), new: edition("v2", "Fifteen boats burnt."),
      difference: Difference(changes: [change]))
    let line = summaryLine(of: revision)
    let page = RevisionReport(revision).rendered(as: .html)

    #expect(line == "1 number changed")
    #expect(page.contains("Fifteen boats") && page.contains("</html>"))
  }
}
