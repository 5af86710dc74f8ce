// Facts as JSON: keys sorted, the same facts always the same bytes.

/// A JSON value.
enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])
  /// JSON written already, on one line: for what is said many times over.
  case written([UInt8])

  /// A name and its value in an object.
  typealias Member = (key: String, value: JSON)

  /// A string, or null.
  init(_ text: String?) { self = text.map(JSON.string) ?? .null }
  /// A whole number, or null.
  init(_ number: Int?) { self = number.map(JSON.integer) ?? .null }

  /// On one line, without spaces: a line of JSON Lines.
  var line: String {
    var writer = JSONWriter(isPretty: false)
    writer.write(self, depth: 0)
    return writer.text
  }

  /// Over many lines, for people's eyes; what is short and flat stays on one. Ends in a newline.
  var pretty: String {
    var writer = JSONWriter(isPretty: true)
    writer.write(self, depth: 0)
    return writer.text + "\n"
  }

  /// Whether it holds no other value.
  fileprivate var isFlat: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
  init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { ($0, $1) }) }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(stringLiteral text: String) { self = .string(text) }
}

/// Writes JSON (RFC 8259) as bytes.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let isPretty: Bool

  init(isPretty: Bool) { self.isPretty = isPretty }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func write(_ value: JSON, depth: Int) {
    switch value {
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .integer(let value): put(String(value))
    case .number(let value): number(value)
    case .string(let value): string(value)
    case .written(let bytes): put(bytes)
    case .array(let values):
      let isOpen = isPretty && !values.allSatisfy(\.isFlat)
      bytes.append(UInt8(ascii: "["))
      for (place, value) in values.enumerated() {
        begin(place, open: isOpen, depth: depth)
        write(value, depth: depth + 1)
      }
      end(UInt8(ascii: "]"), open: isOpen && !values.isEmpty, depth: depth)
    case .object(let pairs):
      let isSorted = zip(pairs, pairs.dropFirst()).allSatisfy {
        !$1.key.utf8.lexicographicallyPrecedes($0.key.utf8)
      }
      let sorted =
        isSorted ? pairs : pairs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      bytes.append(UInt8(ascii: "{"))
      for (place, pair) in sorted.enumerated() {
        begin(place, open: isPretty, depth: depth)
        string(pair.key)
        bytes.append(UInt8(ascii: ":"))
        if isPretty { bytes.append(UInt8(ascii: " ")) }
        write(pair.value, depth: depth + 1)
      }
      end(UInt8(ascii: "}"), open: isPretty && !sorted.isEmpty, depth: depth)
    }
  }

  /// What stands before a part of a list, each part on a line of its own if the list is open.
  private mutating func begin(_ place: Int, open: Bool, depth: Int) {
    if place > 0 {
      bytes.append(UInt8(ascii: ","))
      if isPretty, !open { bytes.append(UInt8(ascii: " ")) }
    }
    if open { newLine(depth + 1) }
  }

  private mutating func end(_ bracket: UInt8, open: Bool, depth: Int) {
    if open { newLine(depth) }
    bytes.append(bracket)
  }

  private mutating func newLine(_ depth: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }

  /// Writes JSON that is written already.
  mutating func put(_ written: [UInt8]) { bytes.append(contentsOf: written) }

  /// Writes a byte of JSON.
  mutating func put(_ byte: UInt8) { bytes.append(byte) }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Whole numbers are written without a fraction; what JSON cannot hold is null.
  private mutating func number(_ value: Double) {
    if let whole = Int(exactly: value), abs(value) < 9_007_199_254_740_992 {
      put(String(whole))
    } else {
      put(value.isFinite ? String(describing: value) : "null")
    }
  }

  /// Writes a string. Control characters and those that turn the direction of writing are escaped, so that JSON on a
  /// terminal steers nothing; a program reads the same text.
  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if appendPlain(text) {
      bytes.append(UInt8(ascii: "\""))
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": put("\\\"")
      case "\\": put("\\\\")
      case "\n": put("\\n")
      case "\t": put("\\t")
      case "\r": put("\\r")
      default:
        if scalar.value >= 0x20, scalar.value < 0x7F {
          bytes.append(UInt8(scalar.value))
        } else if scalar.steering == .none {
          bytes.append(contentsOf: String(scalar).utf8)
        } else {
          // All of them are below U+10000.
          let digits = String(scalar.value, radix: 16)
          put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a text as it is if it is ASCII and nothing in it need be escaped, as most texts are.
  private mutating func appendPlain(_ text: String) -> Bool {
    let isPlain = text.utf8.withContiguousStorageIfAvailable { utf8 in
      for byte in utf8 {
        guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else {
          return false
        }
      }
      bytes.append(contentsOf: utf8)
      return true
    }
    return isPlain ?? false
  }
}
