// Learning from the looks of an archive.

import Archive
import Foundation
import Newsroom
import Report
import Story
import Testing

@Suite struct LearnTests {
  /// An archive with a story looked at every ten minutes, that changed each time in its first hours and never after.
  private func newsroom() async throws -> Newsroom {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("learn-\(UUID().uuidString)")
      .path
    let slug = try Slug("dock-fire")
    let writer = try ArchiveWriter(at: path)
    await writer.register(
      Story(
        slug: slug, addresses: ["https://news.example/dock-fire"],
        registered: Timestamp(seconds: 1_600_000_000)))
    let entries = (0..<600 as Range<Int64>).map { number in
      let time = Timestamp(seconds: 1_600_000_000 + number * 600)
      if number <= 48, number != 7 { return version(of: slug, number: number, at: time) }
      var look = Look(
        story: slug, time: time, timeSource: .fetched, outcome: number == 7 ? .unreachable : .unchanged)
      look.address = "https://news.example/dock-fire"
      return Entry(look: look)
    }
    _ = try await writer.record(entries)
    try await writer.close()
    return Newsroom(archive: path)
  }

  private func version(of slug: Slug, number: Int64, at time: Timestamp) -> Entry {
    let sentence = "Fire crews were at the docks for \(number) hours."
    let body = Array("<html><body><article><p>\(sentence)</p></article></body></html>".utf8)
    var manifest = Manifest(
      id: CaptureID(time: time, bits: [UInt8(number)]), story: slug, captured: time, timeSource: .fetched,
      address: "https://news.example/dock-fire", wireSHA256: sha256Hex(body), wireLength: body.count,
      payloadSHA256: sha256Hex(body), payloadLength: body.count, verdict: .article, capturedBy: "test")
    manifest.mediaType = "text/html"
    var look = Look(story: slug, time: time, timeSource: .fetched, outcome: .version)
    look.address = manifest.address
    look.capture = manifest.id
    look.payloadSHA256 = manifest.payloadSHA256
    return Entry(
      look: look, capture: Capture(manifest: manifest, body: body),
      version: VersionContent(
        article: Article(blocks: [Block(.paragraph, sentence)]), text: "\n\n\(sentence)\n", extractor: "test")
    )
  }

  @Test func `rates are learnt, and written where the settings say`() async throws {
    let newsroom = try await newsroom()
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    let report = try newsroom.learn(settings: Settings(), writes: false)
    #expect(report.stories == 1)
    // The look that failed parts nothing.
    #expect(report.gaps == 598)
    #expect(report.changes == 47)
    #expect(report.learnt[4] > 2 * report.carried[4])
    #expect(report.learnt[8] < report.carried[8] * 2)
    #expect(report.hosts.map(\.name) == ["news.example"])
    let failure = #expect(throws: Failure.self) { try newsroom.learn(settings: Settings(), writes: true) }
    #expect(failure?.kind == .settings)
    let settings = try Settings(yaml: "schedule: {rates: rates.txt}")
    let file = try #require(try newsroom.learn(settings: settings, writes: true).file)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("[host news.example]"))
    try Data("schedule: {rates: rates.txt}".utf8).write(
      to: URL(fileURLWithPath: newsroom.path + "/writethru.yaml"))
    #expect(try newsroom.checkSettings(in: nil).rows.first { $0.name == "schedule.rates" }?.line == 1)
    try Data("[picked]\nuntil 6m x\n".utf8).write(to: URL(fileURLWithPath: file))
    let wrong = #expect(throws: Failure.self) { try newsroom.checkSettings(in: nil) }
    #expect(wrong?.kind == .settings)
    #expect(wrong?.message.contains("rates.txt:2:") == true)
  }
}
