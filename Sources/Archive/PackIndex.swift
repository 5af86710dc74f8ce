// What objects a pack holds, read from its index.

/// The index of a pack, version 2 of git's form (https://git-scm.com/docs/gitformat-pack).
struct PackIndex {
  /// The names of the objects in the pack, sorted.
  let ids: [ObjectID]

  /// The index in a file.
  ///
  /// - Throws: `damaged` when it has another form.
  init(at path: String) throws(ArchiveError) {
    let bytes = try Disk.read(path)
    func number(_ at: Int) -> Int { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let start = 8 + 256 * 4
    guard bytes.count >= start + 40, bytes.starts(with: [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]) else {
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
}
