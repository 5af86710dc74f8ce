// The fleet's database in PostgreSQL, by libpq. Built with the package trait PostgreSQL only.

#if PostgreSQL
  import CLibpq

  /// A connection to PostgreSQL. One that broke is made anew by the next transaction.
  final class PostgresDatabase: FleetDatabase {
    private let address: String
    private var connection: OpaquePointer?
    var dialect: Dialect { .postgreSQL }

    /// A connection by libpq's URI; made by the first transaction.
    init(_ address: String) { self.address = address }

    deinit { PQfinish(connection) }

    func transaction<Value>(
      _ work: (any FleetSession) throws(FleetError) -> Value
    ) throws(FleetError) -> Value {
      var tries = 0
      while true {
        tries += 1
        do throws(FleetError) {
          let session = Session(connection: try open())
          _ = try session.run("BEGIN", [])
          let value = try work(session)
          _ = try session.run("COMMIT", [])
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
        // A statement that hangs must not hold the worker past its leases for ever.
        _ = try Session(connection: made).run(
          "SELECT set_config('statement_timeout', '20000', false), set_config('lock_timeout', '5000', false)",
          [])
      } catch {
        close()
        throw error
      }
      return made
    }

    private struct Session: FleetSession {
      let connection: OpaquePointer

      func run(_ sql: String, _ values: [FleetValue]) throws(FleetError) -> [FleetRow] {
        let texts = values.map(\.sent)
        let answer = PostgresDatabase.withTexts(texts) { pointers in
          PQexecParams(connection, sql, Int32(texts.count), nil, pointers, nil, nil, 0)
        }
        defer { PQclear(answer) }
        switch PQresultStatus(answer) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return PostgresDatabase.rows(of: answer)
        default:
          // PG_DIAG_SQLSTATE and PG_DIAG_MESSAGE_PRIMARY of postgres_ext.h, which are macros of characters.
          let state = PQresultErrorField(answer, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
          let primary = PQresultErrorField(answer, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
          let message = "PostgreSQL: \(primary ?? String(cString: PQerrorMessage(connection)))"
          guard let state else { throw FleetError(.unavailable, message) }
          throw FleetError.named(state, message)
        }
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

    fileprivate static func rows(of answer: OpaquePointer?) -> [FleetRow] {
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
      }
    }
  }
#endif
