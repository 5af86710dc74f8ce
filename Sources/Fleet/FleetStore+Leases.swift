// Due stories are leased, in batches, and given back with what came of them.

public import Story

extension FleetStore {
  /// Leases stories that are due to a worker: at most one a host, of hosts that may be asked now. Until the lease ends no
  /// other worker is given the story or its host.
  ///
  /// Complexity: one index scan over the stories that are due and whose host rests, up to the first that may be had.
  ///
  /// - Parameters:
  ///   - shard: the one whose stories are asked for; a worker that does not hold it gets nothing.
  ///   - count: how many at most.
  ///   - milliseconds: for how long.
  public func lease(
    to worker: String, holding shard: ShardLease, atMost count: Int, for milliseconds: Int64
  ) throws(FleetError) -> Grant {
    guard count > 0 else { return Grant() }
    return try transaction { work, now throws(FleetError) in
      let moment = FleetValue(now)
      let end = FleetValue.integer(now.milliseconds + milliseconds)
      let candidates = try work.candidates(worker, shard, atMost: count, at: now)
      if candidates.isEmpty { return Grant() }
      let hosts = try work.run(
        """
        UPDATE hosts SET free = $2, worker = $3 WHERE host IN (
          SELECT host FROM hosts WHERE host \(work.dialect.among(1)) AND free <= $4 \(work.dialect.skipLocked))
        RETURNING host, failures, trouble, crawl_delay
        """, [.texts(candidates.map(\.host)), end, FleetValue(worker), moment])
      let ours = Set(hosts.compactMap { $0.text(0) })
      let wanted = candidates.filter { ours.contains($0.host) }.map(\.slug)
      let rows = try work.run(
        """
        UPDATE stories SET fence = fence + 1, worker = $2, leased_until = $3 WHERE slug IN (
          SELECT slug FROM stories WHERE slug \(work.dialect.among(1)) AND due <= $4 AND leased_until <= $4
          \(work.dialect.skipLocked))
        RETURNING slug, fence, shard, host, address, due, weight, found_in, added
        """, [.texts(wanted), FleetValue(worker), end, moment])
      let leases = try rows.map { row throws(FleetError) in try Lease(row) }.sorted {
        ($0.due, $0.slug) < ($1.due, $1.slug)
      }
      // A host whose story somebody else has just taken is free again.
      let asked = Set(leases.map(\.host))
      let idle = ours.subtracting(asked)
      if !idle.isEmpty {
        try work.run(
          "UPDATE hosts SET free = $2, worker = NULL WHERE host \(work.dialect.among(1))",
          [.texts(idle.sorted()), moment])
      }
      return Grant(
        leases: leases,
        hosts: hosts.filter { asked.contains($0.text(0) ?? "") }.map { HostRecord($0) })
    }
  }

  /// Takes what came of looks, and the stories' leases back.
  ///
  /// A look counts only under its story's last fencing number and while its worker's shard is still its own; when in time
  /// it comes does not matter. Told again, a look that counted counts once.
  ///
  /// - Returns: the stories whose looks do not count.
  public func complete(
    _ looks: [Completion], by worker: String, holding shard: ShardLease
  ) throws(FleetError) -> Set<Slug> {
    if looks.isEmpty { return [] }
    return try transaction { work, now throws(FleetError) in
      let given = try FleetValue.records(looks.map { FenceRecord($0) })
      let records = work.dialect.records(1, as: "r", FenceRecord.columns)
      var new: [FleetRow] = []
      if let pace = try work.pace(of: shard) {
        new = try work.run(
          """
          UPDATE stories SET due = CAST(r.due AS bigint), done = r.fence, worker = NULL, leased_until = 0
          FROM \(records) WHERE stories.slug = r.slug AND stories.fence = r.fence AND stories.done < r.fence
            AND stories.shard = $2
          RETURNING stories.slug
          """, [given, FleetValue(shard.shard)])
        try work.note(pace.adding(new.count, at: now), looks: new.count, of: shard)
      }
      var refused = Set(looks.map(\.slug)).subtracting(new.compactMap(\.slug))
      // Those that counted when they were told before.
      if !refused.isEmpty {
        let known = try work.run(
          "SELECT r.slug FROM \(records) JOIN stories s ON s.slug = r.slug WHERE s.done = r.fence", [given])
        refused.subtract(known.compactMap(\.slug))
      }
      try work.run(
        "UPDATE workers SET looks = looks + $1, refused = refused + $2 WHERE worker = $3",
        [FleetValue(new.count), FleetValue(refused.count), FleetValue(worker)])
      return refused
    }
  }

  /// Gives leases back whose looks were not made: the stories are due as they were. Older fences change nothing.
  public func release(_ leases: [(slug: Slug, fence: Int64)]) throws(FleetError) {
    if leases.isEmpty { return }
    try transaction { work, _ throws(FleetError) in
      try work.run(
        "UPDATE stories SET worker = NULL, leased_until = 0 FROM "
          + work.dialect.records(1, as: "r", FenceRecord.columns)
          + " WHERE stories.slug = r.slug AND stories.fence = r.fence",
        [try FleetValue.records(leases.map { FenceRecord(slug: $0.slug.text, fence: $0.fence) })])
    }
  }

