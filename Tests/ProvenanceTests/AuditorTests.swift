// Whether a story owns up to what it changed.

import Provenance
import Story
import Testing

@Suite struct AuditorTests {
  private func audit(_ texts: [String], modified: [String?] = []) throws -> Audit {
    var auditor = Auditor(of: Story(slug: try Slug("dock-fire"), registered: Timestamp(seconds: 0)))
    for edition in try Made.editions(texts, modified: modified) { auditor.add(edition) }
    return auditor.audit()
  }

  private static let lead = "A warehouse at the docks burned down on Monday."
  private static let twelve = "Police said 12 people were hurt in the fire."
  private static let fifteen = "Police said 15 people were hurt in the fire."

  @Test func `a change without a note is silent`() throws {
    let audit = try audit([Self.lead + "\n" + Self.twelve, Self.lead + "\n" + Self.fifteen])
    #expect(audit.versions[1].honesty?.standing == .silent)
    #expect(audit.silent.map(\.version.number) == [2])
  }

  @Test func `a correction covers the number it names and no other change`() throws {
    let audit = try audit([
      "\(Self.lead)\n\(Self.twelve)\n“We saw it from the bridge,” said Maria Okafor.",
      "\(Self.lead)\n\(Self.fifteen)\nCorrection: an earlier version of this article said that 12 people were hurt. It was 15.",
    ])
    let honesty = try #require(audit.versions[1].honesty)
    #expect(honesty.standing == .declared)
    let covered = audit.versions[1].changes.filter { honesty.covered.contains($0.id) }
    #expect(covered.map(\.type) == [.numberChanged])
    let left = audit.versions[1].changes.filter { honesty.uncovered.contains($0.id) }
    #expect(left.contains { $0.type == .quoteRemoved })
  }

  @Test func `a story that said more follows was developing`() throws {
    let audit = try audit([
      "\(Self.lead)\nMore follows…", "\(Self.lead)\n“We saw it from the bridge,” said Maria Okafor.",
    ])
    #expect(audit.versions[1].honesty?.standing == .developing)
    #expect(audit.notices.first?.kind == .developing)
    #expect(audit.notices.first?.stands == false)
  }

  @Test func `a note that comes later owns up to a silent change`() throws {
    let note = "Correction: an earlier version of this article said that 12 people were hurt. It was 15."
    let audit = try audit([
      Self.lead + "\n" + Self.twelve, Self.lead + "\n" + Self.fifteen,
      Self.lead + "\n" + Self.fifteen + "\n" + note,
    ])
    #expect(audit.versions[1].honesty?.standing == .silent)
    #expect(audit.versions[1].honesty?.declaredIn == 3)
    #expect(audit.silent.isEmpty)
  }

  @Test func `a note about something else owns up to nothing`() throws {
    let note = "Correction: an earlier version of this article misspelled the name of Ama Boateng."
    let audit = try audit([
      Self.lead + "\n" + Self.twelve, Self.lead + "\n" + Self.fifteen + "\n" + note,
    ])
    #expect(audit.versions[1].honesty?.standing == .silent)
  }

  @Test func `the page's date is held against the text`() throws {
    let audit = try audit(
      [Self.lead, Self.lead, Self.lead + "\n" + Self.twelve, Self.lead + "\n" + Self.fifteen],
      modified: ["10:00", "11:00", "11:00", "12:00"])
    #expect(
      audit.versions.dropFirst().map { $0.honesty?.dateStamp }
        == [.bumpedWithoutChange, .changeWithoutBump, .honest])
  }

  @Test func `a text that goes back is told, and texts that take turns are a flip-flop`() throws {
    let (one, other) = (Self.lead + "\n" + Self.twelve, Self.lead + "\n" + Self.fifteen)
    let audit = try audit([one, other, one, other])
    #expect(audit.versions.map { $0.honesty?.returnsTo } == [nil, nil, 1, 2])
    #expect(audit.flipFlops.contains { $0.versions == [3, 4] })
    #expect(audit.flipFlops.contains { $0.one == "12" && $0.other == "15" })
    #expect(try self.audit([one, other]).flipFlops.isEmpty)
  }

  @Test func `a slip put right soon is a quick fix, a late change a late rewrite`() throws {
    let slug = try Slug("dock-fire")
    func paces(_ minutes: [Int]) throws -> [Honesty.Pace?] {
      var auditor = Auditor(of: Story(slug: slug, registered: Timestamp(seconds: 0)))
      for (place, edition) in try Made.editions([
        Self.lead + "\n" + Self.twelve, Self.lead + "\n" + Self.fifteen,
      ]).enumerated() {
        var edition = edition
        edition.version = try Made.version(place + 1, minute: minutes[place])
        auditor.add(edition)
      }
      return auditor.audit().versions.map { $0.honesty?.pace }
    }
    #expect(try paces([0, 10]) == [nil, .quickFix])
    #expect(try paces([0, 120]) == [nil, .ordinary])
    #expect(try paces([0, 2000]) == [nil, .lateRewrite])
  }

  @Test func `failed looks and long silences are blind spells`() throws {
    func look(_ minute: Int, _ outcome: Look.Outcome) throws -> Look {
      Look(
        story: try Slug("dock-fire"), time: Timestamp(seconds: Int64(minute) * 60), timeSource: .fetched,
        outcome: outcome)
    }
    var auditor = Auditor(of: Story(slug: try Slug("dock-fire"), registered: Timestamp(seconds: 0)))
    for edition in try Made.editions([Self.lead]) { auditor.add(edition) }
    let audit = auditor.audit(looks: [
      try look(0, .version), try look(5, .unchanged), try look(10, .unreachable), try look(15, .unchanged),
      try look(20, .notModified), try look(120, .unchanged), try look(125, .unchanged),
    ])
    #expect(audit.blindSpells.map { [$0.from.seconds / 60, $0.to.seconds / 60] } == [[5, 15], [20, 120]])
    #expect(audit.failedLooks.count == 1)
  }
}
