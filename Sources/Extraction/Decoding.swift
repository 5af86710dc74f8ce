// Turns a page's bytes into UTF-8, in the order the WHATWG HTML standard asks for.

/// A text in UTF-8 and how it was written before.
struct Decoded {
  /// Valid UTF-8 without NUL and other C0 control characters; line ends as they were.
  var utf8: [UInt8]
  /// The encoding it was read as, by the WHATWG's name, such as `windows-1252`.
  var charset: String
  /// How many bytes or characters could not be read and became U+FFFD.
  var damage: Int

  /// Whether it looks as if it had been encoded twice (“â€™” for “’”). It is left as it is: that is what the page says.
  var looksEncodedTwice: Bool { Self.twiceEncoded.contains { utf8.holds($0) } }

  /// What there is to say of the bytes, a sentence each.
  var remarks: [String] {
    var remarks: [String] = []
    if damage > 0 {
      let many = damage == 1 ? "1 sequence of bytes that is" : "\(damage) sequences of bytes that are"
      remarks.append("\(many) not \(charset) \(damage == 1 ? "was" : "were") replaced")
    }
    if damage >= DecodedBytes.mostFaults {
      remarks.append("these bytes are hardly text; the rest was not read")
    }
    if looksEncodedTwice {
      remarks.append("some of the text was encoded twice (as “â€™” for “’”) and is left so")
    }
    return remarks
  }

  /// Decides on an encoding and decodes.
  ///
  /// The order is: byte order mark, the encoding the story had before, the transport’s charset, a `<meta>` within the
  /// first 1,024 bytes, UTF-8 when the bytes are valid UTF-8, else windows-1252
  /// (https://html.spec.whatwg.org/#determining-the-character-encoding). A label that claims UTF-8 over bytes that are
  /// plainly not is overruled by windows-1252, as their sender meant.
  ///
  /// - Parameter pinned: the encoding of the story’s version before, by the WHATWG’s name. It holds while it fits: a
  ///   label that comes, goes or is mended must not change the text. It does not fit when bytes mean nothing in it, or
  ///   when they are UTF-8 and it is not.
  init(_ body: [UInt8], mediaType: String?, pinned: String? = nil) {
    if let (encoding, length) = Self.byteOrderMark(body) {
      self.init(body[length...], as: encoding)
      return
    }
    let asUTF8 = DecodedBytes(utf8: body[...])
    if asUTF8.malformed > 0, let encoding = pinned.flatMap(Encodings.encoding(labelled:)),
      encoding.name != "utf-8"
    {
      let held = Self(body[...], as: encoding)
      if held.damage == 0 {
        self = held
        return
      }
    }
    let label = mediaType.flatMap { Self.parameter("charset", in: Array($0.utf8)) }
    let labelled = label.flatMap(Encodings.encoding(labelled:)) ?? Self.declared(body.prefix(1024))
    // UTF-8 after UTF-8 is UTF-8 whatever the label says; so is valid UTF-8 in a story that was something else.
    let isUTF8 = pinned != nil && (pinned == "utf-8" ? !asUTF8.isPlainlyNotUTF8 : asUTF8.malformed == 0)
    if let labelled, labelled.name != "utf-8", !isUTF8 {
      self.init(body[...], as: labelled)
    } else if asUTF8.isPlainlyNotUTF8 {
      self.init(body[...], as: Encodings.windows1252)
    } else {
      self.init(asUTF8, charset: "utf-8")
    }
  }

  private init(_ body: ArraySlice<UInt8>, as encoding: Encoding) {
    self.init(DecodedBytes(body, as: encoding), charset: encoding.name)
  }

  private init(_ bytes: DecodedBytes, charset: String) {
    utf8 = bytes.utf8
    damage = bytes.malformed
    self.charset = charset
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

  /// What “â€” and “Ã” before another letter of Western bytes are in UTF-8: UTF-8 read as windows-1252 and encoded again.
  private static let twiceEncoded: [[UInt8]] = [[0xC3, 0xA2, 0xE2, 0x82, 0xAC], [0xC3, 0x83, 0xC2]]
}
