// Tests of manners against servers on this machine.

import LocalServer
import Story
import Synchronization
import Testing

@testable import Fetch

@Suite struct PoliteFetcherTests {
  static let page = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfire"

  static func answer(_ body: String, status: Int = 200, _ more: String = "") -> [TestServer.Step] {
    [.send("HTTP/1.1 \(status) So\r\n\(more)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")]
  }

  /// A site with a robots.txt and the same page everywhere else.
  static func site(robots: @escaping @Sendable () -> [TestServer.Step]) -> TestServer {
    TestServer { path in path == "/robots.txt" ? robots() : [.send(page)] }
  }

  static func polite(
    time: SteadyTime = .system, _ change: (inout FetchSettings) -> Void = { _ in },
    manners: (inout MannersSettings) -> Void = { _ in }
  ) -> PoliteFetcher {
    var settings = MannersSettings.none
    manners(&settings)
    return PoliteFetcher(settings: .local(change), manners: settings, time: time)
  }

  static func problem(_ fetcher: PoliteFetcher, _ address: String) async -> FetchError.Problem? {
    do {
      _ = try await fetcher.fetch(address)
      return nil
    } catch {
      return error.problem
    }
  }

  /// Time that stands still but for waits, which are noted and take none.
  final class Stage: Sendable {
    let moment = Mutex(Timestamp(seconds: 1_578_348_000))
    let waits = Mutex<[Duration]>([])

    var time: SteadyTime {
      SteadyTime(
        now: { [self] in moment.withLock { $0 } },
        sleep: { [self] wait in
          waits.withLock { $0.append(wait) }
          pass(wait)
        })
    }

    func pass(_ time: Duration) { moment.withLock { $0 = $0.advanced(by: time) } }
  }

  @Test func `robots.txt is asked for once and obeyed`() async throws {
    let site = Self.site { Self.answer("User-agent: *\nDisallow: /live\n") }
    let fetcher = Self.polite()
    #expect(try await fetcher.fetch(site.address("/fire")).status == 200)
    #expect(await Self.problem(fetcher, site.address("/live/fire")) == .robotsDisallow(host: "127.0.0.1"))
    #expect(try await fetcher.fetch(site.address("/flood")).status == 200)
    #expect(site.requests.map { $0.split(separator: " ")[1] } == ["/robots.txt", "/fire", "/flood"])
  }

  @Test func `the name in the user agent is the robot's name`() async {
    let site = Self.site { Self.answer("User-agent: deskbot\nDisallow: /\nUser-agent: *\nAllow: /\n") }
    let fetcher = Self.polite { $0.userAgent = "DeskBot/2 (+desk@news.example)" }
    #expect(await Self.problem(fetcher, site.address("/fire")) == .robotsDisallow(host: "127.0.0.1"))
  }

  @Test(arguments: [400, 401, 403, 404, 410, 451])
  func `without a robots.txt everything is allowed`(status: Int) async throws {
    let site = Self.site { Self.answer("Disallow: /", status: status) }
    #expect(try await Self.polite().fetch(site.address("/fire")).status == 200)
  }

