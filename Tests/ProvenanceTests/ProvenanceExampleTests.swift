// The example in the room's article, run: Sources/Provenance/Documentation.docc/Provenance.md.

import Language
import Provenance
import Story
import Testing

@Suite struct ProvenanceExampleTests {
  @Test func `the article's example does what it says`() throws {
    let slug = try Slug("harbour-fire")
    var keeper = LedgerKeeper(story: slug)
    for (index, speaker) in ["an official", "Maria Okafor"].enumerated() {
      let time = Timestamp(seconds: 1_578_348_000 + Int64(index) * 3600)
      let version = Version(
        number: index + 1, story: slug, capture: CaptureID(time: time, bits: []), captured: time,
        timeSource: .typed, commit: "", payloadSHA256: "", extractor: "")
      keeper.add(version, Reader().read("“Every boat has been counted back in,” \(speaker) said."))
    }
    let turns = keeper.ledger.entries[0].reattributions

    #expect(keeper.ledger.entries.count == 1)
    #expect(turns.map(\.version.number) == [2])
    #expect(turns.map(\.old) == ["an official"] && turns.map(\.new) == ["Maria Okafor"])
  }
}
