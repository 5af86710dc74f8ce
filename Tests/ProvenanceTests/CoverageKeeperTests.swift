// A made coverage of five outlets.

import Language
import Provenance
import Story
import Testing

@Suite struct CoverageKeeperTests {
  private static let quote = "“Nobody warned the people down the valley, and that will not happen again,”"

  /// A story of an outlet: texts with their minutes.
  private func record(_ outlet: String, _ versions: [(minute: Int, text: String)]) throws -> StoryRecord {
    let name = outlet.replacing(".", with: "-")
    var record = StoryRecord(story: try Slug(name), outlet: outlet)
    for (place, version) in versions.enumerated() {
      record.add(
        try Made.version(place + 1, minute: version.minute, of: name), Made.reader.read(version.text))
    }
    return record
  }

  private func coverage() throws -> Coverage {
    let lead = "The Alder broke its banks before dawn on Thursday and flooded three villages."
    let wire = try record(
      "wire.example",
      [
        (0, "\(lead)\nPolice said 12 people were missing.\n\(Self.quote) said Peter Lowe, head of planning."),
        (
          90, "\(lead)\nPolice said 15 people were missing.\n\(Self.quote) said Peter Lowe, head of planning."
        ),
      ])
    let herald = try record(
      "herald.example",
      [(30, "\(lead)\nPolice said 12 people were missing.\n\(Self.quote) said Peter Lowe, head of planning.")]
    )
    let gazette = try record(
      "gazette.example",
      [
        (45, "A river flooded three villages.\n“Nobody warned the people down the valley,” said Peter Lowe.")
      ])
    let echo = try record(
      "echo.example", [(60, "Villages stood under water.\n\(Self.quote) said Anna Holt, the mayor.")])
    let star = try record(
      "star.example",
      [
        (75, "The Alder flooded homes.\n\(Self.quote) said Peter Lowe.\nPolice said 12 people were missing."),
        (
          100,
          "The Alder flooded homes.\nCorrection: an earlier version of this article named the wrong river in its headline."
        ),
      ])
    return CoverageKeeper().coverage(named: "flood", of: [wire, herald, gazette, echo, star])
  }

  @Test func `who was first, who came later, who trimmed, re-credited and dropped a quote`() throws {
    let coverage = try coverage()
    #expect(coverage.outlets.map(\.name).first == "wire.example")
    let fact = try #require(coverage.facts.first { $0.kind == .quote })
    #expect(coverage.facts.count { $0.kind == .quote } == 1)
    #expect(fact.firstOutlet == 0)
    #expect(fact.cells.map { $0?.lag } == [0, 30, 45, 60, 75].map { Int64($0) * 60_000 })
    #expect(fact.cells.map { $0?.form } == [.same, .same, .trimmed, .same, .same])
    #expect(fact.cells.map { $0?.isRecredited } == [false, false, false, true, false])
    #expect(fact.cells.map { $0?.stands } == [true, true, true, true, false])
  }

  @Test func `a number is followed in each outlet, and where it is missing`() throws {
    let fact = try #require(try coverage().facts.first { $0.kind == .number })
    #expect(fact.text == "people were missing")
    #expect(fact.cells.map { $0?.values } == [["12", "15"], ["12"], nil, nil, ["12"]])
    #expect(fact.cells.map { $0?.form } == [.same, .altered, nil, nil, .altered])
  }

  /// Texts of one story each, and the rows of numbers they make: what is counted, and its values outlet by outlet.
  private func rows(_ texts: String...) throws -> [String] {
    let records = try texts.enumerated().map { place, text in
      try record("paper-\(place + 1).example", [(place * 10, text)])
    }
    return CoverageKeeper().coverage(named: "blast", of: records).facts.filter { $0.kind == .number }.map {
      fact in
      fact.text + ": " + fact.cells.map { $0?.values.joined(separator: "→") ?? "–" }.joined(separator: " ")
    }
  }

  @Test func `dead and injured of one sentence are two rows`() throws {
    #expect(
      try rows(
        "Police said 12 people were killed and 40 people were injured.",
        "The blast injured 52 people, and 15 people were killed."
      ).sorted() == ["people were injured: 40 52", "people were killed: 12 15"])
  }

  @Test func `the same number of others is another row`() throws {
    #expect(
      try rows(
        "Police said 12 people were killed in the market.", "Officers arrested 12 people at the harbour.")
        == [])
  }

  @Test func `a number goes to the row that shares most, whatever came first`() throws {
    #expect(
      try rows(
        "Crews searched 30 homes on the coast. Water flooded 200 homes on the coast road.",
        "On the coast road 250 homes were flooded."
      ) == ["homes on the coast road: 200 250"])
  }

  @Test func `who corrected, and what was taken over word for word`() throws {
    let facts = try coverage().facts
    let correction = try #require(facts.first { $0.kind == .correction })
    #expect(correction.firstOutlet == 4)
    #expect(correction.cells.dropLast().allSatisfy { $0 == nil })
    let lead = try #require(facts.first { $0.kind == .sentence && $0.text.hasPrefix("The Alder broke") })
    #expect(lead.firstOutlet == 0)
    #expect(lead.cells.map { $0 != nil } == [true, true, false, false, false])
  }

  @Test func `a sentence that was reworded stood as it was until then`() throws {
    let (one, other) = (
      "At least 12 people were hurt when two trains collided.",
      "At least 15 people were hurt when two trains collided."
    )
    let ferries = "Ferries ran as usual on Monday."
    let wire = try record(
      "wire.example",
      [(0, "\(one)\n\(ferries)"), (10, ferries), (20, "\(other)\n\(ferries)"), (30, "\(other)\n\(ferries)")])
    let herald = try record("herald.example", [(5, one), (25, other)])
    let facts = CoverageKeeper().coverage(named: "crash", of: [wire, herald]).facts.filter {
      $0.kind == .sentence
    }
    #expect(facts.map(\.text) == [one, other])
    #expect(facts[0].cells.map { $0?.last.number } == [1, 1])
    #expect(facts[0].cells.map { $0?.stands } == [false, false])
    #expect(facts[1].cells.map { $0?.first.number } == [3, 2])
    #expect(facts[1].cells.map { $0?.stands } == [true, true])
  }

  @Test func `stories on one event share a quote or names, others do not`() throws {
    let one = try record("a.example", [(0, "\(Self.quote) said Peter Lowe.")])
    let other = try record("b.example", [(9, "Elsewhere, too.\n\(Self.quote) he said.")])
    let third = try record("c.example", [(9, "Parliament passed a budget.")])
    #expect(CoverageKeeper().likeness(one, other).quotes == 1)
    #expect(CoverageKeeper().likeness(one, third).quotes == 0)
  }
}
