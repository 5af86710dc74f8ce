// The new objects of a batch, gathered as the pack that is to hold them.
//
// libgit2's own pack builder hashes, compresses and looks for likenesses several times over; a batch needs none of it.
// Form: https://git-scm.com/docs/gitformat-pack.

import Crypto

/// A pack in memory, to be written by ``Repository/write(_:)``.
///
/// Each object is compressed once, as it comes, and compared with no other: likenesses are found when packs are merged.
struct PackDraft: ~Copyable {
  /// What the pack's index will say.
  private(set) var entries: [PackIndex.Entry] = []
  private var bytes: [UInt8] = Array("PACK".utf8) + bigEndian(2) + bigEndian(0)
  private var ids: Set<ObjectID> = []
  private let deflater: Deflater

  init() throws(ArchiveError) {
    deflater = try Deflater()
  }

  /// How many bytes it takes so far.
  var count: Int { bytes.count }

  /// Whether an object is in it.
  func has(_ id: ObjectID) -> Bool { ids.contains(id) }

  /// Adds an object that is not in it.
  mutating func add(_ kind: ObjectKind, _ object: [UInt8], _ id: ObjectID) throws(ArchiveError) {
    let start = bytes.count
    // The kind and the lowest four bits of the length, then seven bits a byte; the top bit says that more follows.
    var length = object.count >> 4
    bytes.append(UInt8(kind.rawValue) << 4 | UInt8(object.count & 15) | (length > 0 ? 0x80 : 0))
    while length > 0 {
      bytes.append(UInt8(length & 127) | (length > 127 ? 0x80 : 0))
      length >>= 7
    }
    deflater.append(object, to: &bytes)
    guard bytes.count <= Self.mostBytes else {
      throw ArchiveError(.badInput, "a pack would be larger than 2 GB; keep less at a time")
    }
    ids.insert(id)
    entries.append(
      PackIndex.Entry(id: id, checksum: Deflater.checksum(bytes[start...]), offset: UInt32(start)))
  }

  /// The bytes of the pack, of its index, and the name they go by.
  consuming func finished() -> (pack: [UInt8], index: [UInt8], name: String) {
    bytes.replaceSubrange(8..<12, with: bigEndian(UInt32(entries.count)))
    let checksum = Array(Insecure.SHA1.hash(data: bytes))
    bytes += checksum
    return (bytes, PackIndex.bytes(of: entries, pack: checksum), "pack-" + hexadecimal(checksum))
  }

  /// Offsets above this would need the index's second table.
  private static let mostBytes = 0x7FFF_FFFF
}

/// A number as four bytes, the highest first, as git's files have them.
func bigEndian(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
