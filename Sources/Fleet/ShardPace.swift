// How many looks a second a shard has had of late.

import Foundation
import Story

/// Looks a second over about the last minute: each look weighs less by 1/e with each minute that it is old.
struct ShardPace: Hashable, Sendable {
  /// Looks a second at `moment`.
  var looksPerSecond = 0.0
  var moment = Timestamp(milliseconds: 0)

  private static let memory = 60.0

  /// The pace at another moment, if no look was made since.
  func at(_ now: Timestamp) -> ShardPace {
    let seconds = Double(max(0, now.milliseconds - moment.milliseconds)) / 1000
    return ShardPace(looksPerSecond: looksPerSecond * exp(-seconds / Self.memory), moment: now)
  }

  /// The pace with looks that were made at a moment.
  func adding(_ looks: Int, at now: Timestamp) -> ShardPace {
    var pace = at(now)
    pace.looksPerSecond += Double(looks) / Self.memory
    return pace
  }
}

extension FleetStore.Work {
  /// The pace of a shard that has not changed hands, else nil. The row stays as it is until the transaction ends.
  func pace(of shard: ShardLease) throws(FleetError) -> ShardPace? {
    try run(
      "SELECT pace, paced FROM shards WHERE shard = $1 AND fence = $2 \(dialect.locked)",
      [FleetValue(shard.shard), .integer(shard.fence)]
    ).first.map { row in
      ShardPace(looksPerSecond: row.real(0) ?? 0, moment: Timestamp(milliseconds: row.integer(1)))
    }
  }

  /// Notes a shard's pace and its looks.
  func note(_ pace: ShardPace, looks: Int, of shard: ShardLease) throws(FleetError) {
    try run(
      "UPDATE shards SET looks = looks + $1, pace = $2, paced = $3 WHERE shard = $4",
      [FleetValue(looks), .real(pace.looksPerSecond), FleetValue(pace.moment), FleetValue(shard.shard)])
  }
}
