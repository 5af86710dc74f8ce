// How a fleet is doing.

public import Story

/// The state of a fleet at one moment, by the database's clock.
public struct FleetStatus: Hashable, Sendable {
  /// The moment described.
  public var now: Timestamp
  /// Stories that are looked at, and those that are not any more or for the time being.
  public var watched = 0, resting = 0
  /// Stories that are due and not being looked at.
  public var due = 0
  /// Of those, the ones that have been due for more than half a minute.
  public var late = 0
  /// How long the longest due has waited, in milliseconds; nil when none is due.
  public var longestDue: Int64?
  /// Leases that are out.
  public var leases = 0
  /// Hosts that are being left alone because of trouble.
  public var hostsInTrouble = 0
  /// The workers, by name.
  public var workers: [Worker] = []
  /// The shards, by number.
  public var shards: [Shard] = []

  /// A worker.
  public struct Worker: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Where it runs.
    public var place: String
    /// When it joined first, and when it was heard of last.
    public var joined: Timestamp, seen: Timestamp
    /// Whether it is there.
    public var isAlive: Bool
    /// Leases it holds.
    public var leases: Int
    /// Looks that counted, and looks refused for an old fencing number.
    public var looks: Int, refused: Int
  }

  /// A shard.
  public struct Shard: Hashable, Sendable {
    /// Its number.
    public var number: Int
    /// Who holds it; nil when nobody does.
    public var worker: String?
    /// How often it changed hands.
    public var fence: Int64
    /// Its stories, and those of them that are due.
    public var stories: Int, due: Int
    /// Looks that counted, and how many a second over about the last minute.
    public var looks: Int, looksPerSecond: Double
    /// When it was pushed last; nil when never.
    public var pushed: Timestamp?
    /// Where its archive stands; nil while it has none.
    public var place: String?
  }
}

extension FleetStore {
  /// How the fleet is doing.
  public func status() throws(FleetError) -> FleetStatus {
    try transaction { work, now throws(FleetError) in
      _ = try work.shards()
      let moment = FleetValue(now)
      var status = FleetStatus(now: now)
      let stories = try work.run(
        """
        SELECT count(due), count(*) - count(due),
          sum(CASE WHEN due <= $1 AND leased_until <= $1 THEN 1 ELSE 0 END),
          sum(CASE WHEN due <= $1 - 30000 AND leased_until <= $1 THEN 1 ELSE 0 END),
          min(CASE WHEN due <= $1 AND leased_until <= $1 THEN due END),
          sum(CASE WHEN leased_until > $1 THEN 1 ELSE 0 END) FROM stories
        """, [moment])
      if let row = stories.first {
        (status.watched, status.resting) = (Int(row.integer(0)), Int(row.integer(1)))
        (status.due, status.late) = (Int(row.integer(2)), Int(row.integer(3)))
        status.longestDue = row.moment(4).map { now.milliseconds - $0.milliseconds }
        status.leases = Int(row.integer(5))
      }
      let trouble = try work.run("SELECT count(*) FROM hosts WHERE trouble IS NOT NULL")
      status.hostsInTrouble = Int(trouble.first?.integer(0) ?? 0)
      let workers = try work.run(
        """
        SELECT w.worker, w.place, w.joined, w.seen, w.alive_until, w.looks, w.refused, count(s.slug)
        FROM workers w LEFT JOIN stories s ON s.worker = w.worker AND s.leased_until > $1
        GROUP BY w.worker, w.place, w.joined, w.seen, w.alive_until, w.looks, w.refused ORDER BY w.worker
        """, [moment])
      status.workers = workers.map { row in
        .init(
          name: row.text(0) ?? "", place: row.text(1) ?? "", joined: row.moment(2) ?? now,
          seen: row.moment(3) ?? now, isAlive: row.integer(4) > now.milliseconds, leases: Int(row.integer(7)),
          looks: Int(row.integer(5)), refused: Int(row.integer(6)))
      }
      let shards = try work.run(
        """
        SELECT h.shard, CASE WHEN h.leased_until > $1 THEN h.worker END, h.fence, h.pushed, h.place, count(s.slug),
          sum(CASE WHEN s.due <= $1 AND s.leased_until <= $1 THEN 1 ELSE 0 END), h.looks, h.pace, h.paced
        FROM shards h LEFT JOIN stories s ON s.shard = h.shard
        GROUP BY h.shard, h.worker, h.leased_until, h.fence, h.pushed, h.place, h.looks, h.pace, h.paced
        ORDER BY h.shard
        """, [moment])
      status.shards = shards.map { row in
        let pace = ShardPace(
          looksPerSecond: row.real(8) ?? 0, moment: Timestamp(milliseconds: row.integer(9)))
        return .init(
          number: Int(row.integer(0)), worker: row.text(1), fence: row.integer(2),
          stories: Int(row.integer(5)), due: Int(row.integer(6)), looks: Int(row.integer(7)),
          looksPerSecond: pace.at(now).looksPerSecond, pushed: row.moment(3), place: row.text(4))
      }
      return status
    }
  }
}
