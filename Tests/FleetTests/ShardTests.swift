import Story
import Testing

@testable import Fleet

@Suite struct ShardTests {
  @Test(arguments: Backend.here) func eachWorkerHoldsItsShareOfTheShards(_ backend: Backend) async throws {
    let stage = try await Stage(backend, shards: 3)
    let first = try await stage.join("ann")
    #expect(try await stage.store.beat("ann", at: "here:ann", holding: [first], for: 30_000).share == 3)
    let second = try await stage.join("bob")
    #expect(Set([first.shard, second.shard]) == [0, 1])
    #expect(try await stage.store.beat("ann", at: "here:ann", holding: [first], for: 30_000).share == 2)
    stage.pass(seconds: 31)
    // Bob is not heard of any more.
    #expect(try await stage.store.beat("ann", at: "here:ann", holding: [first], for: 30_000).share == 3)
  }

  @Test(arguments: Backend.here) func aShardIsLostWhenItsLeaseEndsAndAnotherTakesIt(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    let old = try await stage.join("ann")
    // Late, but nobody took it.
    stage.pass(seconds: 60)
    #expect(
      try await stage.store.beat("ann", at: "here:ann", holding: [old], for: 30_000).held == [old.shard])
    #expect(try await stage.store.takeShard("bob", besides: [], for: 30_000) == nil)
    stage.pass(seconds: 31)
    let new = try await stage.join("bob")
    #expect(try await stage.store.beat("ann", at: "here:ann", holding: [old], for: 30_000).held.isEmpty)
    await #expect { try await stage.store.settle(old, at: "/ann") } throws: {
      ($0 as? FleetError)?.kind == .lost
    }
    // Whoever lost it cannot give it up either.
    try await stage.store.giveUp(old)
    #expect(try await stage.store.beat("bob", at: "here:bob", holding: [new], for: 30_000).held == [0])
  }

  @Test(arguments: Backend.here) func afterALullTheFirstDoesNotTakeAll(_ backend: Backend) async throws {
    let stage = try await Stage(backend, shards: 3)
    #expect(try await stage.store.beat("ann", at: "here:ann", holding: [], for: 30_000).lull == 0)
    let hers = try await stage.join("ann", besides: [1, 2])
    let his = try await stage.join("bob", besides: [0, 2])
    // Nobody could beat: the database was away for longer than a lease.
    stage.pass(seconds: 40)
    #expect(try await stage.store.beat("bob", at: "here:bob", holding: [his], for: 30_000).lull == 40_000)
    // What nobody holds may be taken, what was one's own too; what is another's not.
    let free = try await stage.store.takeShard("bob", besides: [his.shard], takesOver: false, for: 30_000)
    #expect(free?.shard == 2)
    #expect(
      try await stage.store.takeShard("bob", besides: [his.shard, 2], takesOver: false, for: 30_000) == nil)
    let ann = try await stage.store.beat("ann", at: "here:ann", holding: [hers], for: 30_000)
    #expect(ann.held == [hers.shard] && ann.lull == 0)
  }

  @Test(arguments: Backend.here) func whoComesBackUnderItsNameHasItsShardAtOnce(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend, shards: 2)
    let old = try await stage.join("ann", besides: [0])
    try await stage.store.settle(old, at: "here:/archive")
    let new = try #require(try await stage.store.takeShard("ann", besides: [], for: 30_000))
    #expect(new == ShardLease(shard: 1, fence: old.fence + 1, placeBefore: "here:/archive"))
  }

  @Test(arguments: Backend.here) func withoutACopyAShardStaysWhereItsArchiveIs(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    let shard = try await stage.join("ann")
    try await stage.store.settle(shard, at: "one:/archive")
    try await stage.store.giveUp(shard)
    #expect(
      try await stage.store.takeShard("bob", besides: [], onlyAt: "two:/archive", for: 30_000) == nil)
    #expect(
      try await stage.store.takeShard("cat", besides: [], onlyAt: "one:/archive", for: 30_000) != nil)
  }

  @Test(arguments: Backend.here) func howFarChannelsWereToldGoesOnWithTheShard(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend, shards: 2)
    let old = try await stage.join("ann")
    try await stage.store.note(told: ["desk": "7", "mail": "3"], of: old)
    try await stage.store.note(told: ["desk": "9"], of: old)
    stage.pass(seconds: 31)
    let new = try await stage.join("bob", besides: Set([0, 1]).subtracting([old.shard]))
    #expect(try await stage.store.told(of: new) == ["desk": "9", "mail": "3"])
    await #expect { try await stage.store.note(told: ["desk": "11"], of: old) } throws: {
      ($0 as? FleetError)?.kind == .lost
    }
    #expect(try await stage.store.told(of: new)["desk"] == "9")
    #expect(try await stage.store.told(of: ShardLease(shard: 1 - old.shard, fence: 0)).isEmpty)
  }

  @Test(arguments: Backend.here) func twoWorkersOfOneNameAreRefused(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    _ = try await stage.store.beat("ann", at: "here", holding: [], for: 30_000)
    _ = try await stage.store.beat("ann", at: "here", holding: [], for: 30_000)
    await #expect { try await stage.store.beat("ann", at: "there", holding: [], for: 30_000) } throws: {
      ($0 as? FleetError)?.kind == .badInput
    }
    stage.pass(seconds: 31)
    _ = try await stage.store.beat("ann", at: "there", holding: [], for: 30_000)
  }

  @Test(arguments: Backend.here) func aFleetIsMadeOnce(_ backend: Backend) async throws {
    let stage = try await Stage(backend, shards: 5)
    await #expect { try await stage.store.create(shards: 5) } throws: { "\($0)".contains("5 shards") }
    #expect(try await stage.store.shards() == 5)
    #expect(try await stage.store.status().shards.map(\.number) == [0, 1, 2, 3, 4])
  }

  @Test func aDatabaseWithoutAFleetSaysWhatToDo() async throws {
    let store = try FleetStore(.sqlite(":memory:"))
    await #expect { try await store.shards() } throws: {
      ($0 as? FleetError)?.kind == .noFleet && "\($0)".contains("fleet init")
    }
  }

  @Test(arguments: Backend.here) func theStatusSaysWhatIsLate(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire", "flood", "storm"])
    let shard = try await stage.join("ann")
    let lease = try #require(try await stage.lease("ann", shard, 1).first)
    _ = try await stage.store.complete([lease.done(next: nil)], by: "ann", holding: shard)
    _ = try await stage.lease("ann", shard, 1)
    stage.pass(seconds: 29)
    var status = try await stage.store.status()
    #expect((status.watched, status.resting, status.due, status.late, status.leases) == (2, 1, 1, 0, 1))
    stage.pass(seconds: 2)
    status = try await stage.store.status()
    #expect((status.due, status.late, status.longestDue) == (2, 2, 31_000))
    #expect(status.workers.map(\.looks) == [1] && status.workers.map(\.isAlive) == [false])
    #expect(status.shards.map(\.worker) == [nil] && status.shards.map(\.stories) == [3])
  }

  @Test(arguments: [
    ("fire", 64, 57), ("harbour-fire", 64, 11), ("a", 64, 12), ("a", 1, 0), ("a", 0, 0),
  ]) func aStorysShardFollowsFromItsName(_ name: String, _ count: Int, _ shard: Int) throws {
    #expect(try Slug(name).shard(of: count) == shard)
  }

  @Test(arguments: [
    ("postgresql://ann:secret@db.example/news", "postgresql://ann:…@db.example/news"),
    ("postgres://db.example/news?password=secret", "postgres://db.example/news"),
    ("sqlite:/var/fleet.sqlite", "sqlite:/var/fleet.sqlite"),
  ]) func anAddressIsShownWithoutItsPassword(_ given: String, _ shown: String) throws {
    #expect(try FleetAddress(given).description == shown)
  }

  @Test(arguments: ["", "sqlite:", "mysql://a", "fleet.sqlite"])
  func whatIsNoAddressIsRefused(_ given: String) {
    #expect(throws: FleetError.self) { try FleetAddress(given) }
  }

  @Test(arguments: [
    ("08006", FleetError.Kind.unavailable), ("53100", .unavailable), ("57P01", .unavailable),
    ("40001", .conflict), ("40P01", .conflict), ("42P01", .noFleet), ("28P01", .badInput),
    ("23505", .refused),
  ]) func aSQLSTATESaysWhatSortOfTroubleItIs(_ state: String, _ kind: FleetError.Kind) {
    let error = FleetError.named(state, "it\ncannot be")
    #expect(error.kind == kind && error.description == "it cannot be (SQLSTATE \(state))")
  }
}
