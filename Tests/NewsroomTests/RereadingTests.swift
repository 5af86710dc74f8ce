// A change of our extractor must never look like a change of the story.

import Archive
import Extraction
import Foundation
import Newsroom
import Report
import Story
import Testing

@Suite struct RereadingTests {
  private static func page(_ chief: String = "") -> String {
    "<html><body><article><h1>Fire at the docks</h1><p>A warehouse at the old docks burned down on Monday.</p>"
      + "<p>“We saw the flames,” said Maria Okafor, a pilot.</p>\(chief)</article></body></html>"
  }

  /// What an older extractor made of any page: it took a menu for the article, and knew no headline.
  private var olderArticle: Article {
    Article(blocks: [
      Block(.paragraph, "Home News Sport Weather"),
      Block(
        .paragraph,
        "A warehouse at the old docks burned down on Monday. We saw the flames, said Maria Okafor."),
    ])
  }

  /// An archive with two versions that an older extractor read.
  private func archive(of slug: Slug, _ pages: [String]) async throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("reread-\(UUID().uuidString)")
      .path
    let writer = try ArchiveWriter(at: path)
    for (index, page) in pages.enumerated() {
      let body = Array(page.utf8)
      let time = Timestamp(seconds: 1_600_000_000 + Int64(index) * 3600)
      let id = CaptureID(time: time, bits: [UInt8(index)])
      var manifest = Manifest(
        id: id, story: slug, captured: time, timeSource: .fetched, address: "https://news.example/dock-fire",
        wireSHA256: sha256Hex(body), wireLength: body.count, payloadSHA256: sha256Hex(body),
        payloadLength: body.count, verdict: .article, capturedBy: "test")
      manifest.mediaType = "text/html; charset=utf-8"
      var look = Look(story: slug, time: time, timeSource: .fetched, outcome: .version)
      look.capture = id
      let content = VersionContent(
        article: olderArticle, text: "Home News Sport Weather\n",
        extractor: "writethru-extractor 0 libxml2 2.9.10")
      _ = try await writer.record([
        Entry(look: look, capture: Capture(manifest: manifest, body: body), version: content)
      ])
    }
    try await writer.close()
    return path
  }

  @Test func `versions that an older extractor read are compared as today’s reads them`() async throws {
    let slug = try Slug("dock-fire")
    let chief = "<p>“Nobody is missing,” said the chief, Jon Hale.</p>"
    // The frame changed, then the story did.
    let path = try await archive(of: slug, [Self.page(), "<nav>Home</nav>" + Self.page(), Self.page(chief)])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let newsroom = Newsroom(archive: path)

    let log = try newsroom.log(slug).rendered(as: .terminal)
    #expect(!log.contains("Weather"))
    let frame = try newsroom.diff(slug, "v1..v2", options: RevisionReport.Options())
    #expect(frame.revision.difference.changes.isEmpty)
    #expect(frame.revision.old.article.headline?.value == "Fire at the docks")
    let story = try newsroom.diff(slug, nil, options: RevisionReport.Options())
    #expect(story.revision.difference.changes.map(\.type) == [.quoteAdded])
  }

  @Test func `old versions are read again one after the other, each as the one before was`() async throws {
    let slug = try Slug("dock-fire")
    let night = "The harbour master had warned of the wiring in two letters to the owners last winter."
    // A paragraph gets a box with a name of furniture around it, and the story goes on.
    let path = try await archive(
      of: slug,
      [
        Self.page("<p>\(night)</p>"),
        Self.page("<div class=promo><p>\(night)</p></div><p>“It is out,” said the chief, Jon Hale.</p>"),
      ])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let report = try Newsroom(archive: path).diff(slug, nil, options: RevisionReport.Options())
    #expect(report.revision.difference.changes.map(\.type) == [.quoteAdded])
  }

  @Test func `the next capture is compared with old bytes as today’s extractor reads them`() async throws {
    let slug = try Slug("dock-fire")
    let path = try await archive(of: slug, [Self.page()])
    let folder = path + "-files"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer {
      for place in [path, folder] { try? FileManager.default.removeItem(atPath: place) }
    }
    // The same story in another frame, an hour later.
    let file = folder + "/2020-09-13T1400Z.html"
    try Data(("<div class=new>" + Self.page() + "</div>").utf8).write(to: URL(fileURLWithPath: file))
    let newsroom = Newsroom(archive: path)
    let outcome = try await newsroom.importFiles([file], into: slug)
    #expect(outcome.kept.isEmpty)
    #expect(outcome.passedOver.map(\.reason) == ["says what v1 says"])
    #expect(try newsroom.verify().damages == [])
  }
}
