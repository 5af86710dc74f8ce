// `writethru origins`, `audit`, `coverage`, `search` and `filter audit`.

import Foundation
import Testing

@Suite struct ProvenanceTests {
  private static let rest = "Police have opened an inquiry into the cause.\nThe mayor will speak at noon."
  private static let toll = "Police said 12 people were killed in the market blast."
  private static let newToll = "Police said 15 people were killed in the market blast."
  private static let versions = [
    toll + "\n" + rest, rest + "\n" + newToll, rest, newToll + "\n" + rest,
  ]

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// A program whose archive holds the blast, the third version come last.
  private func story() throws -> Program {
    let program = try Program()
    for place in [0, 1, 3, 2] {
      let name = try program.write(Self.versions[place], to: "2020-01-06T1\(place)00Z.txt")
      try program.run("import", "blast", name)
    }
    return program
  }

  @Test(arguments: ["origins", "blame"])
  func `a sentence that went and came back was born where it first stood`(verb: String) throws {
    let report = try object(story().run(verb, "blast", "--words", "--json").output)
    let sentences = try #require(report["sentences"] as? [[String: Any]])
    let sentence = try #require(sentences.first { ($0["text"] as? String)?.contains("killed") == true })
    #expect((sentence["first"] as? [String: Any])?["version"] as? Int == 1)
    #expect((sentence["changed"] as? [String: Any])?["version"] as? Int == 2)
    // The version in which it was missing arrived last and is the fourth by number, the third in time.
    #expect(sentence["absent"] as? [Int] == [4])
    let words = try #require(sentence["words"] as? [[String: Any]])
    let figure = try #require(words.first { $0["text"] as? String == "15" })
    #expect((figure["first"] as? [String: Any])?["version"] as? Int == 2)
  }

  /// The versions of the blast's audit, in order: their numbers, and what is told of each.
  private func audited(_ program: Program) throws -> (numbers: [Int], told: [String]) {
    let report = try object(program.run("audit", "blast", "--json").output)
    let story = try #require((report["stories"] as? [[String: Any]])?.first)
    let versions = try #require(story["versions"] as? [[String: Any]])
    return (
      versions.compactMap { $0["version"] as? Int },
      versions.map { version in
        let changes = (version["changes"] as? [[String: Any]] ?? []).map { change in
          ["type", "old", "new", "text"].compactMap { change[$0] as? String }.joined(separator: " ")
        }
        return "\(version["captured"] ?? ""): \(changes.joined(separator: "; "))"
      }
    )
  }

  @Test func `a version that comes late changes an audit as if it had come in time, and renumbers none`()
    throws
  {
    let program = try Program()
    func importVersion(_ place: Int, to program: Program) throws {
      let name = try program.write(Self.versions[place], to: "2020-01-06T1\(place)00Z.txt")
      try program.run("import", "blast", name)
    }
    for place in [0, 1, 3] { try importVersion(place, to: program) }
    #expect(try audited(program).numbers == [1, 2, 3])
    try importVersion(2, to: program)
    let late = try audited(program)
    #expect(late.numbers == [1, 2, 4, 3])
    let inTime = try Program()
    for place in 0..<4 { try importVersion(place, to: inTime) }
    let expected = try audited(inTime)
    #expect(expected.numbers == [1, 2, 3, 4])
    #expect(late.told == expected.told)
    #expect(late.told[3].contains("sentence_added"))
  }

