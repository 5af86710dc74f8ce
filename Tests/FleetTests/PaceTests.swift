import Testing

@testable import Fleet

@Suite struct PaceTests {
  @Test(arguments: Backend.here) func theMeasureLeavesTheFleetAsItWas(_ backend: Backend) async throws {
    let stage = try await Stage(backend, shards: 2)
    try await stage.add(["fire"])
    let before = try await stage.store.status()
    let rate = try await FleetStore.pace(stage.address, connections: 2, batch: 5, for: .milliseconds(200))
    #expect(rate > 0)
    #expect(try await stage.store.status() == before)
  }
}
