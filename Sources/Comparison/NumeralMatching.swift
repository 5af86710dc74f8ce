// Which number of a sentence became which.

import Language
import Story

/// A number of a linked sentence and where it stands in the sentence's row of tokens.
struct Numeral {
  /// The number.
  var figure: Figure
  /// The place of its first token in the strand's row.
  var place: Int
  /// The stretch of difference it stands in, or nil where nothing differs.
  var hunk: Int?
  /// Stems of the words around it.
  var context: Set<UInt64>

  /// Whether it gives the number just before it in another unit: “10 miles (16 km)”.
  func isConversion(of other: Numeral, _ side: Side) -> Bool {
    guard figure.unit != nil, other.figure.unit != figure.unit, other.figure.range.end <= figure.range.start
    else { return false }
    let between = side.text(TextRange(other.figure.range.end, figure.range.start))
    return [" (", "(", " / ", "/", ", or "].contains(between)
  }
}

/// Matches the numbers on both sides of a strand.
struct NumeralMatching {
  /// A number that differs.
  struct Match {
    var old: Numeral
    var new: Numeral
  }

  /// A sentence with more numbers than this on both sides is a table, where place tells nothing.
  private static let pairLimit = 10_000

  /// The numbers that differ, in the order of the new text.
  private(set) var changed: [Match] = []
  /// The same numbers written another way in the same place (“14 September”, “September 14”).
  private(set) var rewritten: [Match] = []

  /// Matches the numbers of a strand.
  init(_ strand: Strand, _ pair: Pair) {
    let olds = Self.numerals(strand.olds, strand.oldTokens, strand.hunks.map(\.old), pair.old, pair)
    let news = Self.numerals(strand.news, strand.newTokens, strand.hunks.map(\.new), pair.new, pair)
    guard olds.count * news.count <= Self.pairLimit else { return }
    var isOldFree = Array(repeating: true, count: olds.count)
    var isNewFree = Array(repeating: true, count: news.count)
    var matches: [Match] = []
    func match(_ score: (Numeral, Numeral) -> Int?) {
      var scores: [(old: Int, new: Int, score: Int)] = []
      for one in olds.indices where isOldFree[one] {
        for other in news.indices where isNewFree[other] {
          if let score = score(olds[one], news[other]) { scores.append((one, other, score)) }
        }
      }
      // Pairs of one sum share no number, so that the mirrored comparison chooses the same ones.
      scores.sort { ($1.score, $0.old + $0.new) < ($0.score, $1.old + $1.new) }
      for score in scores where isOldFree[score.old] && isNewFree[score.new] {
        isOldFree[score.old] = false
        isNewFree[score.new] = false
        matches.append(Match(old: olds[score.old], new: news[score.new]))
      }
    }
    match(Self.sameNumber)
    match(Self.replacedNumber)
    changed = matches.filter {
      !$0.old.figure.isSameNumber(as: $0.new.figure) || $0.old.figure.bound != $0.new.figure.bound
    }
    .sorted { $0.new.place < $1.new.place }
    rewritten = matches.filter {
      $0.old.figure.isSameNumber(as: $0.new.figure) && $0.old.figure.bound == $0.new.figure.bound
        && strand.isSamePlace($0.old, $0.new, pair)
    }
  }

  /// Numbers of the same value go together wherever they stand.
  private static func sameNumber(_ one: Numeral, _ other: Numeral) -> Int? {
    guard one.figure.isSameNumber(as: other.figure) else { return nil }
    return (one.figure.bound == other.figure.bound ? 8 : 0) + closeness(one, other)
  }

  /// Of the others those of one unit that count the same thing and stand where the other stood.
  private static func replacedNumber(_ one: Numeral, _ other: Numeral) -> Int? {
    guard
      one.figure.unit == other.figure.unit || one.figure.value == other.figure.value
        || one.figure.share != nil && other.figure.share != nil && one.hunk != nil && one.hunk == other.hunk,
      one.countsSame(other)
    else { return nil }
    let closeness = closeness(one, other)
    return closeness >= 4 ? closeness : nil
  }

  /// How near two numbers are by their place, by what they count and by the words around them.
  private static func closeness(_ one: Numeral, _ other: Numeral) -> Int {
    var closeness = min(4, one.context.intersection(other.context).count)
    if one.hunk != nil && one.hunk == other.hunk { closeness += 4 }
    if one.figure.counted != nil && one.figure.counted == other.figure.counted { closeness += 2 }
    if one.figure.unit != nil && one.figure.unit == other.figure.unit { closeness += 1 }
    return closeness
  }

  private static func numerals(
    _ sentences: [Int], _ tokens: [Int], _ hunks: [Range<Int>], _ side: Side, _ pair: Pair
  ) -> [Numeral] {
    var numerals: [Numeral] = []
    for sentence in sentences {
      for figure in side.figures(in: side.range(of: sentence)) where !side.quoted.covers(figure.range) {
        let own = side.tokenIndices(in: figure.range)
        let place = tokens.firstIndex(fromWhich: { $0 >= own.lowerBound })
        let places = place..<place + own.count
        let hunk = hunks.firstIndex(fromWhich: { $0.upperBound > place })
        numerals.append(
          Numeral(
            figure: figure, place: place,
            hunk: hunk < hunks.count && hunks[hunk].overlaps(places) ? hunk : nil,
            context: context(places, tokens, side, pair)))
      }
    }
    return numerals
  }

  /// Hashes of the words that say something up to four tokens around some places.
  private static func context(
    _ places: Range<Int>, _ tokens: [Int], _ side: Side, _ pair: Pair
  ) -> Set<UInt64> {
    let before = max(0, places.lowerBound - 4)..<places.lowerBound
    let after = min(tokens.count, places.upperBound)..<min(tokens.count, places.upperBound + 4)
    return Set(
      (Array(before) + Array(after)).map { tokens[$0] }.filter { pair.isContent($0, side) }
        .map { pair.stemHash($0, side) })
  }
}

extension Strand {
  /// Whether two numbers share a stretch of difference or a token that does not differ: another number may have the
  /// same value elsewhere.
  fileprivate func isSamePlace(_ one: Numeral, _ other: Numeral, _ pair: Pair) -> Bool {
    if one.hunk != nil && one.hunk == other.hunk { return true }
    let olds = one.place..<one.place + pair.old.tokenIndices(in: one.figure.range).count
    let news = other.place..<other.place + pair.new.tokenIndices(in: other.figure.range).count
    // What the new place of a token is less its old place, between two stretches of difference.
    var (shift, end) = (0, 0)
    for hunk in hunks + [Hunk(old: oldTokens.count..<oldTokens.count, new: newTokens.count..<newTokens.count)]
    {
      let same =
        max(end, olds.lowerBound)..<max(end, olds.lowerBound, min(hunk.old.lowerBound, olds.upperBound))
      if same.contains(where: { news.contains($0 + shift) }) { return true }
      (shift, end) = (hunk.new.upperBound - hunk.old.upperBound, hunk.old.upperBound)
    }
    return false
  }
}

extension Numeral {
  /// Whether both count the same thing, as far as the text tells.
  fileprivate func countsSame(_ other: Numeral) -> Bool {
    guard let one = figure.counted, let other = other.figure.counted else { return true }
    return one == other || stem(Array(one.utf8)[...]).elementsEqual(stem(Array(other.utf8)[...]))
  }
}
