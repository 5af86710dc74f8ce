// The agenda, driven by a clock of the tests' own.

import Story
import Testing

@testable import Schedule

@Suite struct AgendaTests {
  /// An agenda with stories on hosts, none looked at yet.
  private func agenda(
    stories: Int, hosts: Int, policy: Policy = Policy(), looksPerSecond: Double? = nil, hostRest: Double = 2
  ) throws -> Agenda {
    var agenda = Agenda(policy: policy, looksPerSecond: looksPerSecond, hostRest: hostRest)
    for number in 0..<stories {
      agenda.add(
        try Slug("story-\(number)"), host: "host-\(number % hosts).example", choice: .picked,
        rhythm: Rhythm(published: noon), at: noon)
    }
    return agenda
  }

  /// A look that was made.
  private struct Made {
    var slug: Slug
    var host: String
    var due: Timestamp
    var began: Timestamp
  }

  /// Runs an agenda until a moment; each look takes a second, and finds a change where `changes` says so.
  private func run(
    _ agenda: inout Agenda, from start: Timestamp, to end: Timestamp,
    result: (Slug) -> Agenda.Result = { _ in .read(changed: false) }
  ) -> [Made] {
    var made: [Made] = []
    var underWay: [(slug: Slug, ends: Timestamp)] = []
    var now = start
    while now <= end {
      while let first = underWay.first, first.ends <= now {
        agenda.finish(first.slug, result(first.slug), at: first.ends)
        underWay.removeFirst()
      }
      while let look = agenda.next(at: now) {
        made.append(Made(slug: look.slug, host: look.host, due: look.due, began: now))
        underWay.append((look.slug, Timestamp(milliseconds: now.milliseconds + 1000)))
      }
      let wake = [agenda.wake(after: now), underWay.first?.ends].compactMap { $0 }.min()
      guard let wake else { break }
      now = max(wake, Timestamp(milliseconds: now.milliseconds + 1))
    }
    for look in underWay { agenda.finish(look.slug, result(look.slug), at: now) }
    return made
  }

  @Test func `a story whose look left something open is looked at again at once, and only then`() throws {
    var agenda = try agenda(stories: 1, hosts: 1)
    let slug = try Slug("story-0")
    _ = agenda.next(at: noon)
    // One that is being looked at is not asked twice.
    agenda.lookAgain(slug, at: noon)
    #expect(agenda.next(at: noon) == nil)
    agenda.finish(slug, .read(changed: true), at: noon)
    let usual = try #require(agenda.due(slug))
    let soon = Timestamp(milliseconds: noon.milliseconds + 3000)
    #expect(usual > soon)
    agenda.lookAgain(slug, at: soon)
    #expect(agenda.due(slug) == soon)
    // It is never put off.
    agenda.lookAgain(slug, at: usual)
    #expect(agenda.due(slug) == soon)
    #expect(agenda.next(at: soon)?.slug == slug)
    agenda.pause(slug)
    agenda.lookAgain(slug, at: soon)
    #expect(agenda.due(slug) == nil)
  }

