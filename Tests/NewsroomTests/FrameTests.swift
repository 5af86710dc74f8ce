// What a site does to its frame is no change of the story, from the page through the archive to the report.

import Extraction
import Foundation
import Report
import Story
import Testing

@testable import Archive
@testable import Newsroom

@Suite struct FrameTests {
  private let slug: Slug
  private let path = NSTemporaryDirectory() + "frame-\(UUID().uuidString)"

  init() throws { slug = try Slug("dock-fire") }

  private static let lines = [
    "A warehouse at the old docks burned down on Monday night, the fire service has said.",
    "“We saw the flames from the bridge,” said Maria Okafor, a harbour pilot.",
    "“Nobody is missing,” the fire chief, Jon Hale, told reporters on the quay.",
    "The council will meet on Thursday to hear what 12 inspectors found in the cellars.",
  ]

  private func page(_ body: String) -> String {
    "<html><head><title>Fire at the docks</title></head><body><article><h1>Fire at the docks</h1>\(body)</article></body></html>"
  }

  private func paragraphs(_ lines: [String]) -> String { lines.map { "<p>\($0)</p>" }.joined() }

  /// Has pages captured an hour apart and decided on.
  private func capture(_ pages: [String], from hour: Int64 = 0) async throws -> Newsroom {
    let newsroom = Newsroom(archive: path)
    let inbox = try ArchiveInbox(at: path)
    for (index, page) in pages.enumerated() {
      let body = Array(page.utf8)
      let time = Timestamp(seconds: 1_600_000_000 + (hour + Int64(index)) * 3600)
      var manifest = Manifest(
        id: CaptureID(time: time, bits: [UInt8(index)]), story: slug, captured: time, timeSource: .fetched,
        address: "https://ferrypost.example/dock-fire", wireSHA256: sha256Hex(body), wireLength: body.count,
        payloadSHA256: sha256Hex(body), payloadLength: body.count, verdict: .failed, capturedBy: "test")
      manifest.status = 200
      manifest.mediaType = "text/html; charset=utf-8"
      try inbox.leave(Capture(manifest: manifest, body: body))
    }
    let writer = try await newsroom.openForWriting()
    try await writer.close()
    return newsroom
  }

  private func outcomes() throws -> [Look.Outcome] {
    try ArchiveReader(at: path).looks(of: slug).map(\.outcome)
  }

  private func changes(_ newsroom: Newsroom, _ sides: String? = nil) throws -> [ChangeType] {
    try newsroom.diff(slug, sides, options: RevisionReport.Options()).revision.difference.changes.map(\.type)
  }

  @Test func `a site rebuilt is no version, and at the next one a note beside what is new`() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let rebuilt = Self.lines.map { "<section class=x><div>\($0)</div></section>" }.joined()
    let added = "<section class=x><div>Two boats were lost as well, the harbour master said.</div></section>"
    let newsroom = try await capture([page(paragraphs(Self.lines)), page(rebuilt), page(rebuilt + added)])
    #expect(try outcomes() == [.version, .unchanged, .version])
    let found = try changes(newsroom)
    #expect(found.count { $0 == .layoutChanged } == 1)
    #expect(found.filter { $0 != .layoutChanged } == [.sentenceAdded])
  }

  @Test func `a paragraph whose box is renamed stays, as the version before in the archive had it`()
    async throws
  {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let boxed =
      paragraphs(Array(Self.lines[..<2]))
      + "<div class=promo><p>\(Self.lines[2])</p></div><p>\(Self.lines[3])</p>"
    _ = try await capture([page(paragraphs(Self.lines)), page(boxed)])
    #expect(try outcomes() == [.version, .unchanged])
  }

  @Test func `furniture whose box loses its name stays furniture, version after version`() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let offer = "<p>The Ferry Post has told the harbour's stories since 1891, every day of the week.</p>"
    let more = Self.lines + ["Two boats were lost as well, the harbour master said."]
    let newsroom = try await capture([
      page(paragraphs(Self.lines) + "<div class=promo>\(offer)</div>"), page(paragraphs(Self.lines) + offer),
      page(paragraphs(more) + offer),
    ])
    #expect(try outcomes() == [.version, .unchanged, .version])
    #expect(try changes(newsroom) == [.sentenceAdded])
    #expect(try await capture([page(paragraphs(more) + offer)], from: 9).verify().damages == [])
    #expect(try outcomes().last == .unchanged)
  }

  @Test func `rules of a site that are added later are no change of the story`() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let guide =
      "<div id=g7><p>The Ferry Post's guide to the summer's regattas is in all kiosks from Friday on.</p></div>"
    let more = Self.lines + ["Two boats were lost as well, the harbour master said."]
    let before = try await capture([page(paragraphs(Self.lines) + guide), page(paragraphs(more) + guide)])
    #expect(try before.diff(slug, nil, options: .init()).revision.new.article.text.contains("regattas"))
    let folder = path + "/rules"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("host ferrypost.example\nbody article > p\n".utf8).write(
      to: URL(fileURLWithPath: folder + "/f.txt"))
    try Data("site-rules: rules\n".utf8).write(to: URL(fileURLWithPath: path + "/writethru.yaml"))
    // A program that starts now reads both sides by the rules.
    let newsroom = try await capture([page(paragraphs(more) + guide)], from: 5)
    #expect(try outcomes() == [.version, .version, .unchanged])
    let revision = try newsroom.diff(slug, nil, options: .init()).revision
    #expect(revision.difference.changes.map(\.type) == [.sentenceAdded])
    #expect(!revision.old.article.text.contains("regattas"))
    #expect(!revision.new.article.text.contains("regattas"))
  }

  @Test func `what is wrong with rules is told with file and line`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let newsroom = Newsroom(archive: path)
    let folder = path + "/rules"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("host ferrypost.example\nbdy p\n".utf8).write(to: URL(fileURLWithPath: folder + "/f.txt"))
    try Data("site-rules: rules\n".utf8).write(to: URL(fileURLWithPath: path + "/writethru.yaml"))
    let failure = try #require(throws: Failure.self) { try newsroom.checkSettings(in: nil) }
    #expect("\(failure)".contains("rules/f.txt:2: “bdy” is no part of a rule"))
    try FileManager.default.removeItem(atPath: folder)
    #expect(throws: Failure.self) { try newsroom.checkSettings(in: nil) }
  }
}
