// Putting back what is damaged, from what the spool or a clone still has.

import Foundation
import Story

/// What a repair did.
public struct Repair: Hashable, Sendable {
  /// Objects written again, from the damaged archive itself or from the clone.
  public internal(set) var restored = 0
  /// How many of them only the clone had.
  public internal(set) var fromClone = 0
  /// Files set aside in `damaged/`, by their names.
  public internal(set) var setAside: [String] = []
  /// Objects that nobody has any more, by git's names.
  public internal(set) var lost: [String] = []
}

/// Mends an archive: damaged packs are set aside once all that can be read of them, or be had from a clone, is in a
/// new one; references are set as the journal has them. Opened for writing afterwards, the archive takes from its spool
/// what is still there and makes its index anew.
///
/// - Parameters:
///   - path: the archive's folder.
///   - clone: a clone of the archive's repository, or another archive's folder; nil when there is none.
/// - Throws: `notFound`, `locked`, `disk`, `newer`; `damaged` when the journal itself is beyond help.
public func repair(
  at path: String, from clone: String? = nil, patience: Duration = .seconds(10)
) throws(ArchiveError) -> Repair {
  let folder = ArchiveFolder(path)
  try folder.check()
  let lock = try ArchiveLock(at: folder.lock, patience: patience)
  defer { withExtendedLifetime(lock) {} }
  try ArchiveForm.check(try Repository(at: folder.stories))
  try Leftovers.sweep(folder)
  var mending = Mending(folder, clone: try clone.map { path throws(ArchiveError) in try openClone(path) })
  try mending.mendJournal()
  try mending.mendObjects()
  try mending.mendBranches()
  return mending.result
}

/// Sets the branches of an archive as its journal has them.
func settleBranches(at path: String) throws(ArchiveError) {
  let folder = ArchiveFolder(path)
  let lock = try ArchiveLock(at: folder.lock, patience: .seconds(10))
  defer { withExtendedLifetime(lock) {} }
  var mending = Mending(folder, clone: nil)
  try mending.mendBranches()
}

private func openClone(_ path: String) throws(ArchiveError) -> CloneSource {
  let inner = ArchiveFolder(path).stories
  return CloneSource(try Repository(at: Disk.isFolder(inner) ? inner : path))
}

/// A repository to take objects from.
private final class CloneSource {
  let repository: Repository
  init(_ repository: consuming Repository) { self.repository = repository }
}

/// A repair under way.
private struct Mending {
  let folder: ArchiveFolder
  let clone: CloneSource?
  var result = Repair()

  init(_ folder: ArchiveFolder, clone: CloneSource?) {
    self.folder = folder
    self.clone = clone
  }

  /// Sets the journal's reference right when it cannot be read: to the clone's.
  mutating func mendJournal() throws(ArchiveError) {
    let own = try Repository(at: folder.stories)
    let file = folder.stories + "/" + Journal.reference
    let tip = try? own.tip(of: Journal.reference)
    if let tip = tip ?? nil, readable(tip, own) { return }
    guard let other = try clone?.repository.tip(of: Journal.reference) else {
      if tip != nil && !Disk.exists(file) { return }
      throw .damaged("the journal's reference cannot be read, and no clone has it: give one with --from")
    }
    if Disk.exists(file) { try setAside(file, "journal") }
    // Its objects come with the rest.
    try Disk.makeFolder(Disk.folder(of: file))
    try Disk.write(Array("\(other)\n".utf8), to: file)
  }

  private func readable(_ id: ObjectID, _ own: borrowing Repository) -> Bool {
    own.has(id) || clone?.repository.has(id) ?? false
  }

