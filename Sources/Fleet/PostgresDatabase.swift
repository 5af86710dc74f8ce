// The fleet's database in PostgreSQL, by libpq. Built with the package trait PostgreSQL only.

#if PostgreSQL
  import CLibpq
  import Story

  /// A connection to PostgreSQL. One that broke is made anew by the next transaction.
  final class PostgresDatabase: FleetDatabase {
    private let address: String
    private var connection: OpaquePointer?
    /// The names of the statements that the connection has, by their text.
    private var prepared: [String: String] = [:]
    var dialect: Dialect { .postgreSQL }

    /// A connection by libpq's URI; made by the first transaction.
    init(_ address: String) { self.address = address }

    deinit { PQfinish(connection) }

    func transaction<Value>(
      mayBeLost: Bool, _ work: (any FleetSession, Timestamp) throws(FleetError) -> Value
    ) throws(FleetError) -> Value {
      var tries = 0
      while true {
        tries += 1
        do throws(FleetError) {
          let connection = try open()
          // One message, for each that is waited for costs more than many a statement.
          let hurry = mayBeLost ? "SET LOCAL synchronous_commit TO off; " : ""
          let begun = try Self.rows(of: PQexec(connection, "BEGIN; \(hurry)\(dialect.now)"), on: connection)
          let now = Timestamp(milliseconds: begun.first?.integer(0) ?? 0)
          let value = try work(Session(database: self, connection: connection), now)
          _ = try Self.rows(of: PQexec(connection, "COMMIT"), on: connection)
          return value
        } catch {
          // What is known of the connection ends with an error that is not the statement's.
          if PQstatus(connection) != CONNECTION_OK || error.kind == .unavailable {
            close()
          } else if PQtransactionStatus(connection) != PQTRANS_IDLE {
            PQclear(PQexec(connection, "ROLLBACK"))
          }
          guard error.kind == .conflict, tries < 5 else { throw error }
        }
      }
    }

    private func close() {
      PQfinish(connection)
      connection = nil
      prepared = [:]
    }

    private func open() throws(FleetError) -> OpaquePointer {
      if let connection, PQstatus(connection) == CONNECTION_OK { return connection }
      close()
      // A later keyword wins over an earlier one: the address may say otherwise in all but the encoding.
      let settings: [(String, String)] = [
        ("connect_timeout", "5"), ("application_name", "writethru"), ("tcp_user_timeout", "15000"),
        ("dbname", address), ("client_encoding", "UTF8"),
      ]
      let made = Self.withTexts(settings.map(\.0)) { names in
        Self.withTexts(settings.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
      }
      guard let made else {
        throw FleetError(.unavailable, "there is no memory for a connection to PostgreSQL")
      }
      guard PQstatus(made) == CONNECTION_OK else {
        let reason = String(cString: PQerrorMessage(made))
        PQfinish(made)
        throw FleetError(.unavailable, "PostgreSQL cannot be reached: \(reason)")
      }
      // What a server says besides an answer is no answer; libpq would print it.
      PQsetNoticeProcessor(made, { _, _ in }, nil)
      connection = made
      do throws(FleetError) {
        _ = try Self.rows(of: PQexec(made, Self.manners), on: made)
      } catch {
        close()
        throw error
      }
      return made
    }

    /// A statement that hangs must not hold the worker past its leases for ever. All are short and look rows up by index,
    /// in tables that mostly are in memory: compiling a plan takes longer than following it.
    private static let manners =
      "SET statement_timeout TO 20000; SET lock_timeout TO 5000; SET jit TO off; SET random_page_cost TO 1.1"

    /// The name of a statement, which the server is given once a connection.
    private func name(of sql: String, on connection: OpaquePointer) throws(FleetError) -> String {
      if let name = prepared[sql] { return name }
      let name = "s\(prepared.count)"
      _ = try Self.rows(of: PQprepare(connection, name, sql, 0, nil), on: connection)
      prepared[sql] = name
      return name
    }

    private struct Session: FleetSession {
      let database: PostgresDatabase
      let connection: OpaquePointer

      func run(_ sql: String, _ values: [FleetValue]) throws(FleetError) -> [FleetRow] {
        let name = try database.name(of: sql, on: connection)
        let texts = values.map(\.sent)
        let answer = PostgresDatabase.withTexts(texts) { pointers in
          PQexecPrepared(connection, name, Int32(texts.count), pointers, nil, nil, 0)
        }
        return try PostgresDatabase.rows(of: answer, on: connection)
      }
    }

    /// The rows of an answer, which is let go.
    ///
    /// - Throws: what it says instead.
    private static func rows(
      of answer: OpaquePointer?, on connection: OpaquePointer
    ) throws(FleetError) -> [FleetRow] {
      defer { PQclear(answer) }
      switch PQresultStatus(answer) {
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return rows(of: answer)
      default:
        // PG_DIAG_SQLSTATE and PG_DIAG_MESSAGE_PRIMARY of postgres_ext.h, which are macros of characters.
        let state = PQresultErrorField(answer, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
        let primary = PQresultErrorField(answer, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
        let message = "PostgreSQL: \(primary ?? String(cString: PQerrorMessage(connection)))"
        guard let state else { throw FleetError(.unavailable, message) }
        throw FleetError.named(state, message)
      }
    }

    /// Calls with a list of C strings that ends with null, as libpq takes them.
    fileprivate static func withTexts<Value>(
      _ texts: [String?], _ work: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
    ) -> Value {
      let copies = texts.map { $0.map { Array($0.utf8CString) } }
      func next(_ place: Int, _ pointers: [UnsafePointer<CChar>?]) -> Value {
        guard place < copies.count else {
          return (pointers + [nil]).withUnsafeBufferPointer { list in
            // The list holds at least the null that ends it.
            work(list.baseAddress.unsafelyUnwrapped)
          }
        }
        guard let copy = copies[place] else { return next(place + 1, pointers + [nil]) }
        return copy.withUnsafeBufferPointer { next(place + 1, pointers + [$0.baseAddress]) }
      }
      return next(0, [])
    }

    private static func rows(of answer: OpaquePointer?) -> [FleetRow] {
      let columns = PQnfields(answer)
      return (0..<PQntuples(answer)).map { row in
        FleetRow(
          values: (0..<columns).map { column in
            guard PQgetisnull(answer, row, column) == 0, let bytes = PQgetvalue(answer, row, column) else {
              return .null
            }
            let text = String(cString: bytes)
            // The ids of the types in pg_type.dat: int8, int2, int4, oid; float4, float8, numeric.
            switch PQftype(answer, column) {
            case 20, 21, 23, 26: return Int64(text).map { .integer($0) } ?? .null
            case 700, 701, 1700: return Double(text).map { .real($0) } ?? .null
            default: return .text(text)
            }
          })
      }
    }
  }

  extension FleetValue {
    /// The value as it goes over the wire. A text that holds a NUL, which PostgreSQL cannot keep, ends before it.
    fileprivate var sent: String? {
      switch self {
      case .null: nil
      case .integer(let number): String(number)
      case .real(let number): String(number)
      case .text(let text): text
      case .texts(let texts): Self.array(texts)
      case .numbers(let numbers): Self.array(numbers.map(String.init))
      }
    }

    /// An array as PostgreSQL reads it (§8.15.2): in braces, each value in quotation marks.
    private static func array(_ values: [String]) -> String {
      let quoted = values.map { value in
        "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      }
      return "{" + quoted.joined(separator: ",") + "}"
    }
  }
#endif
