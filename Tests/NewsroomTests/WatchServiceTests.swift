// A running watch over a page that changes, moves, goes and comes back.

import Foundation
import LocalServer
import Report
import Story
import Testing

@testable import Archive
@testable import Fetch
@testable import Newsroom

@Suite struct WatchServiceTests {
  static let pilot = "“We saw the flames from the bridge,” said Maria Okafor, a harbour pilot."
  static let chief = "“Nobody is missing,” the fire chief, Jon Hale, told reporters."
  static let fire = Slug(nearest: "fire")!

  @Test func `each version is committed and told, and the same bytes are only noted`() async throws {
    let site = NewsSite()
    site.publish("/fire", Self.pilot)
    let stage = WatchStage()
    try await stage.watch([site.server.address("/fire")]) { _ in
      try await stage.wait("an unchanged look") { !stage.looks(.unchanged).isEmpty }
      site.publish("/fire", Self.pilot, Self.chief)
      try await stage.wait("a second version") { stage.looks(.version).count == 2 }
    }
    let archive = try stage.archive()
    #expect(try archive.versions(of: Self.fire).count == 2)
    #expect(try archive.looks(of: Self.fire).count == stage.looks.count)
    // Nobody chose when this ended, but it ended in good order.
    #expect(try archive.events().map(\.kind) == [.started, .stopped])
    #expect(try verify(at: stage.newsroom.path).damages.isEmpty)
  }

  /// The ways in which a page goes.
  static let ways: [@Sendable (NewsSite) -> Void] = [
    { $0.answer("/fire", 404, body: "not here") }, { $0.answer("/fire", 410, body: "gone") },
    { $0.answer("/fire", 451, body: "by order of a court") }, { $0.answer("/fire", 200, body: " ") },
  ]

  @Test(arguments: ways.indices)
  func `a story taken down is told at once, its last version stays, and it wakes`(way: Int) async throws {
    let gone = Self.ways[way]
    let site = NewsSite()
    site.publish("/fire", Self.pilot)
    let stage = WatchStage()
    try await stage.watch([site.server.address("/fire")]) { _ in
      try await stage.wait("a version") { !stage.looks(.version).isEmpty }
      gone(site)
      try await stage.wait("looks that find it gone") { stage.looks(.withdrawn).count >= 3 }
      site.publish("/fire", Self.pilot)
      try await stage.wait("its return") { stage.looks.last?.outcome == .unchanged }
    }
    let reports = stage.events.compactMap { event -> String? in
      if case .looked(_, let outcome, _) = event { outcome.report?.rendered(as: .terminal) } else { nil }
    }
    // Gone once, back once, whatever the number of looks in between.
    #expect(reports.count == 2)
    #expect(reports[0].localizedCaseInsensitiveContains("taken down"))
    let archive = try stage.archive()
    #expect(try archive.versions(of: Self.fire).count == 1)
    // The same “gone” is kept once.
    #expect(try archive.looks(of: Self.fire).count { $0.outcome == .withdrawn && $0.capture != nil } == 1)
    let log = try stage.newsroom.log(Self.fire).rendered(as: .terminal)
    #expect(log.components(separatedBy: "taken down").count == 2, "\(log)")
    #expect(log.contains("checks until"))
  }

  @Test func `a page that moves for good within its site is followed, and its twins are the same story`()
    async throws
  {
    let site = NewsSite()
    site.answer("/fire", 301, "Location: /fire-at-docks\r\n")
    site.publish("/fire-at-docks", Self.pilot, head: "<link rel=canonical href=/2020/fire-at-docks>")
    let stage = WatchStage()
    let (old, new) = (site.server.address("/fire"), site.server.address("/fire-at-docks"))
    try await stage.watch([old]) { _ in
      try await stage.wait("the move") {
        stage.events.contains { if case .moved(Self.fire, old, new) = $0 { true } else { false } }
      }
      let asked = site.requests("/fire")
      try await stage.wait("looks at the new address") { stage.looks.last?.address == new }
      #expect(site.requests("/fire") == asked)
      // Another process finds the same story by any of its addresses.
      for twin in [old, new + "?utm_source=mail", new + "/amp", site.server.address("/2020/fire-at-docks")] {
        let (story, isNew) = try await stage.newsroom.add([twin])[0]
        #expect(story.slug == Self.fire && !isNew, "\(twin)")
      }
    }
    let story = try #require(try stage.archive().story(Self.fire))
    #expect(story.addresses == [new, old, site.server.address("/2020/fire-at-docks")])
  }