  @Test(arguments: [500, 503, 599, 429])
  func `a robots.txt in trouble forbids everything, and is asked for again`(status: Int) async throws {
    let asked = Atomic(0)
    let server = Self.site {
      asked.add(1, ordering: .relaxed).newValue == 1 ? Self.answer("", status: status) : Self.answer("")
    }
    let fetcher = Self.polite()
    #expect(
      await Self.problem(fetcher, server.address("/fire"))
        == .robotsUnreachable(host: "127.0.0.1", detail: "it answers \(status)"))
    #expect(server.requests.count == 1)
    #expect(try await fetcher.fetch(server.address("/fire")).status == 200)
  }

  @Test func `a robots.txt that never comes forbids everything`() async {
    let site = Self.site { [.pause(.seconds(8))] }
    let fetcher = Self.polite { $0.timeout = .milliseconds(300) }
    guard case .robotsUnreachable = await Self.problem(fetcher, site.address("/fire")) else {
      Issue.record("it was not missed")
      return
    }
    #expect(site.requests.count <= 1)
  }

  @Test(arguments: [5, 9])
  func `redirects of robots.txt are followed`(count: Int) async {
    let server = TestServer { path in
      switch path {
      case "/robots.txt": Self.answer("", status: 301, "Location: /r/1\r\n")
      case "/r/\(count)": Self.answer("User-agent: *\nDisallow: /fire")
      case _ where path.hasPrefix("/r/"):
        Self.answer("", status: 302, "Location: /r/\((Int(path.dropFirst(3)) ?? 0) + 1)\r\n")
      default: [.send(Self.page)]
      }
    }
    #expect(await Self.problem(Self.polite(), server.address("/fire")) == .robotsDisallow(host: "127.0.0.1"))
  }

  @Test func `redirects of robots.txt that lead nowhere are as none`() async throws {
    let site = Self.site { Self.answer("", status: 301, "Location: /robots.txt\r\n") }
    #expect(try await Self.polite().fetch(site.address("/fire")).status == 200)
  }

  @Test func `a robots.txt that leads to a private address is not asked there`() async {
    let other = TestServer(Self.page)
    let site = Self.site { Self.answer("", status: 301, "Location: \(other.address(host: "127.0.0.2"))\r\n") }
    guard
      case .refusedAddress(host: "127.0.0.2", _, _) = await Self.problem(Self.polite(), site.address("/fire"))
    else {
      Issue.record("not refused")
      return
    }
    #expect(other.connections == 0)
  }

  @Test func `a redirect is checked against the robots.txt it leads to`() async {
    let other = TestServer(at: "127.0.0.3") { path in
      path == "/robots.txt" ? Self.answer("User-agent: *\nDisallow: /fire") : [.send(Self.page)]
    }
    let site = TestServer { path in
      path == "/robots.txt"
        ? Self.answer("")
        : Self.answer("", status: 302, "Location: \(other.address("/fire", host: "127.0.0.3"))\r\n")
    }
    let fetcher = Self.polite { $0.allowedAddresses = ["127.0.0.0/8"].compactMap { try? AddressRange($0) } }
    #expect(await Self.problem(fetcher, site.address("/a")) == .robotsDisallow(host: "127.0.0.3"))
  }

  @Test func `the operator may overrule robots.txt for a host, with a reason`() async throws {
    let site = Self.site { Self.answer("User-agent: *\nDisallow: /") }
    let fetcher = Self.polite(manners: {
      $0.robotsIgnored = ["127.0.0.1": "the publisher allowed it on 6 January"]
    })
    #expect(try await fetcher.fetch(site.address("/fire")).status == 200)
    #expect(site.requests.count == 1)
  }

  @Test func `a robots.txt holds for a day`() async throws {
    let stage = Stage()
    let site = Self.site { Self.answer("") }
    let fetcher = Self.polite(time: stage.time)
    for _ in 0..<2 { _ = try await fetcher.fetch(site.address("/fire")) }
    stage.pass(.seconds(86_399))
    _ = try await fetcher.fetch(site.address("/fire"))
    #expect(site.requests.count { $0.hasPrefix("GET /robots.txt") } == 1)
    stage.pass(.seconds(2))
    _ = try await fetcher.fetch(site.address("/fire"))
    #expect(site.requests.count { $0.hasPrefix("GET /robots.txt") } == 2)
  }

  @Test func `a host rests between looks as robots.txt asks`() async throws {
    let stage = Stage()
    let site = Self.site { Self.answer("User-agent: *\nCrawl-delay: 7\n") }
    let fetcher = Self.polite(time: stage.time) { _ in
    } manners: {
      $0.longestCrawlDelay = .seconds(60)
      $0.jitter = 0
    }
    for _ in 0..<3 { _ = try await fetcher.fetch(site.address("/fire")) }
    #expect(stage.waits.withLock { $0 } == [.seconds(7), .seconds(7)])
  }

  @Test func `a host is asked by one request at a time, in order; others are not held up`() async throws {
    let now = Atomic(0)
    let most = Atomic(0)
    let order = Mutex<[String]>([])
    let site = TestServer { path in
      if path == "/robots.txt" { return Self.answer("") }
      let count = now.add(1, ordering: .relaxed).newValue
      if count > most.load(ordering: .relaxed) { most.store(count, ordering: .relaxed) }
      order.withLock { $0.append(path) }
      now.subtract(1, ordering: .relaxed)
      return [.pause(.milliseconds(5)), .send(Self.page)]
    }
    let fetcher = Self.polite()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask { _ = try await fetcher.fetch(site.address("/\(number)")) }
      }
      try await group.waitForAll()
    }
    #expect(most.load(ordering: .relaxed) == 1)
    #expect(order.withLock { $0.count } == 20)
  }

  @Test(arguments: [
    ("120", 120.0), ("999999999", 86_400.0), ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0), ("soon", 60.0),
  ])
  func `a host that asks to be left alone is, at most for a day; others go on`(value: String, seconds: Double)
    async throws
  {
    let stage = Stage()
    let busy = TestServer { path in
      path == "/robots.txt" ? Self.answer("") : Self.answer("", status: 429, "Retry-After: \(value)\r\n")
    }
    let fetcher = Self.polite(
      time: stage.time, { $0.allowedAddresses = ["127.0.0.0/8"].compactMap { try? AddressRange($0) } },
      manners: {
        $0.firstBackOff = .seconds(60); $0.jitter = 0
      })
    #expect(try await fetcher.fetch(busy.address("/fire")).status == 429)
    let began = stage.moment.withLock { $0 }
    guard
      case .hostRests(host: "127.0.0.1", let until, _) = await Self.problem(fetcher, busy.address("/flood"))
    else {
      Issue.record("the host was asked again")
      return
    }
    #expect(Double(until.milliseconds - began.milliseconds) / 1000 == seconds)
    #expect(await fetcher.rest(of: busy.address()) == until)
    #expect(await fetcher.hostsInTrouble().map(\.host) == ["127.0.0.1"])
    #expect(busy.requests.count == 2)
    // Another host is not held up: a name of its own at the same machine.
    #expect(await fetcher.rest(of: "http://127.0.0.9/") == nil)
    // After the rest it is asked again.
    stage.pass(.seconds(86_401))
    #expect(try await fetcher.fetch(busy.address("/fire")).status == 429)
  }

  @Test func `a storm of errors is met with longer and longer waits, and one good answer ends them`()
    async throws
  {
    let stage = Stage()
    let asked = Atomic(0)
    let site = TestServer { path in
      if path == "/robots.txt" { return Self.answer("") }
      return asked.add(1, ordering: .relaxed).newValue <= 4
        ? Self.answer("", status: 503) : [.send(Self.page)]
    }
    let fetcher = Self.polite(
      time: stage.time,
      manners: {
        $0.firstBackOff = .seconds(60)
        $0.jitter = 0
        $0.patience = .seconds(100_000)
      })
    for _ in 0..<6 { _ = try await fetcher.fetch(site.address("/fire")) }
    #expect(stage.waits.withLock { $0 } == [60, 120, 240, 480].map { .seconds($0) })
    #expect(await fetcher.hostsInTrouble().isEmpty)
  }

  @Test func `a name that leads nowhere is asked for less and less often`() async {
    let stage = Stage()
    let fetcher = Self.polite(
      time: stage.time,
      manners: {
        $0.firstBackOff = .seconds(60)
        $0.jitter = 0
        $0.patience = .seconds(100)
      })
    #expect(
      await Self.problem(fetcher, "http://harbour.invalid/fire") == .unresolved(host: "harbour.invalid"))
    #expect(
      await Self.problem(fetcher, "http://harbour.invalid/fire") == .unresolved(host: "harbour.invalid"))
    guard case .hostRests = await Self.problem(fetcher, "http://harbour.invalid/fire") else {
      Issue.record("asked again at once")
      return
    }
    #expect(stage.waits.withLock { $0 } == [.seconds(60)])
  }

  @Test func `whoever no longer wants a turn leaves the queue`() async throws {
    let site = TestServer { path in
      path == "/robots.txt"
        ? Self.answer("") : [.pause(.milliseconds(path == "/slow" ? 300 : 0)), .send(Self.page)]
    }
    let fetcher = Self.polite()
    let slow = Task { await Self.problem(fetcher, site.address("/slow")) }
    while site.requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
    let second = Task { await Self.problem(fetcher, site.address("/second")) }
    let third = Task { await Self.problem(fetcher, site.address("/third")) }
    try await Task.sleep(for: .milliseconds(20))
    second.cancel()
    #expect(await second.value == .cancelled)
    #expect(await slow.value == nil)
    #expect(await third.value == nil)
    #expect(!site.requests.contains { $0.hasPrefix("GET /second") })
  }

  @Test func `fetches whose redirects cross do not block each other`() async throws {
    let settings: (inout FetchSettings) -> Void = {
      $0.allowedAddresses = ["127.0.0.0/8"].compactMap { try? AddressRange($0) }
    }
    let server = TestServer.answering(at: "0.0.0.0") { request in
      let path = request.split(separator: " ").dropFirst().first ?? ""
      let port =
        request.split(separator: "\r\n").first { $0.hasPrefix("Host:") }?.split(separator: ":").last ?? ""
      switch path {
      case "/robots.txt": return Self.answer("")
      case "/to3": return Self.answer("", status: 302, "Location: http://127.0.0.3:\(port)/end\r\n")
      case "/to2": return Self.answer("", status: 302, "Location: http://127.0.0.2:\(port)/end\r\n")
      default: return [.send(Self.page)]
      }
    }
    let fetcher = Self.polite(settings)
    await withTaskGroup(of: FetchError.Problem?.self) { group in
      for number in 0..<20 {
        let isEven = number % 2 == 0
        group.addTask {
          await Self.problem(
            fetcher, server.address(isEven ? "/to3" : "/to2", host: isEven ? "127.0.0.2" : "127.0.0.3"))
        }
      }
      for await problem in group { #expect(problem == nil) }
    }
  }
}
