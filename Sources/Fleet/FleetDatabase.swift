// What the fleet asks of a database: transactions of statements whose values are bound.

import Story

/// A value in a statement or a row.
enum FleetValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  /// A list, as ``Dialect/among(_:_:)`` takes it.
  case texts([String])
  case numbers([Int])

  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ moment: Timestamp) { self = .integer(moment.milliseconds) }
  init(_ number: Int) { self = .integer(Int64(number)) }

  /// Records as the JSON array that ``Dialect/records(_:as:_:)`` unfolds.
  static func records(_ values: some Encodable) throws(FleetError) -> FleetValue {
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
    case .null, .texts, .numbers: 0
    }
  }

  /// The number in a column, or nil for none.
  func real(_ column: Int) -> Double? {
    switch values[column] {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .text(let text): Double(text)
    case .null, .texts, .numbers: nil
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
  ///
  /// - Parameters:
  ///   - mayBeLost: whether a crash of the database may take back what it said was done, which then need not wait for
  ///     the disk.
  ///   - work: is told the time by the database's clock.
  func transaction<Value>(
    mayBeLost: Bool, _ work: (any FleetSession, Timestamp) throws(FleetError) -> Value
  ) throws(FleetError) -> Value
}
