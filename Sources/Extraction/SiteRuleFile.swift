// Reads a file of site rules, and points at the lines that are wrong.

extension SiteRules {
  /// Everything that is wrong with a file of rules, in the order of its lines.
  public struct Faults: Error, Hashable, Sendable, CustomStringConvertible {
    /// One fault.
    public struct Fault: Hashable, Sendable {
      /// The line, from 1.
      public var line: Int
      /// What is wrong and what to write instead.
      public var problem: String
    }

    /// The faults; at least one.
    public var faults: [Fault]

    /// All faults on one line.
    public var description: String {
      faults.map { "line \($0.line): \($0.problem)" }.joined(separator: "; ")
    }
  }

  /// A file with more rules, or a larger one (bytes), is none.
  static let mostRules = 10_000
  static let mostBytes = 4 << 20

  /// Reads rules from a file's text.
  ///
  /// A line is a word and its value; `#` begins a line of comment. A `host` line after other lines begins another rule.
  ///
  /// - Throws: all that is wrong, with lines.
  public init(_ text: String) throws(Faults) {
    var file = SiteRuleFile()
    if text.utf8.count > Self.mostBytes {
      file.fault(1, "the file is larger than \(Self.mostBytes >> 20) MB")
    } else {
      for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .enumerated()
      {
        file.take(line, number: index + 1)
      }
      file.end()
    }
    guard file.faults.isEmpty else { throw Faults(faults: file.faults) }
    // Of rules for one site the one that began last is asked first.
    self.init(
      rules: file.rules.enumerated().sorted {
        ($0.element.from ?? "", -$0.offset) > ($1.element.from ?? "", -$1.offset)
      }.map(\.element))
  }
}

/// A file of rules while it is being read.
private struct SiteRuleFile {
  var rules: [SiteRule] = []
  var faults: [SiteRules.Faults.Fault] = []
  private var rule: SiteRule?
  /// The line of the open rule's first host.
  private var start = 0
  /// Whether the open rule has more than hosts.
  private var hasMore = false

  mutating func fault(_ line: Int, _ problem: String) {
    if faults.count < 50 { faults.append(.init(line: line, problem: problem)) }
  }

  mutating func take(_ line: Substring, number: Int) {
    let fields = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard let first = fields.first, !first.hasPrefix("#") else { return }
    let word = String(first)
    let value = fields.count > 1 ? Self.trimmed(fields[1]) : ""
    guard !value.isEmpty else {
      return fault(number, "“\(Self.shown(word))” has no value: \(Self.words)")
    }
    if word == "host" { return takeHost(value, number) }
    if rule == nil {
      return fault(number, "a rule begins with its host: write “host news.example” above this line")
    }
    hasMore = true
    switch word {
    case "from": takeDay(value, number, \.from)
    case "until": takeDay(value, number, \.until)
    default:
      guard let part = SiteRule.Part(rawValue: word) else {
        return fault(number, "“\(Self.shown(word))” is no part of a rule: \(Self.words)")
      }
      do {
        rule?.selectors[part, default: []].append(try Selector(value))
      } catch {
        fault(number, "\(error)")
      }
    }
  }

  private mutating func takeHost(_ value: String, _ number: Int) {
    let isHost =
      value.utf8.count <= 253 && value.contains(".")
      && value.utf8.allSatisfy { byte in
        (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x30 && byte <= 0x39
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      }
    guard isHost else {
      return fault(
        number, "“\(Self.shown(value))” is no host: write its name alone, as in “host news.example”")
    }
    if hasMore { end() }
    if rule == nil {
      rule = SiteRule()
      start = number
    }
    rule?.hosts.append(value.lowercased())
  }

  private mutating func takeDay(_ value: String, _ number: Int, _ place: WritableKeyPath<SiteRule, String?>) {
    guard Self.isDay(value) else {
      return fault(number, "“\(Self.shown(value))” is no day: write it as 2024-05-31")
    }
    rule?[keyPath: place] = value
    if let from = rule?.from, let until = rule?.until, from > until {
      fault(number, "the rule would end before it begins: from \(from) until \(until)")
    }
  }

  mutating func end() {
    guard let ended = rule else { return }
    if ended[.body].isEmpty {
      fault(
        start,
        "the rule that begins here does not say where the body is: give it a line such as “body article > p”")
    }
    rules.append(ended)
    if rules.count == SiteRules.mostRules + 1 {
      fault(start, "there are more than \(SiteRules.mostRules) rules")
    }
    rule = nil
    hasMore = false
  }

  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static let words = "write host, from, until, body, standfirst, caption or furniture, and its value"

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// A text from the file for a message: short, and nothing in it that a terminal would obey.
  static func shown(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(60).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
  }
}
