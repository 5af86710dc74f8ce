// The example in the room's article, run: Sources/Comparison/Documentation.docc/Comparison.md.

import Comparison
import Language
import Story
import Testing

@Suite struct ComparisonExampleTests {
  @Test func `the article's example does what it says`() throws {
    let reader = Reader()
    let difference = Comparer().difference(
      from: reader.read("“We will respond,” an official said. Twelve boats burnt."),
      to: reader.read("“We will respond,” Maria Okafor, the harbour master, said. Fifteen boats burnt."))
    let told = difference.changes.map { change in
      "\(change.type): \(change.oldSpeaker ?? change.old ?? "") → \(change.newSpeaker ?? change.new ?? "")"
    }

    #expect(
      told == ["quoteReattributed: an official → Maria Okafor", "numberChanged: Twelve → Fifteen"])
  }
}
