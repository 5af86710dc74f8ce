// A pack and its index on the disk.

/// A pack that has its index.
struct Pack: Hashable {
  /// Its name without an ending.
  var name: String
  /// The pack.
  var path: String
  /// Its index.
  var index: String
  /// Bytes of both.
  var bytes: Int

  /// A pack of this size; where it stands is not known.
  init(name: String, bytes: Int) { (self.name, path, index, self.bytes) = (name, "", "", bytes) }

  /// The pack of a name in a folder; nil when it or its index is missing.
  init?(_ name: String, in folder: String) {
    self.name = name
    (path, index) = ("\(folder)/\(name).pack", "\(folder)/\(name).idx")
    guard let bytes = Disk.size(of: path), let indexBytes = Disk.size(of: index) else { return nil }
    self.bytes = bytes + indexBytes
  }

  /// How many objects its index has room for, by the index's size: a name, a checksum and an offset each.
  var count: Int { ((Disk.size(of: index) ?? 0) - PackIndex.fixedBytes) / PackIndex.bytesPerObject }

  /// The packs of a folder that have their index.
  static func all(in folder: String) throws(ArchiveError) -> [Pack] {
    try Disk.names(in: folder).filter { $0.hasSuffix(".pack") }.compactMap {
      Pack(String($0.dropLast(5)), in: folder)
    }
  }

  /// Removes it, the index last: a pack without one is not read by git, and an index without its pack is swept at start.
  func remove() throws(ArchiveError) {
    try Disk.remove(path)
    try Disk.remove(index)
  }
}