  @Test func `a redirect that is not for good moves nothing`() async throws {
    let site = NewsSite()
    site.answer("/fire", 302, "Location: /today\r\n")
    site.publish("/today", Self.pilot)
    let stage = WatchStage()
    try await stage.watch([site.server.address("/fire")]) { _ in
      try await stage.wait("looks") { stage.looks.count >= 3 }
    }
    #expect(try stage.archive().story(Self.fire)?.addresses == [site.server.address("/fire")])
  }

  @Test func `what other processes ask for takes effect while it runs`() async throws {
    let site = NewsSite()
    site.publish("/fire", Self.pilot)
    site.publish("/flood", Self.chief)
    let stage = WatchStage()
    // Another process is another newsroom: it has no hold on the archive.
    var asking = Newsroom(archive: stage.newsroom.path)
    asking.patience = stage.newsroom.patience
    let other = asking
    try await stage.watch { service in
      _ = try await other.add([site.server.address("/fire"), site.server.address("/flood")])
      try await stage.wait("both stories") {
        Set(stage.looks(.version).map(\.story.text)) == ["fire", "flood"]
      }
      try await other.end(Self.fire)
      try await stage.wait("the end") { service.statusNow.ended == 1 }
      let (asked, others) = (site.requests("/fire"), site.requests("/flood"))
      try await stage.wait("looks at the other") { site.requests("/flood") >= others + 4 }
      // One may have been under way.
      #expect(site.requests("/fire") <= asked + 1)
      #expect(try other.stories().rendered(as: .csv).contains("ended"))
      try await other.resume(Self.fire)
      try await stage.wait("looks again") { site.requests("/fire") >= asked + 3 }
      // A story that is taken out is watched no more, and the others go on.
      try await other.remove(Self.fire, reason: "the publisher asked", erases: false)
      try await stage.wait("its going") { service.statusNow.watched == 1 }
      let last = site.requests("/flood")
      try await stage.wait("looks at the other") { site.requests("/flood") >= last + 4 }
    }
    #expect(try stage.archive().removals().map(\.story) == [Self.fire])
  }

  @Test(arguments: [1, 24] as [Int64])
  func `a machine that slept misses looks, says so, and makes up for them with one look each`(hours: Int64)
    async throws
  {
    let site = NewsSite()
    let stories = (1...20).map { "/fire-\($0)" }
    for path in stories { site.publish(path, Self.pilot) }
    let stage = WatchStage()
    try await stage.watch(stories.map { site.server.address($0) }, every: nil) { _ in
      try await stage.wait("a look at each") { stage.looks(.version).count == 20 }
      stage.suspend(hours: hours)
      try await stage.wait("what was missed") {
        stage.events.count { if case .missed = $0 { true } else { false } } == 20
      }
    }
    // No burst: none is looked at more than once afterwards, and they are spread over minutes.
    #expect(stories.allSatisfy { site.requests($0) <= 2 })
    for path in stories {
      let looks = try stage.archive().looks(of: Slug(String(path.dropFirst())))
      let missed = try #require(looks.first { $0.outcome == .missed })
      #expect(try #require(missed.due) < missed.time)
      #expect(missed.next != nil)
      let spells = BlindSpell.spells(in: looks, until: stage.newsroom.now())
      #expect(spells.first?.cause == .notLooked)
    }
    #expect(try stage.newsroom.log(Slug("fire-1")).rendered(as: .terminal).contains("not watched"))
  }

  @Test(arguments: [86_400_000, -86_400_000, 30_000, -30_000, 3_600_000] as [Int64])
  func `a clock that is set changes no schedule, and is told of`(step: Int64) async throws {
    let site = NewsSite()
    site.publish("/fire", Self.pilot)
    let stage = WatchStage()
    try await stage.watch([site.server.address("/fire")], every: nil) { _ in
      try await stage.wait("a look") { stage.looks.count == 1 }
      stage.setClock(by: step)
      try await stage.wait("the jump") {
        stage.events.contains { event in
          if case .clockJumped(let told) = event { abs(told - step) < 10_000 } else { false }
        }
      }
    }
    #expect(site.requests("/fire") == 1)
    #expect(!stage.events.contains { if case .missed = $0 { true } else { false } })
    #expect(try stage.archive().events().contains { $0.kind == .clockJump })
  }

