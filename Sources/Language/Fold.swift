// Makes two spellings of the same words the same: case, quotation marks, dashes, spaces.

/// The bytes in lower case, with curly quotation marks and apostrophes made straight, dashes made `-`, every white
/// space a plain space, and invisible scalars left out: for looking words up and for comparing texts.
public func folded(_ utf8: ArraySlice<UInt8>) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(utf8.count)
  utf8.withUnsafeBufferPointer { bytes in forEachFolded(bytes) { result.append($0) } }
  return result
}

/// Hands over, one by one, the bytes that ``folded(_:)`` makes; nothing is allocated for the scalars of news text.
@inline(__always)
func forEachFolded(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (UInt8) -> Void) {
  var place = 0
  while place < bytes.count {
    if bytes[place] < 0x80 {
      body(foldedASCII(bytes[place]))
      place += 1
    } else {
      place += foldScalar(bytes, at: place, body)
    }
  }
}

/// A hash of a word as folded (FNV-1a, 64 bits: Fowler, Noll and Vo), without making the folded word.
func foldedHash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var hash = foldedHashStart
  forEachFolded(bytes) { hash = nextHash(hash, $0) }
  return hash
}

/// The hash of nothing.
let foldedHashStart: UInt64 = 0xcbf2_9ce4_8422_2325

/// A hash with one more byte.
@inline(__always)
func nextHash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

/// ``foldedHash(_:)-(UnsafeBufferPointer)`` of a stretch of bytes.
func foldedHash(_ word: ArraySlice<UInt8>) -> UInt64 { word.withUnsafeBufferPointer { foldedHash($0) } }

/// An ASCII byte as ``folded(_:)`` writes it.
@inline(__always)
func foldedASCII(_ byte: UInt8) -> UInt8 {
  switch byte {
  case 0x41...0x5A: byte | 0x20
  case 0x09...0x0D: 0x20
  default: byte
  }
}

/// Hands over the scalar that begins at a place, folded, and says how many bytes it had.
private func foldScalar(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int, _ body: (UInt8) -> Void) -> Int {
  var decoder = UTF8()
  var rest = bytes[place..<min(place + 4, bytes.count)].makeIterator()
  guard case .scalarValue(let scalar) = decoder.decode(&rest) else {
    body(bytes[place])
    return 1
  }
  switch scalar.value {
  case 0x2018, 0x2019, 0x201A, 0x201B, 0x2039, 0x203A, 0x2BC, 0x2032, 0xB4: body(UInt8(ascii: "'"))
  case 0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2033: body(UInt8(ascii: "\""))
  case 0x2010...0x2015, 0x2212: body(UInt8(ascii: "-"))
  default:
    switch scalarClass(scalar.value) {
    case .space: body(UInt8(ascii: " "))
    case .ignored: break
    case .upper: for byte in scalar.properties.lowercaseMapping.utf8 { body(byte) }
    default: for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { body(byte) }
    }
  }
  return UTF8.width(scalar)
}
