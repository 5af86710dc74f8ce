// Workers of a fleet, in one process, on SQLite.

import Foundation
import LocalServer
import Report
import Story
import Synchronization
import Testing

@testable import Archive
@testable import Fetch
@testable import Fleet
@testable import Newsroom

@Suite struct FleetWorkerTests {
  /// A fleet of one shard, and folders for its workers.
  private final class Fleet: Sendable {
    let folder = FileManager.default.temporaryDirectory.path + "/writethru-workers-\(UUID().uuidString)"
    let store: FleetStore
    var remote: String { folder + "/copies" }
    var copy: String { remote + "/shard-0000.git" }

    init() async throws {
      try FileManager.default.createDirectory(atPath: folder + "/copies", withIntermediateDirectories: true)
      store = try FleetStore(.sqlite(folder + "/fleet.sqlite"))
      try await store.create(shards: 1)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var plan: WatchPlan {
      var plan = WatchPlan(
        targets: [], every: .milliseconds(300), look: LookSettings(allowedAddresses: ["127.0.0.0/8"]),
        options: .init())
      plan.adjust = { $0.manners = .none }
      return plan
    }

    func add(_ address: String) async throws {
      try await store.add([FleetStory(slug: try Slug("fire"), address: address, host: "127.0.0.1")])
    }

    /// Runs a worker while `work` goes on.
    func worker(
      _ name: String, isCopied: Bool = true, _ settings: String = "", while work: () async throws -> Void
    ) async throws {
      let path = folder + "/" + name
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try "fleet:\n  lease: 10s\n  push-every: 1s\n\(isCopied ? "  remote: \(remote)\n" : "")\(settings)"
        .write(
          toFile: path + "/writethru.yaml", atomically: true, encoding: .utf8)
      let worker = try await FleetWorker(
        Newsroom(archive: path), plan: plan, address: "sqlite:\(folder)/fleet.sqlite", name: name
      ) { _ in }
      let running = Task { try await worker.run() }
      do {
        try await work()
      } catch {
        running.cancel()
        _ = try? await running.value
        throw error
      }
      running.cancel()
      try await running.value
    }

    func wait(until isSo: () async throws -> Bool) async throws {
      let end = ContinuousClock.now.advanced(by: .seconds(300))
      while try await !isSo() {
        try #require(ContinuousClock.now < end, "it did not come")
        try await Task.sleep(for: .milliseconds(50))
      }
    }

    /// The looks that count, from the copy.
    func looks() async throws -> [Look] {
      let path = folder + "/seen-\(UUID().uuidString)"
      try await Backup.clone(copy, to: path)
      return try ArchiveReader(at: path).looks(of: Slug("fire"))
    }

    /// Keeps a version of the story in an archive, as a worker does.
    func keep(_ sentence: String, at path: String) async throws {
      let file = folder + "/kept.txt"
      try "Fire at the docks\n\n\(sentence)\n".write(toFile: file, atomically: true, encoding: .utf8)
      _ = try await Newsroom(archive: path).importFiles([file], into: Slug("fire"))
    }

    /// The archives that a worker put aside.
    func asides(of name: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)").filter {
        $0.hasPrefix("shard-0000.aside-")
      }
    }

