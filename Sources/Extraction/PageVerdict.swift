// Says what a page turned out to be.

import Story

/// What is known of a page when its verdict is asked for.
struct PageFacts {
  /// The title and the headline, where there are.
  var titles: [String] = []
  /// All words on the page, furniture too, in reading order.
  var passages: [Passage] = []
  /// The body's length in bytes.
  var bodyBytes = 0
  /// How many bytes of scripts the page has.
  var scriptBytes = 0
  /// Whether it carries its state as data for a script.
  var hasScriptState = false
  /// How many scripts it has.
  var scripts = 0
  /// How many posts of a live blog it has.
  var posts = 0
  /// What JSON-LD says the page is.
  var linked: LinkedArticle?
  /// Whether it says that it is a page of the site rather than an article (`og:type`).
  var isSitePage = false
  /// Where it was asked for, and where it says it is.
  var address: String?
  var canonical: String?
}

/// The rules that tell pages that are no article.
///
/// They are cautious: a page with a body of some length is an article unless its own data says it is a live blog or
/// its end asks for a subscription. A wrong “article” makes a version that people can see through; a wrong refusal
/// hides one.
enum PageVerdict {
  /// A body of this many bytes is an article, whatever its title says: about four paragraphs.
  static let longEnough = 1500

  private struct Rule {
    var verdict: Verdict
    var place: String
    var words: [UInt8]
  }

  private static let rules: [Rule] = DataTable.lines("verdicts.txt").compactMap { line in
    let fields = line.split(separator: " ", maxSplits: 2)
    guard fields.count == 3, let verdict = Verdict(rawValue: String(fields[0])) else { return nil }
    return Rule(verdict: verdict, place: String(fields[1]), words: Wording(Array(fields[2].utf8)).bytes)
  }

  /// The verdict on a page.
  static func judge(_ facts: PageFacts) -> Verdict {
    if facts.linked?.types.contains("LiveBlogPosting") == true || facts.posts > 0 { return .liveblog }
    if isPartial(facts) { return .partial }
    if facts.bodyBytes >= longEnough { return .article }
    let titles =
      facts.titles.map { Wording(Folding.fold($0)).bytes }
      + (facts.bodyBytes < 600
        ? facts.passages.prefix(60).filter { $0.form == .heading(level: 1) }.map { Wording($0.text).bytes }
        : [])
    for rule in rules where rule.place == "exact" {
      if facts.bodyBytes < 600, titles.contains(rule.words) { return rule.verdict }
    }
    for rule in rules where rule.place == "title" {
      if titles.contains(where: { $0.starts(with: rule.words) || $0.count < 60 && $0.holds(rule.words) }) {
        return rule.verdict
      }
    }
    let words = facts.passages.prefix(60).map { Wording($0.text).bytes }
    for rule in rules where rule.place == "text" {
      if facts.bodyBytes < 600, words.contains(where: { $0.holds(rule.words) }) {
        return rule.verdict
      }
    }
    if isFrontPage(facts) { return .redirected }
    if facts.bodyBytes > 0 { return .article }
    // A few words and a script: the script is to bring the rest.
    if facts.hasScriptState || facts.scriptBytes > 20_000 || facts.scripts > 0 && facts.passages.count <= 3 {
      return .needsRendering
    }
    return .empty
  }

  /// Whether a line asks to subscribe or register before more is shown.
  static func isWall(_ length: Int, _ wording: Wording) -> Bool {
    length <= 200 && endings.contains { wording.bytes.holds($0.words) }
  }

  private static let endings = rules.filter { $0.place == "end" }

  /// Told as not free, or asked to subscribe, and with little text to read.
  private static func isPartial(_ facts: PageFacts) -> Bool {
    guard facts.bodyBytes < 3 * longEnough else { return false }
    if facts.linked?.isFree == false && facts.bodyBytes < longEnough && facts.bodyBytes > 0 { return true }
    guard facts.bodyBytes > 0 else { return false }
    return facts.passages.contains { $0.text.count <= 200 && isWall($0.text.count, Wording($0.text)) }
  }

  /// The page calls the site's front its own address, though another was asked for.
  private static func isFrontPage(_ facts: PageFacts) -> Bool {
    guard let address = facts.address, let canonical = facts.canonical else { return false }
    let asked = path(of: address)
    let found = path(of: canonical)
    if found.isEmpty { return asked.count > 1 }
    // A section: `/world`, which is told to be a site's page and not an article.
    return facts.isSitePage && found.count == 1 && asked.count > 2
      && found[0].allSatisfy { $0.isLetter } && asked.last != found[0]
  }

  /// The parts of an address's path.
  private static func path(of address: String) -> [Substring] {
    guard let start = address.firstRange(of: "://")?.upperBound else { return [] }
    return address[start...].prefix { $0 != "?" && $0 != "#" }.split(separator: "/").dropFirst().map(\.self)
  }
}
