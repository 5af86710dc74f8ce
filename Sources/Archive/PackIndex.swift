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
    let (bytes, count) = try Self.read(path)
    var ids: [ObjectID] = []
    ids.reserveCapacity(count)
    for place in 0..<count {
      if let id = Self.id(place, in: bytes) { ids.append(id) }
    }
    self.ids = ids
  }

  /// What the index in a file says of each object, sorted by name; nil when an offset is not below 2 GB.
  ///
  /// - Throws: `damaged` when it has another form.
  static func entries(at path: String) throws(ArchiveError) -> [Entry]? {
    let (bytes, count) = try read(path)
    let checksums = start + count * 20
    let offsets = checksums + count * 4
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    for place in 0..<count {
      let offset = UInt32(number(at: offsets + place * 4, in: bytes))
      guard offset & 0x8000_0000 == 0, let id = id(place, in: bytes) else { return nil }
      entries.append(
        Entry(id: id, checksum: UInt32(number(at: checksums + place * 4, in: bytes)), offset: offset))
    }
    return entries
  }

  private static func read(_ path: String) throws(ArchiveError) -> (bytes: [UInt8], count: Int) {
    let bytes = try Disk.read(path)
    guard bytes.count >= start + 40, bytes.starts(with: mark) else {
      throw .damaged("\(path) is not an index of a pack")
    }
    let count = number(at: start - 4, in: bytes)
    guard bytes.count >= start + count * bytesPerObject + 40 else { throw .damaged("\(path) is cut off") }
    return (bytes, count)
  }

  private static func number(at place: Int, in bytes: [UInt8]) -> Int {
    bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func id(_ place: Int, in bytes: [UInt8]) -> ObjectID? {
    ObjectID(bytes: bytes[(start + place * 20)..<(start + place * 20 + 20)])
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

  /// Where the names begin: after the mark and the counts by first byte.
  private static let start = 8 + 256 * 4
  /// What an index takes for each object: its name, its checksum, its offset.
  static let bytesPerObject = 20 + 4 + 4
  /// What an index takes besides: its head and two digests.
  static let fixedBytes = start + 40

  private static let mark: [UInt8] = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]
}
