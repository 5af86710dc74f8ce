// libgit2's view of the packs, opened anew when packs it knew were merged into others.

import CLibgit2

/// The open packs of a repository. One thread at a time may use it.
final class ObjectDatabase {
  private let path: String
  /// libgit2's database.
  private(set) var handle: OpaquePointer
  private var packs: Set<String>
  /// Whether libgit2 has the whole folder, and so finds new packs by itself.
  private var isWhole: Bool
  /// When the folder of packs last changed, as far as was looked.
  private var change: Disk.Change?

  /// Opens the packs of a repository.
  init(of path: String) throws(ArchiveError) {
    _ = Git.started
    self.path = path
    change = Disk.change(of: path + "/objects/pack")
    packs = try Self.packs(of: path)
    (handle, isWhole) = try Self.open(path, packs)
  }

  deinit { git_odb_free(handle) }

  /// Opens the packs anew if one that was known is gone: merging puts another in its place. Those that came are known
  /// from here on, as libgit2 opens them by itself and would hold them when they are merged in their turn.
  ///
  /// - Returns: whether it was so.
  func reopenIfPacksWent() throws(ArchiveError) -> Bool {
    let now = try Self.packs(of: path)
    let (all, sound) = Self.sound(now.subtracting(packs), of: path)
    guard packs.isSubset(of: now), all == sound, isWhole || all.isEmpty else {
      try reopen()
      return true
    }
    packs = now
    return false
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
    let (new, isWhole) = try Self.open(path, packs)
    git_odb_free(handle)
    (handle, self.isWhole) = (new, isWhole)
  }

  /// Looks for packs that came.
  ///
  /// - Returns: whether all were opened anew.
  func refresh() throws(ArchiveError) -> Bool {
    if try reopenIfPacksWent() { return true }
    try Git.check(git_odb_refresh(handle), .reading, "the packs of \(path)")
    return false
  }

  private static func packs(of path: String) throws(ArchiveError) -> Set<String> {
    Set(try Disk.names(in: path + "/objects/pack").filter { $0.hasSuffix(".pack") })
  }

  /// The packs of some files that libgit2 would read, and of these, the ones it can be trusted with.
  private static func sound(_ files: Set<String>, of path: String) -> (all: [Pack], sound: [Pack]) {
    // One without an index is none to it.
    let all = files.sorted().compactMap { Pack(String($0.dropLast(5)), in: path + "/objects/pack") }
    return (all, all.filter { PackIndex.pointsInside(its: $0.size, at: $0.index) })
  }

  /// Opens packs: the whole folder, or, if some index points outside its pack, the others one by one. What is in the one
  /// left out is then missing, as it is to git.
  private static func open(_ path: String, _ packs: Set<String>) throws(ArchiveError) -> (
    OpaquePointer, isWhole: Bool
  ) {
    let doing = "the packs of \(path)"
    let database = try Git.make(.reading, "the objects of \(path)") { git_odb_new(&$0) }
    func add(
      _ make: (inout UnsafeMutablePointer<git_odb_backend>?) -> Int32
    ) throws(ArchiveError) {
      var backend: UnsafeMutablePointer<git_odb_backend>?
      try Git.check(make(&backend), .reading, doing)
      try Git.check(git_odb_add_backend(database, backend, 1), .reading, doing)
    }
    do throws(ArchiveError) {
      let (all, sound) = sound(packs, of: path)
      if all == sound {
        try add { git_odb_backend_pack(&$0, path + "/objects") }
      } else {
        for pack in sound { try add { git_odb_backend_one_pack(&$0, pack.index) } }
      }
      return (database, all == sound)
    } catch {
      git_odb_free(database)
      throw error
    }
  }
}
