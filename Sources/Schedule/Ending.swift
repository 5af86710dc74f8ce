// When a story is no longer looked at.

public import Story

/// Why a story ended.
public enum Ending: String, Hashable, Sendable, CaseIterable {
  /// It has not changed for long (``Policy/quietDays``).
  case quiet
  /// It was watched for long (``Policy/longestDays``).
  case old
  /// Somebody said so.
  case byHand = "by_hand"
}

extension Rhythm {
  /// Why the story has ended by a moment, or nil when it goes on. A signal wakes it again.
  public func ending(at moment: Timestamp, policy: Policy) -> Ending? {
    guard let seen = lastLook, let watched, alert == 0 else { return nil }
    // Only what was seen counts: a story that could not be read for two weeks is not quiet.
    let quiet = seen.hours(since: max(lastChange ?? watched, watched)) / 24
    if quiet >= policy.quietDays { return .quiet }
    return moment.hours(since: watched) / 24 >= policy.longestDays && quiet >= 1 ? .old : nil
  }
}
