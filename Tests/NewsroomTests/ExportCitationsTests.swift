// A story's versions as references.

import Archive
import Foundation
import Story
import Testing

@testable import Newsroom

@Suite struct ExportCitationsTests {
  private func page(_ boats: String, published: String) -> String {
    """
    <html lang="en"><head><meta name="author" content="Ann Holt">
    <meta property="article:published_time" content="\(published)"></head><body><article><h1>Fire at the docks</h1>
    <p>A warehouse at the old docks burned down on Monday.</p>
    <p>\(boats) boats were lost, the harbour master said.</p></article></body></html>
    """
  }

  /// A line of a corpus.
  private struct Line: Encodable {
    var time: String
    var url = "https://news.example/fire"
    var html: String
  }

  @Test func `each version is a reference that names its very bytes`() async throws {
    let folder = NSTemporaryDirectory() + "citations-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let lines = try [
      Line(time: "2020-01-06T22:00:00Z", html: page("Two", published: "2020-01-06T21:40:00Z")),
      Line(time: "2020-01-06T23:00:00Z", html: page("Three", published: "Monday night")),
    ].map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }
    let corpus = folder + "/fire.jsonl"
    try lines.joined().write(toFile: corpus, atomically: true, encoding: .utf8)
    let newsroom = Newsroom(archive: folder + "/archive")
    let slug = try Slug("dock-fire")
    _ = try await newsroom.importPages([corpus], into: slug)
    let outcome = try newsroom.export(slug, as: .citations, to: folder + "/fire.csl.json")
    #expect(outcome.versions == 2)

    let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/fire.csl.json"))
    let items = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    #expect(items.map { $0["id"] as? String } == ["dock-fire-v1", "dock-fire-v2"])
    #expect(items.allSatisfy { $0["type"] as? String == "article-newspaper" })
    #expect(items[0]["title"] as? String == "Fire at the docks")
    #expect(items[0]["container-title"] as? String == "news.example")
    #expect(items[0]["URL"] as? String == "https://news.example/fire")
    #expect(items[0]["author"] as? [[String: String]] == [["literal": "Ann Holt"]])
    #expect(items[0]["issued"] as? [String: [[Int]]] == ["date-parts": [[2020, 1, 6]]])
    #expect(items[1]["accessed"] as? [String: [[Int]]] == ["date-parts": [[2020, 1, 6]]])
    let version = try #require(try newsroom.open().versions(of: slug).last)
    let note = try #require(items[1]["note"] as? String)
    #expect(note.hasPrefix("Version 2 of 2, captured 2020-01-06T23:00:00Z (time from "))
    #expect(note.contains(version.payloadSHA256) && note.contains(version.commit))
  }

  @Test func `every form has its own name and ending`() {
    #expect(Set(ExportFormat.all.map(\.name)).count == ExportFormat.all.count)
    #expect(Set(ExportFormat.all.map(\.ending)).count == ExportFormat.all.count)
    #expect(ExportFormat(named: "citations")?.ending == ".csl.json")
    #expect(ExportFormat(named: "paper") == nil)
  }
}
