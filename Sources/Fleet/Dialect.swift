// The few places in which the two databases want other words for the same statement.

/// How a database writes what SQL does not agree on. All statements are written once, with these pieces in them.
enum Dialect: Sendable {
  case postgreSQL
  case sqlite

  /// Locks the rows of a SELECT and passes over those that another transaction holds. SQLite has one writer at a time:
  /// a transaction of ours has the whole database.
  var skipLocked: String { self == .postgreSQL ? "FOR UPDATE SKIP LOCKED" : "" }

  /// Locks the rows of a SELECT until the transaction ends.
  var locked: String { self == .postgreSQL ? "FOR UPDATE" : "" }

  /// The milliseconds since 1970 by the database's clock.
  var now: String {
    switch self {
    case .postgreSQL: "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)"
    case .sqlite: "SELECT CAST((julianday('now') - 2440587.5) * 86400000.0 AS integer)"
    }
  }

  /// Follows a column that is to be one of the values of a bound list. PostgreSQL finds these by the column's index,
  /// whatever it believes of the table's size: an array is no table to be joined.
  func among(_ place: Int, _ type: String = "text") -> String {
    switch self {
    case .postgreSQL: "= ANY(CAST($\(place) AS \(type)[]))"
    case .sqlite: "IN (SELECT value FROM json_each($\(place)))"
    }
  }

  /// Follows a column that is to be none of the values of a bound list.
  func outside(_ place: Int, _ type: String = "text") -> String {
    switch self {
    case .postgreSQL: "<> ALL(CAST($\(place) AS \(type)[]))"
    case .sqlite: "NOT IN (SELECT value FROM json_each($\(place)))"
    }
  }

  /// A bound JSON array of objects as a table.
  func records(_ place: Int, as name: String, _ columns: [(name: String, type: String)]) -> String {
    switch self {
    case .postgreSQL:
      "jsonb_to_recordset(CAST($\(place) AS jsonb)) AS \(name)("
        + columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ") + ")"
    case .sqlite:
      "(SELECT "
        + columns.map { "json_extract(value, '$.\($0.name)') AS \($0.name)" }.joined(separator: ", ")
        + " FROM json_each($\(place))) AS \(name)"
    }
  }

  /// What a new table is told besides its columns whose rows change with every look: room beside each row, so that most
  /// changes touch no index, and vacuuming before the dead rows outnumber the living.
  var restless: String {
    self == .postgreSQL
      ? "WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)"
      : ""
  }

  /// A statement with its places for values as the database counts them.
  func write(_ sql: String) -> String {
    self == .postgreSQL ? sql : sql.replacing(/\$(?<place>\d+)/) { "?\($0.place)" }
  }
}
