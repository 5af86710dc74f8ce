// Finds the numbers of a text with their units, bounds and what they count.

import Story

/// Finds figures. Times and dates are figures with the unit `time` or `date` (``DateReader`` tells their values), and
/// ages with the unit `age`, so that they are not taken for counts; ordinals, names with numbers (“Flight 370”) and the
/// pronoun “one” are none.
struct FigureFinder: Sendable {
  private let amounts: AmountReader
  private let dates: DateReader
  private let counted: CountedNouns
  private let units: WordList
  private let bounds: Bounds
  private let labels: WordList
  private let currencies: WordList
  private let functionWords: WordTable<FunctionWord>
  private let roles: WordTable<NumberRole>
  private let ages: WordList
  private let starters: WordList
  private let hasOrdinalDot: Bool
  /// Every word and mark that a figure may begin with.
  private let openers: WordList

  init(_ lexicon: Lexicon) {
    amounts = AmountReader(lexicon)
    dates = DateReader(lexicon)
    counted = CountedNouns(lexicon)
    units = lexicon["units"]
    bounds = Bounds(lexicon)
    labels = lexicon["labels"]
    currencies = lexicon["currencies"]
    functionWords = WordTable(lexicon["function-words"]) { FunctionWord($0) }
    roles = NumberRole.table(lexicon)
    ages = lexicon["ages"]
    starters = lexicon["starters"]
    hasOrdinalDot = lexicon.setting("ordinal-dot") == "yes"
    var words: [String] = []
    for list in ["numbers", "months", "currencies", "number-roles"] {
      lexicon[list].forEachOpening { words.append($0) }
    }
    openers = WordList(words.joined(separator: "\n"))
  }

  /// The figures of one paragraph, in order. Complexity: O(tokens).
  func figures(_ tokens: [Token], in utf8: [UInt8]) -> [Figure] {
    var figures: [Figure] = []
    var place = 0
    while place < tokens.count {
      guard mayBegin(tokens[place], in: utf8) else {
        place += 1
        continue
      }
      if let moment = dates.moment(at: place, tokens, in: utf8), isFree(place, tokens, in: utf8) {
        figures.append(dated(moment, at: place, tokens, in: utf8))
        place = moment.end
      } else if let found = figure(at: place, tokens, in: utf8) {
        if var figure = found.figure {
          if figure.bound == .exact, let last = figures.last, isConversion(figure, of: last, in: utf8) {
            figure.bound = last.bound
          }
          figures.append(figure)
        }
        place = max(found.end, place + 1)
      } else {
        place += 1
      }
    }
    return figures
  }

  /// Whether a figure gives the one before it in another unit: “about 200 metres, or 660 feet”.
  private func isConversion(_ figure: Figure, of other: Figure, in utf8: [UInt8]) -> Bool {
    guard let unit = figure.unit, let given = other.unit, unit != given,
      other.range.end <= figure.range.start, figure.range.start - other.range.end <= 5
    else { return false }
    let between = utf8[other.range.end..<figure.range.start]
    return [" (", "(", ", or ", " or ", " / ", "/"].contains { between.elementsEqual($0.utf8) }
  }

  /// Whether a figure may begin with a token: most words are passed over with one look.
  @inline(__always)
  private func mayBegin(_ token: Token, in utf8: [UInt8]) -> Bool {
    token.kind == .number || token.isJoined || openers.contains(token, in: utf8)
  }

  private func dated(_ moment: DateReader.Moment, at place: Int, _ tokens: [Token], in utf8: [UInt8])
    -> Figure
  {
    Figure(
      range: TextRange(tokens[place].range.start, tokens[moment.end - 1].range.end), value: moment.value,
      upper: moment.upper, unit: moment.unit,
      bound: bounds.before(place, unit: moment.unit, tokens, in: utf8) ?? .exact)
  }

  /// Whether no sign ties a number to what stands before it: an address, a tag, a version.
  private func isFree(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard place > 0, !tokens[place].spaceBefore else { return true }
    let before = tokens[place - 1]
    guard before.kind == .mark else { return false }
    switch Mark(before, in: utf8) {
    case .openingBracket, .openingQuote, .straightDouble, .straightSingle, .currency, .closingQuote:
      return true
    case .dash:
      // A long dash parts clauses; a hyphen ties a number to a code unless it is a minus or a range.
      return before.spaceBefore || before.range.count > 1 || place < 2 || tokens[place - 2].kind == .number
    case .comma, .colon, .semicolon: return place < 2 || tokens[place - 2].kind != .number
    case .other: return utf8[before.range] == [UInt8(ascii: "~")] || utf8[before.range] == [UInt8(ascii: "+")]
    default: return false
    }
  }

  // MARK: One figure

