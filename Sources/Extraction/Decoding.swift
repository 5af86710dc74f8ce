// Turns a page's bytes into UTF-8, in the order the WHATWG HTML standard asks for.

import Glibc

/// A text in UTF-8 and how it was written before.
struct Decoded {
  /// Valid UTF-8 without NUL and other C0 control characters; line ends as they were.
  var utf8: [UInt8]
  /// The encoding it was read as, by the WHATWG's name, such as `windows-1252`.
  var charset: String
  /// How many bytes or characters could not be read and became U+FFFD.
  var damage: Int

  /// Decides on an encoding and decodes.
  ///
  /// The order is: byte order mark, the transport's charset, a `<meta>` within the first 1,024 bytes, UTF-8 when the
  /// bytes are valid UTF-8, else windows-1252 (https://html.spec.whatwg.org/#determining-the-character-encoding).
  /// A label that claims UTF-8 over bytes that are plainly not is overruled by windows-1252, as their sender meant.
  init(_ body: [UInt8], mediaType: String?) {
    if let (encoding, length) = Self.byteOrderMark(body) {
      self.init(body[length...], as: encoding)
      return
    }
    let label = mediaType.flatMap { Self.parameter("charset", in: Array($0.utf8)) }
    if let encoding = label.flatMap(Encodings.encoding(labelled:)) ?? Self.declared(body.prefix(1024)),
      encoding.name != "utf-8"
    {
      self.init(body[...], as: encoding)
    } else if Self.isUTF8(body) {
      self.init(body[...], as: Encodings.utf8)
    } else {
      self.init(body[...], as: Self.isBrokenUTF8(body) ? Encodings.utf8 : Encodings.windows1252)
    }
  }

  private init(_ body: ArraySlice<UInt8>, as encoding: Encoding) {
    var damage = 0
    let converted =
      encoding.name == "utf-8" ? Array(body) : Self.convert(body, from: encoding.iconvName, &damage)
    utf8 = Self.cleaned(converted, &damage)
    charset = encoding.name
    self.damage = damage
  }

  // MARK: Deciding

  private static func byteOrderMark(_ body: [UInt8]) -> (Encoding, Int)? {
    if body.starts(with: [0xEF, 0xBB, 0xBF]) { return (Encodings.utf8, 3) }
    if body.starts(with: [0xFE, 0xFF]) { return Encodings.encoding(labelled: "utf-16be").map { ($0, 2) } }
    if body.starts(with: [0xFF, 0xFE]) { return Encodings.encoding(labelled: "utf-16le").map { ($0, 2) } }
    return nil
  }

  /// What a `<meta charset>` or `<meta content="…charset=…">` claims; comments are passed over.
  private static func declared(_ head: ArraySlice<UInt8>) -> Encoding? {
    var rest = Array(head)
    while let start = rest.place(of: Array("<!--".utf8)) {
      let end = rest.place(of: Array("-->".utf8), from: start + 4).map { $0 + 3 } ?? rest.endIndex
      rest.removeSubrange(start..<end)
    }
    let lower = lowercased(rest[...])
    var position = 0
    while let tag = lower.place(of: Array("<meta".utf8), from: position) {
      let start = tag + 5
      let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex
      if let encoding = parameter("charset", in: Array(rest[start..<end])).flatMap(
        Encodings.encoding(labelled:))
      {
        // A page whose ASCII could be read to find this is not UTF-16, whatever it says.
        return encoding.name.hasPrefix("utf-16") ? Encodings.utf8 : encoding
      }
      position = end
    }
    return nil
  }

  /// The value after `name=` in a header or tag, without quotation marks.
  private static func parameter(_ name: String, in bytes: [UInt8]) -> String? {
    let lower = lowercased(bytes[...])
    guard let found = lower.place(of: Array(name.utf8)) else { return nil }
    var rest = lower[(found + name.utf8.count)...].drop { $0 <= 0x20 }
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    let value = rest.prefix { $0 > 0x20 && !Array("\"';/>".utf8).contains($0) }
    return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  /// Whether well-formed multi-byte sequences outnumber malformed bytes: then it is UTF-8, only broken.
  private static func isBrokenUTF8(_ bytes: [UInt8]) -> Bool {
    var balance = 0
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      let length = byte < 0x80 ? 1 : byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0
      let tail = bytes[min(position + 1, bytes.count)..<min(position + max(1, length), bytes.count)]
      let isWhole = length > 0 && tail.count == length - 1 && tail.allSatisfy { $0 & 0xC0 == 0x80 }
      if !isWhole { balance -= 1 } else if length > 1 { balance += 1 }
      position += isWhole ? length : 1
    }
    return balance > 0
  }

  // MARK: Converting

  /// Converts with iconv; each byte that cannot be read becomes U+FFFD.
  private static func convert(_ body: ArraySlice<UInt8>, from name: String, _ damage: inout Int) -> [UInt8] {
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else {
      return Array(body)
    }
    defer { iconv_close(converter) }
    var source = body.map { CChar(bitPattern: $0) }
    var result: [UInt8] = []
    result.reserveCapacity(source.count + source.count / 2)
    var room = [CChar](repeating: 0, count: 64 * 1024)
    source.withUnsafeMutableBufferPointer { source in
      var from = source.baseAddress
      var left = source.count
      while left > 0 {
        var made = 0
        let failed = room.withUnsafeMutableBufferPointer { room in
          var to = room.baseAddress
          var free = room.count
          let status = iconv(converter, &from, &left, &to, &free)
          let problem = status == -1 ? errno : 0
          made = room.count - free
          return problem
        }
        result.append(contentsOf: room[..<made].lazy.map(UInt8.init(bitPattern:)))
        if failed != 0 && failed != E2BIG {
          // A byte that means nothing, or a sequence cut off at the end.
          damage += 1
          result.append(contentsOf: [0xEF, 0xBF, 0xBD])
          from = from?.advanced(by: 1)
          left -= 1
        }
      }
    }
    return result
  }

  /// Valid UTF-8: malformed bytes become U+FFFD, NUL and other control characters a space.
  private static func cleaned(_ bytes: [UInt8], _ damage: inout Int) -> [UInt8] {
    var result = bytes
    if !isUTF8(bytes) {
      damage += 1
      result = Array(String(decoding: bytes, as: UTF8.self).utf8)
    }
    for position in result.indices {
      let byte = result[position]
      if byte < 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 || byte == 0x7F {
        result[position] = 0x20
      }
    }
    return result
  }
}
