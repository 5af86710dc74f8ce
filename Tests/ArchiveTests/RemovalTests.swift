// Taking stories out, with and without their bytes.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct RemovalTests {
  /// Two stories; the harbour's has two versions and a page that made none.
  private func filled() async throws -> Sample {
    let sample = Sample()
    let wall = capture(minute: 7, "Accept all cookies to read on.")
    try await sample.record([
      version(minute: 0, "Ten boats burnt."), version(minute: 5, "Twelve boats burnt."),
      Entry(look: look(wall, .noArticle), capture: wall),
      version(budget, minute: 1, "The vote is on Monday."),
    ])
    return sample
  }

  @Test func `a story that was taken out leaves a signed tombstone`() async throws {
    let sample = try await filled()
    let writer = try sample.writer()
    try await writer.remove(harbour, reason: "filed under the wrong name")
    try await writer.close()
    let reader = try sample.reader()
    #expect(try reader.stories().map(\.slug) == [budget])
    #expect(try reader.story(harbour) == nil && reader.versions(of: harbour).isEmpty)
    #expect(try reader.looks(of: harbour).isEmpty && reader.lastLook(of: harbour) == nil)
    #expect(try reader.removals().map(\.reason) == ["filed under the wrong name"])
    #expect(try sample.git("rev-parse", "--verify", "refs/heads/harbour-fire").status != 0)
    #expect(try sample.git("verify-commit", "refs/writethru/journal").status == 0)
    #expect(try verify(at: sample.path).damages == [])
    try sample.remove("catalog.sqlite")
    #expect(try sample.reader().stories().map(\.slug) == [budget])
  }

  @Test func `nothing is kept under the name again`() async throws {
    let sample = try await filled()
    let writer = try sample.writer()
    try await writer.remove(harbour, reason: "a mistake")
    let refusal = await refusal { _ = try await writer.record([version(minute: 9, "It burns again.")]) }
    #expect(refusal?.kind == .badInput && refusal?.message.contains("choose another") == true)
    // Nor does a capture that waits hold up the others.
    let inbox = try ArchiveInbox(at: sample.path)
    try inbox.leave(capture(minute: 9, "It burns again."))
    #expect(try await writer.pendingCaptures() == [])
    #expect(sample.files(below: "spool").filter { $0.hasSuffix(".capture") } == [])
  }

  @Test func `erased bytes go with the next compaction, and verify knows the hole`() async throws {
    let sample = try await filled()
    let secret = try sample.git("rev-parse", "harbour-fire:harbour-fire.html").output.dropLast()
    let payload = sha256Hex(capture(minute: 7, "Accept all cookies to read on.").body)
    let wall = try sample.git("rev-parse", "refs/writethru/journal:payloads/\(payload)").output.dropLast()
    let writer = try sample.writer()
    try await writer.remove(harbour, reason: "a court's order", erases: true)
    #expect(try sample.git("cat-file", "-e", String(secret)).status == 0)
    let result = try await writer.compact(all: true)
    #expect(result.erased > 0)
    #expect(try sample.git("cat-file", "-e", String(secret)).status != 0)
    #expect(try sample.git("cat-file", "-e", String(wall)).status != 0)
    #expect(try verify(at: sample.path).damages == [])
    #expect(try sample.reader().versions(of: budget).count == 1)
    _ = try await writer.record([version(budget, minute: 9, "The vote is on Tuesday.")])
    try await writer.reindex()
    try await writer.close()
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `a body that two stories share stays with the other`() async throws {
    let sample = Sample()
    try await sample.record([
      version(minute: 0, "Ten boats burnt."), version(budget, minute: 0, "Ten boats burnt."),
    ])
    let writer = try sample.writer()
    try await writer.remove(harbour, reason: "a court's order", erases: true)
    try await writer.compact(all: true)
    let reader = try sample.reader()
    #expect(try reader.body(of: reader.versions(of: budget)[0]).count > 0)
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `a removal cut short after the journal is finished at the next start`() async throws {
    let sample = try await filled()
    let tip = try sample.git("rev-parse", "refs/heads/harbour-fire").output.dropLast()
    let settled = try sample.git("rev-parse", "refs/writethru/settled").output.dropLast()
    let writer = try sample.writer()
    try await writer.remove(harbour, reason: "a mistake")
    try await writer.close()
    _ = try sample.git("update-ref", "refs/heads/harbour-fire", String(tip))
    _ = try sample.git("update-ref", "refs/writethru/settled", String(settled))
    #expect(try verify(at: sample.path).damages == [])
    try await sample.writer().close()
    #expect(try sample.git("rev-parse", "--verify", "refs/heads/harbour-fire").status != 0)
  }

  @Test func `a reason is asked for`() async throws {
    let sample = try await filled()
    let writer = try sample.writer()
    #expect(await refusal { try await writer.remove(harbour, reason: " \n") }?.kind == .badInput)
    #expect(
      await refusal { try await writer.remove(Slug(nearest: "no-such")!, reason: "x") }?.kind == .notFound)
  }
}
