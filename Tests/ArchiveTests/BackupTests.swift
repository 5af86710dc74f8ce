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
    try Backup.pushWhole(ann, to: remote)
    // Ann is paused; Bob takes over.
    try await Backup.clone(remote, to: bob)
    #expect(try Backup.standing(of: bob, to: remote) == .ahead)
    try await keep("flood", in: bob)
    try Backup.pushWhole(bob, to: remote)
    let before = try references()
    // Ann goes on: neither her journal nor any branch of hers gets in.
    try await keep("storm", in: ann)
    #expect(try Backup.standing(of: ann, to: remote) == .apart)
    #expect(throws: ArchiveError.self) { try Backup.pushWhole(ann, to: remote) }
    #expect(try references() == before)
    // Bob goes on.
    try await keep("gale", in: bob)
    #expect(try Backup.standing(of: bob, to: remote) == .ahead)
    try Backup.pushWhole(bob, to: remote)
  }

  @Test func anArchiveThatIsNotThereIsBehindACopyThatIs() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await keep("fire", in: folder + "/ann")
    try Backup.pushWhole(folder + "/ann", to: remote)
    #expect(try Backup.standing(of: folder + "/bob", to: remote) == .apart)
    #expect(try Backup.standing(of: folder + "/bob", to: folder + "/none.git") == .ahead)
    #expect(throws: ArchiveError.self) { try Backup.standing(of: folder + "/bob", to: "ext::sh") }
  }

  @Test func whatTheCopyHasAllOfMayGo() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (ann, bob) = (folder + "/ann", folder + "/bob")
    try await keep("fire", in: ann)
    try Backup.pushWhole(ann, to: remote)
    try await Backup.clone(remote, to: bob)
    try await keep("flood", in: bob)
    // Ann's is behind Bob's: all of it is in his.
    #expect(try Backup.holds(bob, allOf: ann))
    // A look without bytes that was never pushed was never counted.
    try await keep("fire", in: ann)
    #expect(try Backup.standing(of: ann, to: remote) == .ahead)
    #expect(try Backup.holds(bob, allOf: ann))
    // A clone that was cut off holds nothing.
    #expect(try Backup.holds(bob, allOf: folder + "/none"))
  }

  @Test func bytesOfItsOwnKeepAnArchive() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (ann, bob) = (folder + "/ann", folder + "/bob")
    try await keep("fire", in: ann)
    try Backup.pushWhole(ann, to: remote)
    try await Backup.clone(remote, to: bob)
    // A capture that waits to be recorded.
    let waiting = capture(minute: 1, "It broke out at noon.")
    try ArchiveInbox(at: ann).leave(waiting)
    #expect(try !Backup.holds(bob, allOf: ann))
    // A version.
    let writer = try ArchiveWriter(at: ann)
    _ = try await writer.record([version(minute: 1, "It broke out at noon.")])
    try await writer.close()
    #expect(try ArchiveInbox(at: ann).isTaken(waiting.manifest.id))
    #expect(try !Backup.holds(bob, allOf: ann))
  }

  private func references() throws -> [String: ObjectID?] {
    let repository = try Repository(at: remote)
    var found: [String: ObjectID?] = [:]
    for name in try repository.references() { found[name] = try repository.tip(of: name) }
    return found
  }
}
