// What `coverage` and `search` print.

import Story
import Testing

@testable import Report

@Suite struct CoverageReportTests {
  @Test func `each quote has who was first, who came later, and who has it not`() {
    let text = CoverageReport(Provenanced.coverage()).rendered(
      as: .terminal, style: TerminalStyle(width: 100))
    #expect(text.contains("herald.example: first"))
    #expect(
      text.contains("gazette.example: 1 h later · trimmed: “We were ready for this” · credited to another"))
    #expect(text.contains("missing"))
    #expect(text.contains("dropped, last seen 6 Jan 2020 11:00"))
  }

  @Test func `a sentence that was reworded is not called dropped`() throws {
    var coverage = Provenanced.coverage()
    for at in coverage.facts.indices { coverage.facts[at].kind = .sentence }
    let text = CoverageReport(coverage).rendered(as: .terminal, style: TerminalStyle(width: 100))
    #expect(text.contains("no longer so, last seen 6 Jan 2020 11:00"))
    #expect(!text.contains("dropped"))
    #expect(text.contains("0 quotes, 0 of them in more than one outlet"))
    #expect(text.contains("0 corrections; 4\nsentences shared word for word."))
  }

  @Test func `its JSON fits the schema`() throws {
    let report = CoverageReport(Provenanced.coverage()).rendered(as: .json)
    #expect(try SchemaValidator("coverage").faults(report).isEmpty)
  }

  @Test func `a search tells where a passage stood`() throws {
    let report = SearchReport("ready", passages: [Provenanced.passage()])
    #expect(report.rendered(as: .terminal).contains("1 passage in 1 story."))
    #expect(try SchemaValidator("search").faults(report.rendered(as: .json)).isEmpty)
    #expect(SearchReport("x", passages: []).rendered(as: .terminal).contains("Found nowhere."))
  }

  @Test func `a chart is as wide as it may be`() {
    let chart = Chart(
      start: "v1", end: "v9",
      rows: [.init(label: "a label that is far too long for its place", bars: [.init(from: 0, to: 1)])],
      title: "t")
    #expect(chart.lines(width: 60).allSatisfy { $0.columns <= 60 })
  }
}