  @Test func `no look comes before it is due, and a host rests between two`() throws {
    var agenda = try agenda(stories: 60, hosts: 7, hostRest: 5)
    let made = run(&agenda, from: noon, to: after(minutes: 120))
    #expect(made.count > 300)
    #expect(made.allSatisfy { $0.began >= $0.due })
    for looks in Dictionary(grouping: made, by: \.host).values {
      // A second for the look, five for the rest.
      #expect(
        zip(looks, looks.dropFirst()).allSatisfy { $1.began.milliseconds - $0.began.milliseconds >= 6000 })
    }
    #expect(Set(made.map(\.slug)).count == 60)
  }

  @Test func `those due first are looked at first`() throws {
    var agenda = try agenda(stories: 40, hosts: 1, hostRest: 0)
    let made = run(&agenda, from: noon, to: after(minutes: 60))
    #expect(zip(made, made.dropFirst()).allSatisfy { $0.due <= $1.due || $1.due >= $0.began })
  }

  @Test func `the same looks at the same times give the same agenda`() throws {
    var (one, two) = (try agenda(stories: 30, hosts: 5), try agenda(stories: 30, hosts: 5))
    let (first, second) = (
      run(&one, from: noon, to: after(minutes: 60)), run(&two, from: noon, to: after(minutes: 60))
    )
    #expect(first.map(\.began) == second.map(\.began))
    #expect(first.map(\.slug) == second.map(\.slug))
  }

  @Test func `no two looks at one story or host are under way`() throws {
    var agenda = try agenda(stories: 4, hosts: 2)
    let firstLook = agenda.next(at: noon)
    let first = try #require(firstLook)
    let secondLook = agenda.next(at: noon)
    let second = try #require(secondLook)
    #expect(first.host != second.host)
    let asked1 = agenda.next(at: after(minutes: 600))
    #expect(asked1 == nil)
    #expect(agenda.wake(after: noon) == nil)
    #expect(agenda.tally.underWay == 2)
    agenda.finish(first.slug, .read(changed: false), at: noon)
    let asked2 = agenda.next(at: after(minutes: 601))
    #expect(asked2?.host == first.host)
    let verdict3 = try agenda.finish(Slug("unknown"), .failed, at: noon)
    #expect(verdict3 == nil)
    let verdict4 = agenda.finish(first.slug, .failed, at: noon)
    #expect(verdict4 == nil)
  }

  @Test func `a host that asks for rest is left alone`() throws {
    var agenda = try agenda(stories: 2, hosts: 1)
    let next = agenda.next(at: noon)
    let look = try #require(next)
    agenda.finish(look.slug, .failed, at: noon, hostRest: 3600)
    let asked5 = agenda.next(at: after(minutes: 59))
    #expect(asked5 == nil)
    #expect(agenda.wake(after: noon) == after(minutes: 60))
    let asked6 = agenda.next(at: after(minutes: 60))
    #expect(asked6 != nil)
  }

  @Test func `a paused story waits, an ended one is over, and both come back`() throws {
    var agenda = try agenda(stories: 1, hosts: 1)
    let slug = try Slug("story-0")
    agenda.pause(slug)
    #expect(agenda.state(of: slug) == .paused)
    let asked7 = agenda.next(at: after(minutes: 1))
    #expect(asked7 == nil)
    agenda.signal(.feed, for: slug, at: after(minutes: 2))
    let asked8 = agenda.next(at: after(minutes: 2))
    #expect(asked8 == nil)
    agenda.resume(slug, at: after(minutes: 3))
    let asked9 = agenda.next(at: after(minutes: 3))
    #expect(asked9?.slug == slug)
    agenda.end(slug)
    let verdict10 = agenda.finish(slug, .read(changed: false), at: after(minutes: 4))
    #expect(verdict10?.ending == .byHand)
    #expect(agenda.wake(after: after(minutes: 4)) == nil)
    agenda.resume(slug, at: after(minutes: 5))
    #expect(agenda.state(of: slug) == .waiting)
    #expect(agenda.due(slug) != nil)
  }

  @Test func `a story that ended by rule is woken by a signal`() throws {
    var agenda = try agenda(stories: 1, hosts: 1)
    let slug = try Slug("story-0")
    _ = run(&agenda, from: noon, to: after(minutes: 60 * 24 * 20))
    #expect(agenda.state(of: slug) == .ended(.quiet))
    let later = after(minutes: 60 * 24 * 30)
    agenda.signal(.feed, for: slug, at: later)
    let asked11 = agenda.next(at: later)
    #expect(asked11?.slug == slug)
    let verdict12 = agenda.finish(slug, .read(changed: true), at: later)
    #expect(verdict12?.next != nil)
    #expect(agenda.signals(of: "host-0.example")?.precision(of: .feed) == 0.6)
  }

  @Test func `a removed story leaves, at the latest when its look ends, and its place is used again`() throws
  {
    var agenda = try agenda(stories: 2, hosts: 1)
    let next = agenda.next(at: noon)
    let look = try #require(next)
    agenda.remove(look.slug)
    agenda.finish(look.slug, .read(changed: false), at: noon)
    #expect(agenda.count == 1)
    agenda.add(
      try Slug("new"), host: "new.example", choice: .found, rhythm: Rhythm(published: noon), at: noon)
    #expect(agenda.stories.count == 2)
    let asked13 = agenda.next(at: noon)
    #expect(asked13?.slug == (try Slug("new")))
  }

  @Test func `of two stories made one, one is looked at`() throws {
    var agenda = try agenda(stories: 2, hosts: 1)
    let (one, two) = (try Slug("story-0"), try Slug("story-1"))
    agenda.care(for: two, Care(isPinned: true), at: noon)
    agenda.merge(two, into: one, at: noon)
    let made = run(&agenda, from: noon, to: after(minutes: 60))
    #expect(Set(made.map(\.slug)) == [one])
    #expect(agenda.count == 1)
    #expect(agenda.stories[Int(try #require(agenda.numbers[one]))].care.isPinned)
  }

  @Test func `a page that moved is asked for at its new host`() throws {
    var agenda = try agenda(stories: 2, hosts: 1)
    let next = agenda.next(at: noon)
    let look = try #require(next)
    agenda.move(look.slug, to: "new.example", at: noon)
    agenda.finish(look.slug, .read(changed: false), at: noon)
    // The host that was asked rests, and is free for the other story then.
    let asked14 = agenda.next(at: after(minutes: 0.04))
    #expect(asked14?.slug != look.slug)
    let moved = run(&agenda, from: after(minutes: 0.04), to: after(minutes: 60)).filter {
      $0.slug == look.slug
    }
    #expect(Set(moved.map(\.host)) == ["new.example"])
  }

  @Test func `the budget bounds looks at once and moves θ until all fits`() throws {
    var free = try agenda(stories: 300, hosts: 300, hostRest: 0)
    let wanted = run(&free, from: noon, to: after(minutes: 300)).count { $0.began > after(minutes: 120) }
    let half = Double(wanted) / (180 * 60) / 2
    var bound = try agenda(stories: 300, hosts: 300, looksPerSecond: half, hostRest: 0)
    let made = run(&bound, from: noon, to: after(minutes: 300))
    #expect(Double(made.count) <= half * 300 * 60 + 2)
    #expect(bound.budget.scale > 1.5)
    // Once θ has moved, looks are no longer late.
    let late = made.filter { $0.began > after(minutes: 200) }
      .map { $0.began.milliseconds - $0.due.milliseconds }.sorted()
    #expect(late[late.count * 9 / 10] < 120_000)
  }

  @Test func `after an hour of sleep there is one look a story, and no burst`() throws {
    var agenda = try agenda(stories: 200, hosts: 200, hostRest: 0)
    let before = run(&agenda, from: noon, to: after(minutes: 120))
    let usual = before.count { $0.began > after(minutes: 60) }
    let wakes = after(minutes: 180)
    let made = run(&agenda, from: wakes, to: after(minutes: 240))
    let soon = made.filter { $0.began < after(minutes: 181) }
    #expect(soon.count < usual / 60 * 3)
    #expect(made.count < usual * 3 / 2)
    let missed = agenda.takeMissed()
    #expect(missed.count > 150)
    #expect(missed.allSatisfy { $0.count >= 1 && $0.count <= 60 && $0.until == wakes && $0.since < wakes })
    let again15 = agenda.takeMissed()
    #expect(again15.isEmpty)
    #expect(agenda.tally.missed == missed.reduce(0) { $0 + $1.count })
    for looks in Dictionary(grouping: made, by: \.slug).values {
      #expect(
        zip(looks, looks.dropFirst()).allSatisfy { $1.began.milliseconds - $0.began.milliseconds >= 60_000 })
    }
  }

  @Test func `a service that starts again after a day makes no burst`() throws {
    var agenda = Agenda(hostRest: 0)
    let now = after(minutes: 24 * 60)
    for number in 0..<200 {
      var rhythm = Rhythm(published: noon)
      rhythm.observe(changed: false, at: noon, table: RateBook.published.picked, policy: Policy())
      agenda.add(
        try Slug("story-\(number)"), host: "host-\(number).example", choice: .picked, rhythm: rhythm, at: now)
    }
    agenda.add(try Slug("new"), host: "new.example", choice: .picked, rhythm: Rhythm(published: now), at: now)
    agenda.start(at: now)
    let made = run(&agenda, from: now, to: after(minutes: 25 * 60))
    #expect(made.first?.slug == (try Slug("new")))
    #expect(made.count { $0.began < after(minutes: 24 * 60 + 1) } < 100)
    #expect(Set(made.map(\.slug)).count == 201)
    let missed = agenda.takeMissed()
    #expect(missed.count == 200)
  }

  @Test func `after a day without network looks come back at the usual rate`() throws {
    var agenda = try agenda(stories: 300, hosts: 300, hostRest: 0)
    _ = run(&agenda, from: noon, to: after(minutes: 60))
    let down = run(&agenda, from: after(minutes: 60), to: after(minutes: 25 * 60)) { _ in .failed }
    #expect(down.count < 300 * 20)
    let up = run(&agenda, from: after(minutes: 25 * 60), to: after(minutes: 31 * 60))
    let perMinute = Dictionary(grouping: up) { ($0.began.milliseconds - noon.milliseconds) / 60_000 }
      .mapValues(\.count)
    #expect(perMinute.values.max() ?? 0 < 20)
    #expect(Set(up.map(\.slug)).count > 250)
  }

  @Test func `time that goes back is taken as standing still`() throws {
    var agenda = try agenda(stories: 1, hosts: 1)
    let next = agenda.next(at: after(minutes: 0.5))
    let look = try #require(next)
    agenda.finish(look.slug, .read(changed: false), at: after(minutes: -600))
    #expect(agenda.rhythm(of: look.slug)?.lastLook == after(minutes: 0.5))
  }

  @Test func `twenty thousand stories on two thousand hosts`() throws {
    var policy = Policy()
    (policy.theta, policy.floor) = (0.01, 0.005)
    var agenda = try agenda(stories: 20_000, hosts: 2000, policy: policy, looksPerSecond: 500, hostRest: 0.5)
    var asked = 0
    var now = noon
    for _ in 0..<1200 {
      now = Timestamp(milliseconds: now.milliseconds + 100)
      var looks: [Slug] = []
      while let look = agenda.next(at: now) { looks.append(look.slug) }
      asked += looks.count
      for slug in looks { agenda.finish(slug, .read(changed: false), at: now) }
    }
    // Two minutes of at most 500 a second; nine tenths of that once θ has moved.
    #expect((40_000...60_500).contains(asked))
  }
}
