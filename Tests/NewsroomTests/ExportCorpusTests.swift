// A story's versions as a corpus, and the corpus as a story again.

import Archive
import Foundation
import Story
import Testing

@testable import Newsroom

@Suite struct ExportCorpusTests {
  /// What the test reads of a line.
  private struct Line: Codable {
    var id: String?
    var time: String
    var url: String?
    var headline: String?
    var text: String?
    var html: String?
    var language: String?
    var version: Int?
    var sha256: String?
    var commit: String?
  }

  private func page(_ boats: String, headline: String = "Fire at the docks", more: String = "") -> String {
    """
    <html lang="en"><body><article><h1>\(headline)</h1>
    <p>A warehouse at the “old docks” burned down on Monday night, the fire service said.</p>
    <p>\(boats) boats were lost, a harbour master’s log says: 1/2 of them new, \"and none\" insured.</p>
    \(more)</article></body></html>
    """
  }

  /// Time, language, headline and text of each version of a story.
  private func told(_ slug: Slug, _ newsroom: Newsroom) throws -> [String] {
    let archive = try newsroom.open()
    return try archive.versions(of: slug).map {
      let article = try archive.reading(of: $0).article
      let headline = article.headline?.value ?? "no headline"
      return "\($0.captured) \(article.language ?? "") \(headline): \(article.text)"
    }
  }

  /// What two stories tell and what the corpus says, where the second is the first exported and imported again.
  private func roundTrip(
    _ pages: [(time: String, html: String)]
  ) async throws -> (before: [String], after: [String], corpus: String, last: Version) {
    let folder = NSTemporaryDirectory() + "corpus-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let lines = try pages.map {
      let line = Line(time: $0.time, url: "https://news.example/fire", html: $0.html)
      return String(decoding: try JSONEncoder().encode(line), as: UTF8.self) + "\n"
    }
    try lines.joined().write(toFile: folder + "/pages.jsonl", atomically: true, encoding: .utf8)
    let newsroom = Newsroom(archive: folder + "/archive")
    let (fire, again) = (try Slug("dock-fire"), try Slug("dock-fire-again"))
    _ = try await newsroom.importPages([folder + "/pages.jsonl"], into: fire)
    #expect(try newsroom.export(fire, as: .corpus, to: folder + "/fire.jsonl").versions == pages.count)
    _ = try await newsroom.importPages([folder + "/fire.jsonl"], into: again)
    return (
      try told(fire, newsroom), try told(again, newsroom),
      try String(contentsOfFile: folder + "/fire.jsonl", encoding: .utf8),
      try #require(try newsroom.open().versions(of: fire).last)
    )
  }

  @Test func `a story exported as a corpus and imported again has the same versions`() async throws {
    let mended = page("Three", more: "<p>Correction: an earlier version gave two boats.</p>")
    let (before, after, corpus, last) = try await roundTrip([
      ("2020-01-06T22:00:00Z", page("Two")), ("2020-01-06T23:00:00Z", mended),
    ])
    #expect(before.count == 2 && after == before)

    #expect(corpus.hasSuffix("}\n"))
    let lines = try corpus.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    #expect(lines.map(\.id) == ["dock-fire-v1", "dock-fire-v2"])
    #expect(lines.map(\.version) == [1, 2])
    #expect(lines.map(\.time) == ["2020-01-06T22:00:00Z", "2020-01-06T23:00:00Z"])
    #expect(lines.allSatisfy { $0.headline == "Fire at the docks" && $0.language == "en" })
    #expect(lines.allSatisfy { $0.url == "https://news.example/fire" && $0.html == nil })
    #expect(lines[0].text?.contains("“old docks”") == true && lines[0].text?.contains("\nTwo boats") == true)
    #expect(lines[1].text?.hasSuffix("\nCorrection: an earlier version gave two boats.") == true)
    #expect(lines[1].sha256 == last.payloadSHA256 && lines[1].commit == last.commit)
  }

  @Test func `a headline that ends as a sentence and the language come back`() async throws {
    let asked = page("Two", headline: "Who set fire to the docks?")
      .replacing("lang=\"en\"", with: "lang=\"nl\"")
    let (before, after, corpus, _) = try await roundTrip([("2020-01-06T22:00:00Z", asked)])
    #expect(corpus.contains(#""headline":"Who set fire to the docks?""#))
    #expect(before.first?.contains("nl Who set fire to the docks?: A warehouse") == true && after == before)
  }
}
