// What a statement finds, by the checks there were.

import Story
import Testing

@testable import Report

@Suite struct StatementTests {
  /// Checks a minute apart, from minute 1 on; what they saw.
  private func sightings(_ seen: [Bool]) throws -> [Statement.Sighting] {
    try seen.enumerated().map { minute, holds in
      let look = Look(
        story: try Slug("fire"), time: Timestamp(seconds: Int64(minute + 1) * 60), timeSource: .fetched,
        outcome: .unchanged)
      return Statement.Sighting(look: look, version: nil, holdsText: holds)
    }
  }

  private func statement(_ question: Statement.Question, _ seen: [Bool]) throws -> Statement {
    Statement(
      story: try Slug("fire"), address: nil, text: "4 boats", question: question, all: try sightings(seen),
      software: "test")
  }

  @Test(
    arguments: [
      (90, [true, true], .present), (90, [false, false], .absent), (90, [false, true], .appeared),
      (90, [true, false], .disappeared), (60, [true, false], .present), (120, [true, false], .absent),
      (30, [true], .undetermined), (500, [true], .undetermined), (10, [], .undetermined),
    ] as [(Int64, [Bool], Statement.Finding)])
  func `a moment is judged by the checks around it`(
    _ second: Int64, _ seen: [Bool], _ finding: Statement.Finding
  ) throws {
    #expect(try statement(.at(Timestamp(seconds: second)), seen).finding == finding)
  }

  @Test(
    arguments: [
      ([false, false, false], .neverSeen), ([false, true, false], .seen), ([], .undetermined),
    ] as [([Bool], Statement.Finding)])
  func `never is refuted by one check`(_ seen: [Bool], _ finding: Statement.Finding) throws {
    let statement = try statement(.never(from: Timestamp(seconds: 0), to: Timestamp(seconds: 400)), seen)
    #expect(statement.finding == finding)
    #expect(statement.count == seen.count)
  }

  @Test func `gaps reach from one end of the time asked for to the other, the longest first`() throws {
    let statement = try statement(
      .never(from: Timestamp(seconds: 0), to: Timestamp(seconds: 400)), [false, false])
    #expect(statement.gaps.map { $0.to.seconds - $0.from.seconds } == [280, 60, 60])
  }

  @Test func `gaps are told in days, hours, minutes and seconds`() throws {
    let day = try statement(
      .never(from: Timestamp(seconds: 0), to: Timestamp(seconds: 2 * 86_400 + 3720)), [false])
    let told = StatementReport(day).rendered(as: .terminal)
    #expect(told.contains("1970-01-01T00:01:00Z – 1970-01-03T01:02:00Z (2 d 1 h 1 min)"))
    #expect(told.contains("1970-01-01T00:00:00Z – 1970-01-01T00:01:00Z (1 min)"))
  }

  @Test(arguments: ReportFormat.allCases.filter { $0 != .csv })
  func `every form says what is not proven, and that no third party vouches`(_ format: ReportFormat) throws {
    var statement = try statement(.at(Timestamp(seconds: 90)), [true, true])
    statement.proofs = [
      Statement.Proof(
        version: Version(
          number: 1, story: try Slug("fire"), capture: CaptureID(time: Timestamp(seconds: 60), bits: [1]),
          captured: Timestamp(seconds: 60), timeSource: .fetched, commit: String(repeating: "a", count: 40),
          payloadSHA256: String(repeating: "b", count: 64), extractor: "test"))
    ]
    let text = StatementReport(statement).rendered(as: format, style: TerminalStyle(width: 200))
    #expect(text.contains("not timestamped by a third party"))
    #expect(text.contains("between two checks"))
  }

  @Test(
    arguments: [
      .at(Timestamp(seconds: 90)), .never(from: Timestamp(seconds: 0), to: Timestamp(seconds: 400)),
    ] as [Statement.Question])
  func `the JSON has the form of its schema`(_ question: Statement.Question) throws {
    let schema = try SchemaValidator("statement")
    var statement = try statement(question, [false, true])
    #expect(try schema.faults(StatementReport(statement).rendered(as: .json)).isEmpty)
    statement.proofs = [
      Statement.Proof(
        version: Version(
          number: 1, story: try Slug("fire"), capture: CaptureID(time: Timestamp(seconds: 60), bits: [1]),
          captured: Timestamp(seconds: 60), timeSource: .fetched, commit: String(repeating: "a", count: 40),
          payloadSHA256: String(repeating: "b", count: 64), extractor: "test"))
    ]
    statement.clockJumps = [(Timestamp(seconds: 70), -5000)]
    #expect(try schema.faults(StatementReport(statement).rendered(as: .json)).isEmpty)
    // The schema can find fault.
    #expect(try !schema.faults("{\"story\":1}").isEmpty)
  }
}
