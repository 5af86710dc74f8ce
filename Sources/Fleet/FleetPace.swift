// What a database can carry: leases a second, without a look.

import Story

extension FleetStore {
  /// Leases made-up stories and gives them back as fast as the database allows, then removes them.
  ///
  /// Each connection has a shard of its own, as workers have, and each story a host; a round is a lease of a batch, the
  /// end of its looks and the rest of their hosts. A look that has ended is due again after all the others, so that the
  /// database has to move it in its index as in earnest.
  ///
  /// - Parameters:
  ///   - connections: how many work beside each other.
  ///   - batch: how many stories a round.
  /// - Returns: leases a second.
  public static func pace(
    _ address: FleetAddress, connections: Int, batch: Int, for time: Duration
  ) async throws(FleetError) -> Double {
    let store = try FleetStore(address)
    try await store.removePaced()
    for number in 1...max(1, connections) { try await store.addPaced(batch * batches, to: -number) }
    let began = ContinuousClock.now
    let made = await withTaskGroup(of: Result<Int, FleetError>.self) { group in
      for number in 1...max(1, connections) {
        let shard = ShardLease(shard: -number, fence: 1)
        group.addTask {
          do throws(FleetError) {
            return .success(try await rounds(address, batch: batch, holding: shard, until: began + time))
          } catch {
            return .failure(error)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let took = ContinuousClock.now - began
    try await store.removePaced()
    var count = 0
    for round in made { count += try round.get() }
    return Double(count) / (took / .seconds(1))
  }

  /// Leases and gives back until a moment; how many leases there were.
  private static func rounds(
    _ address: FleetAddress, batch: Int, holding shard: ShardLease, until end: ContinuousClock.Instant
  ) async throws(FleetError) -> Int {
    let store = try FleetStore(address)
    var count = 0
    while ContinuousClock.now < end {
      let grant = try await store.lease(to: paced, holding: shard, atMost: batch, for: 60_000)
      if grant.leases.isEmpty { continue }
      _ = try await store.complete(
        grant.leases.map { lease in
          Completion(
            slug: lease.slug, fence: lease.fence,
            next: Timestamp(milliseconds: lease.due.milliseconds + Int64(batch * batches)))
        }, by: paced, holding: shard)
      try await store.rest(grant.hosts.map { HostRest($0, rest: 0) }, by: paced)
      count += grant.leases.count
    }
    return count
  }

  private static let paced = "pace of this database"
  /// So many batches of stories a shard has.
  private static let batches = 20

  private struct Paced: Encodable {
    static let columns = [("slug", "text"), ("due", "bigint")]
    var slug: String
    var due: Int64
  }

  private func addPaced(_ count: Int, to shard: Int) throws(FleetError) {
    try transaction { work, now throws(FleetError) in
      _ = try work.shards()
      // A day ago: each time that all have been looked at, they are due again a few seconds later.
      let first = now.milliseconds - 86_400_000
      let rows = try FleetValue.records(
        (0..<count).map { Paced(slug: "pace-\(-shard)-\($0)", due: first + Int64($0)) })
      let records = work.dialect.records(1, as: "r", Paced.columns)
      try work.run(
        "INSERT INTO shards (shard, worker, leased_until, fence) VALUES ($1, $2, $3, 1)",
        [FleetValue(shard), FleetValue(Self.paced), .integer(now.milliseconds + 3_600_000)])
      try work.run("INSERT INTO hosts (host) SELECT r.slug FROM \(records)", [rows])
      try work.run(
        """
        INSERT INTO stories (slug, shard, host, address, added, due)
        SELECT r.slug, CAST($2 AS integer), r.slug, '', CAST($3 AS bigint), CAST(r.due AS bigint) FROM \(records)
        """, [rows, FleetValue(shard), FleetValue(now)])
    }
  }

  private func removePaced() throws(FleetError) {
    try transaction { work, _ throws(FleetError) in
      _ = try work.shards()
      try work.run("DELETE FROM hosts WHERE host IN (SELECT host FROM stories WHERE shard < 0)")
      try work.run("DELETE FROM stories WHERE shard < 0")
      try work.run("DELETE FROM shards WHERE shard < 0")
    }
  }
}
