import Story
import Testing

@testable import Fleet

@Suite struct LeaseTests {
  @Test(arguments: Backend.here) func aStoryIsLeasedToOneWorkerAtATime(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire", "flood"])
    let shard = try await stage.join("ann")
    #expect(try await stage.lease("ann", shard, 1).map(\.slug.text) == ["fire"])
    #expect(try await stage.lease("ann", shard).map(\.slug.text) == ["flood"])
    #expect(try await stage.lease("ann", shard).isEmpty)
  }

  @Test(arguments: Backend.here) func anExpiredLeaseIsGivenAgainUnderAHigherFence(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire"])
    let shard = try await stage.join("ann")
    let first = try #require(try await stage.lease("ann", shard).first)
    stage.pass(seconds: 31)
    let second = try #require(try await stage.lease("ann", shard).first)
    #expect(first.fence == 1 && second.fence == 2 && second.due == first.due)
    // The first comes late: it does not count, and changes nothing.
    let refused = try await stage.store.complete([first.done(next: nil)], by: "ann", holding: shard)
    #expect(refused == [first.slug])
    #expect(try await stage.store.status().watched == 1)
    #expect(
      try await stage.store.complete([second.done(next: stage.soon(60))], by: "ann", holding: shard).isEmpty)
  }

  @Test(arguments: Backend.here) func aLateLookCountsAslongAsNobodyElseWasGivenTheStory(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire"])
    let shard = try await stage.join("ann")
    let lease = try #require(try await stage.lease("ann", shard).first)
    stage.pass(seconds: 300)
    #expect(
      try await stage.store.complete([lease.done(next: stage.soon(60))], by: "ann", holding: shard).isEmpty)
  }

  @Test(arguments: Backend.here) func aLookToldTwiceCountsOnce(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire"])
    let shard = try await stage.join("ann")
    let lease = try #require(try await stage.lease("ann", shard).first)
    let due = stage.soon(60)
    // The answer to the first was lost, as when a database is started anew in the middle of a COMMIT.
    for _ in 0..<2 {
      #expect(try await stage.store.complete([lease.done(next: due)], by: "ann", holding: shard).isEmpty)
    }
    stage.pass(seconds: 61)
    #expect(try await stage.lease("ann", shard).map(\.due) == [due])
  }

  @Test(arguments: Backend.here) func whatWasDoneUnderAShardThatChangedHandsDoesNotCount(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire"])
    let old = try await stage.join("ann")
    let lease = try #require(try await stage.lease("ann", old).first)
    stage.pass(seconds: 31)
    let new = try await stage.join("bob")
    #expect(new.shard == old.shard && new.fence == old.fence + 1)
    // Bob has not leased the story yet: Ann is refused all the same, for her archive is no longer the shard's.
    #expect(
      try await stage.store.complete([lease.done(next: nil)], by: "ann", holding: old) == [lease.slug])
    #expect(try await stage.lease("ann", old).isEmpty)
    #expect(try await stage.lease("bob", new).map(\.fence) == [2])
  }

  @Test(arguments: Backend.here) func aShardThatChangesHandsLetsGoOfItsLeasesAtOnce(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire", "flood"])
    let old = try await stage.join("ann")
    #expect(try await stage.lease("ann", old).count == 2)
    // Ann was killed and comes back under her name: she need not wait for her own leases to end.
    let new = try await stage.join("ann")
    #expect(new.fence == old.fence + 1)
    // Her hosts are let go when their lease ends: her last requests may still be under way.
    #expect(try await stage.lease("ann", new).isEmpty)
    stage.pass(seconds: 31)
    _ = try await stage.store.beat("ann", at: "here:ann", holding: [new], for: 30_000)
    #expect(try await stage.lease("ann", new).count == 2)
  }

  @Test(arguments: Backend.here) func leasesAreRenewedWhileTheyAreHeld(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire", "flood"])
    let shard = try await stage.join("ann")
    let leases = try await stage.lease("ann", shard)
    stage.pass(seconds: 20)
    let kept = try await stage.store.renew(
      [(leases[0].slug, leases[0].fence), (leases[1].slug, 7)], by: "ann", holding: shard, for: 30_000)
    #expect(kept == [leases[0].slug])
    stage.pass(seconds: 20)
    #expect(try await stage.lease("ann", shard).map(\.slug) == [leases[1].slug])
  }

  @Test(arguments: Backend.here) func aLeaseGivenBackLeavesTheStoryDue(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire"])
    let shard = try await stage.join("ann")
    let lease = try #require(try await stage.lease("ann", shard).first)
    try await stage.store.release([(lease.slug, lease.fence)])
    try await stage.store.rest([HostRest(HostRecord(host: lease.host), rest: 0)], by: "ann")
    #expect(try await stage.lease("ann", shard).map(\.fence) == [2])
  }

  @Test(arguments: Backend.here) func aStoryNobodyIsToLookAtIsNotLeased(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire"])
    let shard = try await stage.join("ann")
    let slug = try Slug("fire")
    try await stage.store.schedule([Rescheduling(slug: slug, due: nil)], holding: shard)
    #expect(try await stage.lease("ann", shard).isEmpty)
    try await stage.store.schedule(
      [Rescheduling(slug: slug, due: stage.now, address: "https://b.example/fire", host: "b.example")],
      holding: shard)
    #expect(try await stage.lease("ann", shard).map(\.host) == ["b.example"])
    await #expect(throws: FleetError.self) {
      try await stage.store.schedule(
        [Rescheduling(slug: slug, due: nil)], holding: ShardLease(shard: shard.shard, fence: shard.fence - 1))
    }
  }

  @Test(arguments: Backend.here) func howManyAreLeasedDoesNotDependOnHowManyAHostHas(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    // Ten of each host, one host after the other: the first thirty that are due are of three hosts.
    for host in 0..<10 {
      try await stage.add((0..<10).map { "story-\(host)-\($0)" }, on: "host-\(host).example")
      stage.pass(seconds: 1)
    }
    let shard = try await stage.join("ann")
    let hosts = try await stage.lease("ann", shard, 5).map(\.host)
    #expect(hosts == (0..<5).map { "host-\($0).example" })
  }

  @Test(arguments: Backend.here) func textThatLooksLikeSQLIsKeptAsItIs(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    let hostile = "https://a.example/'); DROP TABLE stories; --?q=$1&\"\\,{}\u{2028}é"
    let slug = try Slug("fire")
    let host = "a.example'\",{\\}"
    try await stage.store.add([FleetStory(slug: slug, address: hostile, host: host)])
    let shard = try await stage.join("o'brien; --")
    let lease = try #require(try await stage.lease("o'brien; --", shard).first)
    #expect(lease.address == hostile && lease.host == host)
  }

  /// Many connections at once: each due story goes to exactly one, under its first fence.
  @Test(arguments: Backend.here) func manyWorkersNeverGetTheSame(_ backend: Backend) async throws {
    let stage = try await Stage(backend, shards: 4)
    try await stage.add((0..<400).map { "story-\($0)" })
    var shards: [ShardLease] = []
    for number in 0..<4 {
      shards.append(try await stage.join("worker-\(number)", besides: Set(shards.map(\.shard))))
    }
    let leases = try await withThrowingTaskGroup(of: [Lease].self) { group in
      for (number, shard) in shards.enumerated() {
        // Two connections of one worker, as a worker that does not know that it was replaced.
        for _ in 0..<2 {
          group.addTask {
            let store = try stage.other()
            var all: [Lease] = []
            while true {
              let got = try await store.lease(
                to: "worker-\(number)", holding: shard, atMost: 7, for: 30_000
              ).leases
              if got.isEmpty { return all }
              all += got
            }
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(leases.count == 400)
    #expect(Set(leases.map(\.slug)).count == 400)
    #expect(leases.allSatisfy { $0.fence == 1 && $0.slug.shard(of: 4) == $0.shard })
  }
}
