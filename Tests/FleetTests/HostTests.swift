import Story
import Testing

@testable import Fleet

@Suite struct HostTests {
  @Test(arguments: Backend.here) func aHostIsAskedByOneWorkerAtATime(_ backend: Backend) async throws {
    let stage = try await Stage(backend, shards: 2)
    // Stories of one host in two shards.
    try await stage.add((0..<20).map { "story-\($0)" }, on: "a.example")
    let (ann, bob) = (try await stage.join("ann"), try await stage.join("bob"))
    #expect(ann.shard != bob.shard)
    let first = try await stage.lease("ann", ann)
    #expect(first.count == 1)
    #expect(try await stage.lease("bob", bob).isEmpty)
    // Only who asks a host says when it has been asked.
    try await stage.store.rest([HostRest(HostRecord(host: "a.example"), rest: 0)], by: "bob")
    #expect(try await stage.lease("bob", bob).isEmpty)
    try await stage.store.rest([HostRest(HostRecord(host: "a.example"), rest: 2000)], by: "ann")
    #expect(try await stage.lease("bob", bob).isEmpty)
    stage.pass(seconds: 2)
    #expect(try await stage.lease("bob", bob).count == 1)
  }

  @Test(arguments: Backend.here) func whatOneWorkerKnowsOfAHostTheNextIsTold(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire"])
    let shard = try await stage.join("ann")
    let lease = try #require(try await stage.lease("ann", shard).first)
    let record = HostRecord(host: lease.host, failures: 3, trouble: "it answers 503", crawlDelay: 20_000)
    _ = try await stage.store.complete([lease.done(next: stage.soon(1))], by: "ann", holding: shard)
    try await stage.store.rest([HostRest(record, rest: 240_000)], by: "ann")
    #expect(try await stage.store.status().hostsInTrouble == 1)
    stage.pass(seconds: 239)
    #expect(try await stage.lease("ann", shard).isEmpty)
    stage.pass(seconds: 1)
    let grant = try await stage.store.lease(to: "ann", holding: shard, atMost: 5, for: 30_000)
    #expect(grant.hosts == [record])
  }

  @Test(arguments: Backend.here) func aHostOfAWorkerThatDiedIsFreeWhenItsLeaseEnds(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire", "flood"], on: "a.example")
    let shard = try await stage.join("ann")
    #expect(try await stage.lease("ann", shard).count == 1)
    stage.pass(seconds: 29)
    #expect(try await stage.lease("ann", shard).isEmpty)
    stage.pass(seconds: 1)
    #expect(try await stage.lease("ann", shard).count == 1)
  }

  @Test(arguments: Backend.here) func aHostWithManyStoriesDoesNotHideTheOthers(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    try await stage.add((0..<300).map { "a-\($0)" }, on: "a.example")
    stage.pass(seconds: 1)
    try await stage.add(["fire"])
    let shard = try await stage.join("ann")
    #expect(try await stage.lease("ann", shard, 2).map(\.host) == ["a.example"])
    #expect(try await stage.lease("ann", shard, 2).map(\.host) == ["fire.example"])
  }
}
