// Reads dates and times of day, so that their numbers are not taken for counts.

import Story

/// Reads dates (`6 January 2020`, `Jan. 6`, `2019-20`, `1990s`) and times (`22:00`, `10.30pm`, `1400 GMT`).
///
/// A date's value is year × 10000 + month × 100 + day, each 0 where it is not told; a time's is minutes after
/// midnight.
struct DateReader: Sendable {
  /// What a word of `clock.txt` says of the time before it.
  private enum Clock: String { case morning, afternoon, hour, zone }

  private let months: WordTable<Int>
  private let clock: WordTable<Clock>
  private let counted: WordList
  private let abbreviations: WordList
  private let units: WordList
  private let roles: WordTable<NumberRole>
  private let hasOrdinalDot: Bool
  private let hasSmallMonths: Bool

  init(_ lexicon: Lexicon) {
    months = WordTable(lexicon["months"]) { Int($0) }
    clock = WordTable(lexicon["clock"]) { Clock(rawValue: $0) }
    counted = lexicon["counted"]
    abbreviations = lexicon["abbreviations"]
    units = lexicon["units"]
    roles = NumberRole.table(lexicon)
    hasOrdinalDot = lexicon.setting("ordinal-dot") == "yes"
    hasSmallMonths = lexicon.setting("months") == "small"
  }

  /// A date or time, with the token after it.
  struct Moment {
    var value: Double
    var upper: Double?
    var unit: String
    var end: Int
  }

