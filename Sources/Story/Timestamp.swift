// A moment in time, and how it is written.

public import Foundation

/// A moment, in whole milliseconds; written as RFC 3339 in UTC wherever it leaves the program.
public struct Timestamp: Hashable, Sendable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64

  /// A moment by its milliseconds since 1970-01-01T00:00:00Z.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// A moment by its seconds since 1970-01-01T00:00:00Z.
  public init(seconds: Int64) { self.init(milliseconds: seconds * 1000) }

  /// The moment of a date, to the nearest millisecond.
  ///
  /// Cutting would be wrong: a date is a binary fraction of seconds, and one read from `.123` is often a little less.
  public init(_ date: Date) {
    self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }

  /// The moment an RFC 3339 text names (`2020-01-06T22:00:00Z`, with or without a fraction, any offset), or nil.
  public init?(_ text: String) {
    for style in [Self.plain, Self.fractional] {
      if let date = try? style.parse(text) {
        self.init(date)
        return
      }
    }
    return nil
  }

  /// The same moment as Foundation's type.
  public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  /// Whole seconds since 1970-01-01T00:00:00Z, as git keeps time.
  public var seconds: Int64 {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// Orders by time.
  public static func < (one: Timestamp, other: Timestamp) -> Bool { one.milliseconds < other.milliseconds }

  private static let plain = Date.ISO8601FormatStyle()
  private static let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC: `2020-01-06T22:00:00Z`, with a fraction only when there is one.
  ///
  /// The fraction is written from the whole number, not from a date, so that what is read again is the same moment.
  public var description: String {
    let whole = Self.plain.format(Date(timeIntervalSince1970: Double(seconds)))
    let fraction = milliseconds - seconds * 1000
    return fraction == 0 ? whole : "\(whole.dropLast()).\(String(1000 + fraction).dropFirst())Z"
  }
}

extension Timestamp: Codable {
  /// Reads an RFC 3339 string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let moment = Timestamp(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "“\(text)” is not an RFC 3339 time")
    }
    self = moment
  }

  /// Writes an RFC 3339 string in UTC.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Where a capture's time comes from: what was not witnessed is not claimed.
public enum TimeSource: String, Codable, Sendable, CaseIterable {
  /// Fetched by this program at that time.
  case fetched
  /// Stated by another archive's list of captures (a Memento TimeMap).
  case timemap
  /// Stated by a WARC record.
  case warc
  /// Stated in the file itself: a saved page, a corpus, another program's repository.
  case file
  /// Read from the file's name.
  case fileName = "file-name"
  /// The file's date of change.
  case fileDate = "file-date"
  /// Typed by whoever imported it.
  case typed
}
