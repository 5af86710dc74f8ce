// Messages of a watch that is killed all the while, the other side failing every other time.

import Foundation
import LocalServer
import Synchronization
import Testing

@Suite struct TellingTests {
  /// A page that has a new quote after every few looks.
  private final class GrowingPage: Sendable {
    static let sayings = [
      "We saw the water come over the wall before anybody rang",
      "Nobody is missing and the school is open again",
      "It will take until Friday to count all of the boats",
      "The pumps were checked last week and they all ran",
      "There was no warning on the radio that night",
    ]
    private let state = Mutex((version: 0, looks: 0))

    var isOver: Bool { state.withLock { $0.version == Self.sayings.count && $0.looks > 2 } }

    func answer(_ request: String) -> [TestServer.Step] {
      let version = state.withLock { state in
        if state.looks >= 2, state.version < Self.sayings.count { state = (state.version + 1, 0) }
        state.looks += 1
        return state.version
      }
      let names = ["Maria Okafor", "Jon Hale", "Lena Lindqvist", "Samuel Osei", "Nora Castellan"]
      let quotes = zip(Self.sayings, names).prefix(version).map { "“\($0),” said \($1), a resident." }
      let page = WatchTests.page(Array(quotes))
      return [
        .send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(page)")
      ]
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `killed again and again, it tells every change on every channel, and none under two ids`() async throws
  {
    let page = GrowingPage()
    let web = TestServer.answering(page.answer)
    let calls = Mutex(0)
    let hooked = Mutex<[String]>([])
    let desk = TestServer.answering { request in
      let isRefused = calls.withLock { calls in
        calls += 1
        return calls % 2 == 1
      }
      if isRefused { return [.reset] }
      let id = request.components(separatedBy: "webhook-id: ").last?.prefix(32) ?? ""
      hooked.withLock { $0.append(String(id)) }
      return [.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")]
    }
    let tries = Mutex(0)
    let mail = MailServer { command in
      guard command == "." else { return nil }
      let isRefused = tries.withLock { tries in
        tries += 1
        return tries % 2 == 1
      }
      return isRefused ? "451 try again" : nil
    }
    let program = try Program()
    try program.write(
      """
      fetch: {host-rest: 0, allow-addresses: [127.0.0.1]}
      telling:
        retry: 1s
        channels:
          desk: {kind: webhook, address: "\(desk.address("/"))", allow-addresses: [127.0.0.1]}
          mail:
            {kind: mail, server: 127.0.0.1, port: \(mail.port), security: none, from: a@news.example, to: [b@news.example],
            allow-addresses: [127.0.0.1]}
          reader: {kind: feed, file: changes.xml}
      """, to: "writethru-archive/writethru.yaml")
    #expect(try program.run("add", web.address("/flood"), "--name", "flood").status == 0)
    for round in 0..<6 {
      let watch = try program.start(["watch", "--every", "1s"])
      try await Task.sleep(for: .milliseconds(700 + 450 * (round % 4)))
      kill(watch.process.processIdentifier, SIGKILL)
      watch.process.waitUntilExit()
    }
    let watch = try program.start(["watch", "--every", "1s"])
    func changes() throws -> Int {
      (Int(try program.git("rev-list", "--count", "flood").output.filter(\.isNumber)) ?? 1) - 1
    }
    for _ in 0..<240 {
      let ids = Set(mail.letters.compactMap { Self.id(of: $0) })
      let count = try changes()
      let isDone = page.isOver && ids.count >= count && Set(hooked.withLock { $0 }).count >= count
      if isDone || !watch.process.isRunning { break }
      try await Task.sleep(for: .milliseconds(500))
    }
    watch.process.terminate()
    let run = try watch.end()
    let wanted = try changes()
    #expect(wanted > 0, "\(run.errors)")
    #expect(Set(hooked.withLock { $0 }).count == wanted, "\(run.errors)")
    #expect(Set(mail.letters.compactMap { Self.id(of: $0) }).count == wanted, "\(run.errors)")
    let feed = try String(
      contentsOf: program.folder.appendingPathComponent("writethru-archive/changes.xml"), encoding: .utf8)
    #expect(feed.components(separatedBy: "<entry>").count == wanted + 1)
    #expect(try program.run("verify").status == 0)
  }

  private static func id(of letter: MailServer.Letter) -> String? {
    letter.text.components(separatedBy: "X-Writethru-Id: ").dropFirst().first.map { String($0.prefix(32)) }
  }

  @Test func `a channel is tried out, and what would have been told is shown`() throws {
    let desk = TestServer("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
    let program = try Program()
    try program.write(WatchTests.page("“Nobody is missing,” said Jon Hale."), to: "2020-01-06T2200Z.html")
    try program.write(
      WatchTests.page("“Nobody is missing,” said Jon Hale.", "“It is out,” said Maria Okafor, a pilot."),
      to: "2020-01-06T2300Z.html")
    #expect(try program.run("import", "fire", "2020-01-06T2200Z.html", "2020-01-06T2300Z.html").status == 0)
    #expect(try program.run("notify", "test").status == 64)
    try program.write(
      """
      telling:
        channels:
          desk: {kind: webhook, address: "\(desk.address("/"))", allow-addresses: [127.0.0.1], types: [quote_added]}
          shut: {kind: webhook, address: "\(desk.address("/"))", allow-addresses: [10.0.0.1]}
      """, to: "writethru-archive/writethru.yaml")
    let test = try program.run("notify", "test")
    #expect(test.status == 69)
    #expect(test.output.contains("desk: taken"))
    #expect(test.output.contains("shut: 127.0.0.1 is at 127.0.0.1, not a public address"))
    #expect(desk.connections == 1)
    let dry = try program.run("notify", "dry-run")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.output.contains("Maria Okafor"))
    #expect(dry.output.contains("First seen with 6 Jan 2020 23:00 UTC, last seen without 22:00."))
    #expect(desk.connections == 1)
    #expect(try program.run("notify", "waiting").output.contains("desk: 0 wait"))
  }

  @Test func `a digest says what changed and what was watched, and marks are heeded`() throws {
    let program = try Program()
    try program.write(WatchTests.page("At least 12 people were hurt."), to: "2020-01-06T2200Z.html")
    try program.write(
      WatchTests.page(
        "At least 15 people were hurt.",
        "Correction: An earlier version of this article misspelled the name of the quay."),
      to: "2020-01-06T2300Z.html")
    #expect(try program.run("import", "fire", "2020-01-06T2200Z.html", "2020-01-06T2300Z.html").status == 0)
    let digest = try program.run("digest", "--since", "2020-01-06T21:00Z", "--until", "2020-01-07T00:00Z")
    #expect(digest.status == 0, "\(digest.errors)")
    let (note, number) = (
      digest.output.range(of: "CORRECTIONS AND NOTES"), digest.output.range(of: "12 → 15")
    )
    #expect(note != nil && number != nil, "\(digest.output)")
    #expect(digest.output.contains("WATCHED"))
    let json = try program.run(
      "digest", "--since", "2020-01-06T21:00Z", "--until", "2020-01-07T00:00Z", "--json"
    ).output
    let id = try #require(json.firstMatch(of: /"id": "([0-9A-Z]+)"[^}]*"type": "number_changed"/)?.1)
    let mark = try program.run("mark", String(id), "--false-alarm", "--note", "a table", "--by", "Rosa")
    #expect(mark.status == 0, "\(mark.errors)")
    let after = try program.run("digest", "--since", "2020-01-06T21:00Z", "--until", "2020-01-07T00:00Z")
      .output
    #expect(!after.contains("12 → 15"))
    #expect(!after.contains("no note"))
    #expect(try program.run("audit", "fire").errors.contains("1 of 2 changes"))
    #expect(after.contains("1 change marked as false alarms"))
    // The fact stands.
    #expect(try program.run("diff", "fire").output.contains("12 → 15"))
    let export = try program.run("mark", "export").output
    #expect(export.contains("\"verdict\":\"false_alarm\""))
    #expect(try program.run("mark", "zzzz", "--reviewed", "--by", "Rosa").status == 66)
    #expect(try program.run("digest", "--since", "never").status == 64)
    #expect(try program.run("verify").status == 0)
  }

  @Test(.timeLimit(.minutes(2)))
  func `stories are found in a feed, chosen by a word, and a witness is handed their versions`() async throws
  {
    let page = WatchTests.page("“Nobody is missing,” said Jon Hale.")
    let base = Mutex("")
    let server = TestServer { path in
      let items = ["fire-at-the-docks", "sport-results"].map {
        "<item><title>\($0.replacing("-", with: " "))</title><link>\(base.withLock { $0 })/news/\($0)</link></item>"
      }.joined()
      let body = path == "/rss" ? "<rss><channel>\(items)</channel></rss>" : page
      if path == "/robots.txt" {
        return [.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
      }
      return [
        .send("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
      ]
    }
    base.withLock { $0 = server.address("") }
    let witness = TestServer(
      "HTTP/1.1 302 Found\r\nLocation: /web/20200106/page\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    let program = try Program()
    try program.write(
      """
      fetch: {host-rest: 0, allow-addresses: [127.0.0.1]}
      witnesses:
        keeper: {address: "\(witness.address("/save/"))?url={url}", rest: 0, allow-addresses: [127.0.0.1]}
      """, to: "writethru-archive/writethru.yaml")
    let test = try program.run("feeds", "test", server.address("/rss"), "--keyword", "fire")
    #expect(test.output.contains("RSS: 2 items, 1 taken"), "\(test.errors)")
    #expect(try program.run("feeds", "add", server.address("/rss"), "--keyword", "fire").status == 0)
    #expect(try program.run("feeds", "list").output.contains("/rss  with fire"))
    let watch = try program.start(["watch", "--every", "1s"])
    #expect(try await watch.waits(for: "fire-at-the-docks"))
    for _ in 0..<100 where witness.requests.isEmpty { try await Task.sleep(for: .milliseconds(200)) }
    try await Task.sleep(for: .seconds(1))
    watch.process.terminate()
    let run = try watch.end()
    #expect(run.status == 0, "\(run.errors)")
    let stories = try program.run("stories").output
    #expect(stories.contains("fire-at-the-docks") && !stories.contains("sport"))
    #expect(witness.requests.first?.contains("GET /save/?url=http%3A%2F%2F127.0.0.1%3A") == true)
    let events = try program.git("grep", "-h", "witness", "refs/writethru/journal", "--", "events.jsonl")
      .output
    let all = try program.git("log", "-p", "--format=", "refs/writethru/journal", "--", "events.jsonl").output
    #expect((events + all).contains("/web/20200106/page"))
  }
}
