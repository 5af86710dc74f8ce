// Jumps of the wall clock, told by a clock that never jumps.

import Story

/// Compares the wall clock with the monotonic one.
struct ClockWatch: Sendable {
  private var wall: Timestamp
  private var steady: ContinuousClock.Instant

  /// Begins to watch.
  init(wall: Timestamp, steady: ContinuousClock.Instant = .now) {
    self.wall = wall
    self.steady = steady
  }

  /// The jump since it was last asked, if the two clocks went apart by more than a second.
  mutating func jump(wall now: Timestamp, steady instant: ContinuousClock.Instant = .now) -> JournalEvent? {
    let passed = steady.duration(to: instant).components
    let expected = wall.milliseconds + passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    wall = now
    steady = instant
    let jump = now.milliseconds - expected
    return abs(jump) > 1000 ? JournalEvent(.clockJump, time: now, milliseconds: jump) : nil
  }
}
