// Times in words, apart from any report.

public import Foundation
public import Story

/// “6 Jan 2020 22:00 UTC”.
public func toldTime(_ time: Timestamp, zone: TimeZone = .gmt) -> String { TimeWords(zone: zone).zoned(time) }

/// “6 Jan 2020 22:00 → 23:00 UTC”; the second day only where it differs.
public func toldStretch(_ first: Timestamp, _ second: Timestamp, zone: TimeZone = .gmt) -> String {
  TimeWords(zone: zone).stretch(first, second)
}

extension StoriesReport.Row.State {
  /// The state in plain words: “watched”, “taken down”.
  public var inWords: String { told }
}

extension LogReport.Check {
  /// How the checks ended, in a sentence: “check refused (503): The server is busy”.
  public var inWords: String { look.told }
}
