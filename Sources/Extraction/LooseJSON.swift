// Reads JSON as pages carry it: with comments, raw line breaks, commas too many, and ends missing.

/// A JSON value; an object's members stand in the page's order.
///
/// News pages put JSON together by hand and by template, and much of it is not JSON: line breaks inside strings, a comma
/// before a bracket, comments, quotation marks that nobody escaped, `undefined`. What can be read of it is read; nothing
/// here fails. Depth is bounded by ``deepest``; time is linear.
enum LooseJSON {
  case object([(key: String, value: LooseJSON)])
  case array([LooseJSON])
  case string(String)
  case number(Double)
  case bool(Bool)
  case null

  /// What is nested deeper is null.
  static let deepest = 200

  /// The values that stand one after another in bytes, as far as they can be read.
  ///
  /// - Parameter mostValues: no more values are taken, inner ones counted.
  static func values(in bytes: ArraySlice<UInt8>, mostValues: Int = 500_000) -> [LooseJSON] {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = LooseJSONReader(bytes: buffer, left: mostValues)
      return reader.readAll()
    }
  }

  /// A member of an object, the first of the name.
  subscript(key: String) -> LooseJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The words, if it is a string.
  var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The entries of a list; a single value is a list of itself, null is none.
  var list: [LooseJSON] {
    switch self {
    case .array(let values): values
    case .null: []
    default: [self]
    }
  }

  /// What `true`, `"true"` and `"False"` say.
  var truth: Bool? {
    switch self {
    case .bool(let truth): truth
    case .string(let text):
      switch text.lowercased() {
      case "true", "http://schema.org/true", "https://schema.org/true": true
      case "false", "http://schema.org/false", "https://schema.org/false": false
      default: nil
      }
    default: nil
    }
  }
}

/// Reads values from bytes.
private struct LooseJSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  /// How many more values may be taken.
  var left: Int
  private var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>, left: Int) {
    self.bytes = bytes
    self.left = left
  }

  mutating func readAll() -> [LooseJSON] {
    var values: [LooseJSON] = []
    while left > 0, let byte = next() {
      if bytes[position...].starts(with: Self.cdata) {
        position += Self.cdata.count
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "\"") {
        values.append(value(depth: 0))
      } else {
        position += 1
      }
    }
    return values
  }

  private static let cdata = Array("<![CDATA[".utf8)

  /// The next byte that is neither white space nor in a comment; it is not taken.
  private mutating func next() -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      if byte <= 0x20 {
        position += 1
      } else if byte == UInt8(ascii: "/"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "*")
      {
        position += 2
        while position < bytes.count,
          !(bytes[position] == UInt8(ascii: "/") && bytes[position - 1] == UInt8(ascii: "*"))
        {
          position += 1
        }
        position += 1
      } else if byte == UInt8(ascii: "/"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "/")
      {
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      } else {
        return byte
      }
    }
    return nil
  }

  private mutating func value(depth: Int) -> LooseJSON {
    left -= 1
    guard left > 0, let byte = next() else { return .null }
    switch byte {
    case UInt8(ascii: "{"):
      position += 1
      return object(depth: depth)
    case UInt8(ascii: "["):
      position += 1
      return array(depth: depth)
    case UInt8(ascii: "\""): return .string(string())
    default: return word()
    }
  }

  private mutating func object(depth: Int) -> LooseJSON {
    guard depth < LooseJSON.deepest else { return skip() }
    var members: [(key: String, value: LooseJSON)] = []
    while left > 0, let byte = next() {
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        position += 1
        break
      }
      guard byte == UInt8(ascii: "\"") || Self.isWord(byte) else {
        position += 1
        continue
      }
      let key = byte == UInt8(ascii: "\"") ? string() : bareWord()
      guard next() == UInt8(ascii: ":") else { continue }
      position += 1
      members.append((key, value(depth: depth + 1)))
    }
    return .object(members)
  }

  private mutating func array(depth: Int) -> LooseJSON {
    guard depth < LooseJSON.deepest else { return skip() }
    var values: [LooseJSON] = []
    while left > 0, let byte = next() {
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        position += 1
        break
      }
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
        position += 1
        continue
      }
      values.append(value(depth: depth + 1))
    }
    return .array(values)
  }

  /// Moves past what is nested too deep, to its end.
  private mutating func skip() -> LooseJSON {
    var depth = 1
    while depth > 0, let byte = next() {
      switch byte {
      case UInt8(ascii: "\""): _ = string()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
      default: position += 1
      }
    }
    return .null
  }

  // MARK: Words

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
  private static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte >= 0x30 && byte <= 0x39 || byte >= 0x80
      || "_$+-.".utf8.contains(byte)
  }

  private mutating func bareWord() -> String {
    let start = position
    while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func word() -> LooseJSON {
    let word = bareWord()
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "":
      // A mark that means nothing here.
      position += 1
      return .null
    default: return Double(word).map(LooseJSON.number) ?? .null
    }
  }

  /// A string from its opening mark on, escapes read; line breaks in it are spaces.
  private mutating func string() -> String {
    position += 1
    let start = position
    // Most strings are as they stand.
    while position < bytes.count, bytes[position] != UInt8(ascii: "\""),
      bytes[position] != UInt8(ascii: "\\"),
      bytes[position] >= 0x20
    {
      position += 1
    }
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        if endsHere() { break }
        text.append(byte)
      } else if byte == UInt8(ascii: "\\") {
        escape(into: &text)
      } else {
        text.append(byte < 0x20 ? 0x20 : byte)
        position += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether the quotation mark just passed ends a string: what follows it is what follows strings, or nothing.
  private func endsHere() -> Bool {
    var after = position
    while after < bytes.count, bytes[after] <= 0x20 { after += 1 }
    guard after < bytes.count else { return true }
    switch bytes[after] {
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: ")"),
      UInt8(ascii: ";"), UInt8(ascii: "\""):
      return true
    case UInt8(ascii: ","):
      // `"quoted," he said` is still inside; `"…", "key"` and `"…", 5` are not.
      var next = after + 1
      while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
      guard next < bytes.count else { return true }
      let byte = bytes[next]
      return Self.isLetter(byte)
        ? !isProse(from: next) : "\"{[}]-/".utf8.contains(byte) || byte >= 0x30 && byte <= 0x39
    default: return false
    }
  }

  /// Whether a word begins here that is neither JSON (`true`, `false`, `null`, `undefined`) nor a member's bare name.
  private func isProse(from start: Int) -> Bool {
    guard Self.isLetter(bytes[start]) else { return false }
    var end = start
    while end < bytes.count, end - start < 40, Self.isWord(bytes[end]) { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: ":") { return false }
    let word = bytes[start..<end]
    return !["true", "false", "null", "undefined"].contains { word.elementsEqual($0.utf8) }
  }

  private mutating func escape(into text: inout [UInt8]) {
    position += 1
    guard position < bytes.count else { return }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"): text.append(0x0A)
    case UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"): text.append(0x20)
    case UInt8(ascii: "u"):
      guard let first = fourDigits() else {
        text.append(byte)
        return
      }
      var point = UInt32(first)
      if (0xD800...0xDBFF).contains(first), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      {
        position += 2
        if let second = fourDigits(), (0xDC00...0xDFFF).contains(second) {
          point = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
      }
      let scalar = Unicode.Scalar(point) ?? "\u{FFFD}"
      if scalar.value != 0 { text.append(contentsOf: String(scalar).utf8) }
    default: text.append(byte)
    }
  }

  private mutating func fourDigits() -> UInt16? {
    guard position + 4 <= bytes.count,
      let number = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { return nil }
    position += 4
    return number
  }
}
