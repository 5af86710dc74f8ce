// How long a server asks to be left alone.

import CCurl
import Story

/// Reads `Retry-After` (RFC 9110 §10.2.3).
enum RetryAfter {
  /// The longest wait that is believed: a day.
  static let longest = Duration.seconds(86_400)

  /// The wait a value asks for: seconds, or the time until a date; nil when it is neither. A date gone by is no wait;
  /// an absurd wait is a day.
  static func wait(_ value: String, now: Timestamp) -> Duration? {
    let digits = value.utf8
    guard !digits.isEmpty, digits.count <= 128 else { return nil }
    if digits.allSatisfy({ (0x30...0x39).contains($0) }) {
      return min(Int64(value).map { .seconds($0) } ?? longest, longest)
    }
    // A date starts with the day's name. (libcurl's reader takes much more, "5" or "-1" among it.)
    guard let first = digits.first, (0x41...0x5A).contains(first & 0xDF), digits.contains(0x3A) else {
      return nil
    }
    let date = curl_getdate(value, nil)
    guard date >= 0 else { return nil }
    let left = Int64(date).multipliedReportingOverflow(by: 1000)
    if left.overflow { return longest }
    return .milliseconds(min(max(left.partialValue - now.milliseconds, 0), 86_400_000))
  }
}
