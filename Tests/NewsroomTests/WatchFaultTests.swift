// The table of faults as a watch sees it: each has its place in the journal, and the next look is clean.

import Foundation
import LocalServer
import Report
import Story
import Synchronization
import Testing

@testable import Archive
@testable import Fetch
@testable import Newsroom

@Suite struct WatchFaultTests {
  /// A fault of a server.
  struct Fault: Sendable {
    /// What it is; names the story too.
    var name: String
    /// What the server does at the story's path.
    var steps: [TestServer.Step]
    /// What it does at robots.txt; nil for none there.
    var robots: [TestServer.Step]?
    /// How the look must end.
    var outcome: Look.Outcome
    /// What failed, in a word.
    var word: String?
    /// What the note must say.
    var note: String

    init(
      _ name: String, _ steps: [TestServer.Step] = [], robots: [TestServer.Step]? = nil,
      _ outcome: Look.Outcome = .unreachable, _ word: String? = nil, note: String = ""
    ) {
      (self.name, self.steps, self.robots) = (name, steps, robots)
      (self.outcome, self.word, self.note) = (outcome, word, note)
    }
  }

  static let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
  static let article = NewsSite.article([WatchServiceTests.pilot])

  static func status(_ status: Int, _ header: String = "", _ body: String = "") -> [TestServer.Step] {
    [
      .send(
        "HTTP/1.1 \(status) So\r\n\(header)Content-Type: text/html\r\nContent-Length: \(body.utf8.count)\r\n"
          + "Connection: close\r\n\r\n\(body)")
    ]
  }

