// The feeds that a fleet finds stories in: each is polled by one worker, as long as that is there.

public import Story

extension FleetStore {
  /// Puts a feed on the list, or changes what is wanted of it.
  ///
  /// - Parameter wanted: what is wanted of it, as it is handed out again.
  public func putFeed(_ address: String, wanted: String) throws(FleetError) {
    try transaction { work, _ throws(FleetError) in
      _ = try work.shards()
      try work.run(
        "INSERT INTO feeds (feed, wanted) VALUES ($1, $2) ON CONFLICT (feed) DO UPDATE SET wanted = $2",
        [FleetValue(address), FleetValue(wanted)])
    }
  }

  /// Takes a feed off the list.
  ///
  /// - Returns: whether it was on it.
  public func removeFeed(_ address: String) throws(FleetError) -> Bool {
    try transaction { work, _ throws(FleetError) in
      _ = try work.shards()
      return try !work.run("DELETE FROM feeds WHERE feed = $1 RETURNING feed", [FleetValue(address)]).isEmpty
    }
  }

  /// What is wanted of the feeds on the list, by address.
  public func feeds() throws(FleetError) -> [String] {
    try transaction { work, _ throws(FleetError) in
      _ = try work.shards()
      return try work.run("SELECT wanted FROM feeds ORDER BY feed").compactMap { $0.text(0) }
    }
  }

  /// Leases a worker its share of the feeds, those first that it had.
  ///
  /// - Returns: what is wanted of each.
  public func takeFeeds(_ worker: String, for milliseconds: Int64) throws(FleetError) -> [String] {
    try transaction { work, now throws(FleetError) in
      let counts = try work.run(
        "SELECT count(*), (SELECT count(*) FROM workers WHERE alive_until > $1) FROM feeds", [FleetValue(now)]
      )
      guard let row = counts.first, row.integer(0) > 0 else { return [] }
      let workers = max(1, row.integer(1))
      return try work.run(
        """
        UPDATE feeds SET worker = $1, leased_until = $2 WHERE feed IN (
          SELECT feed FROM feeds WHERE worker = $1 OR leased_until <= $3
          ORDER BY CASE WHEN worker = $1 THEN 0 ELSE 1 END, feed LIMIT $4 \(work.dialect.skipLocked))
        RETURNING wanted
        """,
        [
          FleetValue(worker), .integer(now.milliseconds + milliseconds), FleetValue(now),
          .integer((row.integer(0) + workers - 1) / workers),
        ]
      ).compactMap { $0.text(0) }
    }
  }

  /// Leases a host that may be asked now, without a story; ``rest(_:by:)`` ends it.
  ///
  /// - Returns: what is known of it; nil when it is being asked or rests.
  public func takeHost(
    _ host: String, by worker: String, for milliseconds: Int64
  ) throws(FleetError) -> HostRecord? {
    try transaction { work, now throws(FleetError) in
      try work.run(
        "INSERT INTO hosts (host) VALUES ($1) ON CONFLICT (host) DO NOTHING", [FleetValue(host)])
      return try work.run(
        """
        UPDATE hosts SET free = $2, worker = $3 WHERE host = $1 AND free <= $4
        RETURNING host, failures, trouble, crawl_delay
        """,
        [
          FleetValue(host), .integer(now.milliseconds + milliseconds), FleetValue(worker), FleetValue(now),
        ]
      ).first.map { HostRecord($0) }
    }
  }

  /// Has stories that are watched looked at now: there is a sign that they changed.
  public func hasten(_ slugs: [Slug]) throws(FleetError) {
    if slugs.isEmpty { return }
    try transaction { work, now throws(FleetError) in
      try work.run(
        "UPDATE stories SET due = $2 WHERE slug \(work.dialect.among(1)) AND due > $2",
        [.texts(slugs.map(\.text)), FleetValue(now)])
    }
  }
}

extension HostRecord {
  /// A row of host, failures, trouble and crawl_delay.
  init(_ row: FleetRow) {
    self.init(
      host: row.text(0) ?? "", failures: Int(row.integer(1)), trouble: row.text(2),
      crawlDelay: row.values[3] == .null ? nil : row.integer(3))
  }
}
