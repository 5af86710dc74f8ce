// A worker's hold on one shard of a fleet: what it was leased, until when, and whether it may still write.

import Fleet
import Foundation
import Story
import Synchronization
import Telling

/// What stands between a watch and the fleet's database: leases come through it, and outcomes go back.
///
/// It knows by a clock that never jumps until when each lease is surely the worker's own. A worker that was paused finds
/// that moment gone by when it goes on, and asks the database before it keeps anything.
final class ShardKeeper: LookHold {
  /// The shard.
  let shard: ShardLease
  private let store: FleetStore
  private let worker: String
  /// How long a lease lasts, in milliseconds.
  private let term: Int64
  private let steady: @Sendable () -> Int64
  private let held = Mutex<[Slug: Held]>([:])
  private let rests = Mutex<[HostRest]>([])

  private struct Held {
    var fence: Int64
    /// What was known of its host.
    var host: HostRecord
    /// Until when it is surely ours, by the clock that never jumps.
    var until: Int64
  }

  init(
    _ shard: ShardLease, in store: FleetStore, worker: String, term: Int64,
    steady: @escaping @Sendable () -> Int64
  ) {
    (self.shard, self.store, self.worker, self.term, self.steady) = (shard, store, worker, term, steady)
  }

  /// Leases looks that are due, after telling of the hosts whose looks have ended.
  func lease(atMost count: Int) async throws(FleetError) -> Grant {
    try await tellRests()
    let asked = steady()
    let grant = try await store.lease(to: worker, holding: shard, atMost: count, for: term)
    let hosts = Dictionary(grant.hosts.map { ($0.host, $0) }, uniquingKeysWith: { $1 })
    held.withLock { held in
      for lease in grant.leases {
        let host = hosts[lease.host] ?? HostRecord(host: lease.host)
        held[lease.slug] = Held(fence: lease.fence, host: host, until: surely(from: asked))
      }
    }
    return grant
  }

  /// Tells of hosts whose looks have ended, so that others may ask them when they have rested.
  func tellRests() async throws(FleetError) {
    let rests = self.rests.withLock { rests in
      defer { rests = [] }
      return rests
    }
    do throws(FleetError) {
      try await store.rest(rests, by: worker)
    } catch {
      self.rests.withLock { $0 = rests + $0 }
      throw error
    }
  }

  /// Notes that the look at a story has ended, and how long its host is to be left alone.
  ///
  /// - Parameter change: what was learnt of the host.
  func rest(_ slug: Slug, for milliseconds: Int64, _ change: (inout HostRecord) -> Void) {
    guard var host = held.withLock({ $0[slug]?.host }) else { return }
    change(&host)
    rests.withLock { $0.append(HostRest(host, rest: milliseconds)) }
  }

  /// The fencing number that a story is leased under; nil when it is not.
  func fence(of slug: Slug) -> Int64? { held.withLock { $0[slug]?.fence } }

  /// Whether a look under a fencing number is surely this worker's at this moment.
  func holds(_ slug: Slug, _ fence: Int64?) -> Bool {
    held.withLock { held in held[slug].map { $0.fence == fence && steady() < $0.until } ?? false }
  }

  /// Whether a look may be kept: the database is asked when too much time has gone by. While it does not answer this
  /// waits, for nothing may be kept on a guess.
  func confirm(_ slug: Slug, _ fence: Int64?) async -> Bool {
    while !holds(slug, fence) {
      guard let fence, self.fence(of: slug) == fence, !Task.isCancelled else { return false }
      do throws(FleetError) {
        try await renew([(slug, fence)])
      } catch {
        if error.kind != .unavailable && error.kind != .conflict { return false }
        try? await Task.sleep(for: .milliseconds(500))
      }
    }
    return true
  }

  /// Prolongs all leases; those that are another's now are forgotten.
  func renew() async throws(FleetError) {
    try await renew(held.withLock { held in held.map { ($0.key, $0.value.fence) } })
  }

  private func renew(_ leases: [(slug: Slug, fence: Int64)]) async throws(FleetError) {
    let asked = steady()
    let kept = try await store.renew(leases, by: worker, holding: shard, for: term)
    held.withLock { held in
      for lease in leases where held[lease.slug]?.fence == lease.fence {
        if kept.contains(lease.slug) {
          held[lease.slug]?.until = surely(from: asked)
        } else {
          held[lease.slug] = nil
        }
      }
    }
  }

  /// Hands in what came of looks.
  ///
  /// - Returns: the stories whose looks do not count, as another has them now.
  func complete(_ looks: [Completion]) async throws(FleetError) -> Set<Slug> {
    let refused = try await store.complete(looks, by: worker, holding: shard)
    held.withLock { held in
      for look in looks where held[look.slug]?.fence == look.fence { held[look.slug] = nil }
    }
    return refused
  }

  /// Sets when stories are looked at next, as somebody wants it.
  func schedule(_ stories: [Rescheduling]) async throws(FleetError) {
    try await store.schedule(stories, holding: shard)
  }

  /// How far each channel of the shard was told, all of it handed over, when this was noted last.
  func told() async throws -> [String: Outbox.Cursor] {
    try await store.told(of: shard).compactMapValues { text in
      try? JSONDecoder().decode(Outbox.Cursor.self, from: Data(text.utf8))
    }
  }

  /// Notes how far each channel of the shard was told, for whoever has the shard next.
  func note(told: [String: Outbox.Cursor]) async throws {
    if told.isEmpty { return }
    let encoder = JSONEncoder()
    try await store.note(
      told: told.mapValues { String(decoding: try encoder.encode($0), as: UTF8.self) }, of: shard)
  }

  /// Notes that the shard's copy has all that is kept.
  func notePush() async throws(FleetError) { try await store.notePush(shard) }

  /// Forgets a lease that is another's now, or is to run out.
  func forget(_ slug: Slug) { held.withLock { $0[slug] = nil } }

  /// Gives back leases whose looks are not made; nil for all.
  func giveBack(_ slugs: [Slug]? = nil) async throws(FleetError) {
    let leases = held.withLock { held in
      let leases = (slugs ?? Array(held.keys)).compactMap { slug in held[slug].map { (slug, $0.fence) } }
      for (slug, _) in leases { held[slug] = nil }
      return leases
    }
    try await store.release(leases)
  }

  /// A lease ends a little earlier here than in the database: clocks do not run at quite the same speed.
  private func surely(from asked: Int64) -> Int64 { asked + term - term / 10 }
}
