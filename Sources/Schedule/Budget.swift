// One budget of looks for all stories.

import Story

/// Keeps looks within so many a second: at once by not letting more through, and over minutes by moving one θ for all.
///
/// Moving θ gives up the least: under one budget the catch is largest when all stories share one θ (see ``Policy``).
public struct Budget: Hashable, Sendable {
  /// Looks a second; nil when there is no bound.
  public let looksPerSecond: Double?
  /// What θ and the caps are multiplied with now; 1 when the budget is enough.
  public private(set) var scale = 1.0
  private var allowance: Double
  private var filled: Timestamp?

  /// A budget of so many looks a second.
  public init(looksPerSecond: Double?) {
    self.looksPerSecond = looksPerSecond.map { max($0, 1e-6) }
    allowance = 1
  }

  /// How many looks the budget holds now.
  mutating func room(at now: Timestamp) -> Int {
    guard looksPerSecond != nil else { return .max }
    fill(at: now)
    return Int(allowance)
  }

  /// Takes one look from the budget; false when there is none left yet.
  mutating func take(at now: Timestamp) -> Bool {
    guard looksPerSecond != nil else { return true }
    fill(at: now)
    guard allowance >= 1 else { return false }
    allowance -= 1
    return true
  }

  /// When the next look can be taken, at the earliest.
  func free(from now: Timestamp) -> Timestamp {
    guard let looksPerSecond, let filled else { return now }
    let have = allowance + max(0, now.hours(since: filled)) * 3600 * looksPerSecond
    guard have < 1 else { return now }
    return Timestamp(
      milliseconds: now.milliseconds + max(1, Int64(((1 - have) / looksPerSecond * 1000).rounded(.up))))
  }

  /// Moves θ so that the looks wanted take nine tenths of the budget; holds for each story as it is scheduled anew.
  ///
  /// - Parameter wanted: looks a second that all stories would want at a ``scale`` of 1: of each, the scale it was
  ///   scheduled with over the time it waits. Waiting times grow about as θ does, so one division finds the scale, and
  ///   what the guess misses shows in the waiting times that come of it.
  mutating func steer(wanted: Double) {
    guard let looksPerSecond else { return }
    scale = min(max(wanted / (0.9 * looksPerSecond), 1), 1000)
  }

  private mutating func fill(at now: Timestamp) {
    guard let looksPerSecond else { return }
    let most = max(1, looksPerSecond)
    if let filled {
      allowance = min(most, allowance + max(0, now.hours(since: filled)) * 3600 * looksPerSecond)
    }
    filled = max(now, filled ?? now)
  }
}
