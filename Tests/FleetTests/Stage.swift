// What the tests of a fleet are made of: a database of either kind, and a clock that is turned by hand.

import Foundation
import Story
import Synchronization
import Testing

@testable import Fleet

/// The kinds of databases; every test of the store runs on each that is here.
enum Backend: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case sqlite
  case postgreSQL

  /// Those that this machine and this build have.
  static let here: [Backend] = PostgresServer.missing == nil ? [.sqlite, .postgreSQL] : [.sqlite]

  var testDescription: String { rawValue }
}

/// A fleet in a database of its own.
final class Stage: Sendable {
  let address: FleetAddress
  let store: FleetStore
  private let folder: String

  init(_ backend: Backend, shards: Int = 1) async throws {
    folder = FileManager.default.temporaryDirectory.path + "/writethru-fleet-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    switch backend {
    case .sqlite: address = .sqlite(folder + "/fleet.sqlite")
    case .postgreSQL: address = try PostgresServer.running().database()
    }
    let clock = Clock()
    self.clock = clock
    store = try FleetStore(address, clock: { clock.now })
    try await store.create(shards: shards)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  final class Clock: Sendable {
    private let time = Mutex(Int64(1_000_000_000_000))
    var now: Timestamp { Timestamp(milliseconds: time.withLock { $0 }) }
    func pass(_ seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
  }

  let clock: Clock
  var now: Timestamp { clock.now }
  func pass(seconds: Int64) { clock.pass(seconds) }

  /// A moment so many seconds from now.
  func soon(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: now.milliseconds + seconds * 1000) }

  /// Another connection to the same database.
  func other() throws -> FleetStore {
    let clock = clock
    return try FleetStore(address, clock: { clock.now })
  }

  /// Has stories watched, each on a host of its own unless said.
  func add(_ names: [String], on host: String? = nil) async throws {
    try await store.add(
      names.map { name in
        let host = host ?? "\(name).example"
        return FleetStory(slug: try Slug(name), address: "https://\(host)/\(name)", host: host)
      })
  }

  /// Has a worker join and take a shard.
  func join(_ worker: String, besides: Set<Int> = []) async throws -> ShardLease {
    _ = try await store.beat(worker, at: "here:\(worker)", holding: [], for: 30_000)
    return try #require(try await store.takeShard(worker, besides: besides, for: 30_000))
  }

  func lease(_ worker: String, _ shard: ShardLease, _ count: Int = 100) async throws -> [Lease] {
    try await store.lease(to: worker, holding: shard, atMost: count, for: 30_000).leases
  }
}

extension Lease {
  /// The look was made.
  func done(next: Timestamp?) -> Completion { Completion(slug: slug, fence: fence, next: next) }
}

@Suite struct BackendTests {
  @Test(
    .enabled(
      if: PostgresServer.missing == nil,
      "the PostgreSQL half of these tests is LEFT OUT: \(PostgresServer.missing ?? "")"))
  func thePostgreSQLHalfRuns() { #expect(Backend.here == [.sqlite, .postgreSQL]) }
}
