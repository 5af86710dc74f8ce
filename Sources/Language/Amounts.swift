// Reads numbers, in digits and in words.

import Story

/// A number as it stands in a text: its value and where it ends.
struct Amount {
  /// How it is written.
  enum Form {
    /// In digits: `1,500`, `2.5 million`.
    case digits
    /// In words: `three`, `a hundred and five`.
    case words
    /// As a part: `two-thirds`, `3/4`.
    case part
    /// As an unspecified many: `dozens`, `tens of thousands`.
    case many
  }

  var value: Double
  /// The token after it.
  var end: Int
  var form: Form
  /// The rest of its last token after a hyphen, when that is no number: `year` of `three-year`.
  var rest: TextRange?
  /// Whether digits stand alone, with no mark and no scale: it may be a year, an age, a day.
  var isPlain = false
  /// Whether a word or letter multiplies digits: `1.5 million`, `5m`.
  var hasScale = false
}

/// Reads amounts with the number words of a language.
struct AmountReader: Sendable {
  /// What a word of `numbers.txt` does.
  private enum Word: Sendable {
    case unit(Double), ten(Double), scale(Double), short(Double), part(Double), many(Double), tens

    init?(_ value: String) {
      let parts = value.split(separator: " ")
      guard parts.count == 2, let number = Double(parts[1]) else { return nil }
      switch parts[0] {
      case "unit": self = .unit(number)
      case "ten": self = .ten(number)
      case "scale": self = .scale(number)
      case "short": self = .short(number)
      case "part": self = .part(number)
      case "many": self = .many(number)
      case "tens": self = .tens
      default: return nil
      }
    }
  }

  private let numbers: WordTable<Word>

  private let lengths: WordList
  private let roles: WordTable<NumberRole>
  private let marks: NumberMarks

  init(_ lexicon: Lexicon) {
    numbers = WordTable(lexicon["numbers"], Word.init)
    lengths = lexicon["lengths"]
    roles = NumberRole.table(lexicon)
    marks = NumberMarks(lexicon)
  }

  /// The amount that begins at a token, or nil. `isMoney` says that a currency stands before it: then `m` is million.
  func amount(at place: Int, _ tokens: [Token], in utf8: [UInt8], isMoney: Bool = false) -> Amount? {
    switch tokens[place].kind {
    case .number: digits(at: place, tokens, in: utf8, isMoney: isMoney)
    case .word:
      tokens[place].isJoined || numbers.value(of: tokens[place], in: utf8) != nil
        || roles.has(.article, place, tokens, in: utf8)
        ? many(at: place, tokens, in: utf8) ?? words(at: place, tokens, in: utf8) : nil
    case .mark: nil
    }
  }

