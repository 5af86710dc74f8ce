// The name of a git object.

import CLibgit2

/// The SHA-1 by which git names an object: 20 bytes, written as 40 hexadecimal digits.
struct ObjectID: Hashable, Sendable, CustomStringConvertible {
  private let words: (UInt64, UInt64, UInt32)

  /// The id that names nothing; as an expected value it means "must not exist".
  static let none = ObjectID(words: (0, 0, 0))

  /// The id in libgit2's form.
  init(_ oid: git_oid) {
    words = withUnsafeBytes(of: oid) { bytes in
      (
        bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
      )
    }
  }

  /// The id in git's raw form, or nil when there are not 20 bytes.
  init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == 20 else { return nil }
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid) { $0.copyBytes(from: bytes) }
    self.init(oid)
  }

  /// The id as written, or nil when `text` is not 40 lowercase hexadecimal digits.
  init?(_ text: some StringProtocol) {
    var nibbles: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): nibbles.append(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): nibbles.append(byte - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    guard nibbles.count == 40 else { return nil }
    self.init(bytes: stride(from: 0, to: 40, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }[...])
  }

  private init(words: (UInt64, UInt64, UInt32)) { self.words = words }

  /// The id in libgit2's form.
  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid) { bytes in
      bytes.storeBytes(of: words.0, toByteOffset: 0, as: UInt64.self)
      bytes.storeBytes(of: words.1, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(of: words.2, toByteOffset: 16, as: UInt32.self)
    }
    return oid
  }

  /// The id in git's raw form: 20 bytes.
  var bytes: [UInt8] { withUnsafeBytes(of: oid) { Array($0) } }

  /// Its first byte, by which an index of a pack is divided.
  var firstByte: UInt8 { UInt8(truncatingIfNeeded: words.0.littleEndian) }

  /// Whether it stands before another where names are sorted byte by byte.
  func precedes(_ other: ObjectID) -> Bool {
    let (mine, theirs) = (words, other.words)
    return (mine.0.bigEndian, mine.1.bigEndian, mine.2.bigEndian)
      < (theirs.0.bigEndian, theirs.1.bigEndian, theirs.2.bigEndian)
  }

  /// The id as written.
  var description: String { hexadecimal(bytes) }

  static func == (one: ObjectID, other: ObjectID) -> Bool { one.words == other.words }

  func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
  }
}
