// A story's rhythm, built again from its looks.

import Story
import Testing

@testable import Schedule

@Suite struct ReplayTests {
  private func look(_ minute: Double, _ outcome: Look.Outcome, _ source: TimeSource = .fetched) throws -> Look
  {
    Look(story: try Slug("fire"), time: after(minutes: minute), timeSource: source, outcome: outcome)
  }

  @Test func `a service that starts anew knows what it knew`() throws {
    let table = RateBook.published.picked
    let policy = Policy()
    var rhythm = Rhythm(published: noon)
    var looks: [Look] = []
    for (minute, outcome) in [
      (0, Look.Outcome.version), (6, .unchanged), (13, .version), (20, .unreachable), (22, .notModified),
      (40, .refused), (41, .version),
    ] {
      looks.append(try look(Double(minute), outcome))
      if let changed = outcome.changed {
        rhythm.observe(changed: changed, at: after(minutes: Double(minute)), table: table, policy: policy)
      } else {
        rhythm.fail(at: after(minutes: Double(minute)))
      }
    }
    let replay = Replay(
      looks, published: noon, now: after(minutes: 60), table: table, policy: policy, keepsGaps: true)
    #expect(replay.rhythm == rhythm)
    #expect(replay.gaps.map(\.changed) == [false, true, false, true])
    #expect(replay.gaps[3].from == after(minutes: 22))
    #expect(replay.gaps.allSatisfy { (0...1).contains($0.unseen) })
    // A longer gap hides more.
    #expect(replay.gaps[3].unseen > replay.gaps[1].unseen)
  }

  @Test func `imported files say nothing, and a clock set back breaks nothing`() throws {
    let looks = [
      try look(-9000, .version, .fileName), try look(0, .version), try look(30, .version),
      try look(10, .version),
      try look(9999, .unchanged),
    ]
    let replay = Replay(
      looks, published: nil, now: after(minutes: 60), table: RateBook.published.picked, policy: Policy(),
      keepsGaps: true)
    #expect(replay.rhythm.published == noon)
    #expect(replay.gaps.count == 3)
    #expect(replay.rhythm.lastLook == after(minutes: 60))
  }

  @Test func `the line of time does not jump, and steps of the wall clock are told`() {
    var line = TimeLine(wall: noon, steady: 5000)
    #expect(line.now(steady: 65_000) == after(minutes: 1))
    #expect(line.now(steady: 0) == noon)
    #expect(line.step(wall: after(minutes: 1), steady: 65_000) == nil)
    #expect(line.step(wall: after(minutes: 62), steady: 125_000) == 3_600_000)
    #expect(line.step(wall: after(minutes: 63), steady: 185_000) == nil)
    #expect(line.step(wall: after(minutes: 4), steady: 245_000) == -3_600_000)
  }
}
