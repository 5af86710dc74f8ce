// An SQLite file beside the catalog that can be deleted at any time and is made again from the versions.

import GRDB

/// How a file of what can be made again is opened: by path, its tables and the number of their form.
///
/// A file that is damaged or of another form is taken away and begun anew; where the disk cannot be written, one in
/// memory serves.
struct DerivedIndex {
  /// What it holds, for an error's text.
  var name: String
  /// The form of its tables, kept as SQLite's `user_version`; above 0.
  var form: Int
  /// The statements that make its tables.
  var schema: String
  /// What is set on each connection.
  var settings: String

  /// Opens the index at a path, and makes it when it is missing.
  ///
  /// - Returns: the open index, and whether it is in memory only.
  /// - Throws: `internalFault` when there is no memory even for an empty one.
  func open(_ path: String) throws(ArchiveError) -> (queue: DatabaseQueue, isInMemory: Bool) {
    if let queue = try? file(path) { return (queue, false) }
    if Disk.exists(path) { try? Leftovers.removeCatalog(path) }
    if let queue = try? file(path) { return (queue, false) }
    return (try inMemory(), true)
  }

  /// An empty index in memory.
  func inMemory() throws(ArchiveError) -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue()
      try prepare(queue)
      return queue
    } catch {
      throw ArchiveError(.internalFault, "SQLite cannot work in memory: \(error)")
    }
  }

  /// Does what reads or writes the index; what goes wrong is the disk's.
  func guarded<Value>(_ what: String, _ work: () throws -> Value) throws(ArchiveError) -> Value {
    do {
      return try work()
    } catch {
      throw ArchiveError(.disk, "cannot \(what) the index of \(name): \(error)")
    }
  }

  private func file(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { [settings] in try $0.execute(sql: settings) }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try prepare(queue)
    return queue
  }

  private func prepare(_ queue: DatabaseQueue) throws {
    // A look first: where the disk cannot be written, what is there can still be read.
    let found = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    if found == form { return }
    try queue.write { database in
      let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      if found == 0 { try database.execute(sql: schema + "PRAGMA user_version = \(form);") }
      guard found == 0 || found == form else { throw CatalogFault(description: "another form") }
    }
  }
}
