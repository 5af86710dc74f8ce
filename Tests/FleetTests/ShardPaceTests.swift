import Story
import Testing

@testable import Fleet

@Suite struct ShardPaceTests {
  @Test func anEvenPaceIsToldAsItIs() {
    var pace = ShardPace()
    for step in 1...120 { pace = pace.adding(50, at: Timestamp(milliseconds: Int64(step) * 5000)) }
    #expect(abs(pace.looksPerSecond - 10) < 0.5)
  }

  @Test func afterAMinuteOfNothingAThirdIsLeft() {
    let pace = ShardPace(looksPerSecond: 9, moment: Timestamp(milliseconds: 1000))
    #expect(abs(pace.at(Timestamp(milliseconds: 61_000)).looksPerSecond - 9 / 2.718281828) < 0.001)
    // A clock that went back takes nothing away.
    #expect(pace.at(Timestamp(milliseconds: 0)).looksPerSecond == 9)
  }

  @Test(arguments: Backend.here) func theStatusTellsIt(_ backend: Backend) async throws {
    let stage = try await Stage(backend, shards: 2)
    try await stage.add((0..<60).map { "story-\($0)" })
    let shard = try await stage.join("ann")
    let leases = try await stage.lease("ann", shard)
    let ends = leases.map { $0.done(next: stage.soon(60)) }
    for _ in 0..<2 { _ = try await stage.store.complete(ends, by: "ann", holding: shard) }
    let shards = try await stage.store.status().shards
    // Told twice, they count once.
    #expect(shards.map(\.looks) == [leases.count, 0])
    #expect(abs(shards[0].looksPerSecond - Double(leases.count) / 60) < 0.001)
    #expect(shards[1].looksPerSecond == 0)
    stage.pass(seconds: 60)
    #expect(try await stage.store.status().shards[0].looksPerSecond < shards[0].looksPerSecond / 2)
  }
}
