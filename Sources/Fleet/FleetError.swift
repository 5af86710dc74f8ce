// What can go wrong between a worker and the fleet's database.

/// What went wrong with a fleet, in a sentence that says what to do about it.
public struct FleetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What sort of trouble it is.
  public enum Kind: Sendable {
    /// The database does not answer, or cannot write now; to be tried again.
    case unavailable
    /// Somebody else came first; the same again may go well.
    case conflict
    /// What was held has passed to another worker.
    case lost
    /// There is no fleet in this database, or not of this form.
    case noFleet
    /// What was given is wrong.
    case badInput
    /// The database refuses a statement of ours.
    case refused
  }

  /// What sort of trouble it is.
  public let kind: Kind
  /// What was wrong, and what to do; one line.
  public let message: String
  /// The five characters by which SQL names the error (ISO/IEC 9075, PostgreSQL's Appendix A); nil when the database
  /// gave none.
  public let sqlState: String?

  /// An error of a kind.
  public init(_ kind: Kind, _ message: String, sqlState: String? = nil) {
    self.kind = kind
    self.message = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    self.sqlState = sqlState
  }

  /// The message, with the SQLSTATE if there is one.
  public var description: String { sqlState.map { "\(message) (SQLSTATE \($0))" } ?? message }

  /// An error that the database named by its SQLSTATE.
  static func named(_ sqlState: String, _ message: String) -> FleetError {
    let kind: Kind =
      switch sqlState.prefix(2) {
      // Connection, resources (a full disk is 53100), intervention (a restart is 57P01), the system, a read-only standby.
      case "08", "53", "57", "58", "25", "XX": .unavailable
      case "40", "55": .conflict
      case "42" where sqlState == "42P01" || sqlState == "42703": .noFleet
      case "28", "3D": .badInput
      default: .refused
      }
    return FleetError(kind, message, sqlState: sqlState)
  }
}
