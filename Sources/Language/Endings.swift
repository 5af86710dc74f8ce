// What the endings of words tell in a language that builds words with endings.

import Story

/// The endings of `endings.txt`.
struct Endings: Sendable {
  /// What an ending tells.
  struct Kind: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    static let adverb = Kind(rawValue: 1 << 0)
    static let participle = Kind(rawValue: 1 << 1)
    static let past = Kind(rawValue: 1 << 2)
    static let plural = Kind(rawValue: 1 << 3)
    static let singular = Kind(rawValue: 1 << 4)
    static let be = Kind(rawValue: 1 << 5)
    static let auxiliary = Kind(rawValue: 1 << 6)
    static let contraction = Kind(rawValue: 1 << 7)
    static let age = Kind(rawValue: 1 << 8)

    static let names: [String: Kind] = [
      "adverb": .adverb, "participle": .participle, "past": .past, "plural": .plural, "singular": .singular,
      "be": .be, "auxiliary": .auxiliary, "contraction": .contraction, "age": .age,
    ]
  }

  /// By their last byte: the endings, folded, with their kinds.
  private var byLast: [[(ending: [UInt8], kind: Kind)]] = Array(repeating: [], count: 256)

  init(_ lexicon: Lexicon) {
    for line in lexicon.text(of: "endings").split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t")
      let ending = Array(parts[0].utf8)
      guard parts.count == 2, let last = ending.last else { continue }
      byLast[Int(last)].append((ending, Language.kinds(parts[1], in: "endings", named: Kind.names)))
    }
  }

  /// What the ending of a word tells; nothing of a word that is hardly longer than it.
  func kinds(of word: ArraySlice<UInt8>) -> Kind {
    guard let last = word.last else { return [] }
    var result: Kind = []
    for (ending, kind) in byLast[Int(foldedASCII(last))] where ends(word, with: ending) {
      result.formUnion(kind)
    }
    return result
  }

  private func ends(_ word: ArraySlice<UInt8>, with ending: [UInt8]) -> Bool {
    let start = word.endIndex - ending.count
    guard start > word.startIndex else { return false }
    if ending[0] == UInt8(ascii: "'"), word[start] != ending[0] {
      // ’s: a curly apostrophe has three bytes.
      let tail = word.suffix(ending.count + 2)
      return tail.count == ending.count + 2 && tail.starts(with: "’".utf8)
        && tail.dropFirst(3).elementsEqual(ending.dropFirst())
    }
    for place in ending.indices where word[start + place] != ending[place] { return false }
    return true
  }
}

/// The sum of the kinds that a data file names, parted by spaces. An unknown name stops the program: the file is part
/// of it.
func kinds<Kind: OptionSet>(
  _ text: some StringProtocol, in file: String, named names: [String: Kind]
) -> Kind where Kind.Element == Kind {
  text.split(separator: " ").reduce(into: []) { sum, name in
    guard let kind = names[String(name)] else { preconditionFailure("\(file).txt: “\(name)” means nothing") }
    sum.formUnion(kind)
  }
}
