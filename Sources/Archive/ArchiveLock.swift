// One writer at a time: the kernel's lock on a file, gone with the process that held it.

import Foundation

/// The hold of the one writer on an archive; let go when the value ends.
struct ArchiveLock: ~Copyable {
  private let file: Int32

  /// Takes the lock, trying every 50 ms; blocks the thread meanwhile.
  ///
  /// - Throws: `locked`, naming the holder, when `patience` ends first.
  init(at path: String, patience: Duration) throws(ArchiveError) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Disk.refusal("open \(path)") }
    let end = ContinuousClock.now + patience
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let refusal = Disk.refusal("lock \(path)")
        close(file)
        throw refusal
      }
      if ContinuousClock.now >= end {
        let holder = Self.holder(file)
        close(file)
        throw ArchiveError(
          .locked, "the archive is in use by \(holder); wait until that is done, or stop it, and try again")
      }
      usleep(50_000)
    }
    self.file = file
    // Only read by whoever is kept waiting, so neither synced nor checked.
    ftruncate(file, 0)
    let note = Array("\(getpid())\n".utf8)
    _ = pwrite(file, note, note.count, 0)
  }

  deinit { close(file) }

  private static func holder(_ file: Int32) -> String {
    var note = [UInt8](repeating: 0, count: 20)
    let count = pread(file, &note, note.count, 0)
    let digits = note.prefix(max(0, count)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return digits.isEmpty ? "another process" : "process \(String(decoding: digits, as: UTF8.self))"
  }
}
