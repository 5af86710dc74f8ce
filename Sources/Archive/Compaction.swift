// Merging packs: a batch makes a small one, and many small ones waste room and time.

import CLibgit2
import Story

/// What a compaction did.
public struct Compaction: Hashable, Sendable {
  /// How many packs there were.
  public var packsBefore = 0
  /// How many there are.
  public var packsAfter = 0
  /// The bytes of packs and indexes before.
  public var bytesBefore = 0
  /// The bytes after.
  public var bytesAfter = 0
  /// How many objects of removed stories were dropped.
  public var erased = 0
}

extension Recorder {
  /// Merges packs; readers go on, and a kill at any point leaves every object in at least one pack.
  ///
  /// The new pack is synced, and seen to have every object, before an old one goes.
  ///
  /// - Parameter all: whether all packs become one, which also drops what removals erased; else small packs are merged
  ///   by tiers: a pack goes into the merger until one stands that is larger than all smaller ones together.
  func compact(all: Bool) throws(ArchiveError) -> Compaction {
    try settle()
    let packs = try Pack.all(in: folder.packs)
    var result = Compaction(
      packsBefore: packs.count, packsAfter: packs.count, bytesBefore: packs.map(\.bytes).reduce(0, +))
    result.bytesAfter = result.bytesBefore
    let erased = all ? try erasedObjects() : []
    let merged = all ? packs : Self.smallOnes(of: packs)
    if merged.count < 2 && erased.isEmpty { return result }
    var ids: Set<ObjectID> = []
    for pack in merged { ids.formUnion(try PackIndex(at: pack.index).ids) }
    result.erased = ids.intersection(erased).count
    if merged.count < 2 && result.erased == 0 { return result }
    ids.subtract(erased)
    let ordered = try PackOrder(of: ids, in: repository).objects
    let known = Set(packs.map(\.name))
    try repository.pack(ordered)
    let now = try Pack.all(in: folder.packs)
    let new = now.filter { !known.contains($0.name) }
    // The same objects can make the same pack, under the same name.
    let kept = new.isEmpty ? merged.filter { $0.count == ids.count } : new
    guard kept.count == 1, Set(try PackIndex(at: kept[0].index).ids) == ids else {
      throw ArchiveError(
        .internalFault, "a merged pack lacks objects; nothing was removed; please report this")
    }
    for pack in merged where pack.name != kept[0].name {
      // The index last: a pack without one is not read by git, and an index without its pack is swept at start.
      try Disk.remove(pack.path)
      try Disk.remove(pack.index)
    }
    try Disk.syncFolder(folder.packs)
    try repository.reopenPacks()
    try branches.reopenPacks()
    let after = try Pack.all(in: folder.packs)
    result.packsAfter = after.count
    result.bytesAfter = after.map(\.bytes).reduce(0, +)
    return result
  }

  /// Merges small packs when there are many.
  func compactIfDue() throws(ArchiveError) {
    batchesSinceCompaction = 0
    if try Pack.all(in: folder.packs).count > Self.mostPacks { _ = try compact(all: false) }
  }

  /// What removals say is to go, but for what other stories or the journal still need.
  private func erasedObjects() throws(ArchiveError) -> Set<ObjectID> {
    let removals = try ask { try $0.removals() }.filter(\.erases)
    if removals.isEmpty { return [] }
    var gone: Set<ObjectID> = []
    for removal in removals {
      gone.formUnion(removal.payloads.compactMap { ObjectID($0) })
      for commit in removal.commits.compactMap({ ObjectID($0) }) where repository.has(commit) {
        let tree = try repository.commit(commit).tree
        gone.formUnion([commit, tree])
        if repository.has(tree) { gone.formUnion(try repository.tree(tree).entries.map(\.id)) }
      }
    }
    // A body that another story or look has too stays.
    for story in try ask({ try $0.stories() }) {
      for commit in try line(of: story.slug) {
        let tree = try repository.commit(commit).tree
        for entry in try repository.tree(tree).entries { gone.remove(entry.id) }
      }
    }
    let payloads = Set(removals.flatMap(\.payloads))
    for commit in try Journal.commits(after: nil, upTo: journal, in: repository) ?? [] {
      for file in try Journal.payloads(commit, in: repository) where !payloads.contains(file.id.description) {
        gone.remove(file.id)
      }
    }
    return gone
  }

  /// The packs to merge: from the smallest on, up to the last that is no larger than twice all smaller ones together.
  private static func smallOnes(of packs: [Pack]) -> [Pack] {
    let bySize = packs.sorted { ($0.bytes, $0.name) < ($1.bytes, $1.name) }
    var sum = 0
    var end = 0
    for (index, pack) in bySize.enumerated() {
      if index > 0 && pack.bytes <= 2 * sum { end = index + 1 }
      sum += pack.bytes
    }
    return end < 2 ? [] : Array(bySize[..<end])
  }

  /// More packs than this are merged.
  static let mostPacks = 64
}

/// A pack and its index on the disk.
private struct Pack {
  /// Its name without an ending.
  var name: String
  /// The pack.
  var path: String
  /// Its index.
  var index: String
  /// Bytes of both.
  var bytes: Int

  /// How many objects its index names.
  var count: Int { (try? PackIndex(at: index).ids.count) ?? 0 }

  /// The packs of a folder that have their index.
  static func all(in folder: String) throws(ArchiveError) -> [Pack] {
    try Disk.names(in: folder).filter { $0.hasSuffix(".pack") }.compactMap { file in
      let name = String(file.dropLast(5))
      let (path, index) = ("\(folder)/\(name).pack", "\(folder)/\(name).idx")
      guard let bytes = Disk.size(of: path), let indexBytes = Disk.size(of: index) else { return nil }
      return Pack(name: name, path: path, index: index, bytes: bytes + indexBytes)
    }
  }
}
