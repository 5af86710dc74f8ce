// What `audit` prints.

import Story
import Testing

@testable import Report

@Suite struct AuditReportTests {
  @Test func `an audit says what was changed without a note`() {
    let text = AuditReport(Provenanced.audit()).rendered(as: .terminal, style: TerminalStyle(width: 100))
    #expect(
      text.contains(
        "3 versions. 2 changed what readers were told: 1 with a note on the page, 1 without a note."))
    #expect(text.contains("CHANGED WITHOUT A NOTE ON THE PAGE"))
    #expect(text.contains("NOT WATCHED\n 6 Jan 2020 11:00 to 14:00 UTC"))
    #expect(text.contains("back to the text of v1"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func `its JSON fits the schemas`() throws {
    let report = AuditReport(Provenanced.audit())
    #expect(try SchemaValidator("audit").faults(report.rendered(as: .json)).isEmpty)
    #expect(try SchemaValidator("filter-audit").faults(report.line(id: .text("a"))).isEmpty)
    #expect(try SchemaValidator("filter-audit").faults(FilterJSON.failure("bad", id: .none)).isEmpty)
    #expect(try !SchemaValidator("filter-audit").faults(#"{"id":1,"story":"x"}"#).isEmpty)
  }

  @Test func `the page is one file with its charts drawn, and says how to check it`() {
    let page = AuditReport(Provenanced.audit(), archive: "archive").rendered(as: .html)
    #expect(page.contains("<svg viewBox="))
    #expect(page.contains("SHA-256"))
    #expect(!page.contains("<script") && !page.contains("src="))
  }

  @Test func `a table has a row a change, and one for a version without`() {
    let rows = AuditReport(Provenanced.audit()).rendered(as: .csv).split(separator: "\r\n")
    #expect(rows.count == 1 + 1 + 2 + 2)
    #expect(rows[2].contains(",silent,,quick_fix,change_without_bump,,number_changed,high,no,"))
  }

  @Test func `a changed number is told with what it counts, and a date as people write it`() {
    var audit = Provenanced.audit()
    var toll = Change(.numberChanged, id: "n1")
    (toll.old, toll.new, toll.text) = ("12", "15", "people")
    var date = Change(.dateChanged, id: "d1")
    (date.old, date.new) = ("2020-01-06T22:00:00Z", "2020-01-06T23:00:00Z")
    audit.versions[1].changes = [toll, date]
    let page = AuditReport(audit).rendered(as: .markdown)
    #expect(page.contains("**15** people") || page.contains("15 people"), "\(page)")
    #expect(page.contains("6 Jan 2020 23:00 UTC"))
  }

  @Test func `several stories are one document`() {
    let report = AuditReport([Provenanced.audit(), Provenanced.audit()])
    #expect(report.rendered(as: .markdown).hasPrefix("# Audit of 2 stories"))
    #expect(AuditReport([Audit]()).rendered(as: .terminal).contains("No story."))
  }

  @Test func `a corpus that has nothing of a time or outlet says so`() {
    let report = CorpusReport(CorpusAudit(outlets: [], hours: Array(repeating: .init(), count: 24)))
    #expect(report.rendered(as: .terminal) == "Audit of the archive\nNo version of that time and outlet.\n")
  }

  @Test func `a corpus is counted by outlet and hour, and fits its schema`() throws {
    var count = CorpusAudit.Count()
    (count.stories, count.versions, count.substantive, count.silent) = (1, 3, 2, 1)
    var hours = Array(repeating: CorpusAudit.Count(), count: 24)
    hours[10] = count
    let report = CorpusReport(CorpusAudit(outlets: [("herald.example", count)], hours: hours))
    #expect(report.rendered(as: .terminal).contains("1 without a note (50%)"))
    #expect(try SchemaValidator("corpus").faults(report.rendered(as: .json)).isEmpty)
    #expect(report.rendered(as: .csv).split(separator: "\r\n").count == 26)
  }
}
