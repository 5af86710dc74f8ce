// What small words do beside numbers: “to” between two, “old” after “years”.

/// The roles of `number-roles.txt`.
struct NumberRole: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  static let article = NumberRole(rawValue: 1 << 0)
  static let range = NumberRole(rawValue: 1 << 1)
  static let noRange = NumberRole(rawValue: 1 << 2)
  static let between = NumberRole(rawValue: 1 << 3)
  static let and = NumberRole(rawValue: 1 << 4)
  static let of = NumberRole(rawValue: 1 << 5)
  static let the = NumberRole(rawValue: 1 << 6)
  static let over = NumberRole(rawValue: 1 << 7)
  static let second = NumberRole(rawValue: 1 << 8)
  static let old = NumberRole(rawValue: 1 << 9)
  static let aged = NumberRole(rawValue: 1 << 10)
  static let numero = NumberRole(rawValue: 1 << 11)
  static let label = NumberRole(rawValue: 1 << 12)
  static let ordinal = NumberRole(rawValue: 1 << 13)
  static let decade = NumberRole(rawValue: 1 << 14)
  static let minus = NumberRole(rawValue: 1 << 15)
  static let joins = NumberRole(rawValue: 1 << 16)
  static let denies = NumberRole(rawValue: 1 << 17)

  static let nth = NumberRole(rawValue: 1 << 18)

  private static let byName: [String: NumberRole] = [
    "article": .article, "range": .range, "no-range": .noRange, "between": .between, "and": .and, "of": .of,
    "the": .the, "over": .over, "second": .second, "old": .old, "aged": .aged, "numero": .numero,
    "label": .label, "ordinal": .ordinal, "decade": .decade, "minus": .minus, "joins": .joins,
    "denies": .denies, "nth": .nth,
  ]

  /// The roles of a language's words.
  static func table(_ lexicon: Lexicon) -> WordTable<NumberRole> {
    WordTable(lexicon["number-roles"]) { kinds($0, in: "number-roles", named: byName) }
  }
}

extension WordTable<NumberRole> {
  /// Whether a token has a role.
  func has(_ role: NumberRole, _ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard tokens.indices.contains(place) else { return false }
    return value(of: tokens[place], in: utf8)?.isDisjoint(with: role) == false
  }
}
