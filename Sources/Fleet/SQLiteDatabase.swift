// The fleet's database in an SQLite file: for the processes of one machine, and for tests.

import GRDB
import Story

/// A connection to an SQLite file.
final class SQLiteDatabase: FleetDatabase {
  private let queue: DatabaseQueue
  var dialect: Dialect { .sqlite }

  /// Opens a file, which is made if it is not there.
  init(at path: String) throws(FleetError) {
    var settings = Configuration()
    settings.busyMode = .timeout(10)
    settings.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    }
    queue = try Self.guarded { try DatabaseQueue(path: path, configuration: settings) }
  }

  func transaction<Value>(
    mayBeLost: Bool, _ work: (any FleetSession, Timestamp) throws(FleetError) -> Value
  ) throws(FleetError) -> Value {
    try Self.guarded {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          let session = Session(database: database)
          let now = try session.run(dialect.now, []).first?.integer(0) ?? 0
          value = try work(session, Timestamp(milliseconds: now))
          return .commit
        }
        guard let value else { throw FleetError(.refused, "a transaction gave nothing") }
        return value
      }
    }
  }

  private struct Session: FleetSession {
    let database: Database

    func run(_ sql: String, _ values: [FleetValue]) throws(FleetError) -> [FleetRow] {
      try SQLiteDatabase.guarded {
        let statement = try database.cachedStatement(sql: Dialect.sqlite.write(sql))
        let bound = StatementArguments(try values.map { try $0.stored() })
        return try Row.fetchAll(statement, arguments: bound).map { row in
          FleetRow(values: row.databaseValues.map(FleetValue.init))
        }
      }
    }
  }

  private static func guarded<Value>(_ work: () throws -> Value) throws(FleetError) -> Value {
    do {
      return try work()
    } catch let error as FleetError {
      throw error
    } catch let error as DatabaseError {
      let kind: FleetError.Kind =
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .conflict
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY: .unavailable
        default: error.message?.contains("no such table") == true ? .noFleet : .refused
        }
      throw FleetError(kind, "SQLite: \(error.message ?? "no reason given")")
    } catch {
      throw FleetError(.refused, "SQLite: \(error)")
    }
  }
}

extension FleetValue {
  fileprivate func stored() throws(FleetError) -> (any DatabaseValueConvertible)? {
    switch self {
    case .null: nil
    case .integer(let number): number
    case .real(let number): number
    case .text(let text): text
    case .texts(let texts): try FleetJSON.text(texts)
    case .numbers(let numbers): try FleetJSON.text(numbers)
    }
  }

  fileprivate init(_ stored: DatabaseValue) {
    switch stored.storage {
    case .null, .blob: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    }
  }
}
