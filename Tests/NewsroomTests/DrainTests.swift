// What other processes leave in the spool becomes versions.

import Foundation
import Story
import Synchronization
import Testing

@testable import Archive
@testable import Newsroom

@Suite struct DrainTests {
  private func newsroom(patience: Duration = .seconds(10)) -> Newsroom {
    var newsroom = Newsroom(archive: NSTemporaryDirectory() + "drain-\(UUID().uuidString)")
    newsroom.patience = patience
    return newsroom
  }

  private func capture(_ minute: Int64, _ boats: Int, story: String = "dock-fire") throws -> Capture {
    let page =
      "<html><body><article><h1>Fire at the docks</h1><p>A warehouse at the old docks burned down on Monday.</p>"
      + "<p>\(boats) boats were lost, the harbour master said.</p></article></body></html>"
    let body = Array(page.utf8)
    let time = Timestamp(seconds: 1_600_000_000 + minute * 60)
    var manifest = Manifest(
      id: CaptureID(time: time, bits: [UInt8(truncatingIfNeeded: boats)]), story: try Slug(story),
      captured: time, timeSource: .fetched, address: "https://news.example/\(story)",
      wireSHA256: sha256Hex(body), wireLength: body.count, payloadSHA256: sha256Hex(body),
      payloadLength: body.count, verdict: .failed, capturedBy: "test")
    manifest.status = 200
    manifest.mediaType = "text/html; charset=utf-8"
    return Capture(manifest: manifest, body: body)
  }

  @Test func `captures of one story in one batch are decided on each other`() async throws {
    let newsroom = newsroom()
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    let inbox = try ArchiveInbox(at: newsroom.path)
    // Two say the same: one of them is no version; and the first number comes back.
    for (minute, boats) in [(0, 1), (1, 2), (2, 2), (3, 1)] { try inbox.leave(capture(Int64(minute), boats)) }
    let writer = try await newsroom.openForWriting()
    try await writer.close()
    let archive = try ArchiveReader(at: newsroom.path)
    let slug = try Slug("dock-fire")
    #expect(try archive.versions(of: slug).count == 3)
    #expect(try archive.looks(of: slug).map(\.outcome) == [.version, .version, .unchanged, .version])
    #expect(try newsroom.verify().damages == [])
  }

  @Test func `two hundred and fifty captures go in three batches`() async throws {
    let newsroom = newsroom()
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    let inbox = try ArchiveInbox(at: newsroom.path)
    for number in 0..<250 { try inbox.leave(capture(Int64(number), number, story: "story-\(number % 50)")) }
    let writer = try await newsroom.openForWriting()
    try await writer.close()
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    git.arguments = ["-C", newsroom.path + "/stories.git", "rev-list", "--count", "refs/writethru/journal"]
    let output = Pipe()
    git.standardOutput = output
    try git.run()
    #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "3\n")
    #expect(try ArchiveReader(at: newsroom.path).stories().count == 50)
  }

  @Test func `a command that finds the archive taken has its capture committed by the holder`() async throws {
    let newsroom = newsroom(patience: .seconds(600))
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    let holder = try await newsroom.openForWriting()
    let slug = try Slug("dock-fire")
    let story = Story(
      slug: slug, addresses: ["https://news.example/dock-fire"], registered: Timestamp(seconds: 1))
    let isDone = Mutex(false)
    let waiting = Task {
      defer { isDone.withLock { $0 = true } }
      try await newsroom.commit([capture(0, 1)], registering: [story])
    }
    while !isDone.withLock({ $0 }) {
      try await newsroom.drain(holder)
      try await Task.sleep(for: .milliseconds(20))
    }
    try await waiting.value
    #expect(try ArchiveReader(at: newsroom.path).versions(of: slug).count == 1)
    #expect(try ArchiveReader(at: newsroom.path).story(slug)?.addresses == story.addresses)
    try await holder.close()
  }

  @Test func `what a holder does not take in time waits, and the next writer takes it`() async throws {
    let newsroom = newsroom(patience: .milliseconds(100))
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    let holder = try await newsroom.openForWriting()
    await #expect(throws: Failure.self) { try await newsroom.commit([capture(0, 1)]) }
    try await holder.close()
    try await newsroom.openForWriting().close()
    #expect(try ArchiveReader(at: newsroom.path).versions(of: Slug("dock-fire")).count == 1)
  }
}
