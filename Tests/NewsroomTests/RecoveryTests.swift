// Captures that a process acknowledged and did not live to commit.

import Archive
import Foundation
import Newsroom
import Report
import Story
import Testing

@Suite struct RecoveryTests {
  /// An archive whose spool holds a capture of a page, as a process leaves it that dies right after acknowledging.
  private func interrupted(_ page: String, status: Int = 200) async throws -> (newsroom: Newsroom, slug: Slug)
  {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("recovery-\(UUID().uuidString)")
      .path
    let slug = try Slug("dock-fire")
    let body = Array(page.utf8)
    let time = Timestamp(seconds: 1_600_000_000)
    var manifest = Manifest(
      id: CaptureID(time: time, bits: [1]), story: slug, captured: time, timeSource: .fetched,
      address: "https://news.example/dock-fire", wireSHA256: sha256Hex(body), wireLength: body.count,
      payloadSHA256: sha256Hex(body), payloadLength: body.count, verdict: .failed, capturedBy: "test")
    manifest.status = status
    manifest.mediaType = "text/html; charset=utf-8"
    let writer = try ArchiveWriter(at: path)
    try await writer.spool(Capture(manifest: manifest, body: body))
    try await writer.close()
    return (Newsroom(archive: path), slug)
  }

  @Test func `the next writer commits the page as the version it is`() async throws {
    let (newsroom, slug) = try await interrupted(
      "<html><body><article><h1>Fire at the docks</h1><p>A warehouse at the old docks burned down on Monday.</p>"
        + "<p>Nobody was hurt, the harbour master said.</p></article></body></html>")
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    _ = try await newsroom.reindex()
    let archive = try ArchiveReader(at: newsroom.path)
    let version = try #require(try archive.versions(of: slug).first)
    #expect(try archive.article(of: version).headline?.value == "Fire at the docks")
    #expect(try archive.story(slug)?.addresses == ["https://news.example/dock-fire"])
    let damages = try newsroom.verify().damages
    #expect(damages == [])
    // Once is enough: a second writer finds nothing left to do.
    _ = try await newsroom.reindex()
    #expect(try ArchiveReader(at: newsroom.path).versions(of: slug).count == 1)
  }

  @Test func `what is no page is kept as a look with its bytes`() async throws {
    let (newsroom, slug) = try await interrupted("%PDF-1.7 not a page")
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    _ = try await newsroom.reindex()
    let archive = try ArchiveReader(at: newsroom.path)
    #expect(try archive.versions(of: slug).isEmpty)
    #expect(try archive.lastLook(of: slug)?.outcome == .failed)
    let damages = try newsroom.verify().damages
    #expect(damages == [])
  }
}
