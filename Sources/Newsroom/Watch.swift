// Looks at stories again and again, and tells of each change.

import Foundation
public import Report
public import Story

/// What a watch tells as it goes.
public enum WatchEvent: Sendable {
  /// A look ended; `next` is when the story is looked at again, nil when it is not.
  case looked(target: String, LookOutcome, next: Timestamp?)
  /// A look could not be made or kept; the others go on.
  case troubled(target: String, Failure, next: Timestamp?)
}

extension Newsroom {
  /// Looks at each target, then again every `interval`, until the task is cancelled or `once` is done.
  ///
  /// Looks are evenly spaced by a clock that never jumps; one that takes longer than the interval delays the next and
  /// is followed by no burst.
  public func watch(
    _ targets: [String], every interval: Duration, once: Bool, settings: LookSettings,
    options: RevisionReport.Options, tell: @Sendable (WatchEvent) -> Void
  ) async {
    let clock = ContinuousClock()
    var due = clock.now
    repeat {
      for target in targets where !Task.isCancelled {
        due = Swift.max(due, clock.now)
        let next = once ? nil : Timestamp(milliseconds: now().milliseconds + interval.milliseconds)
        do {
          let outcome = try await look(at: target, settings: settings, options: options)
          tell(.looked(target: target, outcome, next: next))
        } catch is CancellationError {
          return
        } catch {
          tell(.troubled(target: target, Failure(error), next: next))
        }
      }
      if once { return }
      due = Swift.max(due.advanced(by: interval), clock.now)
      try? await clock.sleep(until: due)
    } while !Task.isCancelled
  }
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }

  /// A time span as people type it: `30s`, `5m`, `2h`, `1d`.
  public init?(typed text: String) {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    guard let last = text.last, let unit = units[last], let count = Int64(text.dropLast()), count > 0,
      count < 1_000_000
    else { return nil }
    self = .seconds(count * unit)
  }
}