  @Test func `an audit of the archive counts the versions of an outlet since a time`() throws {
    let program = try Program()
    for (slug, host, tolls) in [
      ("herald-blast", "herald.example", [12, 15, 17]), ("echo-blast", "echo.example", [12, 14]),
    ] {
      let lines = try tolls.enumerated().map { place, toll in
        let line: [String: Any] = [
          "time": "2020-01-06T1\(place):00:00Z", "headline": "Blast in the market",
          "text": "Police said \(toll) people were killed in the market blast.\n\(Self.rest)",
          "url": "https://\(host)/blast",
        ]
        return String(decoding: try JSONSerialization.data(withJSONObject: line), as: UTF8.self)
      }
      let name = try program.write(lines.joined(separator: "\n") + "\n", to: "\(slug).jsonl")
      try program.run("import", slug, name)
    }
    func counted(_ arguments: String...) throws -> [String: Int] {
      let report = try object(program.start(["audit", "--json"] + arguments).end().output)
      let outlets = try #require(report["outlets"] as? [[String: Any]])
      return Dictionary(
        uniqueKeysWithValues: outlets.map { ($0["outlet"] as? String ?? "", $0["versions"] as? Int ?? -1) })
    }
    #expect(try counted() == ["herald.example": 3, "echo.example": 2])
    #expect(try counted("--since", "2020-01-06T11:00Z") == ["herald.example": 2, "echo.example": 1])
    #expect(
      try counted("--since", "2020-01-06T11:00Z", "--outlet", "herald.example") == ["herald.example": 2])
    #expect(try counted("--outlet", "nowhere.example") == [:])
  }

  @Test(arguments: ["terminal", "json", "markdown", "html", "csv"])
  func `every report comes in every form`(format: String) throws {
    let program = try story()
    for command in [
      ["origins", "blast"], ["audit", "blast"], ["audit"], ["coverage", "blast"], ["search", "killed"],
    ] {
      let run = try program.start(command + ["--format", format]).end()
      #expect(run.status == 0, "\(command): \(run.errors)")
      #expect(!run.output.isEmpty)
    }
  }

  @Test func `stories on one event are found by what they share, or kept together under a name`() throws {
    let program = try Program()
    let quote = "“Nobody warned the people down the valley,” said Peter Lowe."
    for (slug, text) in [
      ("herald-flood", "The river rose.\n\(quote)"), ("gazette-flood", "Homes stood under water.\n\(quote)"),
      ("budget", "Parliament passed a budget."),
    ] {
      let name = try program.write(text, to: "2020-01-06T1000Z.txt")
      try program.run("import", slug, name)
    }
    func outlets(_ names: String...) throws -> [String] {
      let report = try object(program.start(["coverage", "--json"] + names).end().output)
      return try #require(report["outlets"] as? [[String: Any]]).compactMap { $0["outlet"] as? String }
    }
    #expect(try outlets("herald-flood") == ["herald-flood", "gazette-flood"])
    // A second time, from the index, and when it is gone.
    #expect(try outlets("gazette-flood") == ["gazette-flood", "herald-flood"])
    #expect(try outlets("budget") == ["budget"])
    #expect(try outlets("herald-flood", "budget", "--keep", "monday") == ["budget", "herald-flood"])
    #expect(try outlets("monday") == ["budget", "herald-flood"])
    try program.run("coverage", "budget", "--leave", "monday")
    #expect(try outlets("monday") == ["herald-flood"])
    #expect(try program.start(["coverage", "budget", "--keep", "budget"]).end().status == 64)
    #expect(try program.start(["coverage", "tuesday"]).end().status == 66)
  }

  @Test func `a filter audits a story a line, and answers a bad one`() throws {
    let versions = Self.versions.enumerated().map { place, text in
      ["captured": "2020-01-06T1\(place):00:00Z", "text": text]
    }
    let line = try JSONSerialization.data(withJSONObject: ["id": "blast", "versions": versions])
    let input =
      String(decoding: line, as: UTF8.self)
      + "\n{\"id\":\"x\"}\n{\"id\":\"y\",\"versions\":[{\"text\":\"a\"}]}\n"
    let answers = try Program().run("filter", "audit", input: input).output.split(separator: "\n")
    #expect(answers.count == 3)
    let audit = try object(String(answers[0]))
    #expect(audit["silent"] as? [Int] == [2, 3, 4])
    #expect(
      try object(String(answers[1]))["error"] as? String
        == "“versions” is missing: give an array of {\"captured\", \"text\"}")
    #expect(try object(String(answers[2]))["error"] != nil)
  }

  @Test func `what is called wrongly is said`() throws {
    let program = try story()
    #expect(try program.run("origins", "nothing").status == 66)
    #expect(try program.run("audit", "blast", "--outlet", "a.example").status == 64)
    #expect(try program.run("search", " ").status == 64)
  }
}
