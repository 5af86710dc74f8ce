// What a host's stories teach, end to end in the archive.

import Foundation
import Report
import Story
import Testing

@testable import Archive
@testable import Extraction
@testable import Newsroom

@Suite struct HostBookTests {
  /// Stories of one paper about four things.
  static let stories = [
    "fire": [
      "A fire at the Old Harbour was put out by forty crews from Eastport and Millbrook on Monday.",
      "Nobody was hurt, Maria Okafor of the Fire Service said as the Ellen Grey was towed to Pier Nine.",
    ],
    "budget": [
      "The vote on next year’s budget was put off when the Liberal leader, Jon Hale, walked out of Parliament.",
      "The Treasury and the Central Bank had asked for a vote before Easter, Anna Lindqvist wrote.",
    ],
    "transfer": [
      "The club has signed Kees de Vries from Ajax Amsterdam, its chairman Paul Whitby told the Evening Mail.",
      "He will wear the shirt of Tommy Larkin, who left for Celtic, when Rovers meet Burnley.",
    ],
    "orchid": [
      "A ghost orchid flowers beside the motorway near Bristol, the botanist Ruth Adeyemi of Kew Gardens found.",
      "The Highways Agency will mow elsewhere, its spokesman Neil Crane told Nature Weekly.",
    ],
  ]
  static let promise = "The Ferry Post has told the stories of the coast since 1891, every day of the week."
  static let request =
    "If you value what we do then please think about giving something, however small it is."

  static func page(of story: String, _ lines: String...) throws -> String {
    let body = try #require(stories[story]) + lines
    return "<html lang=en><body><article><h1>News of the \(story)</h1>"
      + body.map { "<p>\($0)</p>" }.joined() + "</article></body></html>"
  }

  /// Has a page of a story read and kept, as the holder of the archive does.
  static func keep(
    _ page: String, of story: String, minute: Int, host: String = "www.ferrypost.example",
    in newsroom: Newsroom
  ) async throws {
    let body = Array(page.utf8)
    let time = Timestamp(seconds: 1_600_000_000 + Int64(minute) * 60)
    var manifest = Manifest(
      id: CaptureID(time: time, bits: Array(story.utf8.prefix(10))), story: try Slug(story), captured: time,
      timeSource: .fetched, address: "https://\(host)/news/\(story)", wireSHA256: sha256Hex(body),
      wireLength: body.count, payloadSHA256: sha256Hex(body), payloadLength: body.count, verdict: .failed,
      capturedBy: "test")
    manifest.status = 200
    manifest.mediaType = "text/html; charset=utf-8"
    try ArchiveInbox(at: newsroom.path).leave(Capture(manifest: manifest, body: body))
    try await newsroom.openForWriting().close()
  }

  private func newsroom() -> Newsroom {
    Newsroom(archive: NSTemporaryDirectory() + "hosts-\(UUID().uuidString)")
  }

  private func text(of story: String, _ number: Int = 1, in newsroom: Newsroom) throws -> String {
    let archive = try ArchiveReader(at: newsroom.path)
    let version = try #require(try archive.versions(of: Slug(story)).first { $0.number == number })
    return try archive.article(of: version).text
  }

  private func three(in newsroom: Newsroom, _ lines: String) async throws {
    for (minute, story) in ["fire", "budget", "transfer"].enumerated() {
      try await Self.keep(Self.page(of: story, lines), of: story, minute: minute, in: newsroom)
    }
  }

  @Test
  func `a line that three stories of a host have is set aside in the fourth, by a program started anew too`()
    async throws
  {
    let newsroom = newsroom()
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    try await three(in: newsroom, Self.promise)
    #expect(try text(of: "transfer", in: newsroom).contains(Self.promise))
    let page = try Self.page(of: "orchid", Self.promise)
    try await Self.keep(page, of: "orchid", minute: 9, in: Newsroom(archive: newsroom.path))
    #expect(try !text(of: "orchid", in: newsroom).contains(Self.promise))
    let archive = try ArchiveReader(at: newsroom.path)
    let version = try #require(try archive.versions(of: Slug("orchid")).last)
    let reading = try archive.reading(of: version)
    // It is said beside the version what was learnt, and what was set aside for it.
    #expect(String(decoding: reading.learnt, as: UTF8.self) == Self.promise + "\n")
    #expect(reading.article.furniture.map(\.text) == [Self.promise])
    // Its bytes with what stands beside them give the same article again, whatever was learnt since.
    var memory = ExtractionMemory()
    memory.host = LearntLines(file: reading.learnt).digests
    let again = try Extractor().extract(
      archive.body(of: version), mediaType: "text/html; charset=utf-8", address: version.address,
      memory: memory,
      captured: version.captured)
    #expect(again.article == reading.article)
    #expect(try newsroom.verify().damages == [])
  }

