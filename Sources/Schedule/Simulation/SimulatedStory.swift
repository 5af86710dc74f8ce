// Stories made up by chance, to try schedules on.

public import Story

/// A story made up by chance: when it was published, and when it changed in the week after.
///
/// The chances are on purpose none that the schedule assumes, or it would only be tried on itself: three classes of
/// stories with as many changes each as a heavy-tailed draw gives; changes ever fewer with age by a Weibull law; quick
/// fixes that follow within minutes; a lull at night, with what fell into it made up for in the morning; corrections days
/// later. The figures are set so that polls at fixed steps catch what they were found to catch of live stories (every
/// five minutes 84 %, every hour 39 %) and so that feeds have about one change a story, as studies say.
public struct SimulatedStory: Hashable, Sendable {
  /// What stories there are.
  public enum Mix: String, Hashable, Sendable, CaseIterable {
    /// Developing stories, as somebody picks them to watch.
    case live
    /// Everything that a feed brings.
    case feed
  }

  /// When it was published.
  public var published: Timestamp
  /// When it changed, in order.
  public var changes: [Timestamp]

  /// How long stories are followed, in hours.
  static let week = 168.0

  /// The story of a number among those of a seed.
  public init(mix: Mix, seed: UInt64, number: Int) {
    var random = SeededRandom(seed: seed, stream: UInt64(number))
    let start = Timestamp(seconds: 1_600_000_000).adding(hours: random.unit() * 24 * 7)
    let kind = mix == .live ? Kind.live : Kind.drawn(random.unit())
    var ages: [Double] = []
    let mean = kind.changes * exponential(kind.spread * random.normal() - kind.spread * kind.spread / 2)
    for _ in 0..<random.count(mean: min(mean, 200)) {
      let draw = random.unit()
      let age = kind.scale * power(-log1(draw), 1 / kind.shape)
      var moment = start.adding(hours: age)
      // Night is 0 to 6 o’clock; half of what falls into it waits for the morning.
      if moment.hourOfDay < 6, random.unit() < 0.5 {
        moment = moment.adding(hours: 6 - moment.hourOfDay + random.wait(mean: 1.5))
      }
      ages.append(moment.hours(since: start))
      var fix = moment.hours(since: start)
      while random.unit() < kind.fixes {
        fix += random.wait(mean: kind.fixWait)
        ages.append(fix)
      }
    }
    if random.unit() < kind.corrected { ages.append(20 + random.unit() * 140) }
    published = start
    changes = ages.filter { $0 > 0 && $0 < Self.week }.sorted().map { start.adding(hours: $0) }
  }

  /// A class of stories.
  private struct Kind {
    /// Changes on average, without the quick fixes.
    var changes: Double
    /// How far that number spreads (of a log-normal distribution).
    var spread: Double
    /// Weibull's shape: below 1 for ever fewer changes.
    var shape: Double
    /// Weibull's scale, in hours.
    var scale: Double
    /// The chance that a change is followed by a quick fix.
    var fixes: Double
    /// After how many hours, on average.
    var fixWait: Double
    /// The chance of a correction days later.
    var corrected: Double

    static let live = Kind(
      changes: 6.7, spread: 0.6, shape: 0.8, scale: 2, fixes: 0.35, fixWait: 0.25, corrected: 0.15)
    static let ordinary = Kind(
      changes: 1.4, spread: 0.8, shape: 0.6, scale: 3, fixes: 0.2, fixWait: 0.25, corrected: 0.05)
    static let still = Kind(
      changes: 0.05, spread: 0.5, shape: 0.6, scale: 8, fixes: 0.1, fixWait: 0.25, corrected: 0.03)

    /// The class of a story that a feed brings.
    static func drawn(_ unit: Double) -> Kind { unit < 0.05 ? live : unit < 0.35 ? ordinary : still }
  }
}
