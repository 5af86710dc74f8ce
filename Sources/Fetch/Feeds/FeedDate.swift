// Dates as feeds write them, right or nearly right.

import Foundation
import Story

/// Reads the dates of feeds.
enum FeedDate {
  /// The moment that a text names; nil when it names none, or one before 1990 or after 2200.
  ///
  /// Read are RFC 822 and RFC 2822 with or without weekday, seconds and zone, the dates of ISO 8601 in the forms of
  /// the W3C's note, a month's name before its day, and seconds or milliseconds since 1970. A time without a zone, or
  /// with one that is not known, is taken as UTC; a day without a time begins it.
  static func read(_ text: String) -> Timestamp? {
    let words = text.utf8.prefix(80).split { byte in
      byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: ",")
    }.map { String($0) ?? "" }.filter { !$0.isEmpty }
    guard let first = words.first else { return nil }
    let moment =
      number(words)
      ?? (first.utf8.prefix(5).contains(UInt8(ascii: "-")) && digits(first.prefix(4)) != nil
        ? iso(words) : named(words))
    guard let moment, earliest <= moment, moment < latest else { return nil }
    return moment
  }

  private static let earliest = Timestamp(seconds: 631_152_000)
  private static let latest = Timestamp(seconds: 7_258_118_400)

  private static func number(_ words: [String]) -> Timestamp? {
    guard words.count == 1, let count = Int64(words[0]) else { return nil }
    switch words[0].utf8.count {
    case 9...10: return Timestamp(seconds: count)
    case 13: return Timestamp(milliseconds: count)
    default: return nil
    }
  }

  // MARK: ISO 8601

  /// `2020-01`, `2020-01-06`, `2020-01-06T22:00`, `2020-01-06 22:00:03.5 +0100`.
  private static func iso(_ words: [String]) -> Timestamp? {
    var rest = words.dropFirst().joined(separator: " ")
    var date = words[0]
    if let mark = date.firstIndex(where: { $0 == "T" || $0 == "t" }) {
      rest = date[date.index(after: mark)...] + (rest.isEmpty ? "" : " \(rest)")
      date = String(date[..<mark])
    }
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let year = digits(parts[0]), let month = digits(parts[1]) else {
      return nil
    }
    var day = 1
    if parts.count == 3 {
      guard let given = digits(parts[2]) else { return nil }
      day = given
    }
    guard let start = midnight(year, month, day) else { return nil }
    if rest.isEmpty { return Timestamp(seconds: start) }
    // The zone begins at Z, at a sign, or after a space.
    let clock = rest.prefix { $0.isNumber || $0 == ":" || $0 == "." || $0 == "," }
    guard let time = seconds(String(clock)) else { return nil }
    let zone = rest.dropFirst(clock.count).drop { $0 == " " }
    return moment(start, time, zone: String(zone))
  }

  // MARK: RFC 822 and what passes for it

  /// `Mon, 06 Jan 2020 22:00:00 GMT`, `6 January 2020`, `January 6, 2020 5:00 PM EST`.
  private static func named(_ words: [String]) -> Timestamp? {
    // “06-Jan-2020” and the like.
    var parts = words.flatMap { word in
      word.contains { $0.isLetter } && word.contains("-") && !word.contains(":")
        ? word.split(separator: "-").map(String.init) : [word]
    }[...]
    // A weekday says nothing, right or wrong, in whatever language.
    if let first = parts.first, digits(first) == nil, month(first) == nil { parts.removeFirst() }
    guard parts.count >= 3 else { return nil }
    let (one, two, three) = (parts.removeFirst(), parts.removeFirst(), parts.removeFirst())
    let day: Int?
    let monthNumber: Int?
    if let number = month(one) {
      (monthNumber, day) = (number, digits(two.filter(\.isNumber)))
    } else {
      (day, monthNumber) = (digits(one.filter(\.isNumber)), month(two))
    }
    guard let day, let monthNumber, var year = digits(three) else { return nil }
    // RFC 2822 §4.3.
    if three.utf8.count == 2 { year += year < 50 ? 2000 : 1900 }
    guard let start = midnight(year, monthNumber, day) else { return nil }
    guard let clock = parts.popFirst() else { return Timestamp(seconds: start) }
    let plain = clock.prefix { $0.isNumber || $0 == ":" || $0 == "." }
    guard var time = seconds(String(plain)) else { return Timestamp(seconds: start) }
    if plain.count < clock.count { parts = [String(clock.dropFirst(plain.count))] + parts }
    if let half = parts.first?.lowercased(), half == "am" || half == "pm" {
      parts.removeFirst()
      let hour = Int(time) / 3600
      if hour > 12 { return nil }
      time += half == "pm" && hour < 12 ? 43_200 : half == "am" && hour == 12 ? -43_200 : 0
    }
    return moment(start, time, zone: parts.joined())
  }

  private static func month(_ word: String) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    let start = word.lowercased().prefix(3)
    return months.firstIndex { $0 == start }.map { $0 + 1 }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  // MARK: Parts

  private static func digits(_ text: some StringProtocol) -> Int? {
    let utf8 = text.utf8
    guard (1...4).contains(utf8.count), utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  /// Seconds from 1970 to the start of a day of the Gregorian calendar, UTC; nil when there is no such day.
  private static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
    guard (1900...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    // Days since 1970 by counting years from March (Hinnant, “chrono-compatible low-level date algorithms”).
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    return Int64(days) * 86_400
  }

  /// Seconds of a clock: `22:00`, `22:00:03`, `22:00:03.5`.
  private static func seconds(_ clock: String) -> Double? {
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = digits(parts[0]), let minute = digits(parts[1]),
      (0...24).contains(hour), (0...59).contains(minute)
    else { return nil }
    var time = Double(hour * 3600 + minute * 60)
    if parts.count == 3 {
      guard let second = Double(parts[2].replacing(",", with: ".").prefix(12)), (0..<61).contains(second)
      else {
        return nil
      }
      time += second
    }
    return time
  }

  private static func moment(_ start: Int64, _ time: Double, zone: String) -> Timestamp {
    let milliseconds = Int64((time * 1000).rounded()) - Int64(offset(zone)) * 60_000
    return Timestamp(milliseconds: start * 1000 + milliseconds)
  }

  /// Minutes that a zone is ahead of UTC; 0 for one that is not known.
  private static func offset(_ zone: String) -> Int {
    var name = zone.uppercased().filter { $0 != " " }
    for start in ["GMT", "UTC", "UT"] where name.hasPrefix(start) && name.count > start.count {
      name = String(name.dropFirst(start.count))
    }
    if let sign = name.first, sign == "+" || sign == "-" {
      let digits = name.dropFirst().prefix { $0.isNumber || $0 == ":" }.filter(\.isNumber)
      guard let number = Int(digits), digits.count <= 4 else { return 0 }
      let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
      return abs(minutes) <= 15 * 60 ? (sign == "-" ? -minutes : minutes) : 0
    }
    return zones[name].map { Int($0 * 60) } ?? 0
  }

  /// Hours that named zones are ahead of UTC: those of RFC 822 §5.1, and others that feeds use and that mean one thing.
  private static let zones: [String: Double] = [
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9,
    "AKDT": -8,
    "HST": -10, "BST": 1, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10,
    "AEDT": 11,
    "NZST": 12, "NZDT": 13, "SAST": 2, "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3,
  ]
}
