// Rules of single sites: where their pages have the body, the standfirst, captions and furniture.

import Story

/// What is known of one site's pages in one stretch of time.
///
/// Rules are optional. They say where things stand; each line there is still judged by its words, and a rule whose body
/// is not found on a page is passed over whole, with a remark, and the page is read as any other.
struct SiteRule: Sendable {
  /// The hosts it is for, and those under them.
  var hosts: [String] = []
  /// The days it holds from and until, `YYYY-MM-DD`, both inclusive.
  var from: String?
  var until: String?
  var body: [Selector] = []
  var standfirst: [Selector] = []
  var caption: [Selector] = []
  var furniture: [Selector] = []
  /// The file it stands in.
  var file = ""
}

/// The rules of all sites, from the files in `Resources/sites`.
enum SiteRules {
  /// All rules; of one site the newest first.
  static let all: [SiteRule] = DataTable.names(in: "sites").flatMap { name in
    (try? rules(in: DataTable.lines(name), file: name)) ?? []
  }.sorted { ($0.from ?? "", $0.file) > ($1.from ?? "", $1.file) }

  /// The rules for a page.
  ///
  /// - Parameters:
  ///   - address: the page's.
  ///   - day: the day it was captured, `YYYY-MM-DD`; nil takes the newest rules.
  static func rule(for address: String, on day: String? = nil, among rules: [SiteRule] = all) -> SiteRule? {
    guard !rules.isEmpty, let start = address.firstRange(of: "://")?.upperBound else { return nil }
    let host = address[start...].prefix { !"/?#:".contains($0) }.lowercased()
    return rules.first { rule in
      rule.hosts.contains { host == $0 || host.hasSuffix("." + $0) }
        && (day == nil || (rule.from ?? "") <= day ?? "" && day ?? "" <= (rule.until ?? "9999"))
    }
  }

  /// What is wrong with a file of rules, with its line.
  struct Problem: Error, Hashable, CustomStringConvertible {
    var line: String
    var description: String {
      "“\(line)” is no site rule: write host, from, until, body, standfirst, caption or furniture, and its value"
    }
  }

  /// The rules in a file's lines: `host` begins another rule when there are selectors already.
  static func rules(in lines: [Substring], file: String) throws(Problem) -> [SiteRule] {
    var rules: [SiteRule] = []
    var rule = SiteRule(file: file)
    func isDay(_ text: String) -> Bool {
      text.utf8.count == 10 && text.split(separator: "-").map(\.count) == [4, 2, 2]
        && text.allSatisfy { $0.isNumber || $0 == "-" }
    }
    for line in lines {
      let fields = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard fields.count == 2 else { throw Problem(line: String(line)) }
      let value = fields[1]
      let selector = Selector(value)
      switch (fields[0], selector) {
      case ("host", _):
        if !rule.body.isEmpty {
          rules.append(rule)
          rule = SiteRule(file: file)
        }
        rule.hosts.append(value.lowercased())
      case ("from", _) where isDay(value): rule.from = value
      case ("until", _) where isDay(value): rule.until = value
      case ("body", let selector?): rule.body.append(selector)
      case ("standfirst", let selector?): rule.standfirst.append(selector)
      case ("caption", let selector?): rule.caption.append(selector)
      case ("furniture", let selector?): rule.furniture.append(selector)
      default: throw Problem(line: String(line))
      }
    }
    guard !rule.hosts.isEmpty, !rule.body.isEmpty else {
      throw Problem(line: lines.last.map(String.init) ?? "")
    }
    return rules + [rule]
  }
}

/// A site's rules laid on one page.
struct SiteMarks {
  /// The elements that hold the body, in document order.
  let body: [Range<Int>]
  let standfirst: [Range<Int>]
  let caption: [Range<Int>]
  let furniture: [Range<Int>]

  /// Lays rules on a page; nil when their body is not there.
  init?(_ rule: SiteRule, on tree: HTMLTree, passages: [Passage]) {
    func find(_ selectors: [Selector]) -> [Range<Int>] {
      selectors.flatMap { $0.nodes(in: tree) }.sorted { $0.lowerBound < $1.lowerBound }
    }
    let body = find(rule.body)
    let prose = ProseMeasure(passages, nodes: tree.nodes.count)
    guard body.contains(where: { prose.bytes(in: $0) > 0 }) else { return nil }
    self.body = body
    standfirst = find(rule.standfirst)
    caption = find(rule.caption)
    furniture = find(rule.furniture)
  }

  /// The lowest element that holds all of the body.
  func root(in tree: HTMLTree) -> Int {
    guard let first = body.first?.lowerBound, let last = body.map(\.upperBound).max() else { return 0 }
    let line = [first] + Array(tree.ancestors(of: first))
    return line.first { Int(tree.nodes[$0].end) >= last } ?? 0
  }
}