    func madeLooks() async throws -> Int { try await store.status().workers.reduce(0) { $0 + $1.looks } }
  }

  @Test(arguments: [
    (took: 0, every: 5.0, rest: 5.0), (took: 1, every: 5, rest: 10), (took: 30, every: 5, rest: 20),
    (took: 30, every: 300, rest: 300),
  ])
  func `pushes that take long are made seldom`(took: Double, every: Double, rest: Double) {
    #expect(
      WatchService.rest(afterPush: .seconds(took), every: .seconds(every)) == .seconds(rest))
  }

  @Test func aShardGoesOnWithTheNextWorkerWhereTheLastLeftIt() async throws {
    let fleet = try await Fleet()
    let site = NewsSite()
    site.publish("/fire", "It began in a paint shop.")
    try await fleet.add(site.server.address("/fire"))
    try await fleet.worker("ann") {
      try await fleet.wait { try await fleet.madeLooks() >= 2 }
    }
    #expect(try await fleet.store.status().shards.map(\.worker) == [nil])
    let before = try await fleet.madeLooks()
    site.publish("/fire", "It began in a paint shop.", "Nobody was hurt.")
    try await fleet.worker("bob") {
      try await fleet.wait { try await fleet.madeLooks() >= before + 2 }
    }
    // Ann comes back: all of what she has is in the copy, which she goes on with.
    let middle = try await fleet.madeLooks()
    try await fleet.worker("ann") {
      try await fleet.wait { try await fleet.madeLooks() >= middle + 1 }
    }
    let looks = try await fleet.looks()
    #expect(looks.filter { $0.outcome == .version }.count == 2)
    let fences = looks.compactMap(\.fence)
    #expect(Set(fences).count == fences.count)
    #expect(try await fleet.madeLooks() == fences.count)
    #expect(try fleet.asides(of: "ann").isEmpty)
  }

  @Test func whatAWorkerKeptAndNeverPushedStaysAside() async throws {
    let fleet = try await Fleet()
    let site = NewsSite()
    site.publish("/fire", "It began in a paint shop.")
    try await fleet.add(site.server.address("/fire"))
    try await fleet.worker("ann") { try await fleet.wait { try await fleet.madeLooks() >= 1 } }
    // Ann kept one more version before she failed, which no copy has.
    let path = fleet.folder + "/ann/shard-0000"
    try await fleet.keep("Only she saw this.", at: path)
    try await fleet.worker("bob") {
      let before = try await fleet.madeLooks()
      try await fleet.wait { try await fleet.madeLooks() > before }
    }
    try await fleet.worker("ann") {
      let before = try await fleet.madeLooks()
      try await fleet.wait { try await fleet.madeLooks() > before }
    }
    let aside = try #require(try fleet.asides(of: "ann").first)
    #expect(try ArchiveReader(at: "\(fleet.folder)/ann/\(aside)").versions(of: Slug("fire")).count == 2)
  }

  /// A change that was kept and could not be told before the shard changed hands is told by whoever has it next, and what
  /// was told is not told again.
  @Test func whatWasNotToldIsToldByTheNextWorker() async throws {
    let fleet = try await Fleet()
    let site = NewsSite()
    site.publish("/fire", "It began in a paint shop.")
    try await fleet.add(site.server.address("/fire"))
    func channel(_ command: String) -> String {
      "telling:\n  settle: 0\n  retry: 1s\n  channels:\n    desk: {kind: command, command: [\(command)]}\n"
    }
    func told(_ name: String) -> [String] {
      let text = (try? String(contentsOfFile: "\(fleet.folder)/\(name).told", encoding: .utf8)) ?? ""
      return text.split(separator: "\n").map(String.init)
    }
    func writes(to name: String) -> String {
      channel("sh, -c, 'cat >> \(fleet.folder)/\(name).told; echo >> \(fleet.folder)/\(name).told'")
    }
    try await fleet.worker("ann", writes(to: "ann")) {
      try await fleet.wait { try await fleet.madeLooks() >= 1 }
      site.publish("/fire", "It began in a paint shop.", "“Nobody was hurt,” said Maria Okafor, a resident.")
      try await fleet.wait { told("ann").contains { $0.contains("Nobody was hurt") } }
      // It has been handed on that this was told.
      let before = try await fleet.madeLooks()
      try await fleet.wait { try await fleet.madeLooks() >= before + 2 }
    }
    try await fleet.worker("bob", channel("'false'")) {
      site.publish(
        "/fire", "It began in a paint shop.", "“Nobody was hurt,” said Maria Okafor, a resident.",
        "“It will take until Friday,” said Jon Hale, the fire chief.")
      try await fleet.wait { try await fleet.looks().filter { $0.outcome == .version }.count == 3 }
    }
    try await fleet.worker("cat", writes(to: "cat")) {
      try await fleet.wait { told("cat").contains { $0.contains("until Friday") } }
      let before = try await fleet.madeLooks()
      try await fleet.wait { try await fleet.madeLooks() >= before + 2 }
    }
    #expect(told("ann").count == 1 && told("cat").count == 1)
  }

  @Test func aFeedIsPolledForTheFleet() async throws {
    let fleet = try await Fleet()
    let site = NewsSite()
    site.publish("/dock-fire", "It began in a paint shop.")
    let items = ["/dock-fire", "/match"].map { path in
      "<item><guid>\(path)</guid><title>\(path)</title><link>\(site.server.address(path))</link></item>"
    }
    let feed =
      "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour News</title>\(items.joined())</channel></rss>"
    site.answer("/rss", 200, "Content-Type: application/rss+xml\r\n", body: feed)
    let newsroom = Newsroom(archive: fleet.folder + "/desk")
    let place = FleetPlace(address: "sqlite:\(fleet.folder)/fleet.sqlite")
    let wanted = FeedSource(address: site.server.address("/rss"), keywords: ["fire"])
    try await newsroom.addFeed(wanted, toFleet: place)
    #expect(try await newsroom.feeds(ofFleet: place) == [wanted])
    try await fleet.worker("ann") { try await fleet.wait { try await fleet.madeLooks() >= 1 } }
    #expect(try await fleet.store.addresses().map(\.slug.text) == ["dock-fire"])
    let story = try ArchiveReader(at: fleet.folder + "/ann/shard-0000").story(Slug("dock-fire"))
    #expect(story?.foundIn == wanted.address)
    try await newsroom.removeFeed(wanted.address, fromFleet: place)
    await #expect(throws: Failure.self) {
      try await newsroom.removeFeed(wanted.address, fromFleet: place)
    }
  }

  /// A look that takes longer than its lease, while another takes the shard, as when a worker is paused and goes on.
  @Test func whatComesLateIsNotKept() async throws {
    let fleet = try await Fleet()
    let site = NewsSite()
    site.set("/fire", [.pause(.seconds(3)), .send(NewsSite.article(["It began in a paint shop."]))])
    try await fleet.add(site.server.address("/fire"))
    _ = try await fleet.store.beat("ann", at: "here", holding: [], for: 1000)
    let shard = try #require(try await fleet.store.takeShard("ann", besides: [], for: 1000))
    var plan = fleet.plan
    let keeper = ShardKeeper(shard, in: fleet.store, worker: "ann", term: 1000, steady: plan.steady)
    plan.shard = .init(keeper: keeper, remote: nil, every: .milliseconds(100))
    let path = fleet.folder + "/ann"
    let service = try await WatchService(Newsroom(archive: path), plan: plan) { _ in }
    let running = Task { try await service.run() }
    // Nobody prolongs Ann's leases: Bob has the shard before the page has come.
    try await fleet.wait { site.requests("/fire") == 1 }
    let taken = Mutex<ShardLease?>(nil)
    try await fleet.wait {
      let shard = try await fleet.store.takeShard("bob", besides: [], for: 600_000)
      taken.withLock { $0 = shard }
      return shard != nil
    }
    try await fleet.wait {
      let hasLease = keeper.fence(of: try Slug("fire")) != nil
      return !hasLease || service.statusNow.looks.values.reduce(0, +) > 0
    }
    running.cancel()
    _ = try? await running.value
    let archive = try ArchiveReader(at: path)
    #expect(try archive.looks(of: Slug("fire")).isEmpty)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path + "/spool").allSatisfy {
        !$0.hasSuffix(".capture")
      })
    // Bob's look comes under the next number.
    let bob = try #require(taken.withLock { $0 })
    try await fleet.wait {
      try await fleet.store.lease(to: "bob", holding: bob, atMost: 1, for: 1000).leases.map(\.fence) == [2]
    }
  }

  @Test func withoutACopyAShardIsWatchedWhereItStands() async throws {
    let fleet = try await Fleet()
    let site = NewsSite()
    site.publish("/fire", "It began in a paint shop.")
    try await fleet.add(site.server.address("/fire"))
    for _ in 0..<2 {
      let before = try await fleet.madeLooks()
      try await fleet.worker("ann", isCopied: false) {
        try await fleet.wait { try await fleet.madeLooks() > before }
      }
    }
    let looks = try ArchiveReader(at: fleet.folder + "/ann/shard-0000").looks(of: Slug("fire"))
    #expect(looks.filter { $0.outcome == .version }.count == 1)
    // Paused in its archive, it is not leased any more; taken up, it is.
    let newsroom = Newsroom(archive: fleet.folder + "/ann/shard-0000")
    try await fleet.worker("ann", isCopied: false) {
      try await fleet.wait { try await fleet.store.status().shards.map(\.worker) == ["ann"] }
      try await newsroom.pause(Slug("fire"))
      try await fleet.wait { try await fleet.store.status().resting == 1 }
      try await newsroom.resume(Slug("fire"))
      try await fleet.wait { try await fleet.store.status().resting == 0 }
    }
  }

  @Test func twoWorkersInOneFolderAreRefused() async throws {
    let fleet = try await Fleet()
    try await fleet.worker("ann", isCopied: false) {
      await #expect { try await fleet.worker("ann") {} } throws: { ($0 as? Failure)?.kind == .locked }
    }
  }
}
