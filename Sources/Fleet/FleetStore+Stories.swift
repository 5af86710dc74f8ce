// Stories come to the fleet, and are put off or taken up by whoever holds their shard.

public import Story

extension FleetStore {
  /// Has stories watched; each is due at once. One of that name that is there already stays as it is.
  ///
  /// - Returns: how many are new.
  @discardableResult
  public func add(_ stories: [FleetStory]) throws(FleetError) -> Int {
    var count = 0
    // Some megabytes a statement at most.
    for start in stride(from: 0, to: stories.count, by: 5000) {
      let part = stories[start..<min(stories.count, start + 5000)]
      count += try transaction { work, now throws(FleetError) in
        let shards = try work.shards()
        let rows = try FleetValue.records(part.map { StoryRecord($0, shards: shards) })
        try work.run(
          "INSERT INTO hosts (host) SELECT DISTINCT r.host FROM "
            + work.dialect.records(1, as: "r", [("host", "text")])
            + " WHERE true ON CONFLICT (host) DO NOTHING", [rows])
        return try work.run(
          "INSERT INTO stories (slug, shard, host, address, weight, found_in, added, due) "
            + "SELECT r.slug, r.shard, r.host, r.address, r.weight, r.found_in, CAST($2 AS bigint), CAST($2 AS bigint) FROM "
            + work.dialect.records(1, as: "r", StoryRecord.columns)
            + " WHERE true ON CONFLICT (slug) DO NOTHING RETURNING slug", [rows, FleetValue(now)]
        ).count
      }
    }
    // So many at once change what the database believes of the tables; it would find out by itself a minute later.
    if count >= 1000 {
      try transaction { work, _ throws(FleetError) in
        for table in ["stories", "hosts"] { try work.run("ANALYZE \(table)") }
      }
    }
    return count
  }

  /// The names and addresses of the stories that came at a moment or later; nil for all.
  public func addresses(
    since moment: Timestamp? = nil
  ) throws(FleetError) -> [(slug: Slug, address: String, added: Timestamp)] {
    try transaction { work, _ throws(FleetError) in
      _ = try work.shards()
      let rows = try work.run(
        "SELECT slug, address, added FROM stories WHERE added >= $1 ORDER BY slug",
        [.integer(moment?.milliseconds ?? 0)])
      return rows.compactMap { row in
        guard let slug = try? Slug(row.text(0) ?? "") else { return nil }
        return (slug, row.text(1) ?? "", Timestamp(milliseconds: row.integer(2)))
      }
    }
  }

  /// Sets when and where stories of a shard are looked at next, whatever their leases.
  ///
  /// - Throws: `lost` when the shard is another worker's.
  public func schedule(_ stories: [Rescheduling], holding shard: ShardLease) throws(FleetError) {
    if stories.isEmpty { return }
    let rows = try FleetValue.records(stories.map(ScheduleRecord.init))
    try transaction { work, _ throws(FleetError) in
      try work.check(shard)
      let records = work.dialect.records(1, as: "r", ScheduleRecord.columns)
      try work.run(
        "INSERT INTO hosts (host) SELECT DISTINCT r.host FROM \(records) WHERE r.host IS NOT NULL "
          + "ON CONFLICT (host) DO NOTHING", [rows])
      try work.run(
        """
        UPDATE stories SET due = CAST(r.due AS bigint), address = coalesce(r.address, stories.address),
          host = coalesce(r.host, stories.host)
        FROM \(records) WHERE stories.slug = r.slug AND stories.shard = $2
        """, [rows, FleetValue(shard.shard)])
    }
  }
}

private struct ScheduleRecord: Encodable {
  static let columns = [("slug", "text"), ("due", "bigint"), ("address", "text"), ("host", "text")]

  var slug: String
  var due: Int64?
  var address: String?
  var host: String?

  init(_ given: Rescheduling) {
    slug = given.slug.text
    due = given.due?.milliseconds
    address = given.address
    host = given.host
  }
}

private struct StoryRecord: Encodable {
  static let columns = [
    ("slug", "text"), ("shard", "integer"), ("host", "text"), ("address", "text"),
    ("weight", "double precision"), ("found_in", "text"),
  ]

  var slug: String
  var shard: Int
  var host: String
  var address: String
  var weight: Double
  var found_in: String?

  init(_ story: FleetStory, shards: Int) {
    slug = story.slug.text
    shard = story.slug.shard(of: shards)
    host = story.host
    address = story.address
    weight = story.weight
    found_in = story.foundIn
  }
}
