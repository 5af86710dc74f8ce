// What objects a pack holds, and where.

import Crypto

/// The index of a pack, version 2 of git's form (https://git-scm.com/docs/gitformat-pack).
struct PackIndex {
  /// The names of the objects in the pack, sorted.
  let ids: [ObjectID]

  /// One object of a pack.
  struct Entry {
    /// Its name.
    var id: ObjectID
    /// The CRC-32 of its bytes in the pack.
    var checksum: UInt32
    /// Where it begins, in bytes from the start of the pack.
    var offset: UInt32
  }

  /// The index in a file.
  ///
  /// - Throws: `damaged` when it has another form.
  init(at path: String) throws(ArchiveError) {
    let bytes = try Disk.read(path)
    func number(_ at: Int) -> Int { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let start = 8 + 256 * 4
    guard bytes.count >= start + 40, bytes.starts(with: Self.mark) else {
      throw .damaged("\(path) is not an index of a pack")
    }
    let count = number(start - 4)
    guard bytes.count >= start + count * 28 + 40 else { throw .damaged("\(path) is cut off") }
    var ids: [ObjectID] = []
    ids.reserveCapacity(count)
    for index in 0..<count {
      if let id = ObjectID(bytes: bytes[(start + index * 20)..<(start + index * 20 + 20)]) { ids.append(id) }
    }
    self.ids = ids
  }

  /// The file that says where a pack's objects are; their offsets must be below 2 GB.
  ///
  /// - Parameters:
  ///   - entries: the objects, each once.
  ///   - checksum: the SHA-1 that the pack ends with.
  static func bytes(of entries: [Entry], pack checksum: [UInt8]) -> [UInt8] {
    let sorted = entries.sorted { $0.id.precedes($1.id) }
    var bytes = mark
    // How many names begin with this byte or a lower one.
    var counts = [UInt32](repeating: 0, count: 256)
    for entry in sorted { counts[Int(entry.id.firstByte)] += 1 }
    var sum: UInt32 = 0
    for count in counts {
      sum += count
      bytes += bigEndian(sum)
    }
    for entry in sorted { bytes += entry.id.bytes }
    for entry in sorted { bytes += bigEndian(entry.checksum) }
    for entry in sorted { bytes += bigEndian(entry.offset) }
    bytes += checksum
    return bytes + Array(Insecure.SHA1.hash(data: bytes))
  }

  private static let mark: [UInt8] = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]
}
