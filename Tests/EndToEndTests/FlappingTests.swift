// Texts that take turns are kept and not told; edits that look like it at first are told once they have stayed.

import Foundation
import LocalServer
import Synchronization
import Testing

@Suite struct FlappingTests {
  private struct Message: Decodable {
    struct Change: Decodable { var type: String }
    var story: String
    var versions: [String]
    var changes: [Change]
  }

  static func page(_ headline: String, _ more: String = "", changed hour: Int = 8) -> String {
    let text =
      "A warehouse near the market burned down early on Monday.</p><p>Two streets were closed to traffic."
    return """
      <html><head><title>x</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"\(headline)",\
      "datePublished":"2026-03-02T08:00:00Z","dateModified":"2026-03-02T\(10 + hour):00:00Z"}</script></head>\
      <body><article><h1>\(headline)</h1><p>\(text)</p>\(more)</article></body></html>
      """
  }

  @Test(.timeLimit(.minutes(4)))
  func `a stale cache and a headline test are not told, a text restored and a headline kept are`()
    async throws
  {
    let one = Self.page("Fire at the market")
    let two = Self.page(
      "Fire at the market", "<p>“Nobody is missing and all are safe,” said Maria Okafor, the mayor.</p>",
      changed: 9)
    let headline = Self.page("Blaze guts the market")
    let texts = [
      "cache": [one, one, two, two, one, two, one, two, two],
      "test": [one, one, headline, one, headline, one, one],
      "restored": [one, one, two, two, one, one], "headline": [one, one, headline, headline],
    ]
    let looks = Mutex<[String: Int]>([:])
    let server = TestServer { path in
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      guard let own = texts[name] else {
        return [.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
      }
      let look = looks.withLock { looks in
        looks[name, default: 0] += 1
        return looks[name, default: 0] - 1
      }
      let page = own[min(look, own.count - 1)]
      return [
        .send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(page)")
      ]
    }
    let received = Mutex<[Message]>([])
    let desk = TestServer.answering { request in
      let body = request.components(separatedBy: "\r\n\r\n").dropFirst().joined()
      if let message = try? JSONDecoder().decode(Message.self, from: Data(body.utf8)) {
        received.withLock { $0.append(message) }
      }
      return [.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")]
    }
    let program = try Program()
    try program.write(
      """
      fetch: {host-rest: 0, allow-addresses: [127.0.0.1]}
      telling:
        channels:
          desk: {kind: webhook, address: "\(desk.address("/"))", allow-addresses: [127.0.0.1]}
      """, to: "writethru-archive/writethru.yaml")
    for name in texts.keys.sorted() {
      #expect(try program.run("add", server.address("/\(name)"), "--name", name).status == 0)
    }
    let watch = try program.start(["watch", "--every", "2s"])
    for _ in 0..<400 where watch.process.isRunning {
      let isOver = looks.withLock { looks in
        texts.allSatisfy { looks[$0.key, default: 0] >= $0.value.count + 4 }
      }
      if isOver, received.withLock({ $0.count }) >= 4 { break }
      try await Task.sleep(for: .milliseconds(250))
    }
    try await Task.sleep(for: .seconds(2))
    watch.process.terminate()
    let run = try watch.end()
    let told = received.withLock { $0 }.map {
      "\($0.story): \($0.changes.map(\.type).joined(separator: " "))"
    }.sorted()
    #expect(
      told == [
        "cache: quote_added", "headline: headline_changed", "restored: quote_added",
        "restored: quote_removed",
      ], "\(run.errors)")
    // Every version is kept, and the journal says which took turns.
    #expect(try program.git("rev-list", "--count", "cache").output == "6\n")
    let events = try program.git("log", "-p", "--format=", "refs/writethru/journal", "--", "events.jsonl")
      .output
    #expect(events.contains("\"cause\":\"stale_cache\"") && events.contains("\"cause\":\"headline_test\""))
    #expect(
      !events.contains("\"story\":\"restored\",\"versions\"")
        && !events.contains("\"story\":\"headline\",\"versions\""))
  }
}
