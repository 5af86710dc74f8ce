// `writethru look` and `writethru watch`, over a page that changes.

import Foundation
import LocalServer
import Synchronization
import Testing

/// A page that is served once as each of its texts, and once as not modified to whoever asks for that; then it is gone.
private final class ChangingPage: Sendable {
  private let texts: [String]
  private let progress = Mutex((state: 0, wasServed: false))

  init(_ texts: [String]) { self.texts = texts }

  /// The answer to a request.
  func answer(_ request: String) -> [TestServer.Step] {
    if request.hasPrefix("GET /robots.txt") { return TestServer.noRobots }
    let state = progress.withLock { now in
      let isConfirmed = now.wasServed && request.contains("If-None-Match: \"v\(now.state)\"")
      if now.wasServed { now.state += 1 }
      now.wasServed = !isConfirmed
      return isConfirmed ? nil : now.state
    }
    guard let state else { return [.send("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")] }
    guard state < texts.count else {
      return [.send("HTTP/1.1 410 Gone\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngone")]
    }
    return [
      .send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"v\(state)\"\r\n"
          + "Content-Length: \(texts[state].utf8.count)\r\nConnection: close\r\n\r\n\(texts[state])")
    ]
  }
}

@Suite struct WatchTests {
  /// A page about a fire with these paragraphs.
  static func page(_ paragraphs: String...) -> String { page(paragraphs) }

  /// The same of a list.
  static func page(_ paragraphs: [String]) -> String {
    let body = (["A warehouse at the old docks burned down on Monday night."] + paragraphs)
      .map { "<p>\($0)</p>" }.joined()
    return
      "<html><head><title>Dock fire</title></head><body><article><h1>Fire at the docks</h1>\(body)</article></body></html>"
  }

  static let pilot = "“We saw the flames from the bridge,” said Maria Okafor, a harbour pilot."
  static let chief = "“Nobody is missing,” the fire chief, Jon Hale, told reporters."

  @Test(.timeLimit(.minutes(2)))
  func `a watch commits each version, prints each change and asks conditionally in between`() async throws {
    let page = ChangingPage([
      Self.page("More follows…"), Self.page(Self.pilot, "More follows…"),
      Self.page(Self.pilot, Self.chief, "More follows…"), Self.page(Self.pilot, Self.chief),
    ])
    let server = TestServer.answering(page.answer)
    let program = try Program()
    // This server needs no rest.
    try program.write("fetch: {host-rest: 0}\n", to: "settings.yaml")
    let watch = try program.start([
      "watch", server.address("/dock-fire"), "--every", "1s", "--allow-address", "127.0.0.1", "--config",
      "settings.yaml",
    ])
    let ended = try await watch.waits(for: "taken down")
    watch.process.terminate()
    let run = try watch.end()
    #expect(ended, "\(run.output)\(run.errors)")
    #expect(run.status == 0)
    #expect(run.output.components(separatedBy: "  quote added · ").count == 3)
    #expect(run.output.localizedCaseInsensitiveContains("no longer says “More follows…”"))
    #expect(try program.git("rev-list", "--count", "dock-fire").output == "4\n")
    #expect(server.requests.count { $0.contains("If-None-Match: ") } >= 4)
    let log = try program.run("log", "dock-fire").output
    #expect(log.contains("v4"))
    #expect(log.localizedCaseInsensitiveContains("taken down") || log.contains("410"))
    #expect(try program.run("verify").status == 0)
  }

  @Test func `the first look makes the archive, names the story and says what it read`() async throws {
    let page = ChangingPage([Self.page(Self.pilot, "More follows…")])
    let server = TestServer.answering(page.answer)
    let program = try Program()
    let first = try program.run(
      "look", server.address("/2020/dock-fire.html"), "--allow-address", "127.0.0.1")
    #expect(first.status == 0)
    #expect(
      first.output.contains("dock-fire: new story, saved as v1: “Fire at the docks”, 3 paragraphs, 1 quote"))
    let second = try program.run("look", "dock-fire", "--allow-address", "127.0.0.1")
    #expect(second.output.contains("unchanged"))
    #expect(server.requests.last?.contains("If-None-Match: \"v0\"") == true)
  }

  @Test func `this machine is not looked at unless it is allowed by name`() async throws {
    let server = TestServer.answering(ChangingPage([Self.page()]).answer)
    let run = try Program().run("look", server.address("/dock-fire"))
    #expect(run.status == 69)
    #expect(run.errors.contains("--allow-address"))
    #expect(server.connections == 0)
  }

  @Test func `a page that is no text keeps its bytes and makes no version`() async throws {
    let server = TestServer { path in
      path == "/robots.txt"
        ? TestServer.noRobots
        : [
          .send(
            "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nConnection: close\r\n\r\n%PDF-1.7 not a page"
          )
        ]
    }
    let program = try Program()
    let run = try program.run("look", server.address("/paper"), "--allow-address", "127.0.0.1")
    #expect(run.status == 65)
    #expect(run.output.contains("PDF"))
    let kept = try program.git("grep", "-l", "%PDF-1.7 not a page", "refs/writethru/journal").output
    #expect(kept.contains("payloads/"))
    #expect(try program.run("verify").status == 0)
    #expect(server.connections == 2)
  }

  @Test func `one round tells how it ended by its exit code`() async throws {
    let server = TestServer { path in
      path == "/robots.txt"
        ? TestServer.noRobots
        : [.send("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    }
    let run = try Program().run(
      "watch", server.address("/dock-fire"), "--once", "--allow-address", "127.0.0.1")
    #expect(run.status == 69)
    #expect(run.output.contains("500"))
    #expect(server.connections == 2)
  }
}
