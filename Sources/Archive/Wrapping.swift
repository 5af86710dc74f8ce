// Bytes that git refuses to name, kept all the same.
//
// libgit2 and git refuse an object whose bytes look like a made SHA-1 collision (Marc Stevens' detection). A publisher
// could so make a page that cannot be kept. Such bytes are stored as a gzip member (RFC 1952) of stored blocks
// (RFC 1951, 3.2.4): other bytes to SHA-1, the same ones to `gunzip`.

/// A gzip member that does not compress.
enum Wrapping {
  /// How the name of a wrapped file ends.
  static let ending = ".gz"

  /// Wraps bytes.
  static func wrap(_ bytes: [UInt8]) -> [UInt8] {
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      let count = UInt16(block.count)
      member.append(rest.isEmpty ? 1 : 0)
      member += little(UInt32(count), 2) + little(UInt32(~count), 2)
      member += block
    } while !rest.isEmpty
    return member + little(Deflater.checksum(bytes[...]), 4)
      + little(UInt32(truncatingIfNeeded: bytes.count), 4)
  }

  /// The bytes that were wrapped, or nil when these are no such member.
  static func unwrap(_ member: [UInt8]) -> [UInt8]? {
    guard member.count >= 23, member.starts(with: [0x1F, 0x8B, 8, 0]) else { return nil }
    var bytes: [UInt8] = []
    var rest = member[10...]
    while true {
      guard rest.count >= 13, let kind = rest.first, kind <= 1 else { return nil }
      let at = rest.startIndex
      let count = Int(rest[at + 1]) | Int(rest[at + 2]) << 8
      guard member[(at + 3)..<(at + 5)].elementsEqual(little(~UInt32(count), 2)) else { return nil }
      rest = rest[(at + 5)...]
      guard rest.count >= count + 8 else { return nil }
      bytes += rest.prefix(count)
      rest = rest.dropFirst(count)
      if kind == 1 { break }
    }
    let end = little(Deflater.checksum(bytes[...]), 4) + little(UInt32(truncatingIfNeeded: bytes.count), 4)
    return rest.elementsEqual(end) ? bytes : nil
  }

  private static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
