// What differs in an edited sentence apart from what other changes have told.

import Language
import Story

/// What differs in an edited sentence apart from what other changes have told.
struct EditRest {
  /// How many words came or went that say something; a word that only stands elsewhere does not count.
  private var contentCount = 0
  /// How many other words came or went.
  private var functionCount = 0
  /// Whether a “not” or “never” came or went.
  private var hasNegation = false
  /// Whether other changes have told a part of the difference.
  private var isPartlyTold = false
  /// Whether anything is left at all, if only another order of words.
  private var hasRest = false
  /// How many words the two sides have.
  private let wordCount: Int

  private static let negations: Set<[UInt8]> = Set(
    ["not", "no", "never", "nor", "neither", "without", "none"].map { Array($0.utf8) })

  /// Looks at the differences of a strand.
  init(_ strand: Strand, _ pair: Pair, oldTold: Told, newTold: Told) {
    wordCount = strand.oldTokens.count + strand.newTokens.count
    // How often each word went, less how often it came.
    var balance: [Int32: Int] = [:]
    for (hunk, isStyle) in zip(strand.hunks, pair.isHouseStyle(strand)) where !isStyle {
      let olds = hunk.old.map { strand.oldTokens[$0] }
      let news = hunk.new.map { strand.newTokens[$0] }
      for word in untold(olds, pair.old, oldTold) { balance[word, default: 0] -= 1 }
      for word in untold(news, pair.new, newTold) { balance[word, default: 0] += 1 }
    }
    let inflected = Self.inflected(balance, pair)
    for (word, count) in balance where count != 0 && !inflected.contains(word) {
      if pair.vocabulary.worths[Int(word)] == .content {
        contentCount += abs(count)
      } else {
        functionCount += abs(count)
        let bytes = pair.vocabulary[word]
        if Self.negations.contains(Array(bytes)) || bytes.suffix(3).elementsEqual("n't".utf8) {
          hasNegation = true
        }
      }
    }
  }

  /// Words that only stand in another tense: “says” for “said”, “arrive” for “arrived”. Not those in -s, for
  /// “attacks” is more than “attack”.
  private static func inflected(_ balance: [Int32: Int], _ pair: Pair) -> Set<Int32> {
    var ofVerb: [[UInt8]: [Int32]] = [:]
    for (word, count) in balance where count != 0 && pair.vocabulary.worths[Int(word)] == .content {
      let bytes = pair.vocabulary[word]
      if sayings.contains(Array(bytes)) {
        ofVerb[Array("say".utf8), default: []].append(word)
      } else if bytes.last != UInt8(ascii: "s") {
        ofVerb[Array(stem(bytes)), default: []].append(word)
      }
    }
    let pairs = ofVerb.values.filter { words in
      words.count == 2 && words.reduce(0) { $0 + (balance[$1] ?? 0) } == 0
    }
    return Set(pairs.joined())
  }

  private static let sayings: Set<[UInt8]> = Set(["say", "says", "said", "saying"].map { Array($0.utf8) })

  private mutating func untold(_ tokens: [Int], _ side: Side, _ told: Told) -> [Int32] {
    let words = tokens.filter { side.tokens[$0].kind != .mark }
    let rest = words.filter { !told.covers(side.tokens[$0].range) }
    if rest.count < words.count { isPartlyTold = true }
    if !rest.isEmpty { hasRest = true }
    return rest.map { side.numbers[$0] }
  }

  /// A difference of which a part is told is told again only when much is left.
  var isWorthTelling: Bool {
    if hasNegation { return true }
    return isPartlyTold ? contentCount >= max(4, wordCount / 8) : hasRest
  }

  /// High for a “not”, low when no word that says something came or went.
  var significance: Significance {
    if hasNegation { return .high }
    return contentCount == 0 ? .low : .medium
  }
}
