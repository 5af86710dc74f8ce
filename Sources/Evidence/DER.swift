// As much of DER as time-stamps need.

/// A value in DER (ITU-T X.690), read or written.
struct DER: Hashable {
  /// Its tag's byte.
  var tag: UInt8
  /// Its contents.
  var content: ArraySlice<UInt8>

  /// A value of these parts.
  init(_ tag: UInt8, _ content: some Sequence<UInt8>) {
    self.tag = tag
    self.content = Array(content)[...]
  }

  /// A value at the beginning of some bytes, and what follows it; nil when there is none.
  ///
  /// Lengths are read up to four bytes; the indefinite form is not DER.
  static func read(_ bytes: ArraySlice<UInt8>) -> (value: DER, rest: ArraySlice<UInt8>)? {
    guard bytes.count >= 2, let tag = bytes.first, tag & 31 != 31 else { return nil }
    var at = bytes.startIndex + 1
    var length = Int(bytes[at])
    at += 1
    if length >= 0x80 {
      let count = length - 0x80
      guard (1...4).contains(count), bytes.endIndex - at >= count else { return nil }
      length = bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
      at += count
    }
    guard bytes.endIndex - at >= length else { return nil }
    return (DER(tag, bytes[at..<at + length]), bytes[(at + length)...])
  }

  /// The values in a constructed one; nil when they do not fill it.
  var children: [DER]? {
    var children: [DER] = []
    var rest = content
    while !rest.isEmpty {
      guard let (value, after) = DER.read(rest) else { return nil }
      children.append(value)
      rest = after
    }
    return children
  }

  /// The value as bytes.
  var bytes: [UInt8] {
    var length: [UInt8] = []
    if content.count < 0x80 {
      length = [UInt8(content.count)]
    } else {
      var count = content.count
      while count > 0 {
        length.insert(UInt8(count & 255), at: 0)
        count >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }

  static let integer: UInt8 = 0x02
  static let octets: UInt8 = 0x04
  static let object: UInt8 = 0x06
  static let time: UInt8 = 0x18
  static let sequence: UInt8 = 0x30

  /// A sequence of values.
  static func sequence(_ values: DER...) -> DER { DER(sequence, values.flatMap(\.bytes)) }
}
