// libgit2 itself: started once, its codes turned into errors.

import CLibgit2
import Foundation

/// libgit2 as a whole.
enum Git {
  /// Starts libgit2 and sets what holds for every archive; to be touched before any other call.
  static let started: Bool = {
    git_libgit2_init()
    // Whatever is written is synced before it counts, but for what `unsynced` opens.
    _ = writethru_git_set_fsync(1)
    // A remembered object that never reached the disk (a full disk, say) would be taken for one that did.
    _ = writethru_git_set_caching(0)
    // By itself it maps packs whole, and a process that runs for long comes to hold its archive in memory.
    _ = writethru_git_set_windows(4 << 20, 64 << 20)
    allowOpenPacks()
    return true
  }()

  /// Lets the process hold as many files open as it is allowed to at all: each pack that is read is one.
  ///
  /// libgit2 1.5.1 can bound the open packs itself (`GIT_OPT_SET_MWINDOW_FILE_LIMIT`), but it closes the one used least
  /// after letting go of the lock that keeps it: another thread may have freed it by then. The tiers of compaction bound
  /// the packs instead.
  private static func allowOpenPacks() {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(files, &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, 65_536))
    // A process that may not is left as it was: it can open fewer packs.
    _ = setrlimit(files, &limit)
  }

  /// Does work that relies on being synced.
  ///
  /// libgit2 has one switch for the whole process, read when a pack is begun and when references are first opened.
  static func synced<Value: ~Copyable>(
    _ work: () throws(ArchiveError) -> Value
  ) throws(ArchiveError) -> Value {
    syncing.lock()
    defer { syncing.unlock() }
    return try work()
  }

  /// Does work that is to be unsynced for good, such as opening references that can be made again.
  static func unsynced<Value: ~Copyable>(
    _ work: () throws(ArchiveError) -> Value
  ) throws(ArchiveError) -> Value {
    syncing.lock()
    _ = writethru_git_set_fsync(0)
    defer {
      _ = writethru_git_set_fsync(1)
      syncing.unlock()
    }
    return try work()
  }

  /// Which bytes are to be taken for a made collision; tests set it, as nobody can make one at will.
  @TaskLocal static var collides: @Sendable ([UInt8]) -> Bool = { _ in false }

  /// Fails as libgit2 does when it meets a collision.
  static func collision() -> Int32 {
    git_error_set_str(Int32(GIT_ERROR_SHA.rawValue), "SHA1 collision attack detected")
    return -1
  }

  private static let syncing = NSLock()

  /// Which way bytes were going when libgit2 failed.
  enum Direction {
    /// Reading: what cannot be read is damaged.
    case reading
    /// Writing: what cannot be written is the disk's doing.
    case writing
  }

  /// Turns a code below zero into an error that says what was being done.
  static func check(
    _ code: Int32, _ direction: Direction, _ doing: @autoclosure () -> String
  ) throws(ArchiveError) {
    if code >= 0 { return }
    // The text is the calling thread's and holds until its next call.
    let reason = git_error_last().map { String(cString: $0.pointee.message) } ?? "code \(code)"
    if reason.contains("collision") { throw ArchiveError(.collision, "cannot write \(doing()): \(reason)") }
    switch (direction, code) {
    case (.reading, _): throw .damaged("cannot read \(doing()): \(reason)")
    case (.writing, GIT_EMODIFIED.rawValue):
      throw .damaged("cannot write \(doing()): another program changed it (\(reason))")
    case (.writing, GIT_ELOCKED.rawValue):
      throw ArchiveError(
        .locked, "cannot write \(doing()): \(reason); close what else uses the archive, try again")
    case (.writing, _):
      throw ArchiveError(
        .disk, "cannot write \(doing()): \(reason); see that the disk has room and is writable")
    }
  }

  /// The handle a libgit2 function makes, or the error it gives.
  static func make(
    _ direction: Direction, _ doing: @autoclosure () -> String,
    _ call: (inout OpaquePointer?) -> Int32
  ) throws(ArchiveError) -> OpaquePointer {
    var handle: OpaquePointer?
    try check(call(&handle), direction, doing())
    guard let handle else { throw ArchiveError(.internalFault, "libgit2 made nothing of \(doing())") }
    return handle
  }
}
