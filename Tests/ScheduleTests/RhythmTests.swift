// A story's rhythm, and when it is looked at next.

import Story
import Testing

@testable import Schedule

/// The afternoon that the tests play on.
let noon = Timestamp(seconds: 1_600_000_000)

/// Some minutes after ``noon``.
func after(minutes: Double) -> Timestamp { noon.adding(hours: minutes / 60) }

@Suite struct RhythmTests {
  let policy = Policy()
  let table = RateTable(rates: Array(repeating: 1, count: 11))

  private func rhythm(looks: [(minute: Double, changed: Bool)]) -> Rhythm {
    var rhythm = Rhythm(published: noon)
    for look in looks {
      rhythm.observe(changed: look.changed, at: after(minutes: look.minute), table: table, policy: policy)
    }
    return rhythm
  }

  @Test func `nobody has looked yet, so look at once`() {
    #expect(Rhythm(published: noon).nextLook(table: table, policy: policy, seed: 1) == nil)
  }

  @Test func `the next look comes when θ changes are expected`() throws {
    var policy = policy
    policy.jitter = 0
    let rhythm = rhythm(looks: [(0, false)])
    let next = try #require(rhythm.nextLook(table: table, policy: policy, seed: 1))
    #expect(abs(rhythm.unseen(at: next, table: table, policy: policy) - policy.theta) < 0.001)
    #expect(abs(next.hours(since: noon) - policy.theta) < 0.001)
  }

  @Test func `a change brings the next look nearer, quiet puts it off`() throws {
    func wait(_ looks: [(Double, Bool)]) throws -> Double {
      let rhythm = rhythm(looks: looks.map { (minute: $0.0, changed: $0.1) })
      let next = try #require(rhythm.nextLook(table: table, policy: policy, seed: 1))
      return try next.hours(since: #require(rhythm.lastLook))
    }
    let lively = try wait([(0, false), (10, true), (20, true)])
    let usual = try wait([(0, false)])
    let quiet = try wait([(0, false), (120, false), (240, false)])
    #expect(lively < usual * 0.6)
    #expect(quiet > usual * 1.5)
  }

  @Test func `the wait is never below the floor nor far above the cap`() throws {
    let still = RateTable(rates: Array(repeating: 0, count: 11))
    let hectic = RateTable(rates: Array(repeating: 1000, count: 11))
    for (age, cap) in [(0.0, 0.5), (10, 1), (30, 6), (100, 24)] {
      for seed in 0..<50 as Range<UInt64> {
        var rhythm = Rhythm(published: noon)
        rhythm.observe(changed: false, at: noon.adding(hours: age), table: still, policy: policy)
        let long = try #require(rhythm.nextLook(table: still, policy: policy, seed: seed))
        #expect((cap * 0.9 - 0.001...cap * 1.1 + 0.001).contains(long.hours(since: noon) - age))
        let short = try #require(rhythm.nextLook(table: hectic, policy: policy, seed: seed))
        #expect(short.milliseconds - noon.adding(hours: age).milliseconds >= 60_000)
      }
    }
  }

  @Test func `stories do not look alike though they know the same`() throws {
    let rhythm = rhythm(looks: [(0, false)])
    let moments = Set(
      (0..<100 as Range<UInt64>).map { rhythm.nextLook(table: table, policy: policy, seed: $0) })
    #expect(moments.count > 95)
    #expect(
      rhythm.nextLook(table: table, policy: policy, seed: 7)
        == rhythm.nextLook(table: table, policy: policy, seed: 7))
  }

