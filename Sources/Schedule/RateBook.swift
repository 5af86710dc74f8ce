// The tables of rates in use, and the file they stand in.

/// Why a story is watched, which says how lively it may be before anything is seen of it.
public enum Choice: String, Hashable, Sendable, CaseIterable {
  /// Somebody chose it.
  case picked
  /// A feed or a sitemap brought it.
  case found
}

/// The tables of rates: one for each ``Choice``, and one for each outlet there is enough known of.
///
/// As a file: a heading `[picked]`, `[found]` or `[host NAME]` before each table; `until AGE RATE` for each step of
/// ``RateTable/edges`` (`until end RATE` the last); `hour 0 FACTOR` to `hour 23 FACTOR` where not 1; `#` begins a
/// comment line.
public struct RateBook: Hashable, Sendable {
  /// The table of stories somebody chose.
  public var picked: RateTable
  /// The table of stories a feed brought.
  public var found: RateTable
  /// Tables of outlets, by host in lower case; they hold for whatever is watched there.
  public var hosts: [String: RateTable]

  /// A book of these tables.
  public init(picked: RateTable, found: RateTable, hosts: [String: RateTable] = [:]) {
    self.picked = picked
    self.found = found
    self.hosts = hosts
  }

  /// The tables the program carries, from published studies.
  public static let published: RateBook = {
    do {
      return try RateBook(EmbeddedFiles.text["rates.txt"] ?? "")
    } catch {
      preconditionFailure("Resources/rates.txt: \(error)")
    }
  }()

  /// The table for a story.
  public func table(host: String, choice: Choice) -> RateTable {
    hosts[host] ?? (choice == .picked ? picked : found)
  }

  /// A fault in a file of tables.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// What is wrong and what to write instead.
    public var problem: String

    /// Where and what.
    public var description: String { "line \(line): \(problem)" }
  }

  /// Reads a file of tables.
  ///
  /// - Throws: ``Fault`` at the first line that is wrong.
  public init(_ text: String) throws(Fault) {
    var parts: [String: Part] = [:]
    var heading: String?
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if first.hasPrefix("[") {
        let name = try Self.heading(words, line: number)
        guard parts[name] == nil else { throw Fault(line: number, problem: "[\(name)] stands here twice") }
        parts[name] = Part(line: number)
        heading = name
      } else if let heading, var part = parts[heading] {
        try part.take(words, line: number)
        parts[heading] = part
      } else {
        throw Fault(line: number, problem: "begin with [picked], [found] or [host NAME]")
      }
    }
    var tables: [String: RateTable] = [:]
    for (name, part) in parts { tables[name] = try part.table() }
    guard let picked = tables.removeValue(forKey: "picked"), let found = tables.removeValue(forKey: "found")
    else { throw Fault(line: number, problem: "the file needs both [picked] and [found]") }
    self.init(
      picked: picked, found: found,
      hosts: Dictionary(uniqueKeysWithValues: tables.map { (String($0.key.dropFirst(5)), $0.value) }))
  }

  /// The book as a file; `comment` stands at its head.
  public func text(comment: String) -> String {
    var lines = comment.split(separator: "\n").map { "# \($0)" }
    lines += ["[picked]"] + Self.lines(picked) + ["[found]"] + Self.lines(found)
    for (host, table) in hosts.sorted(by: { $0.key < $1.key }) {
      lines += ["[host \(host)]"] + Self.lines(table)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The ages that steps end at, as they are written.
  public static let ages = ["6m", "15m", "30m", "1h", "2h", "4h", "8h", "1d", "3d", "7d", "end"]

  private static func lines(_ table: RateTable) -> [String] {
    zip(ages, table.rates).map { "until \($0) \(short($1))" }
      + table.hours.enumerated().filter { $0.element != 1 }.map { "hour \($0.offset) \(short($0.element))" }
  }

  /// A number with four significant digits, never with an exponent.
  static func short(_ number: Double) -> String {
    guard number.isFinite, number > 0 else { return "0" }
    var scale = 1.0
    var digits = 0
    while number * scale < 1000, digits < 9 {
      scale *= 10
      digits += 1
    }
    let whole = Int((min(number, 1e9) * scale).rounded())
    guard digits > 0 else { return String(whole) }
    let text = String(repeating: "0", count: max(0, digits + 1 - String(whole).count)) + String(whole)
    var fraction = text.suffix(digits)
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? String(text.dropLast(digits)) : "\(text.dropLast(digits)).\(fraction)"
  }

  private static func heading(_ words: [String], line: Int) throws(Fault) -> String {
    let name = words.joined(separator: " ").lowercased()
    let inside = String(name.dropFirst().dropLast())
    let isHost =
      inside.hasPrefix("host ") && !inside.dropFirst(5).isEmpty && !inside.dropFirst(5).contains(" ")
    guard name.hasSuffix("]"), inside == "picked" || inside == "found" || isHost else {
      throw Fault(line: line, problem: "a heading is [picked], [found] or [host NAME]")
    }
    return inside
  }

  /// A table as far as it was read.
  private struct Part {
    let line: Int
    var rates: [Double] = []
    var hours = [Double](repeating: 1, count: 24)

    init(line: Int) { self.line = line }

    mutating func take(_ words: [String], line: Int) throws(Fault) {
      guard words.count == 3, let number = Double(words[2]), number.isFinite, (0...10_000).contains(number)
      else {
        throw Fault(
          line: line, problem: "write “until AGE RATE” or “hour HOUR FACTOR”, the last a number from 0")
      }
      switch words[0] {
      case "until":
        guard rates.count < ages.count, words[1] == ages[rates.count] else {
          throw Fault(line: line, problem: "the ages are, in this order: \(ages.joined(separator: " "))")
        }
        rates.append(number)
      case "hour":
        guard let hour = Int(words[1]), (0..<24).contains(hour) else {
          throw Fault(line: line, problem: "an hour is 0 to 23")
        }
        hours[hour] = number
      default: throw Fault(line: line, problem: "a line begins with until or hour")
      }
    }

    func table() throws(Fault) -> RateTable {
      guard rates.count == ages.count else {
        throw Fault(line: line, problem: "this table ends before “until \(ages[rates.count])”")
      }
      return RateTable(rates: rates, hours: hours)
    }
  }
}
