// Files of the outbox: written whole, or not at all, and there after a power cut.

import Foundation

/// File work, each refusal an ``OutboxError``.
enum DurableFile {
  /// Puts a whole file in place at once.
  ///
  /// - Parameter syncsFolder: whether the file's name is to last too when this returns; whoever writes several syncs
  ///   their folder once.
  static func write(_ bytes: [UInt8], to path: String, syncsFolder: Bool = true) throws(OutboxError) {
    let draft = "\(path).\(UInt64.random(in: 0...UInt64.max)).tmp"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw refusal("create \(draft)") }
    defer { close(file) }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR {
        let error = refusal("write \(draft)")
        unlink(draft)
        throw error
      }
      done += max(0, count)
    }
    guard fsync(file) == 0, rename(draft, path) == 0 else {
      let error = refusal("keep \(path)")
      unlink(draft)
      throw error
    }
    if syncsFolder { try sync(folder(of: path)) }
  }

  /// Makes the names in a folder last.
  static func sync(_ folder: String) throws(OutboxError) {
    let open = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard open >= 0 else { throw refusal("open \(folder)") }
    defer { close(open) }
    guard fsync(open) == 0 else { throw refusal("sync \(folder)") }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(OutboxError) {
    if access(path, F_OK) == 0 { return }
    let above = folder(of: path)
    if above != path { try makeFolder(above) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw refusal("create the folder \(path)") }
    try sync(above)
  }

  /// All bytes of a file; nil when there is none.
  static func read(_ path: String) throws(OutboxError) -> [UInt8]? {
    guard access(path, F_OK) == 0 else { return nil }
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw OutboxError("cannot read \(path): \(error.localizedDescription)")
    }
  }

  /// The names in a folder, sorted; none when there is no folder.
  static func names(in folder: String) throws(OutboxError) -> [String] {
    guard access(folder, F_OK) == 0 else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw OutboxError("cannot list \(folder): \(error.localizedDescription)")
    }
  }

  /// Removes a file; it may be gone already.
  static func remove(_ path: String) throws(OutboxError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw refusal("remove \(path)") }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func refusal(_ doing: String) -> OutboxError {
    OutboxError("cannot \(doing): \(String(cString: strerror(errno)))")
  }
}

/// Why the outbox could not be read or written.
public struct OutboxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong.
  public let description: String

  init(_ description: String) { self.description = description }
}
