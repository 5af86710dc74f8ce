// The fleet's database: who is to look at what, and who may write.

import Dispatch
public import Story

/// The one place that the workers of a fleet agree in. It stores; when a story is due is decided by whoever looked last.
///
/// Each method is one transaction. The clock is the database's, so that the workers' clocks need not agree to the second.
public actor FleetStore {
  let database: any FleetDatabase
  private let clock: (@Sendable () -> Timestamp)?
  private let queue = DispatchQueueExecutor()

  /// A store at an address; the database is not asked yet, except that an SQLite file is opened.
  ///
  /// - Parameter clock: what time it is; nil for the database's clock. For tests.
  /// - Throws: `badInput` for PostgreSQL in a program built without it.
  public init(_ address: FleetAddress, clock: (@Sendable () -> Timestamp)? = nil) throws(FleetError) {
    self.clock = clock
    switch address {
    case .sqlite(let path): database = try SQLiteDatabase(at: path)
    case .postgreSQL(let text):
      #if PostgreSQL
        database = PostgresDatabase(text)
      #else
        _ = text
        throw FleetError(
          .badInput,
          "this program was built without PostgreSQL: build it with “swift build --traits PostgreSQL”, "
            + "which needs libpq-dev, or name an SQLite file with sqlite:FILE")
      #endif
    }
  }

  /// Whether this program can speak to PostgreSQL.
  public static var hasPostgreSQL: Bool {
    #if PostgreSQL
      true
    #else
      false
    #endif
  }

  /// Makes the tables of a fleet.
  ///
  /// - Parameter shards: into how many archives its stories are parted; that cannot be changed later.
  /// - Throws: `badInput` when there is a fleet already, or `shards` is not from 1 to 4096.
  public func create(shards: Int) throws(FleetError) {
    guard (1...4096).contains(shards) else {
      throw FleetError(.badInput, "a fleet has 1 to 4096 shards: one for each worker there may ever be")
    }
    do throws(FleetError) {
      let there = try self.shards()
      throw FleetError(.badInput, "there is a fleet of \(there) shards in this database already")
    } catch {
      if error.kind != .noFleet { throw error }
    }
    try transaction { session, _ throws(FleetError) in
      for statement in Schema.statements(session.dialect) { try session.run(statement) }
      try session.run("INSERT INTO fleet VALUES ($1, $2)", [.integer(Schema.form), FleetValue(shards)])
      for shard in 0..<shards {
        try session.run("INSERT INTO shards (shard) VALUES ($1)", [FleetValue(shard)])
      }
    }
  }

  /// Into how many shards the stories are parted.
  ///
  /// - Throws: `noFleet` when there are no tables, or they are of another form.
  public func shards() throws(FleetError) -> Int {
    try transaction { session, _ throws(FleetError) in try session.shards() }
  }

  /// What a transaction works with.
  struct Work {
    let session: any FleetSession
    let dialect: Dialect

    @discardableResult
    func run(_ sql: String, _ values: [FleetValue] = []) throws(FleetError) -> [FleetRow] {
      try session.run(sql, values)
    }

    /// Into how many shards the stories are parted.
    func shards() throws(FleetError) -> Int {
      let rows: [FleetRow]
      do throws(FleetError) {
        rows = try run("SELECT form, shards FROM fleet")
      } catch {
        guard error.kind == .noFleet else { throw error }
        throw FleetError(.noFleet, "there is no fleet in this database: make one with “writethru fleet init”")
      }
      guard let row = rows.first, row.integer(0) == Schema.form else {
        throw FleetError(.noFleet, "the fleet in this database was made by another version of writethru")
      }
      return Int(row.integer(1))
    }
  }

  /// Runs work as one transaction, and tells it the time.
  @discardableResult
  func transaction<Value>(
    mayBeLost: Bool = false, _ work: (Work, Timestamp) throws(FleetError) -> Value
  ) throws(FleetError) -> Value {
    let (dialect, clock) = (database.dialect, clock)
    return try database.transaction(mayBeLost: mayBeLost) { session, now throws(FleetError) in
      try work(Work(session: session, dialect: dialect), clock?() ?? now)
    }
  }

  /// Waits for a database must not hold up the threads that Swift's tasks share.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }
}

/// Runs an actor's work on a thread of its own choosing (`DispatchSerialQueue` is missing on Linux).
private final class DispatchQueueExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "writethru.fleet")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
