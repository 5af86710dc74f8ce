// Times, and where they come from, in words.

import Foundation
public import Story

/// Says times in one zone.
struct TimeWords {
  /// The zone that times are told in.
  let zone: TimeZone

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private struct Parts: Equatable {
    var day: String
    var clock: String
    var seconds: String
  }

  /// The zone's name: “UTC”, else as the time-zone database has it.
  var zoneName: String { ["GMT", "UTC", "Etc/UTC"].contains(zone.identifier) ? "UTC" : zone.identifier }

  /// “6 Jan 2020 22:00”.
  func full(_ time: Timestamp) -> String {
    let parts = parts(time)
    return "\(parts.day) \(parts.clock)"
  }

  /// “6 Jan 2020 22:00 UTC”.
  func zoned(_ time: Timestamp) -> String { "\(full(time)) \(zoneName)" }

  /// A date that a page gives: “6 Jan 2020 22:00 UTC” where it is a time that can be read, else as the page has it.
  func published(_ text: String) -> String { Timestamp(text).map(zoned) ?? text }

  /// “6 Jan 2020 22:00 → 23:00 UTC”; the second day only where it differs.
  func stretch(_ first: Timestamp, _ second: Timestamp) -> String {
    let (one, other) = pair(first, second)
    return "\(one) → \(other) \(zoneName)"
  }

  /// “22:50”, or with its day where that is not the day of the time told beside it.
  func short(_ time: Timestamp, beside other: Timestamp) -> String {
    let parts = parts(time)
    return parts.day == self.parts(other).day ? parts.clock : "\(parts.day) \(parts.clock)"
  }

  /// Two times as short as they can be told apart from each other: “6 Jan 2020 22:00” and “23:00”, with seconds where
  /// the minute is the same.
  func pair(_ first: Timestamp, _ second: Timestamp) -> (String, String) {
    let (one, other) = (parts(first), parts(second))
    let sameMinute = one.day == other.day && one.clock == other.clock
    func clock(_ parts: Parts) -> String { sameMinute ? "\(parts.clock):\(parts.seconds)" : parts.clock }
    let later = one.day == other.day ? clock(other) : "\(other.day) \(clock(other))"
    return ("\(one.day) \(clock(one))", later)
  }

  /// “First seen with 23:00, last seen without 22:00.”, with days where they differ.
  func bracket(without: Timestamp, with: Timestamp) -> String {
    let (before, after) = close(without, with)
    return "First seen with \(after), last seen without \(before)."
  }

  /// “Found gone 23:00, last seen standing 22:00.”
  func goneBracket(standing: Timestamp, gone: Timestamp) -> String {
    let (before, after) = close(standing, gone)
    return "Found gone \(after), last seen standing \(before)."
  }

  /// Two times beside a heading that tells the day: “22:00” and “23:00”, with their days where these differ.
  private func close(_ first: Timestamp, _ second: Timestamp) -> (String, String) {
    let day = parts(first).day
    let (one, other) = pair(first, second)
    return (day == parts(second).day ? String(one.dropFirst(day.count + 1)) : one, other)
  }

  /// “Seen 22:00 and 23:00.”: where nothing changed between two checks.
  func seen(_ first: Timestamp, _ second: Timestamp) -> String {
    "Seen \(short(first, beside: second)) and \(short(second, beside: first))."
  }

  private func parts(_ time: Timestamp) -> Parts {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: time.date)
    func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
    let month = Self.months[min(max((parts.month ?? 1) - 1, 0), 11)]
    return Parts(
      day: "\(parts.day ?? 1) \(month) \(parts.year ?? 1970)",
      clock: "\(two(parts.hour)):\(two(parts.minute))",
      seconds: two(parts.second))
  }
}

extension TimeSource {
  /// Where a time comes from, for a column: “file name”.
  public var inWords: String {
    switch self {
    case .fetched: "our check"
    case .timemap: "another archive’s list"
    case .warc: "web archive file"
    case .fileName: "file name"
    case .file: "the file itself"
    case .fileDate: "file date"
    case .typed: "typed in"
    }
  }

  /// Where one time and where several times come from: “from a file name”, “from file names”.
  fileprivate var origin: (one: String, many: String) {
    switch self {
    case .fetched: ("from our own check", "from our own checks")
    case .timemap: ("from another archive’s list", "from another archive’s list")
    case .warc: ("from a web archive file", "from web archive files")
    case .fileName: ("from a file name", "from file names")
    case .file: ("from what the file itself says", "from what the files themselves say")
    case .fileDate: ("from a file’s date", "from the dates of files")
    case .typed: ("from whoever imported it", "from whoever imported them")
    }
  }

  /// Where the times of a report come from: “Times come from file names; not witnessed by us.” What was not witnessed
  /// is not claimed.
  static func words(_ sources: [TimeSource]) -> String {
    var seen: [TimeSource] = []
    for source in sources where !seen.contains(source) { seen.append(source) }
    guard let first = seen.first else { return "" }
    guard seen.count > 1 else {
      let words =
        sources.count == 1 ? "The time comes \(first.origin.one)" : "Times come \(first.origin.many)"
      return words + (first == .fetched ? "." : "; not witnessed by us.")
    }
    let all = seen.map { source in
      let isOne = sources.count { $0 == source } == 1
      let origin = isOne ? source.origin.one : source.origin.many
      return origin + (source == .fetched ? "" : " (not witnessed by us)")
    }
    return "Times come " + all.joined(separator: " and ") + "."
  }
}
