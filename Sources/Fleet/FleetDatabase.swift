// What the fleet asks of a database: transactions of statements whose values are bound.

import Story

/// A value in a statement or a row.
enum FleetValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)

  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ moment: Timestamp) { self = .integer(moment.milliseconds) }
  init(_ number: Int) { self = .integer(Int64(number)) }

  /// A list of texts or numbers as the JSON array that ``Dialect/list(_:_:)`` unfolds.
  static func list(_ values: some Encodable) throws(FleetError) -> FleetValue {
    .text(try FleetJSON.text(values))
  }
}

/// A row of an answer.
struct FleetRow: Hashable, Sendable {
  var values: [FleetValue]

  /// The number in a column; 0 for none.
  func integer(_ column: Int) -> Int64 {
    switch values[column] {
    case .integer(let number): number
    case .real(let number): Int64(number)
    case .text(let text): Int64(text) ?? 0
    case .null: 0
    }
  }

  /// The number in a column, or nil for none.
  func real(_ column: Int) -> Double? {
    switch values[column] {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .text(let text): Double(text)
    case .null: nil
    }
  }

  /// The text in a column, or nil for none.
  func text(_ column: Int) -> String? { if case .text(let text) = values[column] { text } else { nil } }

  /// The moment in a column, or nil for none.
  func moment(_ column: Int) -> Timestamp? {
    values[column] == .null ? nil : Timestamp(milliseconds: integer(column))
  }
}

/// A transaction under way.
protocol FleetSession {
  /// Runs one statement; `$1`, `$2` … in it are the values, which never become part of its text.
  func run(_ sql: String, _ values: [FleetValue]) throws(FleetError) -> [FleetRow]
}

/// A connection to a database. Its owner uses it from one thread at a time.
protocol FleetDatabase: AnyObject {
  /// How it writes what SQL does not agree on.
  var dialect: Dialect { get }

  /// Runs work as one transaction: all of it holds, or nothing. What failed for a conflict is tried again.
  func transaction<Value>(
    _ work: (any FleetSession) throws(FleetError) -> Value
  ) throws(FleetError) -> Value
}
