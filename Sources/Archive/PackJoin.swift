// Joining packs without looking into their objects: what one batch after another wrote, copied one after another.
//
// A batch makes a pack, and a running watch makes several a second. libgit2 compresses and compares every object anew when
// it merges packs (0.24 ms an object); copying costs a hundredth, so small packs are joined by copying, and likenesses
// are sought when the archive has doubled. Form: https://git-scm.com/docs/gitformat-pack.

import Crypto

/// Several packs as one.
struct PackJoin {
  /// The bytes of the pack.
  let pack: [UInt8]
  /// The bytes of its index.
  let index: [UInt8]
  /// What it is called.
  let name: String

  /// Joins packs; nil when two of them have the same object, or one is of a form that cannot be copied: those are left
  /// to ``Recorder/compact(all:)``.
  ///
  /// Objects keep their order and distances, so those told as differences from one before still find it.
  ///
  /// - Throws: `damaged` when a pack does not end with its own digest, `disk`.
  init?(of packs: [Pack]) throws(ArchiveError) {
    var bytes = Array("PACK".utf8) + bigEndian(2) + bigEndian(0)
    bytes.reserveCapacity(packs.map(\.bytes).reduce(0, +))
    var entries: [PackIndex.Entry] = []
    var ids: Set<ObjectID> = []
    for pack in packs {
      guard let inside = try PackIndex.entries(at: pack.index) else { return nil }
      let source = try Disk.read(pack.path)
      guard source.count > Self.head + Self.digest, source.prefix(8).elementsEqual(bytes.prefix(8)),
        source[8..<Self.head].elementsEqual(bigEndian(UInt32(inside.count))),
        Insecure.SHA1.hash(data: source.dropLast(Self.digest)).elementsEqual(source.suffix(Self.digest))
      else { throw .damaged("\(pack.path) is not as it was written") }
      let shift = UInt32(bytes.count - Self.head)
      for entry in inside {
        guard ids.insert(entry.id).inserted else { return nil }
        entries.append(PackIndex.Entry(id: entry.id, checksum: entry.checksum, offset: entry.offset + shift))
      }
      bytes += source[Self.head..<(source.count - Self.digest)]
    }
    bytes.replaceSubrange(8..<Self.head, with: bigEndian(UInt32(entries.count)))
    let checksum = Array(Insecure.SHA1.hash(data: bytes))
    pack = bytes + checksum
    index = PackIndex.bytes(of: entries, pack: checksum)
    name = "pack-" + hexadecimal(checksum)
  }

  /// The bytes before the first object: a mark, the form's number, how many objects there are.
  private static let head = 12
  /// The bytes after the last: the SHA-1 of all before.
  private static let digest = 20
}

extension Recorder {
  /// Joins small packs when there are many.
  func joinPacksIfDue() throws(ArchiveError) {
    batchesSinceJoin = 0
    let packs = try Pack.all(in: folder.packs)
    if packs.count > Self.mostPacks { try join(packs) }
  }

  /// Joins those of some packs that are small.
  func join(_ packs: [Pack]) throws(ArchiveError) {
    var didJoin = false
    for group in Self.joinable(packs) {
      guard let join = try PackJoin(of: group) else { continue }
      let path = "\(folder.packs)/\(join.name)"
      // The index first, as when a batch is written.
      try Disk.write([(path + ".idx", join.index), (path + ".pack", join.pack)], mode: 0o444)
      for pack in group { try pack.remove() }
      didJoin = true
    }
    if didJoin { try followPacks() }
  }

  /// Takes in that packs went and came.
  func followPacks() throws(ArchiveError) {
    try Disk.syncFolder(folder.packs)
    try repository.reopenPacks()
    try branches.reopenPacks()
  }

  /// The packs to join, by tiers: from the smallest on, up to the last that is no larger than twice all smaller ones
  /// together, in groups that memory holds with ease.
  static func joinable(_ packs: [Pack]) -> [[Pack]] {
    let bySize = packs.filter { $0.bytes <= joinedBytes / 2 }.sorted {
      ($0.bytes, $0.name) < ($1.bytes, $1.name)
    }
    var (sum, end) = (0, 0)
    for (place, pack) in bySize.enumerated() {
      if place > 0 && pack.bytes <= 2 * sum { end = place + 1 }
      sum += pack.bytes
    }
    var groups: [[Pack]] = []
    var bytes = Int.max
    for pack in bySize[..<end] {
      if bytes.addingReportingOverflow(pack.bytes).overflow || bytes + pack.bytes > joinedBytes {
        groups.append([])
        bytes = 0
      }
      groups[groups.count - 1].append(pack)
      bytes += pack.bytes
    }
    return groups.filter { $0.count > 1 }
  }

  /// More packs than this are joined.
  static let mostPacks = 64
  /// How many bytes a joined pack has at most.
  static let joinedBytes = 16 << 20
}
