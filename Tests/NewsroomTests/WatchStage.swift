// What the tests of a watch are made of: an archive, a clock that can be turned, a server, and what the watch tells.

import Foundation
import LocalServer
import Report
import Story
import Synchronization
import Testing

@testable import Archive
@testable import Fetch
@testable import Newsroom

/// An archive of its own under watch. The clocks go on as they are, from wherever a test turns them to.
final class WatchStage: Sendable {
  let newsroom: Newsroom
  private let told = Told()

  init() {
    var newsroom = Newsroom(
      archive: FileManager.default.temporaryDirectory.path + "/writethru-watch-\(UUID().uuidString)")
    let turned = Shift()
    // The holder runs in this process, on threads that other tests keep busy.
    newsroom.patience = .seconds(600)
    newsroom.now = { Timestamp(milliseconds: Timestamp(Date()).milliseconds + turned.wall) }
    self.newsroom = newsroom
    shift = turned
  }

  /// How far the clocks are turned.
  private final class Shift: Sendable {
    private let by = Mutex((wall: Int64(0), steady: Int64(0)))
    var wall: Int64 { by.withLock { $0.wall } }
    var steady: Int64 { by.withLock { $0.steady } }
    func add(wall: Int64, steady: Int64) {
      by.withLock { $0 = ($0.wall + wall, $0.steady + steady) }
    }
  }

  private let shift: Shift

  /// What the watch told.
  private final class Told: Sendable {
    private let events = Mutex<[WatchEvent]>([])
    var all: [WatchEvent] { events.withLock { $0 } }
    func add(_ event: WatchEvent) { events.withLock { $0.append(event) } }
  }

  deinit { try? FileManager.default.removeItem(atPath: newsroom.path) }

  /// Sets the wall clock, by milliseconds.
  func setClock(by milliseconds: Int64) { shift.add(wall: milliseconds, steady: 0) }

  /// Lets time go by at once: the machine was suspended.
  func suspend(hours: Int64) { shift.add(wall: hours * 3_600_000, steady: hours * 3_600_000) }

  /// Settings for the archive.
  func write(_ settings: String) throws {
    try FileManager.default.createDirectory(atPath: newsroom.path, withIntermediateDirectories: true)
    try settings.write(toFile: newsroom.path + "/writethru.yaml", atomically: true, encoding: .utf8)
  }

  /// Watches targets while `work` goes on, then stops in good order.
  ///
  /// - Parameters:
  ///   - every: nil to watch when a change is due.
  ///   - rules: changes how pages are fetched; without manners at first.
  func watch(
    _ targets: [String] = [], every: Duration? = .milliseconds(200), allowed: [String] = ["127.0.0.0/8"],
    _ rules: @escaping @Sendable (inout FetchRules) -> Void = { _ in },
    while work: (WatchService) async throws -> Void
  ) async throws {
    var plan = WatchPlan(
      targets: targets, every: every, look: LookSettings(allowedAddresses: allowed), options: .init())
    plan.adjust = {
      $0.manners = .none
      $0.fetch.timeout = .seconds(600)
      $0.fetch.connectTimeout = .seconds(600)
      $0.fetch.minimumSpeedTime = .seconds(600)
      rules(&$0)
    }
    let steady = plan.steady
    plan.steady = { [shift] in steady() + shift.steady }
    let service = try await WatchService(newsroom, plan: plan) { [told] event in
      told.add(event)
    }
    let running = Task { try await service.run() }
    do {
      try await work(service)
    } catch {
      running.cancel()
      _ = try? await running.value
      throw error
    }
    running.cancel()
    try await running.value
  }

  /// What was told so far.
  var events: [WatchEvent] { told.all }

  /// Looks told so far.
  var looks: [Look] {
    events.compactMap { if case .looked(_, let outcome, _) = $0 { outcome.look } else { nil } }
  }

  /// Looks told so far that ended in a way.
  func looks(_ outcome: Look.Outcome, of story: String? = nil) -> [Look] {
    looks.filter { $0.outcome == outcome && (story == nil || $0.story.text == story) }
  }

  /// Waits until something is so. The bound is for defects only: a busy machine is none.
  func wait(_ what: String = "", until isSo: () async throws -> Bool) async throws {
    let end = ContinuousClock.now.advanced(by: .seconds(300))
    while try await !isSo() {
      try #require(
        ContinuousClock.now < end, "\(what) did not come: \(looks.suffix(5)) \(events.count) events")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// The archive, for reading.
  func archive() throws -> ArchiveReader { try ArchiveReader(at: newsroom.path) }
}

/// A news site that a test rewrites as it goes.
final class NewsSite: Sendable {
  let server: TestServer
  private let pages: Pages

  private final class Pages: Sendable {
    let steps = Mutex<[String: [TestServer.Step]]>([:])
  }

  /// - Parameter host: where it listens; `0.0.0.0` for every address of this machine.
  init(at host: String = "127.0.0.1") {
    let pages = Pages()
    self.pages = pages
    server = TestServer(at: host) { path in
      pages.steps.withLock { $0[path] } ?? TestServer.noRobots
    }
  }

  /// What is answered at a path from now on.
  func set(_ path: String, _ steps: [TestServer.Step]) { pages.steps.withLock { $0[path] = steps } }

  /// An article at a path.
  func publish(_ path: String, _ paragraphs: String..., head: String = "") {
    set(path, [.send(Self.article(paragraphs, head: head))])
  }

  /// Nothing but a status at a path.
  func answer(_ path: String, _ status: Int, _ header: String = "", body: String = "") {
    set(
      path,
      [
        .send(
          "HTTP/1.1 \(status) So\r\n\(header)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
        )
      ])
  }

  /// How often a path was asked for.
  func requests(_ path: String) -> Int { server.requests.count { $0.hasPrefix("GET \(path) ") } }

  /// A whole answer with an article about a fire.
  static func article(_ paragraphs: [String], head: String = "") -> String {
    let body = (["A warehouse at the old docks burned down on Monday night."] + paragraphs)
      .map { "<p>\($0)</p>" }.joined()
    let page =
      "<html><head><title>Dock fire</title>\(head)</head><body><article><h1>Fire at the docks</h1>\(body)"
      + "</article></body></html>"
    return
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
      + "Connection: close\r\n\r\n\(page)"
  }
}
