// Files that survive a power cut: written beside their place, synced, renamed, their folder synced.

import CLibgit2
import Foundation

/// Plain file work, each refusal an ``ArchiveError`` of kind `disk`.
enum Disk {
  /// Puts a whole file in place at once; when this returns, it stays.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(ArchiveError) {
    try write([(path, bytes)], mode: mode)
  }

  /// Puts whole files of one folder in place, one after another, none before all are synced; when this returns, they
  /// stay.
  static func write(_ files: [(path: String, bytes: [UInt8])], mode: mode_t) throws(ArchiveError) {
    var drafts: [(file: Int32, path: String)] = []
    defer { for draft in drafts { close(draft.file) } }
    do throws(ArchiveError) {
      for (path, bytes) in files {
        let draft = try makeDraft(of: path, mode)
        drafts.append(draft)
        try writeAll(bytes, to: draft.file, draft.path)
      }
      for (file, draft) in drafts {
        // After a failed sync nothing is known of the file any more: it is dropped, not tried again.
        guard fsync(file) == 0 else { throw refusal("sync \(draft)") }
      }
      for (file, draft) in zip(files, drafts) {
        guard rename(draft.path, file.path) == 0 else { throw refusal("rename \(draft.path)") }
      }
    } catch {
      for draft in drafts { unlink(draft.path) }
      throw error
    }
    if let path = files.first?.path { try syncFolder(folder(of: path)) }
  }

  /// A file beside a path, of a name of its own, locked for as long as it is open: so ``sweepDrafts(in:)`` knows one
  /// that is being written from one that a killed process left.
  private static func makeDraft(
    of path: String, _ mode: mode_t
  ) throws(ArchiveError) -> (file: Int32, path: String) {
    while true {
      let draft = "\(path).\(UInt64.random(in: 0...UInt64.max)).tmp"
      let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if file < 0 && errno == EEXIST { continue }
      guard file >= 0 else { throw refusal("create \(draft)") }
      var status = stat()
      // A sweep can have come between opening and locking.
      if flock(file, LOCK_EX) == 0, fstat(file, &status) == 0, status.st_nlink > 0 { return (file, draft) }
      close(file)
    }
  }

  /// Removes the drafts in a folder that no process is writing any more.
  static func sweepDrafts(in folder: String) throws(ArchiveError) {
    for name in try names(in: folder) where name.hasSuffix(".tmp") {
      let draft = folder + "/" + name
      let file = open(draft, O_RDONLY | O_CLOEXEC)
      if file < 0 { continue }
      defer { close(file) }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { try remove(draft) }
    }
  }

  /// Renames a file or folder and syncs the folder it stands in.
  static func move(_ path: String, to target: String) throws(ArchiveError) {
    guard rename(path, target) == 0 else { throw refusal("rename \(path)") }
    try syncFolder(folder(of: target))
  }

  /// Makes the names in a folder last.
  static func syncFolder(_ path: String) throws(ArchiveError) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw refusal("open \(path)") }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw refusal("sync \(path)") }
  }

  /// Makes everything last that was written to the file system a folder is on.
  static func syncAll(with path: String) throws(ArchiveError) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw refusal("open \(path)") }
    defer { close(folder) }
    guard writethru_sync_file_system(folder) == 0 else { throw refusal("sync \(path)") }
  }

  /// Makes a folder and those above it, synced; it may be there already.
  static func makeFolder(_ path: String) throws(ArchiveError) {
    if isFolder(path) { return }
    let above = folder(of: path)
    if above != path { try makeFolder(above) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw refusal("create the folder \(path)") }
    try syncFolder(above)
  }

  /// All bytes of a file.
  static func read(_ path: String) throws(ArchiveError) -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw ArchiveError(.disk, "cannot read \(path): \(error.localizedDescription)")
    }
  }

  /// The names in a folder, sorted; none when there is no folder.
  static func names(in folder: String) throws(ArchiveError) -> [String] {
    guard exists(folder) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw ArchiveError(.disk, "cannot list \(folder): \(error.localizedDescription)")
    }
  }

  /// Removes a file; it may be gone already.
  static func remove(_ path: String) throws(ArchiveError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw refusal("remove \(path)") }
  }

  /// Removes a folder with all that is in it; it may be gone already.
  static func removeFolder(_ path: String) throws(ArchiveError) {
    guard exists(path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw ArchiveError(.disk, "cannot remove \(path): \(error.localizedDescription)")
    }
  }

  /// Whether anything stands at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether a folder stands at a path.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// How many bytes a file has, or nil when there is none.
  static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Tells one file from another that took its name: its number on the disk, or nil when there is none.
  static func number(of path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  /// A moment of the file system's clock.
  struct Change: Hashable {
    var seconds: Int
    var nanoseconds: Int
  }

  /// When a file or folder was last changed; nil when it is not there.
  static func change(of path: String) -> Change? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Change(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
  }

  /// The error for what the system has just refused, with its reason.
  static func refusal(_ doing: String) -> ArchiveError {
    let reason = String(cString: strerror(errno))
    return ArchiveError(.disk, "cannot \(doing): \(reason); see that the disk has room and is writable")
  }

  /// Writes all bytes to an open file.
  static func writeAll(_ bytes: [UInt8], to file: Int32, _ path: String) throws(ArchiveError) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { throw refusal("write \(path)") }
      done += max(0, count)
    }
  }

  /// The folder a path stands in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
