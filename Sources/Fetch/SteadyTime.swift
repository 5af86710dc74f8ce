// Time that never jumps, and numbers that look random.

import Foundation
import Story

/// A line of time that goes on steadily, and waiting on it.
struct SteadyTime: Sendable {
  /// The moment.
  var now: @Sendable () -> Timestamp
  /// Waits; throws when the task is cancelled.
  var sleep: @Sendable (Duration) async throws -> Void

  /// This machine's: the clock as it stood first, and from there what has gone by, sleep of the machine counted in.
  static let system: SteadyTime = {
    let start = Timestamp.now
    let began = ContinuousClock.now
    return SteadyTime(
      now: { start.advanced(by: began.duration(to: .now)) },
      sleep: { try await Task.sleep(for: $0) })
  }()
}

extension Timestamp {
  /// This machine's clock.
  static var now: Timestamp { Timestamp(Date()) }
}

/// Numbers that look random and follow from a seed (SplitMix64; Steele, Lea, Flood, OOPSLA 2014).
struct SeededNumbers: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 up to 1.
  mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
