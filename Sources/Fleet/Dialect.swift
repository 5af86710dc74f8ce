// The few places in which the two databases want other words for the same statement.

/// How a database writes what SQL does not agree on. All statements are written once, with these pieces in them.
enum Dialect: Sendable {
  case postgreSQL
  case sqlite

  /// Locks the rows of a SELECT and passes over those that another transaction holds. SQLite has one writer at a time:
  /// a transaction of ours has the whole database.
  var skipLocked: String { self == .postgreSQL ? "FOR UPDATE SKIP LOCKED" : "" }

  /// Has a transaction not wait for the disk; nil where it cannot be said.
  var hurry: String? { self == .postgreSQL ? "SET LOCAL synchronous_commit TO off" : nil }

  /// The milliseconds since 1970 by the database's clock.
  var now: String {
    switch self {
    case .postgreSQL: "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)"
    case .sqlite: "SELECT CAST((julianday('now') - 2440587.5) * 86400000.0 AS integer)"
    }
  }

  /// The values of a bound JSON array as a subquery: `slug IN \(list(1))`.
  func list(_ place: Int, _ type: String = "text") -> String {
    switch self {
    case .postgreSQL:
      "(SELECT CAST(value AS \(type)) AS value FROM jsonb_array_elements_text(CAST($\(place) AS jsonb)))"
    case .sqlite: "(SELECT value FROM json_each($\(place)))"
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

  /// What a new table is told besides its columns.
  var narrow: String { self == .postgreSQL ? "WITH (fillfactor = 70)" : "" }

  /// A statement with its places for values as the database counts them.
  func write(_ sql: String) -> String {
    self == .postgreSQL ? sql : sql.replacing(/\$(?<place>\d+)/) { "?\($0.place)" }
  }
}
