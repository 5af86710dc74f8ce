// The program after an upgrade: what a new extractor reads otherwise is no news of the story.

import Archive
import Foundation
import LocalServer
import Story
import Synchronization
import Testing

@Suite struct RereadingTests {
  /// What an extractor of old made of any page: it took the menu for a paragraph, and knew no headline.
  private static func misread(_ paragraphs: [String]) -> VersionContent {
    let lines = ["Home News Sport Weather"] + paragraphs + ["Share this story"]
    return VersionContent(
      article: Article(blocks: lines.map { Block(.paragraph, $0) }),
      text: lines.joined(separator: "\n\n") + "\n",
      extractor: "writethru-extractor 0 libxml2 2.9.10")
  }

  /// An archive that an older program made of a page in two frames and of what came after.
  private func archive(in folder: URL, at address: String) async throws {
    let writer = try ArchiveWriter(at: folder.appendingPathComponent("writethru-archive").path)
    let pages = [[], [WatchTests.pilot]]
    for (index, paragraphs) in pages.enumerated() {
      let body = Array(WatchTests.page(paragraphs).utf8)
      let time = Timestamp(seconds: 1_600_000_000 + Int64(index) * 3600)
      var manifest = Manifest(
        id: CaptureID(time: time, bits: [UInt8(index)]), story: try Slug("dock-fire"), captured: time,
        timeSource: .fetched, address: address, wireSHA256: sha256Hex(body), wireLength: body.count,
        payloadSHA256: sha256Hex(body), payloadLength: body.count, verdict: .article,
        capturedBy: "writethru 0.0.1")
      manifest.mediaType = "text/html; charset=utf-8"
      var look = Look(story: manifest.story, time: time, timeSource: .fetched, outcome: .version)
      look.capture = manifest.id
      look.address = address
      look.verdict = .article
      _ = try await writer.record([
        Entry(
          look: look, capture: Capture(manifest: manifest, body: body), version: Self.misread(paragraphs))
      ])
    }
    try await writer.close()
  }

  @Test(.timeLimit(.minutes(2)))
  func `an upgrade is silent in log, diff, audit and messages, and one commit says that it was ours`()
    async throws
  {
    // The site puts its story into another frame; much later somebody speaks.
    let isChanged = Mutex(false)
    let server = TestServer.answering { request in
      if request.hasPrefix("GET /robots.txt") { return TestServer.noRobots }
      let chief = isChanged.withLock { $0 } ? [WatchTests.chief] : []
      let page = "<!-- another frame --><nav>Home</nav>" + WatchTests.page([WatchTests.pilot] + chief)
      return [
        .send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(page)")
      ]
    }
    let program = try Program()
    try await archive(in: program.folder, at: server.address("/dock-fire"))
    try program.write(
      """
      fetch: {host-rest: 0, allow-addresses: [127.0.0.1]}
      telling: {retry: 1s, channels: {reader: {kind: feed, file: changes.xml}}}
      """, to: "writethru-archive/writethru.yaml")

    // What the two versions differ in is what the page changed.
    let log = try program.run("log", "dock-fire").output
    #expect(!log.contains("Weather") && !log.contains("Share this story"), "\(log)")
    let diff = try program.run("diff", "dock-fire", "v1..v2", "--json").output
    #expect(diff.contains("\"quote_added\""), "\(diff)")
    #expect(!diff.contains("Weather") && !diff.contains("headline_changed"), "\(diff)")

    // The first look after the upgrade sees the same story.
    let look = try program.run("look", "dock-fire")
    #expect(look.output.contains("unchanged"), "\(look)")
    #expect(
      try program.git("log", "-1", "--format=%(trailers:key=Kind,valueonly)", "dock-fire").output.hasPrefix(
        "reread"))
    #expect(
      try program.git("show", "dock-fire:dock-fire.txt").output.hasPrefix("Fire at the docks\n"))
    let audit = try program.run("audit", "dock-fire", "--json").output
    #expect(!audit.contains("Weather") && !audit.contains("Share this story"), "\(audit)")
    #expect(!audit.contains("paragraph_removed") && !audit.contains("sentence_removed"), "\(audit)")
    #expect(try program.run("diff", "dock-fire", "--exit-code", "v2..v2").status == 0)

    // Then a change is told, and nothing but it.
    isChanged.withLock { $0 = true }
    let watch = try program.start(["watch", "--every", "1s"])
    let told = try await watch.waits(for: "Nobody is missing")
    let feed = program.folder.appendingPathComponent("writethru-archive/changes.xml")
    for _ in 0..<200 where !FileManager.default.fileExists(atPath: feed.path) {
      try await Task.sleep(for: .milliseconds(50))
    }
    watch.process.terminate()
    let run = try watch.end()
    #expect(told, "\(run.output)\(run.errors)")
    let news = try String(contentsOf: feed, encoding: .utf8)
    #expect(news.components(separatedBy: "<entry>").count == 2, "\(news)")
    #expect(news.contains("Nobody is missing"))
    for word in ["Weather", "Share this story"] {
      #expect(!news.contains(word) && !run.output.contains(word))
    }
    // Stock git shows our change and theirs apart.
    #expect(
      try program.git("log", "--reverse", "--format=%(trailers:key=Kind,valueonly,separator=)|", "dock-fire")
        .output
        == "|\n|\nreread|\n|\n")
    let theirs = try program.git("diff", "-U0", "dock-fire~1", "dock-fire", "--", "dock-fire.txt").output
    #expect(
      theirs.split(separator: "\n").count { $0.hasPrefix("+") && !$0.hasPrefix("+++") } <= 2, "\(theirs)")
    #expect(!theirs.contains("\n-A") && !theirs.contains("Weather"))
    #expect(try program.run("log", "dock-fire").output.contains("v3"))
    #expect(try program.run("verify").status == 0)
  }
}
