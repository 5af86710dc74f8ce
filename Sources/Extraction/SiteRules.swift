// Rules of single sites: where their pages have the body, the standfirst, captions and furniture.

/// What is known of single sites' pages: where they have the body, the standfirst, captions and furniture.
///
/// Rules are optional. They say where things stand; each line there is still judged by its words, and a rule whose body
/// is not found on a page is passed over whole, with a remark, and the page is read as any other. A rule holds for some
/// hosts and, where the site was rebuilt, for some days. The guide's page SiteRules says how one is written.
public struct SiteRules: Codable, Hashable, Sendable {
  /// The rules, those that go first at the front.
  private(set) var rules: [SiteRule]

  /// The rules that come along, from the files in `Resources/sites`. A file with a fault has no rules; a test reads all.
  public static let standard: SiteRules = {
    var all = SiteRules.none
    for name in DataTable.names(in: "sites") {
      guard let one = try? SiteRules(EmbeddedFiles.text[name] ?? "") else { continue }
      all.rules += one.rules
    }
    return all
  }()

  /// No rules: every page is read by the general ones.
  public static let none = SiteRules(rules: [])

  init(rules: [SiteRule]) { self.rules = rules }

  /// Whether there are none.
  public var isEmpty: Bool { rules.isEmpty }

  /// These rules, before others that are asked where none of these fits.
  public func before(_ others: SiteRules) -> SiteRules { SiteRules(rules: rules + others.rules) }

  /// Those that may hold for a page: all of them when its address is not known.
  public func meant(for address: String?) -> SiteRules {
    guard let address else { return self }
    guard let host = Self.host(of: address) else { return .none }
    return SiteRules(rules: rules.filter { $0.isMeant(for: host) })
  }

  /// The rule for a page: of those for its host and day the first, and of one file's the one that began last.
  ///
  /// - Parameters:
  ///   - address: the page's.
  ///   - day: the day it was captured, `YYYY-MM-DD`; nil takes the newest.
  func rule(for address: String, on day: String? = nil) -> SiteRule? {
    guard !rules.isEmpty, let host = Self.host(of: address) else { return nil }
    return rules.first { $0.isMeant(for: host) && $0.holds(on: day) }
  }

  /// A name for just these rules, nil when there are none: two that read pages differently have different ones.
  public var digest: String? {
    guard !isEmpty else { return nil }
    // The rules as text; FNV-1a of 64 bits tells revisions of a file apart, and guards against nobody.
    let text = rules.map(\.description).joined(separator: "\n")
    let number = String(ExtractionMemory.digest(Array(text.utf8)), radix: 16)
    return String(repeating: "0", count: 16 - number.count) + number
  }

  private static func host(of address: String) -> String? {
    guard let start = address.firstRange(of: "://")?.upperBound else { return nil }
    return address[start...].prefix { !"/?#:".contains($0) }.lowercased()
  }
}

/// What is known of one site's pages in one stretch of time.
struct SiteRule: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The hosts it is for, and those under them, in lower case.
  var hosts: [String] = []
  /// The days it holds from and until, `YYYY-MM-DD`, both inclusive.
  var from: String?
  var until: String?
  /// Where the parts stand.
  var selectors: [Part: [Selector]] = [:]

  /// What a rule can say the place of.
  enum Part: String, Codable, CaseIterable, Hashable, Sendable {
    case body, standfirst, caption, furniture
  }

  subscript(_ part: Part) -> [Selector] { selectors[part] ?? [] }

  func isMeant(for host: String) -> Bool { hosts.contains { host == $0 || host.hasSuffix("." + $0) } }

  func holds(on day: String?) -> Bool {
    guard let day else { return true }
    return (from ?? "") <= day && day <= (until ?? "9999")
  }

  /// As a file would have it.
  var description: String {
    let lines =
      hosts.map { "host \($0)" }
      + [from.map { "from \($0)" }, until.map { "until \($0)" }].compactMap(\.self)
    return
      (lines + Part.allCases.flatMap { part in self[part].map { "\(part.rawValue) \($0.text)" } })
      .joined(separator: "\n")
  }
}

/// A site's rule laid on one page.
struct SiteMarks {
  /// Where its parts are, in document order.
  let body: [Range<Int>]
  let standfirst: [Range<Int>]
  let caption: [Range<Int>]
  let furniture: [Range<Int>]

  /// Lays a rule on a page; nil when its body is not there.
  init?(_ rule: SiteRule, on tree: HTMLTree, passages: [Passage]) {
    func find(_ part: SiteRule.Part) -> [Range<Int>] {
      rule[part].flatMap { $0.nodes(in: tree) }.sorted { $0.lowerBound < $1.lowerBound }
    }
    let body = find(.body)
    let prose = ProseMeasure(passages, nodes: tree.nodes.count)
    guard body.contains(where: { prose.bytes(in: $0) > 0 }) else { return nil }
    self.body = body
    standfirst = find(.standfirst)
    caption = find(.caption)
    furniture = find(.furniture)
  }

  /// The lowest element that holds all of the body.
  func root(in tree: HTMLTree) -> Int {
    guard let first = body.first?.lowerBound, let last = body.map(\.upperBound).max() else { return 0 }
    let line = [first] + Array(tree.ancestors(of: first))
    return line.first { Int(tree.nodes[$0].end) >= last } ?? 0
  }
}
