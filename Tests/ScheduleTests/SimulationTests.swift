// The comparison of schedules on stories made up by chance.

import Schedule
import Testing

@Suite struct SimulationTests {
  static func outcomes(_ mix: SimulatedStory.Mix, seed: UInt64, _ contenders: [Contender]) -> [Simulation
    .Outcome]
  {
    Simulation(mix: mix, seed: seed, stories: 250).outcomes(of: contenders)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `most versions of live stories are caught with few looks`(seed: UInt64) {
    let ours = Self.outcomes(.live, seed: seed, [.ours(theta: Policy().theta, tableFactor: 1)])[0]
    #expect(ours.caught >= 0.85)
    #expect(ours.looks <= 130)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `more is caught with fewer looks than by NewsDiffs and diffengine`(seed: UInt64) {
    let all = Self.outcomes(
      .live, seed: seed, [.ours(theta: 0.2, tableFactor: 1), .newsDiffs(cron: 15), .diffengine(cron: 30)])
    for peer in all.dropFirst() {
      #expect(all[0].caught > peer.caught, "\(peer.contender.name)")
      #expect(all[0].looks < peer.looks, "\(peer.contender.name)")
    }
  }

  @Test(arguments: [1.0 / 3, 3])
  func `a table that is wrong by three either way loses little`(factor: Double) {
    let theta = Policy().theta
    let all = Self.outcomes(
      .live, seed: 4, [.ours(theta: theta, tableFactor: 1), .ours(theta: theta, tableFactor: factor)])
    #expect(all[0].caught - all[1].caught < 0.05)
  }

  @Test func `the same seed gives the same result, another seed another`() {
    let one = Self.outcomes(.feed, seed: 5, Contender.all)
    #expect(one == Self.outcomes(.feed, seed: 5, Contender.all))
    #expect(one != Self.outcomes(.feed, seed: 6, Contender.all))
  }

  /// What steady polls catch of live stories says how clustered their changes are; figures of an earlier simulation.
  @Test(arguments: [(5.0, 0.84), (15, 0.67), (60, 0.4)])
  func `steady polls catch what they are known to`(minutes: Double, share: Double) {
    let outcome = Self.outcomes(.live, seed: 7, [.fixed(minutes: minutes)])[0]
    #expect(abs(outcome.caught - share) < 0.04)
    #expect(abs(outcome.looks - 168 * 60 / minutes) < 2)
  }

  @Test func `stories look as studies found them`() {
    #expect((9...12).contains(Simulation(mix: .live, seed: 8, stories: 500).changesPerStory))
    #expect((0.6...1.4).contains(Simulation(mix: .feed, seed: 8, stories: 2000).changesPerStory))
    let story = SimulatedStory(mix: .live, seed: 1, number: 1)
    #expect(story.changes == story.changes.sorted())
    #expect(story.changes.allSatisfy { $0 > story.published })
  }
}
