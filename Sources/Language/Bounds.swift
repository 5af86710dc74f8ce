// Finds the words that bound a number: “at least”, “up to”, “or more”.

import Story

/// Finds bounds before and after a number.
struct Bounds: Sendable {
  private let before: WordTable<Figure.Bound>
  private let after: WordTable<Figure.Bound>
  private let durations: WordList
  private let roles: WordTable<NumberRole>

  init(_ lexicon: Lexicon) {
    before = WordTable(lexicon["bounds"]) { Figure.Bound(rawValue: $0) }
    after = WordTable(lexicon["bounds-after"]) { Figure.Bound(rawValue: $0) }
    durations = lexicon["durations"]
    roles = NumberRole.table(lexicon)
  }

  /// The bound that ends right before token `place`; the longest that does. “Over” before a span of time means
  /// “during” and bounds nothing.
  func before(_ place: Int, unit: String?, _ tokens: [Token], in utf8: [UInt8]) -> Figure.Bound? {
    // No bound has more words than these.
    for length in stride(from: min(4, place), through: 1, by: -1) {
      guard let found = before.longest(tokens, at: place - length, in: utf8), found.length == length else {
        continue
      }
      if length == 1, let unit, durations.contains(Array(unit.utf8)[...]),
        roles.has(.over, place - 1, tokens, in: utf8)
      {
        return nil
      }
      return found.value
    }
    return nil
  }

  /// The bound that begins at a token, and its length in tokens.
  func after(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> (bound: Figure.Bound, length: Int)? {
    guard place < tokens.count, let found = after.longest(tokens, at: place, in: utf8) else { return nil }
    return (found.value, found.length)
  }
}
