// Tries schedules on stories made up by chance.

import Story

/// A comparison of schedules on the same stories; the same seed gives the same result.
public struct Simulation: Hashable, Sendable {
  /// What stories there are.
  public var mix: SimulatedStory.Mix
  /// The seed of all chance.
  public var seed: UInt64
  /// How many stories.
  public var stories: Int

  /// A comparison on so many stories.
  public init(mix: SimulatedStory.Mix, seed: UInt64, stories: Int) {
    self.mix = mix
    self.seed = seed
    self.stories = stories
  }

  /// How a schedule did.
  public struct Outcome: Hashable, Sendable {
    /// The schedule.
    public var contender: Contender
    /// Looks at a story in its week, on average.
    public var looks: Double
    /// The share of all versions that was caught: a look catches one version however many came since the last.
    public var caught: Double
    /// From a version's coming to the look that caught it, in minutes: the median.
    public var medianDelay: Double
    /// The same: nine tenths are below.
    public var longDelay: Double
  }

  /// How each schedule does.
  public func outcomes(of contenders: [Contender] = Contender.all) -> [Outcome] {
    let stories = story(numbers: 0..<stories, seed: seed)
    let learnt = learntTable()
    return contenders.map { outcome(of: $0, on: stories, learnt: learnt) }
  }

  /// Changes of a story in its week, on average.
  public var changesPerStory: Double {
    let changes = story(numbers: 0..<stories, seed: seed).reduce(0) { $0 + $1.changes.count }
    return Double(changes) / Double(max(stories, 1))
  }

  /// The table that comes of watching other stories of the kind with the table the program carries, as `schedule learn`
  /// fits it.
  public func learntTable() -> RateTable {
    var learning = Learning()
    let known = carried
    for (number, story) in story(numbers: 0..<max(200, stories / 2), seed: ~seed).enumerated() {
      var last: Timestamp?
      visit(story, by: .untaught(theta: Contender.usual), table: known, seed: UInt64(number)) {
        moment, changes in
        if let last {
          learning.add(published: story.published, from: last, to: moment, changed: !changes.isEmpty)
        }
        last = moment
      }
    }
    return learning.fitted(to: known)
  }

  private var carried: RateTable { mix == .live ? RateBook.published.picked : RateBook.published.found }

  private func story(numbers: Range<Int>, seed: UInt64) -> [SimulatedStory] {
    numbers.map { SimulatedStory(mix: mix, seed: seed, number: $0) }
  }

  private func outcome(of contender: Contender, on stories: [SimulatedStory], learnt: RateTable) -> Outcome {
    var (looks, caught, all) = (0, 0, 0)
    var delays: [Double] = []
    let table = if case .untaught = contender { carried } else { learnt }
    for (number, story) in stories.enumerated() {
      all += story.changes.count
      visit(story, by: contender, table: table, seed: seed &+ UInt64(number)) { moment, changes in
        looks += 1
        guard let newest = changes.last else { return }
        caught += 1
        delays.append(moment.hours(since: newest) * 60)
      }
    }
    delays.sort()
    func quantile(_ share: Double) -> Double {
      delays.isEmpty ? 0 : delays[min(delays.count - 1, Int(share * Double(delays.count)))]
    }
    return Outcome(
      contender: contender, looks: Double(looks) / Double(max(stories.count, 1)),
      caught: all == 0 ? 0 : Double(caught) / Double(all), medianDelay: quantile(0.5),
      longDelay: quantile(0.9))
  }

  /// Looks at a story for a week, the first time when it is published; hands over each look and the changes since the
  /// look before.
  private func visit(
    _ story: SimulatedStory, by contender: Contender, table: RateTable, seed: UInt64,
    _ see: (Timestamp, ArraySlice<Timestamp>) -> Void
  ) {
    var visitor = Visitor(contender, story: story, table: table, seed: seed)
    let end = story.published.adding(hours: SimulatedStory.week)
    var moment = story.published
    var seen = 0
    while moment <= end {
      var now = seen
      while now < story.changes.count, story.changes[now] <= moment { now += 1 }
      see(moment, story.changes[seen..<now])
      moment = visitor.next(after: moment, changed: now > seen)
      seen = now
    }
  }
}
