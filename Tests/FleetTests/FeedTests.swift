import Story
import Testing

@testable import Fleet

@Suite struct FeedTests {
  @Test(arguments: Backend.here) func eachFeedIsPolledByOneWorker(_ backend: Backend) async throws {
    let stage = try await Stage(backend, shards: 2)
    for number in 0..<4 { try await stage.store.putFeed("https://a.example/\(number)", wanted: "\(number)") }
    _ = try await stage.join("ann")
    #expect(try await stage.store.takeFeeds("ann", for: 30_000).sorted() == ["0", "1", "2", "3"])
    _ = try await stage.join("bob")
    // Ann keeps her share; what she does not ask for again is free when its lease ends.
    stage.pass(seconds: 20)
    _ = try await stage.store.beat("ann", at: "here:ann", holding: [], for: 30_000)
    _ = try await stage.store.beat("bob", at: "here:bob", holding: [], for: 30_000)
    let hers = try await stage.store.takeFeeds("ann", for: 30_000)
    #expect(hers.count == 2)
    #expect(try await stage.store.takeFeeds("bob", for: 30_000).isEmpty)
    stage.pass(seconds: 11)
    let his = try await stage.store.takeFeeds("bob", for: 30_000)
    #expect(Set(hers).union(his) == ["0", "1", "2", "3"] && his.count == 2)
    // Ann is not heard of any more.
    stage.pass(seconds: 31)
    _ = try await stage.store.beat("bob", at: "here:bob", holding: [], for: 30_000)
    #expect(try await stage.store.takeFeeds("bob", for: 30_000).count == 4)
  }

  @Test(arguments: Backend.here) func aFeedIsChangedAndTakenOff(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    try await stage.store.putFeed("https://a.example/rss", wanted: "fire")
    try await stage.store.putFeed("https://a.example/rss", wanted: "flood")
    #expect(try await stage.store.feeds() == ["flood"])
    #expect(try await stage.store.removeFeed("https://a.example/rss"))
    #expect(try await !stage.store.removeFeed("https://a.example/rss"))
    #expect(try await stage.store.takeFeeds("ann", for: 30_000).isEmpty)
  }

  @Test(arguments: Backend.here) func aFeedsHostIsNotAskedForAStoryMeanwhile(
    _ backend: Backend
  ) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire"], on: "a.example")
    let shard = try await stage.join("ann")
    #expect(try await stage.store.takeHost("a.example", by: "bob", for: 60_000)?.host == "a.example")
    #expect(try await stage.store.takeHost("a.example", by: "ann", for: 60_000) == nil)
    #expect(try await stage.lease("ann", shard).isEmpty)
    try await stage.store.rest([HostRest(HostRecord(host: "a.example"), rest: 2000)], by: "bob")
    stage.pass(seconds: 2)
    #expect(try await stage.lease("ann", shard).count == 1)
    // One that has no story.
    #expect(try await stage.store.takeHost("feeds.example", by: "bob", for: 60_000) != nil)
  }

  @Test(arguments: Backend.here) func aSignHastensALookButWakesNoStory(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire", "flood", "storm"])
    let shard = try await stage.join("ann")
    let leases = try await stage.lease("ann", shard)
    let ends = leases.map { $0.done(next: $0.slug.text == "storm" ? nil : stage.soon(3600)) }
    #expect(try await stage.store.complete(ends, by: "ann", holding: shard).isEmpty)
    try await stage.store.rest(leases.map { HostRest(HostRecord(host: $0.host), rest: 0) }, by: "ann")
    try await stage.store.hasten([Slug("fire"), Slug("storm")])
    #expect(try await stage.lease("ann", shard).map(\.slug.text) == ["fire"])
  }

  @Test(arguments: Backend.here) func whatCameSinceIsAskedFor(_ backend: Backend) async throws {
    let stage = try await Stage(backend)
    try await stage.add(["fire"])
    stage.pass(seconds: 10)
    try await stage.add(["flood"])
    #expect(try await stage.store.addresses().map(\.slug.text) == ["fire", "flood"])
    #expect(try await stage.store.addresses(since: stage.now).map(\.slug.text) == ["flood"])
  }
}
