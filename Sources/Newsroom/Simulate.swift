// Compares schedules on made-up stories.

public import Report
import Schedule

extension Newsroom {
  /// How schedules do on made-up stories, ours beside those of other programs.
  ///
  /// - Parameters:
  ///   - seed: the first seed.
  ///   - seeds: how many seeds, one after the other.
  ///   - stories: how many stories a seed and kind.
  ///   - progress: told how many of all rounds are done.
  public static func simulate(
    seed: UInt64, seeds: Int, stories: Int, progress: (Int, Int) -> Void = { _, _ in }
  ) -> SimulationReport {
    let last = seed &+ UInt64(max(seeds, 1) - 1)
    let all = seed...max(seed, last)
    var rounds: [SimulatedStory.Mix: [[Simulation.Outcome]]] = [:]
    var changes: [SimulatedStory.Mix: Double] = [:]
    var done = 0
    for mix in SimulatedStory.Mix.allCases {
      for seed in all {
        let simulation = Simulation(mix: mix, seed: seed, stories: stories)
        rounds[mix, default: []].append(simulation.outcomes())
        changes[mix, default: 0] += simulation.changesPerStory / Double(all.count)
        done += 1
        progress(done, all.count * SimulatedStory.Mix.allCases.count)
      }
    }
    return SimulationReport(
      seeds: all, stories: stories,
      changes: SimulatedStory.Mix.allCases.map { ($0.rawValue, changes[$0] ?? 0) },
      rows: SimulatedStory.Mix.allCases.flatMap { rows($0, rounds[$0] ?? []) },
      claims: claims(rounds[.live] ?? []))
  }

  private static func rows(
    _ mix: SimulatedStory.Mix, _ rounds: [[Simulation.Outcome]]
  ) -> [SimulationReport.Row] {
    guard let first = rounds.first else { return [] }
    return first.indices.map { place in
      let outcomes = rounds.map { $0[place] }
      func mean(_ value: (Simulation.Outcome) -> Double) -> Double {
        outcomes.reduce(0) { $0 + value($1) } / Double(outcomes.count)
      }
      let contender = first[place].contender
      var isOnLine = false
      if case .ours(_, let factor) = contender { isOnLine = factor == 1 }
      return SimulationReport.Row(
        mix: mix.rawValue, name: contender.name, isOurs: contender.isOurs, isOnLine: isOnLine,
        looks: mean(\.looks),
        caught: mean(\.caught), leastCaught: outcomes.map(\.caught).min() ?? 0,
        medianDelay: mean(\.medianDelay),
        longDelay: mean(\.longDelay))
    }
  }

  /// What is to hold of live stories.
  private static func claims(_ rounds: [[Simulation.Outcome]]) -> [SimulationReport.Claim] {
    let usual = Policy().theta
    func held(_ test: ((Contender) -> Simulation.Outcome?) -> Bool?) -> Int {
      rounds.count { round in test { contender in round.first { $0.contender == contender } } ?? false }
    }
    func ahead(_ theta: Double, _ peer: Contender) -> Int {
      held { outcome in
        guard let ours = outcome(.ours(theta: theta, tableFactor: 1)), let theirs = outcome(peer) else {
          return nil
        }
        return ours.caught > theirs.caught && ours.looks < theirs.looks
      }
    }
    func near(_ factor: Double) -> Int {
      held { outcome in
        guard let right = outcome(.ours(theta: usual, tableFactor: 1)),
          let wrong = outcome(.ours(theta: usual, tableFactor: factor))
        else { return nil }
        return right.caught - wrong.caught < 0.05
      }
    }
    return [
      .init(
        "live stories at the usual theta: at least 85 % of versions with at most 130 checks",
        held: held { outcome in
          outcome(.ours(theta: usual, tableFactor: 1)).map { $0.caught >= 0.85 && $0.looks <= 130 }
        }),
      .init(
        "theta 0.2: more caught with fewer checks than NewsDiffs run every 15 minutes",
        held: ahead(0.2, .newsDiffs(cron: 15))),
      .init(
        "theta 0.2: more caught with fewer checks than diffengine run every 30 minutes",
        held: ahead(0.2, .diffengine(cron: 30))),
      .init("a table three times too low loses less than 5 points", held: near(1.0 / 3)),
      .init("a table three times too high loses less than 5 points", held: near(3)),
    ]
  }
}
