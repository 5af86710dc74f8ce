// Looking after an archive: checking it, mending it, merging its packs, copying it, taking stories out.

import Archive
import Foundation
public import Story

extension Newsroom {
  /// What a check of the archive found.
  public struct Checkup: Sendable {
    /// What is damaged, a sentence each.
    public var damages: [String]
    /// What was checked, and whether it is whole.
    public var summary: String

    init(_ found: Verification) {
      damages = found.damages.map { damage in
        let place = [damage.story?.text, damage.version.map { "v\($0)" }].compactMap { $0 }.joined(
          separator: " ")
        return "damaged: \(place.isEmpty ? "" : place + ", ")\(damage.object): \(damage.problem)"
      }
      summary =
        "\(found.stories) stories, \(found.versions) versions, \(found.looks) checks, \(found.objects) git objects: "
        + (damages.isEmpty ? "all whole" : "\(damages.count) damaged")
    }
  }

  /// Checks the archive against its digests, in this process.
  public func verify(depth: Depth = .full) throws -> Checkup {
    Checkup(try verification(depth.inArchive))
  }

  func verification(
    _ depth: VerificationDepth, progress: @escaping (String) -> Void = { _ in }
  ) throws -> Verification {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(.noInput, "there is no archive at \(path)")
    }
    return try Archive.verify(at: path, depth: depth, progress: progress)
  }

  /// Makes the index again from git.
  public func reindex() async throws -> (stories: Int, versions: Int, looks: Int) {
    _ = try open()
    let writer = try await openForWriting()
    let counts = try await writer.reindex()
    try await writer.close()
    return counts
  }

  /// Everything the index holds, a line each, the same for the same archive however the index came to be.
  public func indexDump() throws -> [String] { try open().dump() }

  /// How many packs there are, and how large.
  public struct PackCount: Sendable {
    /// How many packs.
    public var packs: Int
    /// The bytes of packs and their indexes.
    public var bytes: Int
  }

  /// What a repair did.
  public struct Mended: Sendable {
    /// Git objects written again.
    public var restored: Int
    /// How many of them only the clone had.
    public var fromClone: Int
    /// Files set aside.
    public var setAside: [String]
    /// Git objects that nobody has any more.
    public var lost: [String]
  }

  /// Merges packs: all into one, which drops what was erased, or only the small ones.
  public func compact(all: Bool) async throws -> (before: PackCount, after: PackCount, erased: Int) {
    _ = try open()
    let writer = try await openForWriting()
    let result = try await writer.compact(all: all)
    try await writer.close()
    return (
      PackCount(packs: result.packsBefore, bytes: result.bytesBefore),
      PackCount(packs: result.packsAfter, bytes: result.bytesAfter), result.erased
    )
  }

  /// Mends the archive from its spool and, if there is one, from a clone.
  public func repair(from clone: String?) async throws -> (mended: Mended, checkup: Checkup) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(.noInput, "there is no archive at \(path)")
    }
    let repair = try Archive.repair(at: path, from: clone, patience: patience)
    if repair.lost.isEmpty {
      let writer = try await openForWriting()
      try await writer.reindex()
      try await writer.close()
    }
    let mended = Mended(
      restored: repair.restored, fromClone: repair.fromClone, setAside: repair.setAside, lost: repair.lost)
    return (mended, try verify())
  }

  /// Pushes the archive to a git repository; how many branches went.
  public func backup(to remote: String) throws -> Int {
    _ = try open()
    return try Backup.push(path, to: remote)
  }

  /// Makes an archive, in this newsroom's folder, of what was pushed to a git repository.
  public func clone(from remote: String) async throws -> Checkup {
    try await Backup.clone(remote, to: path)
    return try verify()
  }

  /// Takes a story out of the archive; a signed tombstone stays in the journal.
  public func remove(_ slug: Slug, reason: String, erases: Bool) async throws {
    try await ask(.remove(slug, reason: reason, erases: erases)) { writer in
      try await writer.remove(slug, reason: reason, erases: erases)
    }
  }
}
