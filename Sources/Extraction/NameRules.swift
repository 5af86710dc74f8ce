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
  func kind(of name: some Collection<UInt8>) -> NameKind? {
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

  /// A name of more words is a heading made into an address, and speaks of the news, not of the element.
  static let mostWords = 6

  /// `articleBody`, `article-body` and `article__body` are the words `article body`; a name of too many words has none.
  ///
  /// A part with figures among its letters is a build's hash (`css-1ad9f3`) and no word, but for one that ends in a
  /// number of one or two figures (`ad1`).
  static func words(_ name: some Collection<UInt8>) -> [String] {
    guard name.count <= 100 else { return [] }
    var words: [String] = []
    for part in name.split(whereSeparator: { !isLetter($0) && !isDigit($0) }) {
      let letters = part.prefix(while: isLetter)
      let rest = part.dropFirst(letters.count)
      guard !letters.isEmpty, rest.count <= 2, rest.allSatisfy(isDigit) else { continue }
      var word: [UInt8] = []
      var wasLower = false
      for byte in letters {
        let isUpper = byte < 0x61
        if isUpper && wasLower {
          words.append(String(decoding: word, as: UTF8.self))
          word = []
        }
        word.append(byte | 0x20)
        wasLower = !isUpper
      }
      words.append(String(decoding: word, as: UTF8.self))
    }
    return words.count > mostWords ? [] : words
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// The names of a page's elements, judged once each.
struct PageNames {
  private var judged: [Names: [NameKind]] = [:]

  /// Names as they stand in an attribute. All their bytes are hashed at once, which an array's are not.
  private struct Names: Hashable {
    var bytes: ArraySlice<UInt8>

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
  }

  /// What an element's classes and id say, the classes in order and the id last.
  mutating func kinds(of node: Int, in tree: HTMLTree) -> [NameKind] {
    let classes = tree.value(.class, of: node).map { kinds(tree.bytes[$0]) } ?? []
    let ids = tree.value(.id, of: node).map { kinds(tree.bytes[$0]) } ?? []
    return ids.isEmpty ? classes : classes + ids
  }

  /// What names parted by spaces say.
  private mutating func kinds(_ names: ArraySlice<UInt8>) -> [NameKind] {
    let key = Names(bytes: names)
    if let known = judged[key] { return known }
    let kinds = names.split(maxSplits: 24) { $0 <= 0x20 }.prefix(24).compactMap(NameRules.standard.kind(of:))
    judged[key] = kinds
    return kinds
  }
}
