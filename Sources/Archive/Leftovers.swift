// What a killed writer leaves, cleared away under the archive's lock.

import Foundation

/// Files that nobody needs once their writer is gone. They are safe to remove only while the archive's lock is held.
enum Leftovers {
  /// Removes lock files of references, and packs and repositories that were never finished.
  static func sweep(_ folder: ArchiveFolder) throws(ArchiveError) {
    try Disk.removeFolder(Repository.draft(of: folder.stories))
    try Disk.sweepDrafts(in: folder.path)
    try removeCatalog(folder.catalog + ".new")
    let repository = folder.stories
    for name in try Disk.names(in: repository) where name.hasSuffix(".lock") {
      try Disk.remove(repository + "/" + name)
    }
    try sweepLocks(repository + "/refs")
    let packs = repository + "/objects/pack"
    try Disk.sweepDrafts(in: packs)
    for name in try Disk.names(in: packs) where isUnfinishedPack(name, in: packs) {
      try Disk.remove(packs + "/" + name)
    }
  }

  /// Removes a catalog with SQLite's own files beside it.
  static func removeCatalog(_ path: String) throws(ArchiveError) {
    for ending in ["", "-journal", "-wal", "-shm"] { try Disk.remove(path + ending) }
  }

  private static func sweepLocks(_ folder: String) throws(ArchiveError) {
    for name in try Disk.names(in: folder) {
      let path = folder + "/" + name
      if Disk.isFolder(path) {
        try sweepLocks(path)
      } else if name.hasSuffix(".lock") {
        try Disk.remove(path)
      }
    }
  }

  /// Whether libgit2 left a file half way: its drafts, or an index whose pack never got its name. Git's own drafts
  /// (`tmp_pack_…`) are let be: `git gc` may be at work on them.
  private static func isUnfinishedPack(_ name: String, in packs: String) -> Bool {
    if name.hasPrefix("pack_git2_") || name.hasSuffix(".lock") { return true }
    return name.hasSuffix(".idx") && !Disk.exists("\(packs)/\(name.dropLast(4)).pack")
  }
}
