// How much one asker may ask.

import Story
import Synchronization

/// A bucket of tokens an asker, filled at a steady rate.
final class RateLimit: Sendable {
  private struct Bucket {
    var left: Double
    var seen: Int64
  }

  private let rate: Double
  private let burst: Double
  private let buckets = Mutex<[String: Bucket]>([:])

  /// - Parameters:
  ///   - rate: how many requests a second.
  ///   - burst: how many at once after a rest.
  init(rate: Double, burst: Double) {
    self.rate = rate
    self.burst = burst
  }

  /// Takes one from an asker's bucket.
  ///
  /// - Returns: nil when it was there, else in how many seconds one will be.
  func take(_ asker: String, at now: Timestamp) -> Int? {
    buckets.withLock { buckets in
      if buckets.count > 10_000 {
        // Full buckets tell nothing that a new one would not.
        buckets = buckets.filter { refilled($0.value, at: now) < burst }
        if buckets.count > 10_000 { buckets = [:] }
      }
      var bucket = buckets[asker] ?? Bucket(left: burst, seen: now.milliseconds)
      bucket.left = refilled(bucket, at: now)
      bucket.seen = max(bucket.seen, now.milliseconds)
      guard bucket.left >= 1 else {
        buckets[asker] = bucket
        return max(1, Int(((1 - bucket.left) / rate).rounded(.up)))
      }
      bucket.left -= 1
      buckets[asker] = bucket
      return nil
    }
  }

  private func refilled(_ bucket: Bucket, at now: Timestamp) -> Double {
    min(burst, bucket.left + Double(max(0, now.milliseconds - bucket.seen)) / 1000 * rate)
  }
}