  @Test func `learning changes no story that had the line`() async throws {
    let newsroom = newsroom()
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    try await three(in: newsroom, Self.promise)
    // The frame of a page changes, in two ways, and its line is another one that the host has everywhere.
    let slug = try Slug("fire")
    try await Self.keep(
      "<div>" + Self.page(of: "fire", Self.promise) + "</div>", of: "fire", minute: 10, in: newsroom)
    try await Self.keep(Self.page(of: "fire"), of: "fire", minute: 11, in: newsroom)
    let archive = try ArchiveReader(at: newsroom.path)
    #expect(try archive.versions(of: slug).count == 1)
    #expect(try archive.looks(of: slug).map(\.outcome) == [.version, .unchanged, .unchanged])
    // Then the story changes: that is told, and nothing else.
    let news = "“The cellars are next,” the inspector, Lena Osei, told reporters on Tuesday."
    try await Self.keep(Self.page(of: "fire", news), of: "fire", minute: 12, in: newsroom)
    let report = try newsroom.diff(slug, nil, options: RevisionReport.Options())
    #expect(report.revision.difference.changes.map(\.type) == [.quoteAdded])
    #expect(try archive.versions(of: slug).map { $0.reread != nil } == [true, false])
    #expect(try newsroom.verify().damages == [])
  }

  @Test func `lines that come to stand on every page while a story is watched are no change of it`()
    async throws
  {
    let newsroom = newsroom()
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    try await Self.keep(Self.page(of: "orchid", Self.promise), of: "orchid", minute: 0, in: newsroom)
    for (minute, story) in ["fire", "budget", "transfer"].enumerated() {
      let page = try Self.page(of: story, Self.promise, Self.request)
      try await Self.keep(page, of: story, minute: 1 + minute, in: newsroom)
    }
    // One line makes way for the other.
    try await Self.keep(Self.page(of: "orchid", Self.request), of: "orchid", minute: 10, in: newsroom)
    let archive = try ArchiveReader(at: newsroom.path)
    #expect(try archive.looks(of: Slug("orchid")).map(\.outcome) == [.version, .unchanged])
  }

  @Test func `wire copy under three addresses, other hosts, and notices are not learnt`() async throws {
    let newsroom = newsroom()
    defer { try? FileManager.default.removeItem(atPath: newsroom.path) }
    let notice = "Correction: an earlier version of this article gave the wrong date."
    for (minute, story) in ["fire", "budget", "transfer", "orchid"].enumerated() {
      try await Self.keep(
        Self.page(of: "fire", "More follows…", Self.promise, notice), of: "copy-\(story)", minute: minute,
        in: newsroom)
      try await Self.keep(
        Self.page(of: story, "More follows…", Self.request, notice), of: story, minute: 10 + minute,
        host: "host-\(minute).example", in: newsroom)
      try await Self.keep(
        Self.page(of: story, "More follows…", notice), of: "noted-\(story)", minute: 20 + minute,
        host: "noted.example", in: newsroom)
    }
    for (minute, story) in ["transfer", "orchid"].enumerated() {
      for (host, line) in [
        ("www.ferrypost.example", Self.promise), ("host-0.example", Self.request), ("noted.example", notice),
      ] {
        let name = "\(story)-\(host.replacing(".", with: "-"))"
        let page = try Self.page(of: story, "More follows…", line)
        try await Self.keep(page, of: name, minute: 30 + minute, host: host, in: newsroom)
        #expect(try text(of: name, in: newsroom).contains(line))
        #expect(try text(of: name, in: newsroom).contains("More follows…"))
      }
    }
  }
}
