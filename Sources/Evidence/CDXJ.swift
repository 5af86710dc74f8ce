// The index of a WARC file that replay tools read: a line a record, sorted.

import Story

/// One line of a CDXJ index: search key, time, and JSON.
public struct CDXJLine: Hashable, Sendable, Comparable {
  /// The whole line, without its end.
  public let text: String

  /// The line of a record, or nil for one that replay does not look for.
  init?(of record: WARCRecord, file: String, offset: Int, length: Int) {
    guard ["response", "revisit", "resource", "metadata"].contains(record.type), let target = record.target,
      let date = record.date
    else { return nil }
    let isHTTP = record["Content-Type"]?.hasPrefix("application/http") == true
    let head = isHTTP ? HTTPHead(of: record.block) : nil
    // An answer that does not say what it is (a redirect, say) has no type here either.
    var mime: String?
    if record.type == "revisit" {
      mime = "warc/revisit"
    } else if let type = isHTTP ? head?["content-type"] : record["Content-Type"] {
      mime = type.prefix { $0 != ";" }.trimming()
    }
    var fields = [("url", target)]
    if let mime { fields.append(("mime", mime)) }
    if let status = head?.status { fields.append(("status", "\(status)")) }
    if let digest = record["WARC-Payload-Digest"] { fields.append(("digest", digest)) }
    fields += [("length", "\(length)"), ("offset", "\(offset)"), ("filename", file)]
    let json = fields.map { "\(Self.quoted($0.0)): \(Self.quoted($0.1))" }.joined(separator: ", ")
    text = "\(searchKey(of: target)) \(Self.digits(date.seconds)) {\(json)}"
  }

  /// Orders by bytes.
  public static func < (one: CDXJLine, other: CDXJLine) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }

  /// An index of lines, sorted.
  public static func file(_ lines: [CDXJLine]) -> [UInt8] {
    Array(lines.sorted().map { $0.text + "\n" }.joined().utf8)
  }

  /// A moment as 14 digits.
  static func digits(_ seconds: Int64) -> String {
    let (days, rest) = (Int(seconds.quotientAndFloor(86_400).0), Int(seconds.quotientAndFloor(86_400).1))
    // The civil date of a count of days since 1970 (proleptic Gregorian), years beginning in March.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * month + 2) / 5 + 1
    let civil = month < 10 ? month + 3 : month - 9
    func padded(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return padded(year + era * 400 + (civil <= 2 ? 1 : 0), 4) + padded(civil, 2) + padded(day, 2)
      + padded(rest / 3600, 2) + padded(rest / 60 % 60, 2) + padded(rest % 60, 2)
  }

  /// A JSON string in ASCII, as Python's `json` writes it.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for unit in text.utf16 {
      switch unit {
      case 0x22: quoted += "\\\""
      case 0x5C: quoted += "\\\\"
      case 0x0A: quoted += "\\n"
      case 0x0D: quoted += "\\r"
      case 0x09: quoted += "\\t"
      case 0x20..<0x7F: quoted.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return quoted + "\""
  }
}

extension Int64 {
  /// Quotient and remainder, the remainder never negative.
  fileprivate func quotientAndFloor(_ divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
