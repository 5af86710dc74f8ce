// What a mark of punctuation does.

import Story

/// What a mark of punctuation does, as far as one mark tells; a curly mark's direction is a hint, not the truth.
enum Mark {
  case fullStop, ellipsis, exclamation, question
  /// A stop of a script that sets no space after it: 。！？
  case wideStop
  case comma, colon, semicolon
  /// “ ‘ « „ ‚ ‹ and ``
  case openingQuote
  /// ” ’ » › and ''
  case closingQuote
  /// The straight " and '.
  case straightDouble, straightSingle
  case openingBracket, closingBracket
  /// - – — and their like.
  case dash
  /// • and its like.
  case bullet
  case currency, percent
  case other

  /// The mark that a token is; `other` for a word or number.
  init(_ token: Token, in utf8: [UInt8]) {
    guard token.kind == .mark else {
      self = .other
      return
    }
    let byte = utf8[token.range.start]
    if byte < 0x80, token.range.count == 1 {
      self = Mark(UInt32(byte))
      return
    }
    let (value, length) = scalar(in: utf8, at: token.range.start, end: token.range.end)
    self = length < token.range.count ? (value == 0x27 ? .closingQuote : .openingQuote) : Mark(value)
  }

  private init(_ scalar: UInt32) {
    switch scalar {
    case 0x2E: self = .fullStop
    case 0x2026, 0x22EF: self = .ellipsis
    case 0x21, 0x203C: self = .exclamation
    case 0x3F, 0x2047, 0x2048, 0x203D, 0x61F: self = .question
    case 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61, 0x964, 0x6D4: self = .wideStop
    case 0x2C: self = .comma
    case 0x3A: self = .colon
    case 0x3B: self = .semicolon
    case 0x201C, 0x2018, 0xAB, 0x201E, 0x201A, 0x2039, 0x201F, 0x201B, 0x300C, 0x300E: self = .openingQuote
    case 0x201D, 0x2019, 0xBB, 0x203A, 0x300D, 0x300F: self = .closingQuote
    case 0x22: self = .straightDouble
    case 0x27, 0x60: self = .straightSingle
    case 0x28, 0x5B, 0x7B, 0x3010, 0xFF08: self = .openingBracket
    case 0x29, 0x5D, 0x7D, 0x3011, 0xFF09: self = .closingBracket
    case 0x2D, 0x2010...0x2015, 0x2212: self = .dash
    case 0x2022, 0x2043, 0x25AA, 0x25AB, 0x25CF, 0x25A0, 0x25B6, 0x25BA, 0x25E6, 0x2023: self = .bullet
    case 0x24, 0xA2...0xA5, 0x20A0...0x20CF: self = .currency
    case 0x25: self = .percent
    default: self = .other
    }
  }

  /// Whether it can end a sentence.
  var isStop: Bool {
    switch self {
    case .fullStop, .ellipsis, .exclamation, .question, .wideStop: true
    default: false
    }
  }

  /// Whether it can stand round quoted words.
  var isQuote: Bool {
    switch self {
    case .openingQuote, .closingQuote, .straightDouble, .straightSingle: true
    default: false
    }
  }
}
