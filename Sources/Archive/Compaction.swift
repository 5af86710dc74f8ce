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
  /// - Parameter all: whether all packs become one in which like objects are told by their differences, and what
  ///   removals erased is dropped; else small packs are joined as they are.
  func compact(all: Bool) throws(ArchiveError) -> Compaction {
    try settle()
    let packs = try Pack.all(in: folder.packs)
    var result = Compaction(packsBefore: packs.count, bytesBefore: packs.map(\.bytes).reduce(0, +))
    if all {
      let merger = try PackMerger(of: packs, without: erasedObjects())
      result.erased = merger.dropped
      if packs.count > 1 || merger.dropped > 0 { try replace(packs, by: merger.write(in: repository)) }
    } else {
      try join(packs)
    }
    let after = try Pack.all(in: folder.packs)
    result.packsAfter = after.count
    result.bytesAfter = after.map(\.bytes).reduce(0, +)
    return result
  }

  /// The packs that are to be merged now: all of them, when more objects came than the largest has. So each object is
  /// compared twice in its life on average, however long the archive grows.
  func packsDueForCompaction() throws(ArchiveError) -> [Pack] {
    let packs = try Pack.all(in: folder.packs)
    let counts = packs.map(\.count)
    let largest = counts.max() ?? 0
    let others = counts.reduce(0, +) - largest
    return others >= max(largest, Self.fewestObjects) ? packs : []
  }

  /// Lets go of packs that another has all objects of.
  func replace(_ packs: [Pack], by new: Pack) throws(ArchiveError) {
    for pack in packs where pack.name != new.name { try pack.remove() }
    try followPacks()
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
      for version in try ask({ try $0.versions(of: story.slug) }) {
        guard let commit = ObjectID(version.commit) else { continue }
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

  /// With fewer new objects than this, comparing waits.
  private static let fewestObjects = 50_000
}

/// Packs that become one in which like objects are told by their differences.
struct PackMerger {
  private let ids: Set<ObjectID>
  /// How many objects are left out.
  let dropped: Int

  /// The merger of some packs.
  ///
  /// - Parameter erased: objects that are left out.
  init(of packs: [Pack], without erased: Set<ObjectID> = []) throws(ArchiveError) {
    var ids: Set<ObjectID> = []
    for pack in packs { ids.formUnion(try PackIndex(at: pack.index).ids) }
    dropped = erased.isEmpty ? 0 : ids.intersection(erased).count
    ids.subtract(erased)
    self.ids = ids
  }

  /// Writes the pack, synced, and sees that it has every object.
  func write(in repository: borrowing Repository) throws(ArchiveError) -> Pack {
    let ordered = try PackOrder(of: ids, in: repository).objects
    let name = try repository.pack(ordered)
    guard let pack = Pack(name, in: repository.packs), Set(try PackIndex(at: pack.index).ids) == ids else {
      throw ArchiveError(
        .internalFault, "a merged pack lacks objects; nothing was removed; please report this")
    }
    return pack
  }
}

extension ArchiveWriter {
  /// The packs that would take much less room merged into one; none while it is not worth the work.
  ///
  /// Merging takes long and much memory, and needs no writer: ``mergePacks(_:at:)`` does it in another process, and
  /// ``replacePacks(_:by:)`` then lets go of them.
  public func packsToMerge() throws(ArchiveError) -> [String] {
    try open().packsDueForCompaction().map(\.name)
  }

  /// Lets go of packs that were merged.
  ///
  /// - Throws: `damaged` when the new one lacks an object that one of them has; then nothing goes.
  public func replacePacks(_ names: [String], by name: String) throws(ArchiveError) {
    let recorder = try open()
    let folder = recorder.folder.packs
    let old = names.compactMap { Pack($0, in: folder) }
    var ids: Set<ObjectID> = []
    for pack in old { ids.formUnion(try PackIndex(at: pack.index).ids) }
    guard let new = Pack(name, in: folder), ids.isSubset(of: try PackIndex(at: new.index).ids) else {
      throw .damaged("the merged pack \(name) lacks objects; nothing was removed")
    }
    try recorder.replace(old, by: new)
  }
}

/// Makes one pack, synced, of some of an archive's, and leaves those where they are.
///
/// The archive's holder has this done by another process and waits for it: no other may.
///
/// - Returns: its name.
public func mergePacks(_ names: [String], at path: String) throws(ArchiveError) -> String {
  let folder = ArchiveFolder(path)
  try folder.check()
  let repository = try Repository(at: folder.stories)
  let packs = names.compactMap { Pack($0, in: folder.packs) }
  return try PackMerger(of: packs).write(in: repository).name
}
