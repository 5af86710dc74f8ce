// Workers come and go, and shards with them: each shard has one writer at a time.

import Story

extension FleetStore {
  /// What a worker hears when it says that it is there.
  public struct Beat: Hashable, Sendable {
    /// The shards of those it named that are still its own.
    public var held: Set<Int> = []
    /// How many shards a worker should hold, all workers alike.
    public var share = 0
    /// For how long no worker at all had been heard of before, in milliseconds; 0 when this is the first ever.
    public var lull: Int64 = 0
  }

  /// Says that a worker is there, and prolongs its shards.
  ///
  /// - Parameters:
  ///   - place: where it runs: another of the same name elsewhere is refused while it lives.
  ///   - shards: those it holds.
  ///   - milliseconds: for how long.
  /// - Throws: `badInput` when another worker has that name.
  public func beat(
    _ worker: String, at place: String, holding shards: [ShardLease], for milliseconds: Int64
  ) throws(FleetError) -> Beat {
    try transaction { work, now throws(FleetError) in
      let count = try work.shards()
      let end = FleetValue.integer(now.milliseconds + milliseconds)
      let last = try work.run("SELECT max(seen) FROM workers").first?.moment(0) ?? now
      let rows = try work.run(
        """
        INSERT INTO workers (worker, place, joined, seen, alive_until) VALUES ($1, $2, $3, $3, $4)
        ON CONFLICT (worker) DO UPDATE SET place = $2, seen = $3, alive_until = $4
        WHERE workers.place = $2 OR workers.alive_until <= $3
        RETURNING worker
        """, [FleetValue(worker), FleetValue(place), FleetValue(now), end])
      guard !rows.isEmpty else {
        throw FleetError(
          .badInput,
          "another worker is called “\(worker)”: name this one otherwise (fleet.worker, or --worker)")
      }
      var beat = Beat(lull: max(0, now.milliseconds - last.milliseconds))
      for shard in shards.sorted(by: { $0.shard < $1.shard }) {
        let kept = try work.run(
          "UPDATE shards SET leased_until = $1 WHERE shard = $2 AND fence = $3 AND worker = $4 RETURNING shard",
          [end, FleetValue(shard.shard), .integer(shard.fence), FleetValue(worker)])
        if !kept.isEmpty { beat.held.insert(shard.shard) }
      }
      let alive = try work.run("SELECT count(*) FROM workers WHERE alive_until > $1", [FleetValue(now)])
      let workers = max(1, Int(alive.first?.integer(0) ?? 1))
      beat.share = (count + workers - 1) / workers
      return beat
    }
  }

  /// Takes a shard that nobody holds, or that was this worker's own before, and voids what was leased of it.
  ///
  /// - Parameters:
  ///   - besides: shards not to take.
  ///   - takesOver: whether to take one whose holder has not been heard of for the time of its lease. Not for a while after
  ///     the database has been away: whoever comes back to it first would take all shards of the others.
  ///   - onlyAt: if not nil, only a shard whose archive stands there, or that has none yet.
  /// - Returns: the shard; nil when there is none to be had.
  public func takeShard(
    _ worker: String, besides: Set<Int>, takesOver: Bool = true, onlyAt place: String? = nil,
    for milliseconds: Int64
  ) throws(FleetError) -> ShardLease? {
    try transaction { work, now throws(FleetError) in
      let rows = try work.run(
        """
        SELECT shard, place FROM shards
        WHERE (worker = $1 OR worker IS NULL OR (leased_until <= $2 AND CAST($5 AS integer) = 1))
          AND shard \(work.dialect.outside(3, "integer"))
          AND (CAST($4 AS text) IS NULL OR place IS NULL OR place = $4)
        ORDER BY CASE WHEN worker = $1 THEN 0 ELSE 1 END, leased_until, shard LIMIT 1 \(work.dialect.skipLocked)
        """,
        [
          FleetValue(worker), FleetValue(now), .numbers(besides.sorted()), FleetValue(place),
          .integer(takesOver ? 1 : 0),
        ])
      guard let row = rows.first else { return nil }
      let taken = try work.run(
        "UPDATE shards SET worker = $1, leased_until = $2, fence = fence + 1 WHERE shard = $3 RETURNING fence",
        [FleetValue(worker), .integer(now.milliseconds + milliseconds), .integer(row.integer(0))])
      try work.run(
        "UPDATE stories SET leased_until = 0, worker = NULL WHERE shard = $1 AND worker IS NOT NULL",
        [.integer(row.integer(0))])
      return ShardLease(
        shard: Int(row.integer(0)), fence: taken.first?.integer(0) ?? 0, placeBefore: row.text(1))
    }
  }

