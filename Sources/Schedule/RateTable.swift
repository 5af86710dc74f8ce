// How often stories change, by their age and the hour of the day.

public import Story

/// How many changes an hour a story of an age is expected to make.
///
/// News changes most in its first hours: a constant rate fits badly (Brewington and Cybenko, “Keeping up with the
/// changing web”, IEEE Computer 33(5), 2000). So the rate is one of ``edges``' steps by age, times a factor for the
/// hour of the day.
public struct RateTable: Hashable, Sendable {
  /// Where the steps of age end, in hours; the last goes on for ever.
  public static let edges: [Double] = [0.1, 0.25, 0.5, 1, 2, 4, 8, 24, 72, 168, 720]

  /// Changes an hour in each step of age.
  public var rates: [Double]
  /// What the rate is multiplied with in each hour of the day, in UTC: 24 factors.
  public var hours: [Double] {
    didSet { followsClock = hours.contains { $0 != 1 } }
  }
  private var followsClock: Bool

  /// A table of rates, one for each step of age, and factors by hour.
  public init(rates: [Double], hours: [Double] = Array(repeating: 1, count: 24)) {
    let missing = max(0, Self.edges.count - rates.count)
    self.rates = Array(rates.prefix(Self.edges.count)) + Array(repeating: rates.last ?? 0, count: missing)
    self.hours = hours.count == 24 ? hours : Array(repeating: 1, count: 24)
    followsClock = self.hours.contains { $0 != 1 }
  }

  /// The same table with every rate multiplied.
  public func multiplied(by factor: Double) -> RateTable {
    RateTable(rates: rates.map { $0 * factor }, hours: hours)
  }

  /// The expected number of changes of a story between two moments.
  public func expected(published: Timestamp, from start: Timestamp, to end: Timestamp) -> Double {
    var sum = 0.0
    forEachStretch(published: published, from: start, to: end) { stretch in
      sum += stretch.rate * stretch.length
      return true
    }
    return sum
  }

  /// The changes an hour expected of a story at a moment.
  public func rate(published: Timestamp, at moment: Timestamp) -> Double {
    let age = max(0, moment.hours(since: published))
    return rates[Self.step(at: age)] * hours[Int(moment.hourOfDay) % 24]
  }

  /// The step that an age lies in, in hours.
  static func step(at age: Double) -> Int {
    edges.firstIndex { age < $0 } ?? edges.count - 1
  }

  /// A stretch of time with one rate.
  struct Stretch {
    /// The step of age it lies in.
    var step: Int
    /// The hour of the day it lies in; nil when whole days are reckoned.
    var hour: Int?
    /// How long it is, in hours.
    var length: Double
    /// Changes an hour.
    var rate: Double
  }

  /// Goes through the stretches between two moments until `visit` returns false.
  ///
  /// A long time is cut at the hours of the clock only in its first two days: after that whole days count, and the
  /// factors of a day are 1 on average.
  ///
  /// - Parameter clocked: whether to cut at the hours although all factors are 1, as learning does.
  func forEachStretch(
    published: Timestamp, from start: Timestamp, to end: Timestamp, clocked: Bool = false,
    _ visit: (Stretch) -> Bool
  ) {
    var age = max(0, start.hours(since: published))
    var left = end.hours(since: start)
    var clock = start.hourOfDay
    var clockLeft = followsClock || clocked ? 48.0 : 0
    var step = Self.step(at: age)
    while left > 1e-9 {
      let isLast = step == Self.edges.count - 1
      let hour = clockLeft > 0 ? Int(clock) % 24 : nil
      var length = isLast ? left : min(left, Self.edges[step] - age)
      if let hour { length = min(length, Double(hour + 1) - clock) }
      let rate = rates[step] * (hour.map { hours[$0] } ?? 1)
      if length > 0, !visit(Stretch(step: step, hour: hour, length: length, rate: rate)) { return }
      left -= length
      age += length
      if let hour {
        clockLeft -= length
        clock += length
        if clock >= Double(hour + 1) - 1e-9 { clock = Double((hour + 1) % 24) }
      }
      if !isLast, age >= Self.edges[step] - 1e-9 {
        age = Self.edges[step]
        step += 1
      }
    }
  }
}
