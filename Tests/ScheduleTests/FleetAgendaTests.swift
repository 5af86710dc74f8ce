// The agenda of a worker of a fleet, to which others say what is due.

import Story
import Testing

@testable import Schedule

@Suite struct FleetAgendaTests {
  private let noon = Timestamp(milliseconds: 1_577_880_000_000)
  private func after(_ seconds: Int64) -> Timestamp {
    Timestamp(milliseconds: noon.milliseconds + seconds * 1000)
  }

  private func agenda(looksPerSecond: Double? = nil) throws -> Agenda {
    var agenda = Agenda(looksPerSecond: looksPerSecond, hostRest: 0)
    for (name, host) in [("fire", "a.example"), ("flood", "a.example"), ("storm", "b.example")] {
      agenda.add(try Slug(name), host: host, choice: .picked, rhythm: Rhythm(published: noon), at: noon)
    }
    return agenda
  }

  @Test func aLookBeginsWhenOthersSaySoAndEndsAsAnyOther() throws {
    var (agenda, other) = (try agenda(), try agenda())
    let fire = try Slug("fire")
    #expect(agenda.begin(fire, at: noon)?.slug == fire)
    #expect(other.next(at: noon)?.slug == fire)
    // When it is due next does not depend on who said that it was due now.
    let verdict = agenda.finish(fire, .read(changed: false), at: after(1))
    #expect(verdict != nil && verdict == other.finish(fire, .read(changed: false), at: after(1)))
    #expect(agenda.begin(fire, at: after(2)) != nil)
  }

  @Test func twoLooksAtOneStoryOrHostDoNotRunAtOnce() throws {
    var agenda = try agenda()
    #expect(agenda.begin(try Slug("fire"), at: noon) != nil)
    #expect(agenda.begin(try Slug("fire"), at: noon) == nil)
    #expect(agenda.begin(try Slug("flood"), at: noon) == nil)
    #expect(agenda.begin(try Slug("storm"), at: noon) != nil)
    agenda.finish(try Slug("fire"), .failed, at: after(1))
    #expect(agenda.begin(try Slug("flood"), at: after(1)) != nil)
  }

  @Test func whatRestsOrIsNotKnownDoesNotBegin() throws {
    var agenda = try agenda()
    agenda.pause(try Slug("fire"))
    agenda.end(try Slug("storm"))
    for name in ["fire", "storm", "gale"] { #expect(agenda.begin(try Slug(name), at: noon) == nil) }
  }

  @Test func theBudgetSaysHowManyMayBegin() throws {
    var free = try agenda()
    #expect(free.room(atMost: 200, at: noon) == 200)
    var bound = try agenda(looksPerSecond: 2)
    #expect(bound.room(atMost: 200, at: noon) == 1)
    _ = bound.begin(try Slug("fire"), at: noon)
    #expect(bound.room(atMost: 200, at: noon) == 0)
    #expect(bound.room(atMost: 200, at: after(60)) == 2)
  }
}
