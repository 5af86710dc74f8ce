// The catalog: an index of the journal in SQLite, so that one story is found without reading the rest.
//
// It holds nothing that git does not. Whoever finds it missing, damaged or behind reads the journal instead.

import Foundation
import GRDB
import Story

/// The catalog could not be used; what it would have said is in the journal.
struct CatalogFault: Error, CustomStringConvertible {
  /// SQLite's reason.
  let description: String
  /// Whether an earlier version of the program made it: no damage, as the next writer makes it again.
  var isOlder = false
}

/// An open catalog.
struct Catalog: Sendable {
  private let queue: DatabaseQueue
  private let isWriter: Bool

  /// Opens a catalog to read it.
  init(reading path: String) throws(CatalogFault) {
    self = try Self.open(path, readonly: true)
    let form = try read { try $0.form }
    guard form == Self.form else {
      throw CatalogFault(description: "another form", isOlder: (1..<Self.form).contains(form))
    }
  }

  /// Opens a catalog to write it, and makes it when it is missing.
  init(writing path: String) throws(CatalogFault) {
    self = try Self.open(path, readonly: false)
    let form = try read { try $0.form }
    if form == 0 { try write { try $0.execute(sql: Self.schema) } }
    guard form == 0 || form == Self.form else { throw CatalogFault(description: "another form") }
  }

  /// Ends the use of the file.
  func close() throws(CatalogFault) {
    try Self.guarded { try queue.close() }
  }

  /// Asks questions that are all answered of one state.
  func read<Value>(_ query: (CatalogRows) throws -> Value) throws(CatalogFault) -> Value {
    // The one writer reads between its own writes, and needs no transaction, which would take most of the time.
    try Self.guarded {
      try isWriter
        ? queue.unsafeRead { try query(CatalogRows(database: $0)) }
        : queue.read { try query(CatalogRows(database: $0)) }
    }
  }

  /// Adds batches and registrations that follow what it holds, the last one's commit being how far it then reaches.
  func add(_ batches: some Sequence<Batch>, stories: [Story]) throws(CatalogFault) {
    try write { database in
      for story in stories {
        try database.run(
          "INSERT OR REPLACE INTO stories VALUES (?, ?)",
          arguments: [story.slug.text, try CatalogRows.text(story)])
      }
      for batch in batches {
        for (look, line) in zip(batch.looks, batch.lookLines) {
          try database.run(
            "INSERT INTO looks (story, capture, look) VALUES (?, ?, ?)",
            arguments: [look.story.text, look.capture?.text, line])
        }
        for rereading in batch.rereadings { try database.add(rereading) }
        for (version, line) in zip(batch.versions, batch.versionLines) {
          try database.run(
            "INSERT INTO versions VALUES (?, ?, ?, ?, ?)",
            arguments: [
              version.story.text, version.number, version.capture.text, version.captured.milliseconds, line,
            ])
        }
        for resource in batch.resources {
          try database.run(
            "INSERT INTO resources (story, version, address, capture, resource) VALUES (?, ?, ?, ?, ?)",
            arguments: [
              resource.story.text, resource.version.text, resource.address, resource.capture?.text,
              try CatalogRows.text(resource),
            ])
        }
        for leaf in batch.leaves {
          try database.run("INSERT INTO leaves (leaf) VALUES (?)", arguments: [leaf])
        }
        for event in batch.events {
          try database.run(
            "INSERT INTO events (event) VALUES (?)", arguments: [try CatalogRows.text(event)])
        }
        for removal in batch.removals {
          for (table, column) in [
            ("stories", "slug"), ("versions", "story"), ("looks", "story"), ("resources", "story"),
          ] {
            try database.execute(
              sql: "DELETE FROM \(table) WHERE \(column) = ?", arguments: [removal.story.text])
          }
          try database.run(
            "INSERT OR REPLACE INTO removals VALUES (?, ?)",
            arguments: [removal.story.text, try CatalogRows.text(removal)])
        }
        try database.run(
          "INSERT OR REPLACE INTO meta VALUES ('journal', ?)", arguments: [batch.id.description])
      }
    }
  }

  /// Forgets everything.
  func clear() throws(CatalogFault) {
    try write { database in
      for table in ["stories", "versions", "looks", "resources", "leaves", "events", "removals", "meta"] {
        try database.execute(sql: "DELETE FROM \(table)")
      }
    }
  }

  /// No bit of it flipped gives an earlier one.
  private static let form = 4

  private static let schema = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE stories (slug TEXT PRIMARY KEY, story TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE versions (
      story TEXT NOT NULL, number INTEGER NOT NULL, capture TEXT NOT NULL, captured INTEGER NOT NULL,
      version TEXT NOT NULL, PRIMARY KEY (story, number)) WITHOUT ROWID;
    CREATE INDEX versions_by_time ON versions (story, captured, number);
    CREATE INDEX versions_by_capture ON versions (capture);
    CREATE TABLE looks (
      number INTEGER PRIMARY KEY, story TEXT NOT NULL, capture TEXT, look TEXT NOT NULL);
    CREATE INDEX looks_by_story ON looks (story, number);
    CREATE INDEX looks_by_capture ON looks (capture) WHERE capture IS NOT NULL;
    CREATE TABLE resources (
      number INTEGER PRIMARY KEY, story TEXT NOT NULL, version TEXT NOT NULL, address TEXT NOT NULL, capture TEXT,
      resource TEXT NOT NULL);
    CREATE INDEX resources_by_story ON resources (story, version, address);
    CREATE TABLE leaves (number INTEGER PRIMARY KEY, leaf TEXT NOT NULL);
    CREATE TABLE events (number INTEGER PRIMARY KEY, event TEXT NOT NULL);
    CREATE TABLE removals (slug TEXT PRIMARY KEY, removal TEXT NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = \(form);
    """

  private init(queue: DatabaseQueue, isWriter: Bool) {
    self.queue = queue
    self.isWriter = isWriter
  }

  private static func open(_ path: String, readonly: Bool) throws(CatalogFault) -> Catalog {
    var settings = Configuration()
    settings.readonly = readonly
    // A reader that would have to wait longer reads the journal.
    settings.busyMode = .timeout(readonly ? 0.2 : 5)
    if !readonly {
      // Not WAL: the file is replaced by renaming, and a log left beside it would be taken for the new one's.
      settings.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
    }
    return try guarded {
      Catalog(queue: try DatabaseQueue(path: path, configuration: settings), isWriter: !readonly)
    }
  }

  private func write(_ updates: (Database) throws -> Void) throws(CatalogFault) {
    try Self.guarded { try queue.write { try updates($0) } }
  }

  private static func guarded<Value>(_ work: () throws -> Value) throws(CatalogFault) -> Value {
    do {
      return try work()
    } catch {
      throw CatalogFault(description: "\(error)")
    }
  }
}

extension Database {
  /// Notes at a version that it was read again.
  fileprivate func add(_ rereading: Rereading) throws {
    let place: StatementArguments = [rereading.story.text, rereading.number]
    let old = try String.fetchOne(
      cachedStatement(sql: "SELECT version FROM versions WHERE story = ? AND number = ?"), arguments: place)
    guard let old else { return }
    let version = try JSONDecoder().decode(Version.self, from: Data(old.utf8))
    let line = try CatalogRows.text(rereading.applied(to: version))
    try run("UPDATE versions SET version = ? WHERE story = ? AND number = ?", arguments: [line] + place)
  }

  /// Runs a statement that is compiled once for as long as the catalog is open.
  fileprivate func run(_ sql: String, arguments: StatementArguments) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
