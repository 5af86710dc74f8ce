// A copy that several machines come to write, one after the other.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct BackupTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/writethru-copy-\(UUID().uuidString)"
  private var remote: String { folder + "/copy.git" }

  private func keep(_ name: String, in archive: String) async throws {
    let writer = try ArchiveWriter(at: archive)
    let look = Look(
      story: try Slug(name), time: Timestamp(milliseconds: 1_577_880_000_000), timeSource: .fetched,
      outcome: .unreachable)
    try await writer.note(look)
    try await writer.close()
    try await flush(archive)
  }

  private func flush(_ archive: String) async throws {
    let writer = try ArchiveWriter(at: archive)
    try await writer.flush()
    try await writer.close()
  }

  @Test func whoeverWroteLastKeepsTheOtherOut() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (ann, bob) = (folder + "/ann", folder + "/bob")
    try await keep("fire", in: ann)
    #expect(try Backup.standing(of: ann, to: remote) == .ahead)
    try Backup.push(ann, to: remote, whole: true)
    // Ann is paused; Bob takes over.
    try await Backup.clone(remote, to: bob)
    #expect(try Backup.standing(of: bob, to: remote) == .ahead)
    try await keep("flood", in: bob)
    try Backup.push(bob, to: remote, whole: true)
    let before = try references()
    // Ann goes on: neither her journal nor any branch of hers gets in.
    try await keep("storm", in: ann)
    #expect(try Backup.standing(of: ann, to: remote) == .apart)
    #expect(throws: ArchiveError.self) { try Backup.push(ann, to: remote, whole: true) }
    #expect(try references() == before)
    // Bob goes on.
    try await keep("gale", in: bob)
    #expect(try Backup.standing(of: bob, to: remote) == .ahead)
    try Backup.push(bob, to: remote, whole: true)
  }

  @Test func anArchiveThatIsNotThereIsBehindACopyThatIs() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await keep("fire", in: folder + "/ann")
    try Backup.push(folder + "/ann", to: remote, whole: true)
    #expect(try Backup.standing(of: folder + "/bob", to: remote) == .apart)
    #expect(try Backup.standing(of: folder + "/bob", to: folder + "/none.git") == .ahead)
    #expect(throws: ArchiveError.self) { try Backup.standing(of: folder + "/bob", to: "ext::sh") }
  }

  private func references() throws -> [String: ObjectID?] {
    let repository = try Repository(at: remote)
    var found: [String: ObjectID?] = [:]
    for name in try repository.references() { found[name] = try repository.tip(of: name) }
    return found
  }
}
