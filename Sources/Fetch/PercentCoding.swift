// One spelling for what may be written with and without percent signs.

/// Brings paths that mean the same to one spelling (RFC 3986 §6.2.2, RFC 9309 §2.2.2).
enum PercentCoding {
  /// A path or pattern with unreserved characters plain, hexadecimal digits in capitals, and what cannot stand in an
  /// address encoded. In a pattern `*` stays, as it stands for anything; else it is encoded, as is `$`.
  static func oneSpelling(_ text: some Collection<UInt8>, isPattern: Bool) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count + 8)
    var place = text.startIndex
    while place < text.endIndex {
      let byte = text[place]
      text.formIndex(after: &place)
      if byte == UInt8(ascii: "%"), place < text.endIndex, let high = digit(text[place]) {
        let second = text.index(after: place)
        if second < text.endIndex, let low = digit(text[second]) {
          place = text.index(after: second)
          append(high << 4 | low, encoded: true)
          continue
        }
      }
      append(byte, encoded: false)
    }
    return output

    func append(_ byte: UInt8, encoded: Bool) {
      let isSpecial = byte == UInt8(ascii: "*") || byte == UInt8(ascii: "$")
      let isPlain =
        isUnreserved(byte) || !encoded && byte > 0x20 && byte < 0x7F && !isSpecial
        || !encoded && isPattern && byte == UInt8(ascii: "*")
      if isPlain {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "%"), hex(byte >> 4), hex(byte & 15)]
      }
    }
  }

  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static func hex(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