  @Test func `weight, pin and budget move θ`() throws {
    var policy = policy
    policy.jitter = 0
    let rhythm = rhythm(looks: [(0, false)])
    func wait(_ care: Care, scale: Double = 1) throws -> Double {
      try #require(rhythm.nextLook(table: table, policy: policy, care: care, scale: scale, seed: 1)).hours(
        since: noon)
    }
    #expect(try abs(wait(Care(weight: 2)) - 0.06) < 0.001)
    #expect(try abs(wait(Care(isPinned: true)) - 0.05) < 0.001)
    #expect(try abs(wait(Care(), scale: 3) - 0.36) < 0.001)
  }

  @Test func `a night without news is waited out`() throws {
    var hours = Array(repeating: 1.2, count: 24)
    for hour in 0..<4 { hours[hour] = 0 }
    var policy = policy
    policy.jitter = 0
    policy.caps = [Policy.Cap(below: .infinity, hours: 24)]
    let midnight = Timestamp(seconds: 1_600_041_600)
    var rhythm = Rhythm(published: midnight)
    let table = RateTable(rates: Array(repeating: 1, count: 11), hours: hours)
    rhythm.observe(changed: false, at: midnight, table: table, policy: policy)
    let next = try #require(rhythm.nextLook(table: table, policy: policy, seed: 1))
    #expect(abs(next.hours(since: midnight) - 4.1) < 0.001)
  }

  @Test func `looks that fail wait twice as long each time, up to six hours`() throws {
    var rhythm = rhythm(looks: [(0, false)])
    var waits: [Double] = []
    for _ in 0..<12 {
      let moment = try #require(rhythm.lastTry).adding(hours: 1)
      rhythm.fail(at: moment)
      waits.append(try #require(rhythm.nextLook(table: table, policy: policy, seed: 3)).hours(since: moment))
    }
    #expect(waits[0] < 0.02)
    #expect(zip(waits, waits.dropFirst()).allSatisfy { $1 > $0 * 1.5 || $1 > 5 })
    #expect(waits.allSatisfy { $0 < 6.7 })
    #expect(rhythm.lastLook == noon)
    rhythm.observe(changed: true, at: after(minutes: 60 * 24), table: table, policy: policy)
    #expect(rhythm.failures == 0)
  }

  @Test func `a signal that is right brings the look at once`() throws {
    var rhythm = rhythm(looks: [(0, false)])
    rhythm.signal(precision: 0.5)
    let next = try #require(rhythm.nextLook(table: table, policy: policy, seed: 1))
    #expect(next.milliseconds - noon.milliseconds < 70_000)
  }

  @Test func `a look dated before the last changes no order`() {
    let rhythm = rhythm(looks: [(0, false), (30, true), (-600, true)])
    #expect(rhythm.lastLook == after(minutes: 30))
    #expect(rhythm.liveliness(policy).isFinite)
  }

  @Test(arguments: [
    (0.1, false, 0.00468), (1, false, 0.26424), (1, true, 0.41802), (0, true, 0), (1e-12, true, 0),
  ])
  func `the chance that a version went unseen`(mean: Double, changed: Bool, chance: Double) {
    #expect(abs(chanceUnseen(expected: mean, changed: changed) - chance) < 0.0001)
  }

  @Test func `a story ends when it was quiet for two weeks of being watched`() {
    let day = 24 * 60.0
    #expect(
      rhythm(looks: [(0, false), (13.9 * day, false)]).ending(at: after(minutes: 20 * day), policy: policy)
        == nil)
    var quiet = rhythm(looks: [(0, false), (14 * day, false)])
    #expect(quiet.ending(at: after(minutes: 14 * day), policy: policy) == .quiet)
    quiet.wake(at: after(minutes: 15 * day))
    #expect(quiet.ending(at: after(minutes: 15 * day), policy: policy) == nil)
    // An old page that somebody adds today is not quiet: nobody has watched it.
    var old = Rhythm(published: noon)
    old.observe(changed: false, at: after(minutes: 400 * day), table: table, policy: policy)
    #expect(old.ending(at: after(minutes: 401 * day), policy: policy) == nil)
    let busy = rhythm(looks: (0...100).map { (Double($0) * day, true) })
    #expect(busy.ending(at: after(minutes: 100 * day), policy: policy) == nil)
  }
}
