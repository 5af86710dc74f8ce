// What a single Unicode scalar is to a reader: a letter, a digit, a space, a mark.

/// What a scalar does in a text.
enum ScalarClass {
  /// An upper-case or title-case letter.
  case upper
  /// Any other letter, or a mark that sits on one.
  case letter
  /// An ASCII digit.
  case digit
  /// White space.
  case space
  /// Invisible: soft hyphen, zero-width joiners, byte-order mark.
  case ignored
  /// Everything else.
  case mark
}

/// The class of an ASCII byte.
func asciiClass(_ byte: UInt8) -> ScalarClass {
  switch byte {
  case 0x61...0x7A: .letter
  case 0x41...0x5A: .upper
  case 0x30...0x39: .digit
  case 0x00...0x20, 0x7F: .space
  default: .mark
  }
}

/// The class of a scalar outside ASCII.
func scalarClass(_ value: UInt32) -> ScalarClass {
  switch value {
  case 0x00...0x7F: return asciiClass(UInt8(value))
  case 0x80...0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return .space
  case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: return .ignored
  case 0x2010...0x205E, 0x20A0...0x20CF, 0x2190...0x2BFF, 0x3001...0x3003, 0x3008...0x3011: return .mark
  default:
    guard let scalar = Unicode.Scalar(value) else { return .mark }
    let properties = scalar.properties
    if properties.isUppercase { return .upper }
    switch properties.generalCategory {
    case .titlecaseLetter: return .upper
    case .nonspacingMark, .spacingMark, .enclosingMark: return .letter
    default: return properties.isAlphabetic && value != 0xAA && value != 0xBA ? .letter : .mark
    }
  }
}

/// The scalar that begins at a byte and how many bytes it has; U+FFFD and one byte where the bytes are not UTF-8.
func scalar(in utf8: [UInt8], at place: Int, end: Int) -> (value: UInt32, length: Int) {
  utf8.withUnsafeBufferPointer { scalar(in: $0, at: place, end: end) }
}

/// The scalar that begins at a byte of a buffer.
func scalar(in utf8: UnsafeBufferPointer<UInt8>, at place: Int, end: Int) -> (value: UInt32, length: Int) {
  let first = utf8[place]
  let length: Int
  var value: UInt32
  switch first {
  case 0x00...0x7F: return (UInt32(first), 1)
  case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
  case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
  case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
  default: return (0xFFFD, 1)
  }
  guard place + length <= end else { return (0xFFFD, 1) }
  for offset in 1..<length {
    let byte = utf8[place + offset]
    guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  return (value, length)
}