  @Test func `settings are read again, and a mistake in them is pointed at and changes nothing`() async throws
  {
    let site = NewsSite()
    site.publish("/fire", Self.pilot)
    let stage = WatchStage()
    try stage.write("schedule:\n  theta: 0.2\n")
    try await stage.watch([site.server.address("/fire")], every: nil) { service in
      try await stage.wait("a look") { stage.looks.count == 1 }
      try stage.write("schedule:\n  theta: much\n")
      await service.reload()
      let told = stage.events.compactMap {
        if case .notReloaded(let failure) = $0 { failure.message } else { nil }
      }
      #expect(told.first?.contains("writethru.yaml:2:10: schedule.theta must be") == true, "\(told)")
      #expect(service.statusNow.theta == 0.2)
      try stage.write("schedule:\n  theta: 0.3\nstories:\n  fire: {pinned: true}\n")
      await service.reload()
      #expect(stage.events.contains { if case .reloaded = $0 { true } else { false } })
      try await stage.wait("the new theta") { service.statusNow.theta == 0.3 }
    }
  }

  @Test func `a story and a site that give nothing for hours are told of, and so is their return`()
    async throws
  {
    let site = NewsSite()
    site.answer("/fire", 503)
    let stage = WatchStage()
    try await stage.watch([site.server.address("/fire")]) { service in
      try await stage.wait("a refusal") { !stage.looks(.refused).isEmpty }
      try await stage.wait("trouble of the host") { !service.statusNow.hostsInTrouble.isEmpty }
      #expect(service.statusNow.troubles.isEmpty)
      stage.suspend(hours: 7)
      try await stage.wait("the report") { Self.silent(stage) == ["127.0.0.1", "fire"] }
      try await stage.wait("the status") { service.statusNow.troubles.count == 2 }
      site.publish("/fire", Self.pilot)
      try await stage.wait("the return") {
        stage.events.count { if case .back = $0 { true } else { false } } == 2
      }
    }
  }

  private static func silent(_ stage: WatchStage) -> [String] {
    stage.events.compactMap { if case .silent(let trouble) = $0 { trouble.subject } else { nil } }.sorted()
  }

  @Test func `a page that needs a browser is got by the operator's command, with a picture`() async throws {
    let site = NewsSite()
    let stage = WatchStage()
    let html =
      "<article><h1>Fire</h1><p>A warehouse at the old docks burned down on Monday night, crews said.</p></article>"
    try stage.write(
      """
      hosts:
        127.0.0.1:
          fetch-command: [/bin/sh, -c, "echo '\(html)'", "{url}"]
          screenshot-command: [/bin/sh, -c, "printf picture"]

      """)
    try await stage.watch([site.server.address("/fire")]) { _ in
      try await stage.wait("a version") { !stage.looks(.version).isEmpty }
      try await stage.wait("an unchanged look") { !stage.looks(.unchanged).isEmpty }
    }
    #expect(site.requests("/fire") == 0)
    #expect(site.requests("/robots.txt") == 1)
    let archive = try stage.archive()
    let version = try #require(try archive.versions(of: Self.fire).first)
    #expect(try archive.manifest(of: version).way == "command: sh")
    #expect(try archive.screenshot(of: version) == Array("picture".utf8))
    #expect(try verify(at: stage.newsroom.path).damages.isEmpty)
  }

  @Test func `headers and cookies go to their host, and are not kept`() async throws {
    let site = NewsSite()
    site.publish("/fire", Self.pilot)
    let stage = WatchStage()
    try stage.write(
      """
      fetch: {contact: desk@news.example}
      hosts:
        127.0.0.1: {headers: {X-Subscriber: "12345"}, cookies: {session: secret}, send-in-plain-text: true}

      """)
    try await stage.watch([site.server.address("/fire")]) { _ in
      try await stage.wait("a version") { !stage.looks(.version).isEmpty }
    }
    let request = try #require(site.server.requests.first { $0.hasPrefix("GET /fire") })
    #expect(request.contains("X-Subscriber: 12345") && request.contains("Cookie: session=secret"))
    #expect(request.contains("User-Agent: writethru/") && request.contains("+desk@news.example"))
    let archive = try stage.archive()
    let version = try #require(try archive.versions(of: Self.fire).first)
    let kept = try archive.manifest(of: version).requestHeaders.joined()
    #expect(kept.contains("X-Subscriber: (not kept)") && !kept.contains("secret"))
  }

  @Test func `bodies that made no version are let go where only versions are to be kept`() async throws {
    let site = NewsSite()
    site.answer("/fire", 500, body: "sorry")
    let stage = WatchStage()
    try stage.write("keep: versions\n")
    try await stage.watch([site.server.address("/fire")]) { _ in
      try await stage.wait("a refusal") { stage.looks(.refused).count >= 2 }
      site.publish("/fire", Self.pilot)
      try await stage.wait("a version") { !stage.looks(.version).isEmpty }
    }
    let archive = try stage.archive()
    #expect(try archive.looks(of: Self.fire).allSatisfy { $0.outcome != .refused || $0.capture == nil })
    #expect(try verify(at: stage.newsroom.path).damages.isEmpty)
  }
}
