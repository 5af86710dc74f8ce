// Learning from the looks of an archive.

import Archive
import Foundation
import Newsroom
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
    var entries: [Entry] = []
    for number in 0..<600 {
      var look = Look(
        story: slug, time: Timestamp(seconds: 1_600_000_000 + Int64(number) * 600), timeSource: .fetched,
        outcome: number == 7 ? .unreachable : number > 0 && number <= 48 ? .version : .unchanged)
      look.address = "https://news.example/dock-fire"
      entries.append(Entry(look: look))
    }
    _ = try await writer.record(entries)
    try await writer.close()
    return Newsroom(archive: path)
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
