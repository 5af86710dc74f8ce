// One worker of a fleet: it says that it is there, takes its share of the shards, and watches each.

import Archive
import Fetch
import Fleet
import Foundation
import Story

/// What a worker tells as it goes.
public enum FleetEvent: Sendable {
  /// It holds a shard from now on.
  case tookShard(Int)
  /// It holds a shard no more.
  case leftShard(Int)
  /// An archive that has what its copy has not was put aside, under a name.
  case putAside(shard: Int, String)
  /// Something went wrong with a shard, or with the fleet as a whole; it is tried again.
  case troubled(shard: Int?, Failure)
  /// The database answers again.
  case back
  /// What the watch of a shard tells.
  case watch(shard: Int, WatchEvent)
  /// What became of a message about a shard's stories.
  case told(shard: Int, Teller.News)
  /// What a poll of a feed brought.
  case polled(FeedPoller.News)
}

/// A worker of a fleet; goes on until its task is cancelled.
public actor FleetWorker {
  /// Its name in the fleet.
  public nonisolated let name: String
  private let folder: String
  private let place: String
  private let settings: Settings.Fleet
  private let plan: WatchPlan
  private let workers: WorkerPool?
  private let poller: FeedPoller
  private let store: FleetStore
  private let tell: @Sendable (FleetEvent) -> Void
  private let lock: FolderLock
  private var running: [Int: Running] = [:]
  /// When a shard that could not be watched is tried again, by the clock that never jumps.
  private var notBefore: [Int: Int64] = [:]
  private var isSilent = false
  /// Until when shards of others are left to them, by the clock that never jumps: the database has been away.
  private var patience: Int64 = 0

  private struct Running {
    var shard: ShardLease
    var keeper: ShardKeeper
    var task: Task<Void, Never>
    /// The watch, once the archive is ready.
    var service: WatchService?
  }

  /// A worker whose shards' archives stand in a newsroom's folder.
  ///
  /// - Parameters:
  ///   - plan: how to watch; its targets are not asked for.
  ///   - address: the fleet's database; nil as the settings say.
  ///   - name: what to be called; nil as the settings say, else by the machine's name.
  /// - Throws: ``Failure``: `usage` without an address, `noInput` without a fleet there, `locked` when another worker has
  ///   the folder, `settings`.
  public init(
    _ newsroom: Newsroom, plan: WatchPlan, address: String? = nil, name: String? = nil,
    tell: @escaping @Sendable (FleetEvent) -> Void
  ) async throws {
    var plan = plan
    plan.config = newsroom.settingsFile(named: plan.config)
    let settings = try newsroom.settings(in: plan.config).fleet
    let store = try newsroom.fleet(at: FleetPlace(address: address, config: plan.config))
    _ = try await store.shards()
    (self.settings, self.store, self.plan, self.tell) = (settings, store, plan, tell)
    workers = newsroom.pages.workers
    folder = URL(fileURLWithPath: newsroom.path).standardizedFileURL.path
    let machine = ProcessInfo.processInfo.hostName
    let called = name ?? settings.worker ?? machine
    self.name = called
    var rules = try FetchRules(newsroom.settings(in: plan.config), look: plan.look)
    plan.adjust(&rules)
    let shelf = FleetShelf(
      newsroom, in: store, worker: called, term: Int64(settings.lease * 1000),
      fetcher: PoliteFetcher(settings: rules.fetch, manners: rules.manners))
    poller = FeedPoller(
      shelf, settings: try newsroom.settings(in: plan.config).feeds,
      get: { try await shelf.get($0, etag: $1, modified: $2) }, tell: { tell(.polled($0)) })
    place = "\(machine):\(folder)"
    lock = try FolderLock(folder)
  }

  /// Takes part until the task is cancelled; then hands in what it has, and lets its shards go.
  ///
  /// - Throws: ``Failure`` when the fleet does not take this worker.
  public func run() async throws {
    let term = Int64(settings.lease * 1000)
    let polling = Task { await keepPolling() }
    defer { polling.cancel() }
    var isFirst = true
    while !Task.isCancelled {
      var pause = Duration.milliseconds(term / 4)
      do throws(FleetError) {
        try await beat(term)
        isFirst = false
        if isSilent { tell(.back) }
        isSilent = false
      } catch {
        if isFirst && error.kind != .unavailable && error.kind != .conflict { throw Failure(error) }
        if !isSilent { tell(.troubled(shard: nil, Failure(error))) }
        isSilent = true
        pause = .seconds(1)
      }
      try? await Task.sleep(for: pause)
    }
    polling.cancel()
    for one in running.values { one.task.cancel() }
    for one in running.values { await one.task.value }
    await polling.value
    try? await store.leave(name)
  }

  /// Polls its share of the feeds; while the database does not answer, none.
  private func keepPolling() async {
    while !Task.isCancelled {
      try? await poller.run()
      try? await Task.sleep(for: .seconds(2))
    }
  }

  /// Says that it is there, prolongs what it holds, and takes or lets go of shards.
  private func beat(_ term: Int64) async throws(FleetError) {
    let held = running.values.map(\.shard)
    let beat = try await store.beat(name, at: place, holding: held, for: term)
    for shard in held where !beat.held.contains(shard.shard) { running[shard.shard]?.task.cancel() }
    for one in running.values { try await one.keeper.renew() }
    // Workers beat four times a term. When none did for half of one, they could not, and those that live will now.
    if beat.lull > term / 2 { patience = plan.steady() + term }
    let share = min(beat.share, settings.shards)
    while running.count < share {
      let besides = Set(running.keys).union(notBefore.filter { $0.value > plan.steady() }.keys)
      guard
        let shard = try await store.takeShard(
          name, besides: besides, takesOver: plan.steady() >= patience,
          onlyAt: settings.remote == nil ? place : nil, for: term)
      else { break }
      begin(shard, term)
    }
    // One at a time: whoever came new takes it before the next is let go.
    if running.count > share, let last = running.keys.max() { running[last]?.task.cancel() }
  }

  private func begin(_ shard: ShardLease, _ term: Int64) {
    let keeper = ShardKeeper(shard, in: store, worker: name, term: term, steady: plan.steady)
    let task = Task { await keep(shard, keeper) }
    running[shard.shard] = Running(shard: shard, keeper: keeper, task: task)
  }

  /// Watches a shard until the task is cancelled or the shard is lost.
  private func keep(_ shard: ShardLease, _ keeper: ShardKeeper) async {
    let number = shard.shard
    do {
      let path = "\(folder)/\(Self.name(of: number))"
      var plan = plan
      let remote = settings.remote.map { "\($0)/\(Self.name(of: number)).git" }
      if let remote { try await ready(path, from: remote, number) }
      try await store.settle(shard, at: place)
      plan.targets = []
      plan.shard = .init(
        keeper: keeper, remote: remote,
        every: remote == nil ? WatchService.delay : .milliseconds(Int64(settings.push * 1000)))
      let newsroom = Newsroom(archive: path, workers: workers)
      let service = try await WatchService(newsroom, plan: plan) { [tell] event in
        tell(.watch(shard: number, event))
      }
      running[number]?.service = service
      await shareBreadth()
      tell(.tookShard(number))
      let teller = try await service.teller { [tell] in tell(.told(shard: number, $0)) }
      try await teller.begin(from: keeper.told())
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await service.run() }
        if await teller.hasChannels { group.addTask { try await teller.run() } }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch is CancellationError {
      // The worker stops, or lets the shard go.
    } catch {
      tell(.troubled(shard: number, Failure(error)))
      notBefore[number] = plan.steady() + 10_000
    }
    try? await keeper.tellRests()
    try? await keeper.giveBack()
    try? await store.giveUp(shard)
    running[number] = nil
    await shareBreadth()
    tell(.leftShard(number))
  }

  /// Parts among the shards how many looks may be under way at once.
  private func shareBreadth() async {
    let services = running.values.compactMap(\.service)
    for service in services { await service.keep(within: plan.breadth / services.count) }
  }

  /// Makes a shard's archive here level with its copy, or ahead of it by what was not pushed yet.
  private func ready(_ path: String, from remote: String, _ number: Int) async throws {
    let standing = try await Aside(threads: 1).run { () throws(ArchiveError) in
      try Backup.standing(of: path, to: remote)
    }
    if standing == .ahead { return }
    // Another worker had the shard meanwhile.
    if FileManager.default.fileExists(atPath: path) {
      let aside = "\(path)\(Self.asideMark)\(Int(Date().timeIntervalSince1970))"
      try FileManager.default.moveItem(atPath: path, toPath: aside)
    }
    try await Backup.clone(remote, to: path)
    await removeAsides(of: path, number)
  }

  /// Removes archives that were put aside and whose every version is in the shard's archive, as it is when a shard was
  /// handed over in good order. What a worker kept and could not push was never counted; it stays there for whoever wants
  /// to see it.
  private func removeAsides(of path: String, _ number: Int) async {
    let start = Self.name(of: number) + Self.asideMark
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for aside in names.filter({ $0.hasPrefix(start) }).sorted().map({ "\(folder)/\($0)" }) {
      let isGone = try? await Aside(threads: 1).run {
        guard try Backup.holds(path, allOf: aside) else { return false }
        try FileManager.default.removeItem(atPath: aside)
        return true
      }
      if isGone != true { tell(.putAside(shard: number, aside)) }
    }
  }

  private static let asideMark = ".aside-"

  private static func name(of shard: Int) -> String {
    "shard-" + String(repeating: "0", count: max(0, 4 - String(shard).count)) + String(shard)
  }
}

/// The hold of one worker on its folder; the kernel lets it go with the process.
private final class FolderLock: Sendable {
  private let file: Int32

  init(_ folder: String) throws(Failure) {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    file = open(folder + "/worker.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      throw Failure(.disk, "\(folder) cannot be written: name another folder with --archive")
    }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw Failure(
        .locked, "another worker of a fleet runs in \(folder): give each its own folder with --archive")
    }
  }

  deinit { close(file) }
}