  /// Zero bytes as gzip packs them.
  static func packedZeros(megabytes: Int) -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "head -c \(megabytes)M /dev/zero | gzip -9"]
    let output = Pipe()
    process.standardOutput = output
    guard (try? process.run()) != nil else { return [] }
    return Array(output.fileHandleForReading.readDataToEndOfFile())
  }

  /// A gzip bomb.
  static let bomb: [TestServer.Step] = [
    .send(ok + "Content-Encoding: gzip\r\n\r\n"), .bytes(packedZeros(megabytes: 12)),
  ]

  static let faults: [Fault] = [
    Fault(
      "drip-of-headers", [.send(ok), .forever([0x58], every: .milliseconds(50))], .unreachable, "timeout"),
    Fault(
      "drip-of-body", [.send(ok + "\r\n"), .forever([0x58], every: .milliseconds(50))], .unreachable,
      "timeout"),
    Fault("silence", [.pause(.seconds(20))], .unreachable, "timeout"),
    Fault(
      "endless-body",
      [.send(ok + "\r\n"), .forever([UInt8](repeating: 0x58, count: 1 << 16), every: .milliseconds(1))],
      .unreachable, "too_large"),
    Fault(
      "endless-headers",
      [.send(ok), .forever(Array("X-More: and more\r\n".utf8), every: .milliseconds(1))], .unreachable,
      "too_large"),
    Fault(
      "endless-chunks",
      [
        .send(ok + "Transfer-Encoding: chunked\r\n\r\n"),
        .forever(
          Array("1000\r\n".utf8) + [UInt8](repeating: 0x58, count: 4096) + [13, 10], every: .milliseconds(1)),
      ], .unreachable, "too_large"),
    Fault("gzip-bomb", bomb, .unreachable, "too_large"),
    Fault(
      "broken-gzip", [.send(ok + "Content-Encoding: gzip\r\n\r\nno gzip at all")], .unreachable, "encoding"),
    Fault("short-body", [.send(ok + "Content-Length: 5000\r\n\r\n<article>The fi")], .unreachable, "cut_off"),
    Fault(
      "cut-chunks", [.send(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nThe f\r\n")], .unreachable, "cut_off"),
    Fault(
      "torn-down", [.send(ok + "Content-Length: 5000\r\n\r\nThe fi"), .pause(.milliseconds(50)), .reset],
      .unreachable, "cut_off"),
    Fault("hung-up", [], .unreachable, "connection"),
    Fault("no-http", [.send("220 mail.news.example ESMTP\r\n")], .unreachable, "not_http"),
    Fault("redirect-loop", status(302, "Location: /redirect-loop\r\n"), .unreachable, "redirect"),
    Fault("redirect-to-file", status(302, "Location: file:///etc/passwd\r\n"), .unreachable, "redirect"),
    Fault(
      "redirect-inside", status(302, "Location: http://169.254.169.254/latest\r\n"), .blocked, "forbidden",
      note: "not a public address"),
    Fault("storm-500", status(500, "", "<h1>Oops</h1>"), .refused, note: "answered 500"),
    Fault("storm-503", status(503), .refused, note: "answered 503"),
    Fault("login", status(403, "", "<h1>Members only</h1>"), .refused, note: "answered 403"),
    Fault("not-found", status(404, "", "<h1>Not here</h1>"), .withdrawn, note: "gone"),
    Fault("gone", status(410), .withdrawn, note: "gone"),
    Fault("for-lawyers", status(451), .withdrawn, note: "gone"),
    Fault(
      "soft-404",
      status(
        200, "", "<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"
      ),
      .noArticle),
    Fault(
      "maintenance",
      status(
        200, "",
        "<html><head><title>Down for maintenance</title></head><body><h1>Down for maintenance</h1></body></html>"
      ),
      .noArticle),
    Fault("emptied", status(200, "", ""), .noArticle),
    Fault(
      "robots-disallow", [.send(article)], robots: status(200, "", "User-agent: *\nDisallow: /"), .blocked,
      "robots", note: "robots.txt"),
    Fault(
      "robots-500", [.send(article)], robots: status(500), .blocked, "robots", note: "robots.txt"),
    Fault(
      "robots-429", [.send(article)], robots: status(429), .blocked, "robots", note: "robots.txt"),
    Fault(
      "robots-silent", [.send(article)], robots: [.pause(.seconds(20))], .blocked, "robots",
      note: "robots.txt"),
  ]

  @Test
  func `each fault has its place in the journal, nothing is kept as a version, and the next look is clean`()
    async throws
  {
    let isWell = Mutex<Set<String>>([])
    let server = TestServer.answering(at: "0.0.0.0") { request in
      let path = request.split(separator: " ").dropFirst().first.map(String.init) ?? ""
      // The host says which fault it is: 127.1.0.N.
      let host = request.split(separator: "\r\n").first { $0.hasPrefix("Host: 127.1.0.") }
      let number = host.flatMap { Int($0.dropFirst(14).prefix { $0 != ":" }) } ?? 1
      let fault = Self.faults[number - 1]
      if isWell.withLock({ $0.contains(fault.name) }) {
        return path == "/robots.txt" ? TestServer.noRobots : [.send(Self.article)]
      }
      return path == "/robots.txt" ? fault.robots ?? TestServer.noRobots : fault.steps
    }
    let stage = WatchStage()
    let addresses = Self.faults.enumerated().map { place, fault in
      server.address("/\(fault.name)", host: "127.1.0.\(place + 1)")
    }
    try await stage.watch(addresses, allowed: ["127.0.0.0/8"]) {
      $0.fetch.maxWireBytes = 1 << 20
      $0.fetch.maxBodyBytes = 4 << 20
      $0.fetch.timeout = .seconds(4)
      $0.fetch.minimumSpeedTime = .seconds(2)
      // A robots.txt that forbids is asked for again at once.
      $0.manners.robotsLife = .zero
    } while: { _ in
      for fault in Self.faults {
        try await stage.wait(fault.name) {
          stage.looks(fault.outcome, of: fault.name).contains {
            (fault.word == nil || $0.fault == fault.word)
              && (fault.note.isEmpty || ($0.note ?? "").contains(fault.note))
          }
        }
        #expect(stage.looks(.version, of: fault.name).isEmpty)
      }
      isWell.withLock { $0 = Set(Self.faults.map(\.name)) }
      for fault in Self.faults {
        try await stage.wait("a clean look after \(fault.name)") {
          !stage.looks(.version, of: fault.name).isEmpty
        }
      }
    }
    let archive = try stage.archive()
    for fault in Self.faults {
      let slug = try Slug(fault.name)
      #expect(try archive.versions(of: slug).count == 1, "\(fault.name)")
      let kept = try archive.looks(of: slug)
      #expect(kept.contains { $0.outcome == fault.outcome }, "\(fault.name)")
      #expect(try stage.newsroom.log(slug).rendered(as: .terminal).contains("1 version"))
    }
  }

  @Test func `a name that leads nowhere, and a server that speaks no TLS`() async throws {
    let server = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    let stage = WatchStage()
    let secure = server.address("/tls").replacing("http:", with: "https:")
    try await stage.watch(["http://no-such-host.invalid/dns", secure]) { _ in
      try await stage.wait("dns") { stage.looks(.unreachable, of: "dns").contains { $0.fault == "dns" } }
      try await stage.wait("tls") { stage.looks.contains { $0.story.text == "tls" && $0.fault == "tls" } }
    }
  }

  @Test func `an absurd Retry-After is obeyed for a day at most, and other sites are not kept waiting`()
    async throws
  {
    let site = NewsSite(at: "0.0.0.0")
    site.answer("/storm", 429, "Retry-After: 99999999\r\n")
    site.publish("/fire", WatchServiceTests.pilot)
    let stage = WatchStage()
    let storm = site.server.address("/storm", host: "127.0.0.2")
    try await stage.watch([storm, site.server.address("/fire", host: "127.0.0.3")]) { service in
      try await stage.wait("a refusal") { !stage.looks(.refused, of: "storm").isEmpty }
      try await stage.wait("looks at the other site") { stage.looks.count { $0.story.text == "fire" } > 5 }
      try await stage.wait("the trouble") { !service.statusNow.hostsInTrouble.isEmpty }
      let host = try #require(service.statusNow.hostsInTrouble.first)
      #expect(host.name == "127.0.0.2" && host.trouble.contains("429"))
      let hours = Double(host.until.milliseconds - Timestamp(Date()).milliseconds) / 3_600_000
      #expect((23...24).contains(hours))
    }
    #expect(site.requests("/storm") == 1)
  }

  /// Addresses that lead to this machine or another that is not public, in forms that have fooled others.
  static func forbidden(port: Int) -> [String] {
    let here = [
      "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
      "0", "0.0.0.0",
      "localhost", "LOCALHOST", "localhost.", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
      "[0:0:0:0:0:ffff:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "127.0.0.1.", "１２７.０.０.１",
      "①②⑦.⓪.⓪.①",
      "127。0。0。1",
    ].map { "http://\($0):\(port)/canary" }
    let inside = [
      "10.0.0.5", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "192.0.2.1", "198.18.0.1",
      "224.0.0.1",
      "255.255.255.255", "168.63.129.16", "[fc00::1]", "[fe80::1]", "[ff02::1]", "[2001:db8::1]",
      "[::ffff:10.0.0.5]",
      "[64:ff9b::a00:5]",
    ].map { "http://\($0)/canary" }
    return here + inside
  }

  @Test func `forty forbidden addresses are refused before a byte is sent`() async throws {
    let canary = TestServer(at: "0.0.0.0") { _ in [.send(Self.article)] }
    let all = Self.forbidden(port: canary.port)
    #expect(all.count == 40)
    let stage = WatchStage()
    var registered: [String] = []
    for address in all {
      do {
        _ = try await stage.newsroom.add([address], name: Slug("direct-\(registered.count)"))
        registered.append(address)
      } catch let failure as Failure {
        // Some are no address at all.
        #expect(failure.kind == .usage, "\(address): \(failure)")
      }
    }
    let direct = registered.count
    try await stage.watch(allowed: []) { _ in
      for number in 0..<direct {
        try await stage.wait("\(registered[number])") {
          stage.looks.contains { $0.story.text == "direct-\(number)" && $0.outcome != .version }
        }
      }
    }
    for look in stage.looks {
      #expect([.blocked, .unreachable].contains(look.outcome), "\(look)")
      #expect(look.fault == "forbidden" || look.fault == "dns", "\(look.address ?? "") \(look.note ?? "")")
    }
    // Now by redirects from a site that may be asked.
    let site = TestServer(at: "127.0.0.9") { path in
      let number = Int(path.split(separator: "-").last ?? "") ?? 0
      return path == "/robots.txt"
        ? TestServer.noRobots : Self.status(302, "Location: \(all[number])\r\n")
    }
    let second = WatchStage()
    let addresses = all.indices.map { site.address("/to-\($0)", host: "127.0.0.9") }
    try await second.watch(addresses, allowed: ["127.0.0.9"]) { _ in
      for place in all.indices {
        try await second.wait(all[place]) { second.looks.contains { $0.story.text == "to-\(place)" } }
      }
    }
    for look in second.looks {
      #expect(["forbidden", "redirect", "dns"].contains(look.fault), "\(look)")
    }
    #expect(canary.connections == 0)
  }
}
