// The example in the room's article, run: Sources/Story/Documentation.docc/Story.md.

import Story
import Testing

@Suite struct StoryExampleTests {
  @Test func `the article's example does what it says`() throws {
    let slug = try Slug("harbour-fire")
    let told: [(Int64, Look.Outcome)] = [(0, .version), (5, .unreachable), (65, .unchanged)]
    let looks = told.map { minute, outcome in
      Look(story: slug, time: Timestamp(seconds: minute * 60), timeSource: .fetched, outcome: outcome)
    }
    let spells = BlindSpell.spells(in: looks, until: Timestamp(seconds: 65 * 60))

    #expect(spells.count == 1 && spells[0].cause == .notSeen)
    #expect(spells[0].start == Timestamp(seconds: 5 * 60) && spells[0].end == Timestamp(seconds: 65 * 60))
  }
}
