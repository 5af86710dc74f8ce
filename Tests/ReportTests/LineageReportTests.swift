// What `origins` prints.

import Foundation
import Story
import Testing

@testable import Report

@Suite struct LineageReportTests {
  @Test func `each sentence has the version it first stood in and the one that reworded it`() {
    let text = LineageReport(Provenanced.lineage()).rendered(as: .terminal, style: TerminalStyle(width: 100))
    #expect(
      text.contains(
        " v1  6 Jan 2020 10:00  reworded v2  Police said 15 people were hurt. · not in v2 · split from"))
    #expect(text.contains("GONE  1 sentence"))
  }

  @Test func `words are told in runs of one origin`() {
    let text = LineageReport(Provenanced.lineage("Hurt:"), showsWords: true).rendered(as: .terminal)
    #expect(text.contains("v1, not in v2: Hurt:"))
    #expect(text.contains("v2: 15"))
  }

  @Test func `its JSON fits the schemas, with and without words`() throws {
    for showsWords in [false, true] {
      let report = LineageReport(Provenanced.lineage(), showsWords: showsWords).rendered(as: .json)
      #expect(try SchemaValidator("origins").faults(report).isEmpty)
      #expect(report.contains("\"words\"") == showsWords)
    }
    let line = LineageReport(Provenanced.lineage()).line(id: .number(4))
    #expect(try SchemaValidator("filter-origins").faults(line).isEmpty)
  }

  @Test func `the line of a filter tells every word as the report does`() throws {
    func sentences(_ text: String) throws -> NSArray {
      let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      return try #require(object?["sentences"] as? NSArray)
    }
    let lineage = Provenanced.lineage("say \"12\" \\ “ja”\u{202E}")
    let report = try sentences(LineageReport(lineage, showsWords: true).rendered(as: .json))
    #expect(try sentences(LineageReport(lineage).line(id: .none)) == report)
    #expect(report.count > 0)
  }

  @Test func `a table has a row a sentence, gone ones too`() {
    let rows = LineageReport(Provenanced.lineage()).rendered(as: .csv).split(separator: "\r\n")
    #expect(rows.count == 3)
    #expect(rows[2].contains(",no,"))
  }
}