  /// The figure that begins at a token with its currency, and the token after it; no figure where a number stands that
  /// is none.
  private func figure(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> (figure: Figure?, end: Int)? {
    let currency = currency(at: place, tokens, in: utf8)
    let start = currency?.end ?? place
    guard start < tokens.count,
      let first = amounts.amount(at: start, tokens, in: utf8, isMoney: currency != nil)
    else { return nil }
    guard isFree(place, tokens, in: utf8), currency != nil || !isLabel(place, first, tokens, in: utf8) else {
      return (nil, first.end)
    }
    if isOrdinal(first, tokens, in: utf8) { return (nil, first.end + 1) }

    var figure = Figure(
      range: TextRange(tokens[place].range.start, 0), value: first.value, unit: currency?.unit)
    var end = first.end
    var last = first
    if let (second, upperUnit) = upperEnd(of: first, from: place, tokens, in: utf8, currency: currency?.unit)
    {
      let scale = second.hasScale && !first.hasScale ? scale(of: second, first) : 1
      if first.value * scale < second.value {
        figure.value = first.value * scale
        figure.upper = second.value
        figure.unit = figure.unit ?? upperUnit
        end = second.end
        last = second
      }
    }
    if isNegative(place, tokens, in: utf8) { figure.value = -figure.value }
    if first.form == .many { figure.bound = .atLeast }
    if let unit = unit(of: last, from: place, tokens, in: utf8),
      figure.unit == nil || figure.unit == unit.name
    {
      figure.unit = unit.name
      end = max(end, unit.end)
    }
    if figure.unit == nil, last.form == .digits, isCode(last, tokens, in: utf8) { return (nil, last.end + 1) }
    if figure.unit == nil, isAge(place, last, tokens, in: utf8) { figure.unit = "age" }
    figure.range.end = tokens[end - 1].range.end
    if let rest = last.rest, figure.unit == nil || figure.unit != "age" { figure.range.end = rest.end }

    if let bound = bounds.before(place, unit: figure.unit, tokens, in: utf8) {
      figure.bound = bound
    } else if let after = bounds.after(end, tokens, in: utf8) {
      figure.bound = after.bound
      end += after.length
    }
    if figure.unit == nil {
      figure.counted = counted.noun(after: last, at: end, tokens, in: utf8)
      if first.value == 1, first.form == .words, figure.upper == nil, figure.bound == .exact,
        isPronoun(place, first, counted: figure.counted, tokens, in: utf8)
      {
        return (nil, first.end)
      }
    }
    return (figure, end)
  }

  /// What the lower end of “1.2 to 1.5 million” is to be multiplied by.
  private func scale(of second: Amount, _ first: Amount) -> Double {
    for scale in [1e12, 1e9, 1e6, 1e3] where second.value >= scale && first.value < second.value / scale + 1 {
      return first.value < 1000 ? scale : 1
    }
    return 1
  }

  private func currency(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> (unit: String, end: Int)? {
    guard let found = currencies.longest(tokens, at: place, in: utf8), let unit = found.value else {
      return nil
    }
    // Codes and “US$” are capitals.
    if tokens[place].kind == .word, !tokens[place].isCapitalised { return nil }
    return (unit, place + found.length)
  }

  /// The upper end of a range that an amount begins: `10 to 15`, `10-15`, `between 10 and 15`, `$1m-$2m`.
  private func upperEnd(
    of first: Amount, from place: Int, _ tokens: [Token], in utf8: [UInt8], currency: String?
  ) -> (Amount, unit: String?)? {
    guard first.rest == nil, first.form != .many else { return nil }
    var joiner = first.end
    // “10% to 15%”, “10 miles to 15 miles”: the unit may stand twice.
    let unit = joiner < tokens.count ? units.longest(tokens, at: joiner, in: utf8) : nil
    if let unit { joiner += unit.length }
    guard joiner + 1 < tokens.count else { return nil }
    let isRange: Bool
    switch Mark(tokens[joiner], in: utf8) {
    case .dash:
      isRange = !tokens[joiner].spaceBefore && !tokens[joiner + 1].spaceBefore && first.form == .digits
    default:
      isRange =
        roles.has(.range, joiner, tokens, in: utf8) && !roles.has(.noRange, place - 1, tokens, in: utf8)
        || roles.has(.and, joiner, tokens, in: utf8) && roles.has(.between, place - 1, tokens, in: utf8)
    }
    guard isRange else { return nil }
    let second = self.currency(at: joiner + 1, tokens, in: utf8)
    let start = second?.end ?? joiner + 1
    guard start < tokens.count, second == nil || second?.unit == currency,
      let amount = amounts.amount(at: start, tokens, in: utf8, isMoney: currency != nil), amount.form != .many
    else { return nil }
    if let unit {
      // “fell 3% to 412p” is no range.
      guard amount.end < tokens.count, let other = units.longest(tokens, at: amount.end, in: utf8),
        other.value == unit.value
      else { return nil }
    }
    return (amount, unit?.value)
  }

  /// The unit that follows an amount, and the token after it: `miles`, `-mile`, the `year` of `three-year`.
  private func unit(
    of amount: Amount, from place: Int, _ tokens: [Token], in utf8: [UInt8]
  ) -> (name: String, end: Int)? {
    if let rest = amount.rest {
      let word = utf8[rest]
      if isAgeWord(word) { return ("age", amount.end) }
      return units.value(of: word).map { ($0, amount.end) }
    }
    guard amount.end < tokens.count else { return nil }
    var next = amount.end
    let isHyphened =
      next + 1 < tokens.count && Mark(tokens[next], in: utf8) == .dash && !tokens[next].spaceBefore
      && !tokens[next + 1].spaceBefore && tokens[next + 1].kind == .word
    if isHyphened {
      next += 1
      let word = utf8[tokens[next].range]
      if isAgeWord(word) { return ("age", next + 1) }
      // “24-hour-a-day”: the first part is the unit.
      if let unit = units.value(of: word.prefix { $0 != UInt8(ascii: "-") }) { return (unit, next + 1) }
      return nil
    }
    guard let found = units.longest(tokens, at: next, in: utf8), let unit = found.value else { return nil }
    let word = utf8[tokens[next].range]
    let isLetter = word.count == 1 && tokens[next].kind == .word
    if isLetter, tokens[next].spaceBefore { return nil }
    // “one second” is a time, “two second homes” is not.
    if roles.has(.second, next, tokens, in: utf8), amount.value != 1, amount.form != .digits { return nil }
    let end = next + found.length
    if unit == "years" || unit == "months", end < tokens.count, roles.has(.old, end, tokens, in: utf8) {
      return ("age", end + 1)
    }
    return (unit, end)
  }

  /// Whether what hangs on a number makes it an age: “year-old”, “year-olds”.
  private func isAgeWord(_ word: ArraySlice<UInt8>) -> Bool { ages.contains(word) }

  // MARK: What a number is not

  /// Whether a number only names something: “Flight 370”, “Section 230”, “No. 10”.
  private func isLabel(_ place: Int, _ amount: Amount, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard place > 0 else { return false }
    var before = place - 1
    if Mark(tokens[before], in: utf8) == .fullStop, before > 0, !tokens[before].spaceBefore {
      before -= 1
      return roles.has(.numero, before, tokens, in: utf8)
    }
    let word = utf8[tokens[before].range]
    guard labels.contains(word) else { return false }
    return tokens[before].isCapitalised || tokens[before].kind == .mark
      || roles.has(.label, before, tokens, in: utf8)
  }

  /// `7th`, `21st`: letters glued to digits.
  private func isOrdinal(_ amount: Amount, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard amount.form == .digits, amount.end < tokens.count, !tokens[amount.end].spaceBefore else {
      return false
    }
    if hasOrdinalDot, Mark(tokens[amount.end], in: utf8) == .fullStop, amount.isPlain, amount.value < 100 {
      let next = amount.end + 1
      return next < tokens.count && tokens[next].kind == .word && !starters.contains(tokens[next], in: utf8)
    }
    return roles.has(.ordinal, amount.end, tokens, in: utf8)
  }

  /// `5G`, `15R`: letters glued to digits that are no unit.
  private func isCode(_ amount: Amount, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    amount.end < tokens.count && !tokens[amount.end].spaceBefore && tokens[amount.end].kind == .word
  }

  private func isNegative(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard place > 0 else { return false }
    let before = tokens[place - 1]
    if before.kind == .word { return roles.has(.minus, place - 1, tokens, in: utf8) }
    return Mark(before, in: utf8) == .dash && before.spaceBefore && !tokens[place].spaceBefore
      && utf8[before.range].count != 3
  }

  /// Whether a plain number is somebody's age: “Ann Hale, 42, said”, “aged 42”.
  private func isAge(_ place: Int, _ amount: Amount, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard place > 0, amount.value >= 0, amount.value <= 120, amount.value == amount.value.rounded() else {
      return false
    }
    let before = tokens[place - 1]
    if before.kind == .word {
      // “aged 21 and 24”
      if place > 2, roles.has(.and, place - 1, tokens, in: utf8), tokens[place - 2].kind == .number {
        let ends = amount.end >= tokens.count || tokens[amount.end].kind == .mark
        return amount.isPlain && ends && roles.has(.aged, place - 3, tokens, in: utf8)
      }
      return roles.has(.aged, place - 1, tokens, in: utf8)
    }
    guard place > 1, amount.isPlain, tokens[place - 2].kind == .word else { return false }
    let after = amount.end < tokens.count ? Mark(tokens[amount.end], in: utf8) : .fullStop
    // “one of the men, 34, was held”
    guard tokens[place - 2].isCapitalised || Mark(before, in: utf8) == .comma && after == .comma else {
      return false
    }
    switch Mark(before, in: utf8) {
    case .comma: return after == .comma || after.isStop || after == .semicolon
    case .openingBracket: return after == .closingBracket
    default: return false
    }
  }

  /// Whether “one” stands for somebody: “one of them”, “no one”, “one can”.
  private func isPronoun(
    _ place: Int, _ amount: Amount, counted: String?, _ tokens: [Token], in utf8: [UInt8]
  ) -> Bool {
    guard amount.end == place + 1, amount.rest == nil else { return false }
    guard counted != nil, amount.end < tokens.count else { return true }
    if place > 0, let before = functionWords.value(of: tokens[place - 1], in: utf8),
      before.determines || before.negates
    {
      return true
    }
    let next = tokens[amount.end]
    return next.kind != .word || functionWords.value(of: next, in: utf8) != nil
  }
}
