// Changes as rows of a table.

import Foundation
import Story
import Testing

@testable import Report

@Suite struct ChangeRowsTests {
  /// The rows of a comparison with these changes.
  private func rows(_ changes: [Change], id: LineID = .text("a")) throws -> [[String: Any]] {
    let revision = Examples.revision(changes)
    return try parsed(
      ChangeRows.compare(
        old: revision.old.reading, new: revision.new.reading, revision.difference, id: id))
  }

  private func parsed(_ lines: String) throws -> [[String: Any]] {
    try lines.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test(arguments: ChangeType.allCases)
  func `every type of change has the same columns and fits the schema`(type: ChangeType) throws {
    let revision = Examples.revision([Examples.change(type)])
    let line = ChangeRows.compare(
      old: revision.old.reading, new: revision.new.reading, revision.difference, id: .number(7))
    #expect(try SchemaValidator("filter-rows").faults(line).isEmpty)
    let row = try #require(try parsed(line).first)
    #expect(row["type"] as? String == type.rawValue)
    #expect(row["id"] as? String == "7")
  }

  @Test func `a row says where the change stands and who said it`() throws {
    let revision = Examples.twoQuotesAdded()
    let rows = try parsed(
      ChangeRows.compare(
        old: revision.old.reading, new: revision.new.reading, revision.difference, id: .text("a")))
    #expect(rows.count == 2)
    #expect(rows[0]["new_start"] as? Int == 201 && rows[0]["new_end"] as? Int == 218)
    #expect(rows[0]["old_start"] is NSNull)
    #expect(rows[0]["speaker"] as? String == "the fire service")
    #expect(rows[1]["place"] as? Int == 1)
  }

  @Test func `sentences that became one are text, one a line`() throws {
    var merge = Change(.sentenceMerged, id: "m")
    merge.merged = ["One.", "Two."]
    merge.text = "One and two."
    #expect(try rows([merge]).first?["old"] as? String == "One.\nTwo.")
  }

  @Test func `what changed nothing, and what was bad, can be counted`() throws {
    let none = try rows([])
    #expect(none.count == 1)
    #expect(none[0]["type"] is NSNull && none[0]["error"] is NSNull && none[0]["id"] as? String == "a")
    let bad = ChangeRows.failure("no “old”", id: .none)
    #expect(try SchemaValidator("filter-rows").faults(bad).isEmpty)
    #expect(try parsed(bad).first?["error"] as? String == "no “old”")
  }

  @Test func `an audit has a row a change and one for a version without`() throws {
    let audit = Provenanced.audit()
    let lines = ChangeRows.audit(audit, id: .text("s"))
    for line in lines.split(separator: "\n") {
      #expect(try SchemaValidator("filter-rows").faults(String(line)).isEmpty)
    }
    let rows = try parsed(lines)
    #expect(rows.count == audit.versions.reduce(0) { $0 + max(1, $1.changes.count) })
    #expect(rows[0]["version"] as? Int == 1 && rows[0]["type"] is NSNull)
    #expect(rows.contains { $0["standing"] as? String == "silent" && $0["covered"] as? Bool == false })
  }
}
