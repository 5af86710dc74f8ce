// Says by its class or id what an element is.

import Story

/// What an element's name says it is.
enum NameKind: Hashable, Sendable {
  case furniture(Furniture.Kind)
  case caption, standfirst, byline, date, body, embed

  fileprivate init?(word: String) {
    switch word {
    case "caption": self = .caption
    case "standfirst": self = .standfirst
    case "byline": self = .byline
    case "date": self = .date
    case "body": self = .body
    case "embed": self = .embed
    default:
      guard let kind = Furniture.Kind(rawValue: word) else { return nil }
      self = .furniture(kind)
    }
  }
}

/// The table of names, from `Resources/names.txt`.
struct NameRules: Sendable {
  private struct Rule: Sendable {
    var kind: NameKind
    var words: [String]
    /// Its line in the file: where several fit, the longest does, then the first.
    var order: Int
  }

  private var byFirstWord: [String: [Rule]] = [:]
  private var ignored: Set<String> = []

  /// The table.
  static let standard = NameRules()

  private init() {
    for (order, row) in DataTable.rows("names.txt").enumerated() where row.count > 1 {
      if row[0] == "ignore" {
        ignored.insert(row[1])
      } else if let kind = NameKind(word: row[0]) {
        byFirstWord[row[1], default: []].append(Rule(kind: kind, words: Array(row[1...]), order: order))
      }
    }
  }

  /// What one class or id says, or nil. Complexity: O(bytes), names over 100 bytes say nothing.
  func kind(of name: Substring) -> NameKind? {
    let words = Self.words(name)
    var best: Rule?
    for start in words.indices {
      for rule in byFirstWord[words[start]] ?? [] where words[start...].starts(with: rule.words) {
        if let found = best, (found.words.count, -found.order) >= (rule.words.count, -rule.order) { continue }
        best = rule
      }
    }
    guard let best else { return nil }
    // “has-comments” or “article--with-ad” is a state of an element, not what it is.
    if words.contains(where: ignored.contains), best.kind != .body || words.contains("no") { return nil }
    return best.kind
  }

  /// `articleBody`, `article-body` and `article__body` are the words `article body`.
  static func words(_ name: Substring) -> [String] {
    guard name.utf8.count <= 100 else { return [] }
    var words: [String] = []
    var word: [UInt8] = []
    var wasLower = false
    for byte in name.utf8 {
      let isUpper = byte >= 0x41 && byte <= 0x5A
      let isLower = byte >= 0x61 && byte <= 0x7A
      if !isUpper && !isLower || isUpper && wasLower {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word = []
      }
      if isUpper || isLower { word.append(byte | 0x20) }
      wasLower = isLower
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}

/// The names of a page's elements, judged once each.
struct PageNames {
  private var judged: [Substring: NameKind?] = [:]

  /// What an element's classes and id say, the classes in order and the id last.
  mutating func kinds(of node: Int, in tree: HTMLTree) -> [NameKind] {
    var kinds: [NameKind] = []
    for attribute in [Attribute.class, .id] {
      guard let text = tree[attribute, of: node] else { continue }
      for name in text.split(whereSeparator: \.isWhitespace).prefix(24) {
        let kind: NameKind?
        if let known = judged[name] {
          kind = known
        } else {
          kind = NameRules.standard.kind(of: name)
          judged[name] = kind
        }
        if let kind { kinds.append(kind) }
      }
    }
    return kinds
  }
}