  private func word(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Word? {
    guard place < tokens.count, tokens[place].kind == .word else { return nil }
    return numbers.value(of: tokens[place], in: utf8)
  }

  // MARK: Digits

  private func digits(at place: Int, _ tokens: [Token], in utf8: [UInt8], isMoney: Bool) -> Amount? {
    let text = utf8[tokens[place].range]
    if let slash = text.firstIndex(of: UInt8(ascii: "/")) { return fraction(text, slash, end: place + 1) }
    guard let value = decimal(text) else { return nil }
    var amount = Amount(value: value, end: place + 1, form: .digits)
    amount.isPlain = text.allSatisfy(isDigit)
    let next = place + 1
    guard next < tokens.count else { return amount }
    let multiplier = tokens[next].kind == .word ? numbers.longest(tokens, at: next, in: utf8) : nil
    switch multiplier?.value {
    case .scale(let scale):
      amount.value *= scale
      amount.end += multiplier?.length ?? 1
      amount.isPlain = false
      amount.hasScale = true
    case .short(let scale) where !tokens[next].spaceBefore || isMoney:
      // “10m” alone may be metres; the figure decides by what follows.
      if utf8[tokens[next].range].count == 1, !isMoney, isLength(after: next, tokens, in: utf8) { break }
      amount.value *= scale
      amount.end += 1
      amount.isPlain = false
      amount.hasScale = true
    default:
      // “5 1/2”
      if tokens[next].kind == .number, amount.isPlain,
        let slash = utf8[tokens[next].range].firstIndex(of: 0x2F),
        let part = fraction(utf8[tokens[next].range], slash, end: next + 1), part.value < 1
      {
        amount.value += part.value
        amount.end = part.end
        amount.isPlain = false
      }
    }
    return amount
  }

  /// Whether the `m` at a place measures a length: `10m high`, `the 100m final`.
  private func isLength(after place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    var next = place + 1
    if next < tokens.count, Mark(tokens[next], in: utf8) == .closingBracket { next += 1 }
    return next < tokens.count && lengths.contains(tokens[next], in: utf8)
  }

  /// `3/4`: only parts that people write so; not `9/11` or `24/7`.
  private func fraction(_ text: ArraySlice<UInt8>, _ slash: Int, end: Int) -> Amount? {
    guard let upper = decimal(text[..<slash]), let lower = decimal(text[(slash + 1)...]), upper < lower,
      lower >= 2, lower <= 10, upper >= 1
    else { return nil }
    return Amount(value: upper / lower, end: end, form: .part)
  }

  /// The value of digits with thousands separators and a decimal mark, or nil for other things with digits.
  private func decimal(_ text: ArraySlice<UInt8>) -> Double? {
    guard text.count <= 30 else { return nil }
    var whole = text
    if let mark = text.firstIndex(of: marks.decimal) {
      whole = text[..<mark]
      guard text[(mark + 1)...].allSatisfy(isDigit) else { return nil }
    }
    if whole.allSatisfy(isDigit) {
      if whole.count == text.count, text.count <= 15 { return text.reduce(0) { $0 * 10 + Double($1 - 0x30) } }
    } else {
      let groups = whole.split(separator: marks.thousands, omittingEmptySubsequences: false)
      guard groups.count > 1, groups.last?.count == 3,
        groups.allSatisfy({ !$0.isEmpty && $0.count <= 3 && $0.allSatisfy(isDigit) })
      else { return nil }
    }
    let digits = text.compactMap { $0 == marks.decimal ? UInt8(ascii: ".") : isDigit($0) ? $0 : nil }
    return Double(String(decoding: digits, as: UTF8.self))
  }

  // MARK: Words

  /// `dozens`, `hundreds`, `tens of thousands`.
  private func many(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Amount? {
    var factor = 1.0
    var last = place
    switch word(at: place, tokens, in: utf8) {
    case .many(let value): factor = value
    case .tens: factor = 10
    default: return nil
    }
    let isTens = if case .tens = word(at: place, tokens, in: utf8) { true } else { false }
    if place + 2 < tokens.count, roles.has(.of, place + 1, tokens, in: utf8),
      case .many(let scale) = word(at: place + 2, tokens, in: utf8), scale >= 2000
    {
      // “Thousands” alone is at least two thousand, so each is half of that.
      factor = (isTens ? 20 : factor) * scale / 2
      last = place + 2
    } else if isTens {
      return nil
    }
    return Amount(value: factor, end: last + 1, form: .many)
  }

  /// `twenty-one`, `a hundred and five`, `half a million`, `two-thirds`, and the number of `three-year`.
  private func words(at place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Amount? {
    var sum = Sum()
    var next = place
    if let part = partOf(place, tokens, in: utf8) { return part }
    if roles.has(.article, place, tokens, in: utf8) {
      // “a hundred”, “a dozen”
      guard case .scale = word(at: place + 1, tokens, in: utf8) else { return nil }
      next += 1
    } else if case .part(0.5) = word(at: place, tokens, in: utf8) {
      // “half a million”, “half a dozen”
      guard place + 2 < tokens.count, roles.has(.article, place + 1, tokens, in: utf8),
        case .scale(let scale) = word(at: place + 2, tokens, in: utf8)
      else { return nil }
      return Amount(value: scale / 2, end: place + 3, form: .words)
    }
    while next < tokens.count, tokens[next].kind == .word {
      let text = tokens[next].range
      if tokens[next].isJoined, let hyphen = utf8[text].firstIndex(of: UInt8(ascii: "-")) {
        return sum.finishing(with: compound(text, hyphen: hyphen, after: sum, in: utf8), at: next)
      }
      if sum.takesAnd, roles.has(.and, next, tokens, in: utf8), next + 1 < tokens.count,
        isSmall(tokens[next + 1].range, in: utf8)
      {
        next += 1
        continue
      }
      guard let word = word(at: next, tokens, in: utf8), sum.add(word) else { break }
      next += 1
    }
    return sum.amount(end: next).map { withHalf($0, tokens, in: utf8) }
  }

  /// `a third of`, `half of`, `half the`: a part that something follows of which it is one.
  private func partOf(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Amount? {
    let start = roles.has(.article, place, tokens, in: utf8) ? place + 1 : place
    guard case .part(let value) = word(at: start, tokens, in: utf8), start > place || value == 0.5,
      !roles.has(.nth, place - 1, tokens, in: utf8), value != 0.5 || start == place,
      roles.has(.of, start + 1, tokens, in: utf8)
        || value == 0.5 && roles.has(.the, start + 1, tokens, in: utf8)
    else { return nil }
    return Amount(value: value < 1 ? value : 1 / value, end: start + 1, form: .part)
  }

  /// `three and a half`, `two and a half million`.
  private func withHalf(_ amount: Amount, _ tokens: [Token], in utf8: [UInt8]) -> Amount {
    let end = amount.end
    guard amount.form == .words, amount.rest == nil, amount.value < 100,
      roles.has(.and, end, tokens, in: utf8), roles.has(.article, end + 1, tokens, in: utf8),
      case .part(0.5) = word(at: end + 2, tokens, in: utf8)
    else { return amount }
    var result = amount
    result.value += 0.5
    result.end = end + 3
    if case .scale(let scale) = word(at: result.end, tokens, in: utf8) {
      result.value *= scale
      result.end += 1
    }
    return result
  }

  private func isSmall(_ range: TextRange, in utf8: [UInt8]) -> Bool {
    let head = utf8[range].prefix { $0 != UInt8(ascii: "-") }
    return switch numbers.value(of: head) {
    case .unit, .ten: true
    default: false
    }
  }

  /// The sum with the parts of a hyphenated word added as long as they are numbers, and what is left of it.
  private func compound(_ range: TextRange, hyphen: Int, after sum: Sum, in utf8: [UInt8]) -> (
    Sum, TextRange?
  )? {
    var sum = sum
    var start = range.start
    var end = hyphen
    while true {
      guard let word = numbers.value(of: utf8[start..<end]), sum.add(word) else {
        return start == range.start ? nil : (sum, TextRange(start, range.end))
      }
      guard end < range.end else { return (sum, nil) }
      start = end + 1
      end = utf8[start..<range.end].firstIndex(of: UInt8(ascii: "-")) ?? range.end
    }
  }

  /// A number in words as it grows.
  private struct Sum {
    private var total = 0.0
    private var current = 0.0
    private var part: Double?
    private var isEmpty = true
    /// The last word was hundred or more, so that “and” may go on with it.
    private(set) var takesAnd = false

    /// Adds a word, or says that it does not belong to the number.
    mutating func add(_ word: Word) -> Bool {
      guard part == nil else { return false }
      switch word {
      case .unit(let value):
        let below = current.truncatingRemainder(dividingBy: 100)
        guard
          isEmpty || takesAnd || (below >= 20 && value < 10 && below.truncatingRemainder(dividingBy: 10) == 0)
        else { return false }
        current += value
        takesAnd = false
      case .ten(let value):
        guard isEmpty || takesAnd else { return false }
        current += value
        takesAnd = false
      case .scale(let value):
        if value <= 100 {
          guard current < 100 else { return false }
          current = max(current, 1) * value
        } else {
          guard total == 0 || value < total else { return false }
          total += max(current, 1) * value
          current = 0
        }
        takesAnd = true
      case .part(let value):
        guard !isEmpty, total == 0, current >= 1, current < 10 else { return false }
        part = value < 1 ? value : 1 / value
      case .short, .many, .tens: return false
      }
      isEmpty = false
      return true
    }

    func amount(end: Int, rest: TextRange? = nil) -> Amount? {
      guard !isEmpty else { return nil }
      let value = (total + current) * (part ?? 1)
      return Amount(value: value, end: end, form: part == nil ? .words : .part, rest: rest)
    }

    /// The amount with a hyphenated last word, or without that word when it is no number.
    func finishing(with compound: (sum: Sum, rest: TextRange?)?, at place: Int) -> Amount? {
      guard let compound else { return amount(end: place) }
      return compound.sum.amount(end: place + 1, rest: compound.rest)
    }
  }
}

/// The marks inside numbers, from `settings.txt`.
struct NumberMarks: Sendable {
  /// `.` of 2.5
  let decimal: UInt8
  /// `,` of 1,500
  let thousands: UInt8

  init(_ lexicon: Lexicon) {
    decimal = lexicon.setting("decimal-mark").utf8.first ?? UInt8(ascii: ".")
    thousands = decimal == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
  }
}
