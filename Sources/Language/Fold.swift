// Makes two spellings of the same words the same: case, quotation marks, dashes, spaces.

/// The bytes in lower case, with curly quotation marks and apostrophes made straight, dashes made `-`, every white
/// space a plain space, and invisible scalars left out: for looking words up and for comparing texts.
public func folded(_ utf8: ArraySlice<UInt8>) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(utf8.count)
  utf8.withUnsafeBufferPointer { bytes in
    var place = 0
    while place < bytes.count {
      if bytes[place] < 0x80 {
        result.append(foldedASCII(bytes[place]))
        place += 1
      } else {
        place += appendFolded(bytes, at: place, to: &result)
      }
    }
  }
  return result
}

/// An ASCII byte as ``folded(_:)`` writes it.
@inline(__always)
func foldedASCII(_ byte: UInt8) -> UInt8 {
  switch byte {
  case 0x41...0x5A: byte | 0x20
  case 0x09...0x0D: 0x20
  default: byte
  }
}

/// Appends the scalar that begins at a place, folded, and says how many bytes it had.
private func appendFolded(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int, to result: inout [UInt8]) -> Int
{
  var decoder = UTF8()
  var rest = bytes[place..<min(place + 4, bytes.count)].makeIterator()
  guard case .scalarValue(let scalar) = decoder.decode(&rest) else {
    result.append(bytes[place])
    return 1
  }
  switch scalar.value {
  case 0x2018, 0x2019, 0x201A, 0x201B, 0x2039, 0x203A, 0x2BC, 0x2032, 0xB4: result.append(UInt8(ascii: "'"))
  case 0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2033: result.append(UInt8(ascii: "\""))
  case 0x2010...0x2015, 0x2212: result.append(UInt8(ascii: "-"))
  default:
    switch scalarClass(scalar.value) {
    case .space: result.append(UInt8(ascii: " "))
    case .ignored: break
    case .upper: result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    default: result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
  return UTF8.width(scalar)
}
