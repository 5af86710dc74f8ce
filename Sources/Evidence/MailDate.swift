// The dates of mail and HTTP.

import Foundation
public import Story

/// Reads the dates of mail and HTTP (RFC 5322 §3.3, RFC 9110 §5.6.7).
public enum MailDate {
  /// `Mon, 06 Jan 2020 22:00:00 GMT`, with or without the weekday, any offset; nil for another form.
  public static func moment(_ text: String) -> Timestamp? {
    let pattern =
      /(?:\w{3},\s*)?(\d{1,2})[ -](\w{3})[ -](\d{4}) (\d{2}):(\d{2}):(\d{2}) ?(GMT|UTC|Z|[+-]\d{4})?.*/
    guard let found = text.trimming().wholeMatch(of: pattern) else { return nil }
    return moment(
      day: found.1, month: found.2, year: found.3, time: "\(found.4):\(found.5):\(found.6)",
      offset: found.7 ?? "GMT")
  }

  /// `Mon Jan 06 2020 22:00:00 GMT+0100`, as scripts write it.
  static func scripted(_ text: String) -> Timestamp? {
    guard let found = text.wholeMatch(of: /\w{3} (\w{3}) (\d{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT([+-]\d{4})/)
    else {
      return nil
    }
    return moment(day: found.2, month: found.1, year: found.3, time: String(found.4), offset: found.5)
  }

  private static func moment(
    day: Substring, month: Substring, year: Substring, time: String, offset: Substring
  ) -> Timestamp? {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    guard let at = months.firstIndex(of: month.lowercased()) else { return nil }
    let zone = offset.first == "+" || offset.first == "-" ? "\(offset.prefix(3)):\(offset.suffix(2))" : "Z"
    return Timestamp(
      "\(year)-\(at < 9 ? "0" : "")\(at + 1)-\(day.count == 1 ? "0" : "")\(day)T\(time)\(zone)")
  }
}
