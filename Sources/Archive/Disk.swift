// Files that survive a power cut: written beside their place, synced, renamed, their folder synced.

import CLibgit2
import Foundation

/// Plain file work, each refusal an ``ArchiveError`` of kind `disk`.
enum Disk {
  /// Puts a whole file in place at once; when this returns, it stays.
  static func write(_ bytes: [UInt8], to path: String) throws(ArchiveError) {
    let draft = path + ".tmp"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw refusal("create \(draft)") }
    do throws(ArchiveError) {
      try writeAll(bytes, to: file, draft)
      // After a failed sync nothing is known of the file any more: it is dropped, not tried again.
      guard fsync(file) == 0 else { throw refusal("sync \(draft)") }
    } catch {
      close(file)
      unlink(draft)
      throw error
    }
    close(file)
    try move(draft, to: path)
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

  /// Tells one file from another that took its name: its number on the disk, or nil when there is none.
  static func number(of path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  /// The error for what the system has just refused, with its reason.
  static func refusal(_ doing: String) -> ArchiveError {
    let reason = String(cString: strerror(errno))
    return ArchiveError(.disk, "cannot \(doing): \(reason); see that the disk has room and is writable")
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32, _ path: String) throws(ArchiveError) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { throw refusal("write \(path)") }
      done += max(0, count)
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
