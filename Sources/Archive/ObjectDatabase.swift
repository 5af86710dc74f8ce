// libgit2's view of the packs, opened anew when packs it knew were merged into others.

import CLibgit2

/// The open packs of a repository. One thread at a time may use it.
final class ObjectDatabase {
  private let path: String
  /// libgit2's database.
  private(set) var handle: OpaquePointer
  private var packs: Set<String>
  /// When the folder of packs last changed, as far as was looked.
  private var change: Disk.Change?

  /// Opens the packs of a repository.
  init(of path: String) throws(ArchiveError) {
    _ = Git.started
    self.path = path
    change = Disk.change(of: path + "/objects/pack")
    packs = try Self.packs(of: path)
    handle = try Self.open(path)
  }

  deinit { git_odb_free(handle) }

  /// Opens the packs anew if one that was known is gone: merging puts another in its place.
  ///
  /// - Returns: whether it was so.
  func reopenIfPacksWent() throws(ArchiveError) -> Bool {
    if try packs.isSubset(of: Self.packs(of: path)) { return false }
    try reopen()
    return true
  }

  /// Opens the packs anew if some were merged since it was last looked: libgit2 never lets go of a pack by itself, and
  /// one that is open takes memory and a file here, and its room on the disk.
  ///
  /// - Returns: whether it was so.
  func letGoOfMergedPacks() -> Bool {
    // One call to the system, where listing the folder for each object read would be many.
    let now = Disk.change(of: path + "/objects/pack")
    if now == change { return false }
    change = now
    // What is open still serves if the folder cannot be read now.
    return (try? reopenIfPacksWent()) ?? false
  }

  /// Opens the packs anew.
  func reopen() throws(ArchiveError) {
    packs = try Self.packs(of: path)
    let new = try Self.open(path)
    git_odb_free(handle)
    handle = new
  }

  /// Looks for packs that came.
  func refresh() throws(ArchiveError) {
    packs = try Self.packs(of: path)
    try Git.check(git_odb_refresh(handle), .reading, "the packs of \(path)")
  }

  private static func packs(of path: String) throws(ArchiveError) -> Set<String> {
    Set(try Disk.names(in: path + "/objects/pack").filter { $0.hasSuffix(".pack") })
  }

  private static func open(_ path: String) throws(ArchiveError) -> OpaquePointer {
    let database = try Git.make(.reading, "the objects of \(path)") { git_odb_new(&$0) }
    do throws(ArchiveError) {
      var packs: UnsafeMutablePointer<git_odb_backend>?
      try Git.check(git_odb_backend_pack(&packs, path + "/objects"), .reading, "the packs of \(path)")
      try Git.check(git_odb_add_backend(database, packs, 1), .reading, "the packs of \(path)")
      return database
    } catch {
      git_odb_free(database)
      throw error
    }
  }
}
