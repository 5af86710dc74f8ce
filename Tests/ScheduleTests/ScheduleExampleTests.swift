// The example in the room's article, run: Sources/Schedule/Documentation.docc/Schedule.md.

import Schedule
import Story
import Testing

@Suite struct ScheduleExampleTests {
  @Test func `the article's example does what it says`() throws {
    let noon = Timestamp(seconds: 1_578_312_000)
    let slug = try Slug("harbour-fire")
    var agenda = Agenda()
    agenda.add(slug, host: "news.example", choice: .picked, rhythm: Rhythm(published: noon), at: noon)
    while let look = agenda.next(at: noon) {
      agenda.finish(look.slug, .read(changed: false), at: noon)
    }
    let due = agenda.due(slug)

    let next = try #require(due)
    #expect(next > noon)
    #expect(next.milliseconds - noon.milliseconds < 30 * 60_000)
    #expect(agenda.next(at: noon) == nil)
  }
}