  /// Writes again, into new packs, every object in use that no whole pack has, and sets damaged packs aside.
  mutating func mendObjects() throws(ArchiveError) {
    let own = try Repository(at: folder.stories)
    var whole: Set<ObjectID> = []
    var broken: [String] = []
    for name in try Disk.names(in: folder.packs) where name.hasSuffix(".pack") {
      let pack = folder.packs + "/" + name
      let index = String(pack.dropLast(5)) + ".idx"
      if PackChecksum.isWhole(pack), PackChecksum.isWhole(index), let ids = try? PackIndex(at: index).ids {
        whole.formUnion(ids)
      } else {
        broken.append(String(pack.dropLast(5)))
      }
    }
    var new = try PackDraft()
    var erased: Set<ObjectID> = []
    var seen: Set<ObjectID> = []
    var next: [(id: ObjectID, kind: ObjectKind, name: String)] = []
    for reference in try own.references() {
      // A branch that cannot be read is made again from the journal.
      if let tip = (try? own.tip(of: reference)) ?? nil { next.append((tip, .commit, "")) }
    }
    while let (id, kind, name) = next.popLast() {
      guard seen.insert(id).inserted, !erased.contains(id) else { continue }
      guard let bytes = take(kind, id, whole, own) else {
        result.lost.append(id.description)
        continue
      }
      if !whole.contains(id) {
        try new.add(kind, bytes, id)
        result.restored += 1
        if new.count > Self.packBytes {
          try own.write(new)
          new = try PackDraft()
        }
      }
      switch kind {
      case .commit:
        guard let commit = Commit(bytes: bytes) else { continue }
        next += commit.parents.map { ($0, .commit, "") }
        next.append((commit.tree, .tree, ""))
      case .tree:
        for entry in Tree(bytes: bytes)?.entries ?? [] {
          next.append((entry.id, entry.isFolder ? .tree : .blob, entry.name))
        }
      case .blob:
        if name == Journal.rereadingsFile {
          for reading in (try? CanonicalJSON.decodeLines(Rereading.self, from: bytes, name)) ?? [] {
            if let commit = ObjectID(reading.commit) { next.insert((commit, .commit, ""), at: 0) }
          }
        }
        if name == Journal.versionsFile || name == Journal.removalsFile {
          // Versions' commits, whose branches may be gone, and what tombstones say is.
          for version in (try? CanonicalJSON.decodeLines(Version.self, from: bytes, name)) ?? [] {
            if let commit = ObjectID(version.commit) { next.insert((commit, .commit, ""), at: 0) }
          }
          for removal in (try? CanonicalJSON.decodeLines(Removal.self, from: bytes, name)) ?? [] {
            erased.formUnion((removal.payloads + removal.commits).compactMap { ObjectID($0) })
          }
        }
      }
    }
    let gone = Set(erased.map(\.description))
    result.lost = result.lost.filter { !gone.contains($0) }.sorted()
    try own.write(new)
    for pack in broken {
      for file in [pack + ".pack", pack + ".idx"] where Disk.exists(file) {
        try setAside(file, String(file.dropFirst(folder.packs.count + 1)))
      }
    }
  }

  /// An object's bytes: from this archive if libgit2 finds them right, else from the clone.
  private mutating func take(
    _ kind: ObjectKind, _ id: ObjectID, _ whole: Set<ObjectID>, _ own: borrowing Repository
  ) -> [UInt8]? {
    if let bytes = try? own.read(kind, id) { return bytes }
    guard let bytes = try? clone?.repository.read(kind, id) else { return nil }
    result.fromClone += 1
    return bytes
  }

  /// Removes branches that are not as the journal has them; opening the archive for writing makes them again.
  mutating func mendBranches() throws(ArchiveError) {
    let own = try Repository(at: folder.stories)
    var expected: [Slug: ObjectID] = [:]
    for commit in try Journal.commits(after: nil, upTo: own.tip(of: Journal.reference), in: own) ?? [] {
      let batch = try Journal.batch(commit, in: own)
      for move in batch.moves { expected[move.story] = ObjectID(move.commit) }
      for removal in batch.removals { expected[removal.story] = nil }
    }
    for name in try Disk.names(in: folder.stories + "/refs/heads") {
      guard let slug = try? Slug(name) else { continue }
      if (try? own.tip(of: slug.branch)) != expected[slug] {
        try setAside(folder.stories + "/" + slug.branch, "branch-" + name)
      }
    }
    for (slug, commit) in expected.sorted(by: { $0.key < $1.key }) where try own.tip(of: slug.branch) == nil {
      if own.has(commit) { try own.move(slug.branch, to: commit, expecting: .mustNotExist) }
    }
  }

  /// How large a pack of restored objects grows before another is begun.
  private static let packBytes = 64 << 20

  private mutating func setAside(_ path: String, _ name: String) throws(ArchiveError) {
    let place = folder.path + "/damaged"
    try Disk.makeFolder(place)
    try Disk.move(path, to: "\(place)/\(UInt64.random(in: 0...UInt64.max))-\(name)")
    result.setAside.append(name)
  }
}
