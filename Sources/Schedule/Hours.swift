// Hours and moments: the room reckons in hours, the program in milliseconds.

public import Story

extension Timestamp {
  /// The hours from another moment to this one.
  func hours(since other: Timestamp) -> Double { Double(milliseconds - other.milliseconds) / 3_600_000 }

  /// The moment some hours later.
  func adding(hours: Double) -> Timestamp {
    Timestamp(milliseconds: milliseconds + Int64((hours * 3_600_000).rounded()))
  }

  /// The hour of the day in UTC, with its fraction: 0 to less than 24.
  var hourOfDay: Double {
    let day: Int64 = 86_400_000
    return Double(((milliseconds % day) + day) % day) / 3_600_000
  }
}

/// A moment as the schedule reckons it: one line of time that never jumps.
///
/// It starts as the wall clock and then follows a clock that runs evenly and through suspension (`CLOCK_BOOTTIME`,
/// Swift's `ContinuousClock`). A wall clock that is set, or steps for daylight saving, moves no look; the step is
/// reported so that it can be logged.
public struct TimeLine: Sendable {
  private let wall: Timestamp
  private let steady: Int64
  private var offset: Int64 = 0

  /// Starts the line.
  ///
  /// - Parameters:
  ///   - wall: what the wall clock shows.
  ///   - steady: milliseconds of the even clock, from any beginning.
  public init(wall: Timestamp, steady: Int64) {
    self.wall = wall
    self.steady = steady
  }

  /// The moment now.
  public func now(steady: Int64) -> Timestamp {
    Timestamp(milliseconds: wall.milliseconds + max(0, steady - self.steady))
  }

  /// How many milliseconds the wall clock has stepped since this was last asked (positive: forward), if more than a
  /// second; else nil.
  public mutating func step(wall: Timestamp, steady: Int64) -> Int64? {
    let apart = wall.milliseconds - now(steady: steady).milliseconds
    let step = apart - offset
    guard abs(step) > 1000 else { return nil }
    offset = apart
    return step
  }
}
