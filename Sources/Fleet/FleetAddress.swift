// Where a fleet's database is.

/// The address of a fleet's database: PostgreSQL for many machines, an SQLite file for many processes of one.
public enum FleetAddress: Hashable, Sendable, CustomStringConvertible {
  /// A PostgreSQL database, as libpq's connection URI (`postgresql://user@host/database`).
  case postgreSQL(String)
  /// An SQLite file on a disk of this machine.
  case sqlite(String)

  /// Reads an address: `postgresql://…` or `postgres://…`, else `sqlite:PATH`.
  ///
  /// - Throws: `badInput`.
  public init(_ text: String) throws(FleetError) {
    if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
      self = .postgreSQL(text)
    } else if text.hasPrefix("sqlite:"), text.count > 7 {
      self = .sqlite(String(text.dropFirst(7)))
    } else {
      throw FleetError(
        .badInput, "a fleet's address is postgresql://USER@HOST/DATABASE, or sqlite:FILE on one machine")
    }
  }

  /// The address as it may be shown: without a password.
  public var description: String {
    switch self {
    case .sqlite(let path): return "sqlite:\(path)"
    case .postgreSQL(let text):
      guard let scheme = text.firstRange(of: "://"), let at = text[scheme.upperBound...].firstIndex(of: "@"),
        let colon = text[scheme.upperBound..<at].firstIndex(of: ":")
      else { return text.split(separator: "?").first.map(String.init) ?? text }
      let rest = text[at...].split(separator: "?").first.map(String.init) ?? ""
      return text[..<colon] + ":…" + rest
    }
  }
}
