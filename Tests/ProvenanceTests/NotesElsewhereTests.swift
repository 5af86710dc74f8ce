// A note on another page owns up to what it names.

import Story
import Testing

@testable import Provenance

@Suite struct NotesElsewhereTests {
  static func audit() throws -> Audit {
    var change = Change(.numberChanged, id: "c1")
    (change.old, change.new, change.text) = ("12", "15", "dockers")
    let version = Version(
      number: 2, story: try Slug("fire"), capture: CaptureID(time: Timestamp(seconds: 0), bits: []),
      captured: Timestamp(seconds: 0), timeSource: .typed, commit: "", payloadSHA256: "", extractor: "")
    var audited = AuditedVersion(version: version, words: 10)
    audited.changes = [change]
    audited.honesty = Honesty(standing: .silent, uncovered: ["c1"])
    return Audit(
      story: Story(slug: try Slug("fire"), registered: Timestamp(seconds: 0)), versions: [audited],
      ledger: Ledger(story: try Slug("fire"), entries: []))
  }

  static func known(_ text: String) throws -> Honesty? {
    let note = NoteElsewhere(story: try Slug("fire"), text: text, address: "https://news.example/corrections")
    return HonestyJudge().audit(try audit(), knowing: [note]).versions.first?.honesty
  }

  @Test func `a change that the outlet's corrections page names is declared`() throws {
    let honesty = try #require(
      try Self.known("An article on Monday gave 12, not 15, as the number of dockers hurt."))
    #expect(honesty.standing == .declared)
    #expect(honesty.covered == ["c1"] && honesty.uncovered.isEmpty)
    #expect(honesty.notices.first?.hasSuffix("(at https://news.example/corrections)") == true)
  }

  @Test func `a note about something else leaves it silent`() throws {
    #expect(try Self.known("An article misspelled the name of the ferry.")?.standing == .silent)
    #expect(HonestyJudge().audit(try Self.audit(), knowing: []).versions.first?.honesty?.standing == .silent)
  }
}