  /// Notes where a shard's archive stands from now on.
  ///
  /// - Throws: `lost` when the shard is another worker's.
  public func settle(_ shard: ShardLease, at place: String) throws(FleetError) {
    try transaction { work, _ throws(FleetError) in
      try work.check(shard)
      try work.run(
        "UPDATE shards SET place = $1 WHERE shard = $2", [FleetValue(place), FleetValue(shard.shard)])
    }
  }

  /// Notes that a shard's archive was pushed.
  public func notePush(_ shard: ShardLease) throws(FleetError) {
    try transaction { work, now throws(FleetError) in
      try work.run(
        "UPDATE shards SET pushed = $1 WHERE shard = $2 AND fence = $3",
        [FleetValue(now), FleetValue(shard.shard), .integer(shard.fence)])
    }
  }

  /// How far each channel of a shard was told, by the channel's name, as ``note(told:of:)`` was given it.
  public func told(of shard: ShardLease) throws(FleetError) -> [String: String] {
    try transaction { work, _ throws(FleetError) in
      let rows = try work.run(
        "SELECT channel, told FROM tellings WHERE shard = $1", [FleetValue(shard.shard)])
      return Dictionary(rows.map { ($0.text(0) ?? "", $0.text(1) ?? "") }, uniquingKeysWith: { $1 })
    }
  }

  /// Notes how far channels of a shard were told, for whoever has the shard next.
  ///
  /// - Throws: `lost` when the shard is another worker's.
  public func note(told: [String: String], of shard: ShardLease) throws(FleetError) {
    try transaction { work, _ throws(FleetError) in
      try work.check(shard)
      for (channel, place) in told.sorted(by: { $0.key < $1.key }) {
        try work.run(
          """
          INSERT INTO tellings (shard, channel, told) VALUES ($1, $2, $3)
          ON CONFLICT (shard, channel) DO UPDATE SET told = $3
          """, [FleetValue(shard.shard), FleetValue(channel), FleetValue(place)])
      }
    }
  }

  /// Lets a shard go, for others to take.
  public func giveUp(_ shard: ShardLease) throws(FleetError) {
    try transaction { work, _ throws(FleetError) in
      try work.run(
        "UPDATE shards SET worker = NULL, leased_until = 0 WHERE shard = $1 AND fence = $2",
        [FleetValue(shard.shard), .integer(shard.fence)])
    }
  }

  /// Says that a worker has gone.
  public func leave(_ worker: String) throws(FleetError) {
    try transaction { work, now throws(FleetError) in
      try work.run(
        "UPDATE workers SET alive_until = $1 WHERE worker = $2", [FleetValue(now), FleetValue(worker)])
    }
  }
}

extension FleetStore.Work {
  /// Whether a shard has not changed hands. The row stays as it is until the transaction ends.
  func holds(_ shard: ShardLease) throws(FleetError) -> Bool {
    let lock = dialect == .postgreSQL ? "FOR SHARE" : ""
    return try !run(
      "SELECT shard FROM shards WHERE shard = $1 AND fence = $2 \(lock)",
      [FleetValue(shard.shard), .integer(shard.fence)]
    ).isEmpty
  }

  /// Refuses a shard that has changed hands.
  func check(_ shard: ShardLease) throws(FleetError) {
    guard try holds(shard) else {
      throw FleetError(.lost, "shard \(shard.shard) has passed to another worker")
    }
  }
}