  /// The date or time that begins at a token, or nil.
  func moment(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Moment? {
    switch tokens[place].kind {
    case .number:
      time(at: place, tokens, in: utf8) ?? dayFirst(at: place, tokens, in: utf8) ?? numeric(
        at: place, tokens, in: utf8)
        ?? year(at: place, tokens, in: utf8)
    case .word: monthFirst(at: place, tokens, in: utf8)
    case .mark: nil
    }
  }

  // MARK: Times

  private func time(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Moment? {
    let text = utf8[tokens[place].range]
    let digits = text.filter(isDigit)
    let separators = text.filter { !isDigit($0) }
    guard digits.count <= 4, separators.count <= 1, let number = integer(digits[...]) else { return nil }
    let half = half(after: place, tokens, in: utf8)
    let zone = isZone(half?.end ?? place + 1, tokens, in: utf8)
    let isSplit = separators == [UInt8(ascii: ":")] || (separators == [UInt8(ascii: ".")] && half != nil)
    guard isSplit || separators.isEmpty else { return nil }
    let isClock = isSplit || half != nil || (digits.count == 4 && zone)
    guard isClock else { return nil }
    let isHoursOnly = !isSplit && digits.count <= 2
    var hours = isHoursOnly ? number : number / 100
    let minutes = isHoursOnly ? 0 : number % 100
    if isSplit, let mark = text.firstIndex(where: { !isDigit($0) }), text.endIndex - mark != 3 { return nil }
    guard hours <= 24, minutes < 60 else { return nil }
    if let half {
      guard hours <= 12 || isSplit || half.clock == .hour else { return nil }
      switch half.clock {
      case .afternoon where hours < 12: hours += 12
      case .morning where hours == 12: hours = 0
      default: break
      }
    }
    return Moment(value: Double(hours * 60 + minutes), unit: "time", end: half?.end ?? place + 1)
  }

  /// `am`, `p.m.` or `o'clock` after a number, and the token after it.
  private func half(
    after place: Int, _ tokens: [Token], in utf8: [UInt8]
  ) -> (clock: Clock, end: Int)? {
    guard place + 1 < tokens.count, tokens[place + 1].kind == .word else { return nil }
    let word = utf8[tokens[place + 1].range]
    guard let value = clock.value(of: word), value != .zone else { return nil }
    let end = word.contains(UInt8(ascii: ".")) ? afterDot(place + 2, tokens, in: utf8) : place + 2
    return (value, end)
  }

  private func afterDot(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Int {
    place < tokens.count && !tokens[place].spaceBefore && Mark(tokens[place], in: utf8) == .fullStop
      ? place + 1 : place
  }

  /// The token after a month and the full stop of its short form.
  private func afterMonthDot(_ month: Int, _ tokens: [Token], in utf8: [UInt8]) -> Int {
    abbreviations.contains(tokens[month], in: utf8) ? afterDot(month + 1, tokens, in: utf8) : month + 1
  }

  private func isZone(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    place < tokens.count && clock.value(of: tokens[place], in: utf8) == .zone
  }

  // MARK: Dates

  /// `6 January 2020`, `6th of January`.
  private func dayFirst(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Moment? {
    guard let day = day(at: place, tokens, in: utf8) else { return nil }
    var next = afterOrdinal(place + 1, tokens, in: utf8)
    if next < tokens.count, roles.has(.of, next, tokens, in: utf8) { next += 1 }
    guard let month = month(at: next, tokens, in: utf8) else { return nil }
    next = afterMonthDot(next, tokens, in: utf8)
    return withYear(month: month, day: day, at: next, tokens, in: utf8)
  }

  /// `January 6, 2020`, `Jan. 6`, `January 2020`.
  private func monthFirst(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Moment? {
    guard let month = month(at: place, tokens, in: utf8) else { return nil }
    let next = afterMonthDot(place, tokens, in: utf8)
    guard next < tokens.count, tokens[next].kind == .number else { return nil }
    if let day = day(at: next, tokens, in: utf8) {
      return withYear(month: month, day: day, at: afterOrdinal(next + 1, tokens, in: utf8), tokens, in: utf8)
    }
    let moment = withYear(month: month, day: 0, at: next, tokens, in: utf8)
    return moment.end > next ? moment : nil
  }

  private func withYear(month: Int, day: Int, at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Moment {
    var next = place
    if next + 1 < tokens.count, Mark(tokens[next], in: utf8) == .comma { next += 1 }
    let partial = Double(month * 100 + day)
    guard next < tokens.count, let year = fourDigits(tokens[next], in: utf8) else {
      return Moment(value: partial, unit: "date", end: place)
    }
    return Moment(value: Double(year * 10000) + partial, unit: "date", end: next + 1)
  }

  /// `2020-01-06`, `6/1/2020`, `06.01.2020`.
  private func numeric(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Moment? {
    let text = utf8[tokens[place].range]
    let parts = text.split(whereSeparator: { !isDigit($0) })
    if parts.count == 3, let last = parts.last, last.count == 4 || last.count == 2, parts[0].count <= 2,
      parts[1].count <= 2,
      text.contains(UInt8(ascii: "/")) || (last.count == 4 && text.contains(UInt8(ascii: ".")))
    {
      let year = integer(last) ?? 0
      return Moment(value: Double((year < 100 ? 2000 + year : year) * 10000), unit: "date", end: place + 1)
    }
    guard let year = fourDigits(tokens[place], in: utf8), place + 4 < tokens.count,
      (1...4).allSatisfy({ !tokens[place + $0].spaceBefore }),
      Mark(tokens[place + 1], in: utf8) == .dash, Mark(tokens[place + 3], in: utf8) == .dash,
      let month = day(at: place + 2, tokens, in: utf8), let day = day(at: place + 4, tokens, in: utf8)
    else { return nil }
    return Moment(value: Double(year * 10000 + month * 100 + day), unit: "date", end: place + 5)
  }

  /// `2019`, `2019-20`, `1990s`: four digits that no noun follows as a count would have it.
  private func year(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Moment? {
    let next = place + 1
    if next < tokens.count, !tokens[next].spaceBefore, roles.has(.decade, next, tokens, in: utf8),
      let decade = integer(utf8[tokens[place].range]), decade % 10 == 0
    {
      // “the 1990s”, “in his 40s”
      return Moment(value: Double(decade * 10000), unit: "date", end: next + 1)
    }
    guard let year = fourDigits(tokens[place], in: utf8), (1600...2099).contains(year) else { return nil }
    var moment = Moment(value: Double(year * 10000), unit: "date", end: next)
    guard next < tokens.count else { return moment }
    if next + 1 < tokens.count, Mark(tokens[next], in: utf8) == .dash, !tokens[next].spaceBefore,
      tokens[next + 1].kind == .number, !tokens[next + 1].spaceBefore,
      let last = integer(utf8[tokens[next + 1].range])
    {
      let upper = last < 100 ? year / 100 * 100 + last : last
      if upper > year, upper < year + 200 {
        moment.upper = Double(upper * 10000)
        moment.end = next + 2
      }
      return moment
    }
    return isCounting(next, tokens, in: utf8) ? nil : moment
  }

  /// Whether a plain plural or unit follows, so that four digits count it: `2000 people`.
  private func isCounting(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    let word = utf8[tokens[place].range]
    return tokens[place].kind == .word && (counted.contains(word) || (word.count > 1 && units.contains(word)))
  }

  // MARK: Parts

  private func month(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Int? {
    guard place < tokens.count, tokens[place].isCapitalised || hasSmallMonths else { return nil }
    return months.value(of: tokens[place], in: utf8)
  }

  private func day(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Int? {
    guard place < tokens.count, tokens[place].kind == .number, tokens[place].range.count <= 2,
      let day = integer(utf8[tokens[place].range]), (1...31).contains(day)
    else { return nil }
    return day
  }

  private func afterOrdinal(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Int {
    guard place < tokens.count, !tokens[place].spaceBefore else { return place }
    let isOrdinal =
      roles.has(.ordinal, place, tokens, in: utf8)
      || hasOrdinalDot && Mark(tokens[place], in: utf8) == .fullStop
    return isOrdinal ? place + 1 : place
  }

  private func fourDigits(_ token: Token, in utf8: [UInt8]) -> Int? {
    token.kind == .number && token.range.count == 4 ? integer(utf8[token.range]) : nil
  }

  /// The value of at most nine digits.
  private func integer(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