  /// Prolongs leases.
  ///
  /// - Returns: the stories that are still the worker's.
  public func renew(
    _ leases: [(slug: Slug, fence: Int64)], by worker: String, holding shard: ShardLease,
    for milliseconds: Int64
  ) throws(FleetError) -> Set<Slug> {
    if leases.isEmpty { return [] }
    return try transaction { work, now throws(FleetError) in
      guard try work.holds(shard) else { return [] }
      let rows = try work.run(
        "UPDATE stories SET leased_until = $2 FROM \(work.dialect.records(1, as: "r", FenceRecord.columns)) "
          + "WHERE stories.slug = r.slug AND stories.fence = r.fence AND stories.worker = $3 AND stories.shard = $4 "
          + "RETURNING stories.slug",
        [
          try FleetValue.records(leases.map { FenceRecord(slug: $0.slug.text, fence: $0.fence) }),
          .integer(now.milliseconds + milliseconds), FleetValue(worker), FleetValue(shard.shard),
        ])
      return Set(rows.compactMap(\.slug))
    }
  }

  /// Has hosts left alone, whose looks have ended, for all workers.
  public func rest(_ hosts: [HostRest], by worker: String) throws(FleetError) {
    if hosts.isEmpty { return }
    // What a crash takes of this costs a host no more than the rest of its lease.
    try transaction(mayBeLost: true) { work, now throws(FleetError) in
      try work.run(
        """
        UPDATE hosts SET free = CAST(r.rest AS bigint) + $2, worker = NULL, failures = CAST(r.failures AS integer),
          trouble = r.trouble, crawl_delay = CAST(r.crawl_delay AS bigint)
        FROM \(work.dialect.records(1, as: "r", RestRecord.columns)) WHERE hosts.host = r.host AND hosts.worker = $3
        """, [try FleetValue.records(hosts.map(RestRecord.init)), FleetValue(now), FleetValue(worker)])
    }
  }
}

extension FleetStore.Work {
  /// Of each host that may be asked the story of a shard that is longest due, in that order; none for a worker that does
  /// not hold the shard.
  fileprivate func candidates(
    _ worker: String, _ shard: ShardLease, atMost count: Int, at now: Timestamp
  ) throws(FleetError) -> [(slug: String, host: String)] {
    // More are read than are wanted, as hosts have several stories; many more only where few hosts have most of them.
    for breadth in [2, 16] {
      let rows = try run(
        """
        SELECT s.slug, s.host, s.due FROM stories s JOIN hosts h ON h.host = s.host
        WHERE s.shard = $1 AND s.due <= $2 AND s.leased_until <= $2 AND h.free <= $2
          AND EXISTS (SELECT 1 FROM shards WHERE shard = $1 AND fence = $3 AND worker = $4)
        ORDER BY s.due LIMIT $5
        """,
        [
          FleetValue(shard.shard), FleetValue(now), .integer(shard.fence), FleetValue(worker),
          FleetValue(count * breadth),
        ])
      var hosts: Set<String> = []
      let first = rows.map { (due: $0.integer(2), slug: $0.text(0) ?? "", host: $0.text(1) ?? "") }
        .sorted { ($0.due, $0.slug) < ($1.due, $1.slug) }.filter { hosts.insert($0.host).inserted }
      if first.count >= count || rows.count < count * breadth || breadth == 16 {
        return first.prefix(count).map { ($0.slug, $0.host) }
      }
    }
    return []
  }
}

extension FleetRow {
  /// The story named in the first column.
  fileprivate var slug: Slug? { text(0).flatMap { try? Slug($0) } }
}

extension Lease {
  fileprivate init(_ row: FleetRow) throws(FleetError) {
    guard let slug = try? Slug(row.text(0) ?? "") else {
      throw FleetError(.refused, "the table of stories holds a name that is none")
    }
    self.init(
      slug: slug, fence: row.integer(1), shard: Int(row.integer(2)), host: row.text(3) ?? "",
      address: row.text(4) ?? "", due: row.moment(5) ?? Timestamp(milliseconds: 0), weight: row.real(6) ?? 1,
      foundIn: row.text(7), added: row.moment(8) ?? Timestamp(milliseconds: 0))
  }
}

private struct FenceRecord: Encodable {
  static let columns = [("slug", "text"), ("fence", "bigint"), ("due", "bigint")]

  var slug: String
  var fence: Int64
  var due: Int64?

  init(slug: String, fence: Int64) {
    self.slug = slug
    self.fence = fence
  }

  init(_ look: Completion) {
    slug = look.slug.text
    fence = look.fence
    due = look.next?.milliseconds
  }
}

private struct RestRecord: Encodable {
  static let columns = [
    ("host", "text"), ("rest", "bigint"), ("failures", "integer"), ("trouble", "text"),
    ("crawl_delay", "bigint"),
  ]

  var host: String
  var rest: Int64
  var failures: Int
  var trouble: String?
  var crawl_delay: Int64?

  init(_ given: HostRest) {
    host = given.record.host
    rest = given.rest
    failures = given.record.failures
    trouble = given.record.trouble
    crawl_delay = given.record.crawlDelay
  }
}
