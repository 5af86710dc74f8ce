// Bytes of one encoding as clean UTF-8.

import Glibc

/// Bytes turned into UTF-8 without NUL and other control characters, the same way each time.
///
/// What cannot be read becomes U+FFFD, as the WHATWG Encoding Standard has it: one for each maximal part of a sequence
/// that could still have become a character. Controls become spaces. Complexity: O(bytes), one pass.
struct DecodedBytes {
  /// Valid UTF-8.
  private(set) var utf8: [UInt8] = []
  /// How many U+FFFD were put in.
  private(set) var malformed = 0
  /// How many characters of more than one byte were well formed; of UTF-8 only.
  private(set) var wellFormed = 0

  /// Whether the bytes are not UTF-8, nor UTF-8 with a few faults: malformed parts outnumber the characters.
  var isPlainlyNotUTF8: Bool { malformed > 0 && malformed >= wellFormed }

  /// Beyond so many faults nothing more is read: these bytes are no text.
  static let mostFaults = 1 << 20

  /// Decodes bytes of any encoding.
  init(_ body: ArraySlice<UInt8>, as encoding: Encoding) {
    if encoding.name == "utf-8" {
      self.init(utf8: body)
    } else if let table = encoding.singleBytes {
      self.init(singleBytes: body, table)
    } else {
      self.init(body, iconv: encoding.iconvName)
    }
  }

  /// Cleans what is said to be UTF-8.
  init(utf8 body: ArraySlice<UInt8>) {
    utf8.reserveCapacity(body.count)
    body.withUnsafeBufferPointer { body in
      var position = 0
      while position < body.count, malformed < Self.mostFaults {
        let end = Self.endOfPlain(body, from: position)
        if end > position {
          utf8.append(contentsOf: UnsafeBufferPointer(rebasing: body[position..<end]))
          position = end
          continue
        }
        if body[position] < 0x80 {
          utf8.append(Self.visible(body[position]))
          position += 1
          continue
        }
        let (length, isWhole) = Self.sequence(at: position, in: body)
        if isWhole {
          utf8.append(contentsOf: body[position..<position + length])
          wellFormed += 1
        } else {
          replace()
        }
        position += length
      }
    }
  }

  /// Where visible ASCII and white space ends, eight bytes looked at a time.
  private static func endOfPlain(_ body: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    let bytes = UnsafeRawBufferPointer(body)
    while position < body.count {
      while position + 8 <= body.count {
        let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        // A byte with its top bit set, under 0x20, or 0x7F (which the addition carries into the top bit).
        let special = word | (word &- everyByte(0x20)) | (word &+ everyByte(0x01))
        if special & everyByte(0x80) != 0 { break }
        position += 8
      }
      // The word with something special in it, byte by byte: mostly a line end.
      let stop = Swift.min(position + 8, body.count)
      while position < stop {
        let byte = body[position]
        guard byte < 0x80, visible(byte) == byte else { return position }
        position += 1
      }
    }
    return position
  }

  private static func everyByte(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  private init(singleBytes body: ArraySlice<UInt8>, _ table: [UInt32]) {
    let encoded = table.map { point -> [UInt8] in
      Unicode.Scalar(point).flatMap { $0.value == 0 ? nil : Array(String($0).utf8) } ?? []
    }
    utf8.reserveCapacity(body.count + body.count / 8)
    for byte in body where malformed < Self.mostFaults {
      if byte < 0x80 {
        utf8.append(Self.visible(byte))
      } else if encoded[Int(byte) - 0x80].isEmpty {
        replace()
      } else {
        utf8.append(contentsOf: encoded[Int(byte) - 0x80])
      }
    }
  }

  private init(_ body: ArraySlice<UInt8>, iconv name: String) {
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else {
      replace()
      return
    }
    defer { iconv_close(converter) }
    var source = Array(body)
    var room = [UInt8](repeating: 0, count: 64 * 1024)
    source.withUnsafeMutableBytes { source in
      var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = source.count
      while left > 0, malformed < Self.mostFaults {
        var made = 0
        let problem = room.withUnsafeMutableBytes { room -> Int32 in
          var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
          var free = room.count
          let status = iconv(converter, &from, &left, &to, &free)
          let problem = status == -1 ? errno : 0
          made = room.count - free
          return problem
        }
        for byte in room[..<made] { utf8.append(Self.visible(byte)) }
        if problem != 0 && problem != E2BIG {
          // A byte that means nothing, or a sequence cut off at the end.
          replace()
          from = from?.advanced(by: 1)
          left -= 1
        }
      }
    }
  }

  /// Has the system load the tables it decodes with, once and for good: a process that must open no more files can
  /// decode after that.
  static func loadTables() { _ = tables }
  private static let tables: Void = {
    for encoding in Encodings.ofSystem { _ = iconv_open("UTF-8", encoding.iconvName) }
  }()

  private mutating func replace() {
    malformed += 1
    utf8.append(contentsOf: [0xEF, 0xBF, 0xBD])
  }

  /// An ASCII byte, a space for a control other than a line end or tabulator.
  private static func visible(_ byte: UInt8) -> UInt8 {
    byte < 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 || byte == 0x7F ? 0x20 : byte
  }

  /// How long the sequence of UTF-8 at a place is, or the part of it that is well formed (RFC 3629, section 4).
  private static func sequence(at start: Int, in body: UnsafeBufferPointer<UInt8>) -> (
    length: Int, isWhole: Bool
  ) {
    let lead = body[start]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return (1, false)
    }
    guard start + 1 < body.count, second.contains(body[start + 1]) else { return (1, false) }
    var count = 2
    while count < length {
      guard start + count < body.count, body[start + count] & 0xC0 == 0x80 else { return (count, false) }
      count += 1
    }
    return (length, true)
  }
}
