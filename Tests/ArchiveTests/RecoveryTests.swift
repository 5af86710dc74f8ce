// What a killed writer leaves: the next one goes on from there, and nothing acknowledged is missing.

import Archive
import Foundation
import Story
import Testing

@Suite struct RecoveryTests {
  @Test func `a capture acknowledged before the kill is there to be recorded`() async throws {
    let sample = Sample()
    let entry = version(minute: 0, "Ten boats burnt.")
    let capture = try #require(entry.capture)
    do {
      let writer = try sample.writer()
      try await writer.spool(capture)
      // The writer ends here without recording or closing.
    }
    let writer = try sample.writer(patience: .seconds(5))
    #expect(try await writer.pendingCaptures() == [capture])
    _ = try await writer.record([entry])
    #expect(try await writer.pendingCaptures() == [])
    #expect(sample.files(below: "spool") == [])
    let reader = try sample.reader()
    #expect(try reader.body(of: reader.versions(of: harbour)[0]) == capture.body)
  }

  @Test func `a look without its capture lets go of the spool too`() async throws {
    let sample = Sample()
    let writer = try sample.writer()
    let same = capture(minute: 5, "Ten boats burnt.")
    try await writer.spool(same)
    _ = try await writer.record([Entry(look: look(same, .unchanged))])
    #expect(sample.files(below: "spool") == [])
  }

  @Test func `a capture recorded before the kill is not pending`() async throws {
    let sample = Sample()
    let entry = version(minute: 0, "Ten boats burnt.")
    try await sample.record([entry])
    let writer = try sample.writer()
    try await writer.spool(#require(entry.capture))
    #expect(try await writer.pendingCaptures() == [])
    #expect(sample.files(below: "spool") == [])
  }

  @Test func `a capture that never was acknowledged whole is swept away`() async throws {
    let sample = Sample()
    try await sample.writer().close()
    try sample.write(Array("half".utf8), to: "spool/01DXYSXYZ0000000000000000A.capture.tmp")
    let writer = try sample.writer()
    #expect(try await writer.pendingCaptures() == [])
    #expect(sample.files(below: "spool") == [])
  }

  @Test(arguments: ["cut", "flipped", "empty", "hostile lengths"])
  func `a damaged capture in the spool is put aside and named, the others are kept`(_ fault: String)
    async throws
  {
    let sample = Sample()
    let writer = try sample.writer()
    let (one, other) = (capture(minute: 0, "Ten boats burnt."), capture(minute: 1, "Twelve boats burnt."))
    try await writer.spool(one)
    try await writer.spool(other)
    let file = "spool/\(one.manifest.id).capture"
    var bytes = try sample.bytes(file)
    switch fault {
    case "cut": bytes.removeLast(5)
    case "flipped": bytes[bytes.count - 10] ^= 1
    case "empty": bytes = []
    default:
      bytes = Array("writethru capture 1 9223372036854775807 9223372036854775807 2 \(sha256Hex([]))\n".utf8)
    }
    try sample.write(bytes, to: file)
    #expect(try verify(at: sample.path).damages.map(\.object) == [file])
    #expect(try await writer.pendingCaptures() == [other])
    #expect(try sample.bytes("spool/\(one.manifest.id).damaged") == bytes)
    #expect(try verify(at: sample.path).damages.map(\.object) == ["spool/\(one.manifest.id).damaged"])
  }

  @Test func `a kill between journal and branches is put right at the next start`() async throws {
    let sample = Sample()
    let first = try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let second = try await sample.record([
      version(minute: 60, "Twelve boats burnt."), version(minute: 70, "Eleven boats burnt."),
      version(budget, minute: 60, "The vote is on."),
    ])
    // As if the kill had come before any branch moved.
    _ = try sample.git("update-ref", "refs/writethru/settled", "refs/writethru/journal~1")
    _ = try sample.git("update-ref", "refs/heads/harbour-fire", first[0]!.commit)
    _ = try sample.git("update-ref", "-d", "refs/heads/budget-vote")
    #expect(try sample.reader().versions(of: harbour).count == 3)
    #expect(try verify(at: sample.path).damages == [])
    try await sample.writer().close()
    #expect(try sample.git("rev-parse", "harbour-fire").output == second[1]!.commit + "\n")
    #expect(try sample.git("rev-parse", "budget-vote").output == second[2]!.commit + "\n")
    let third = try await sample.record([version(minute: 80, "The fire is out.")])
    #expect(third[0]?.number == 4)
  }

  @Test func `a kill before the journal moved leaves nothing but a pack that is used later`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let journal = try sample.git("rev-parse", "refs/writethru/journal").output.dropLast()
    let entry = version(minute: 60, "Twelve boats burnt.")
    let once = try await sample.record([entry])
    _ = try sample.git("update-ref", "refs/writethru/journal", String(journal))
    _ = try sample.git("update-ref", "refs/writethru/settled", String(journal))
    _ = try sample.git("update-ref", "refs/heads/harbour-fire", "harbour-fire~1")
    #expect(try sample.reader().versions(of: harbour).count == 1)
    #expect(try await sample.record([entry]) == once)
    #expect(try verify(at: sample.path).damages == [])
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }

  @Test func `locks and drafts of a killed writer are swept away`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let leftovers = [
      "stories.git/refs/heads/harbour-fire.lock", "stories.git/refs/writethru/journal.lock",
      "stories.git/packed-refs.lock", "stories.git/objects/pack/pack_git2_a1b2c3",
      "stories.git/objects/pack/pack-\(String(repeating: "a", count: 40)).idx",
      "stories.git/objects/pack/pack-\(String(repeating: "b", count: 40)).idx.lock",
      "stories.git.new/HEAD", "catalog.sqlite.new",
    ]
    for name in leftovers { try sample.write(Array("x".utf8), to: name) }
    let made = try await sample.record([version(minute: 60, "Twelve boats burnt.")])
    #expect(made[0]?.number == 2)
    for name in leftovers { #expect(!FileManager.default.fileExists(atPath: sample.path + "/" + name)) }
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `a kill while the archive was made leaves a folder in which it is made`() async throws {
    let sample = Sample()
    try sample.write(Array("ref: refs/heads/README\n".utf8), to: "stories.git.new/HEAD")
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    #expect(try sample.reader().versions(of: harbour).count == 1)
  }

  @Test func `a branch that somebody else moved is not overwritten; the error says how to set it back`()
    async throws
  {
    let sample = Sample()
    let made = try await sample.record([
      version(minute: 0, "Ten boats burnt."), version(minute: 1, "Twelve boats burnt."),
    ])
    _ = try sample.git("update-ref", "-d", "refs/writethru/settled")
    _ = try sample.git("update-ref", "refs/heads/harbour-fire", "README")
    let error = await refusal { _ = try sample.writer() }
    #expect(error?.kind == .damaged)
    #expect(error?.message.contains("update-ref refs/heads/harbour-fire \(made[1]!.commit)") == true)
  }

  @Test func `a branch that somebody else moved since cannot be written to`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let writer = try sample.writer()
    _ = try await writer.record([version(budget, minute: 0, "The vote is on.")])
    _ = try sample.git("update-ref", "refs/heads/harbour-fire", "README")
    let error = await refusal { _ = try await writer.record([version(minute: 60, "Twelve boats burnt.")]) }
    #expect(error?.kind == .damaged)
    // Other stories go on.
    #expect(try await writer.record([version(budget, minute: 9, "The vote is over.")])[0]?.number == 2)
  }
}
