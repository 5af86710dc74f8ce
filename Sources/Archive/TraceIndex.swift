// Which stories have a passage, a quote or a name in common: found among very many without reading them.

import GRDB
public import Story

/// An index of what stories leave traces of: fingerprints of passages, quotes and names, each a number that others make.
///
/// It stands in `traces.sqlite` beside the catalog and holds nothing that cannot be made again from the versions: it
/// can be deleted at any time. A process that cannot write it works on one in memory.
public struct TraceIndex: Sendable {
  /// What left a trace.
  public enum Kind: Int64, Sendable, CaseIterable {
    /// Some dozen words in a row.
    case passage
    /// A quote.
    case quote
    /// A person's or an organisation's full name.
    case name
  }

  /// One trace.
  public struct Trace: Hashable, Sendable {
    /// What left it.
    public var kind: Kind
    /// Its number; the lower 40 bits count.
    public var number: UInt64

    /// A trace of a kind.
    public init(_ kind: Kind, _ number: UInt64) {
      self.kind = kind
      self.number = number
    }

    fileprivate var key: Int64 { Int64(number & 0xFF_FFFF_FFFF) << 2 | kind.rawValue }
  }

  /// A story that has traces in common with others.
  public struct Match: Hashable, Sendable {
    /// The story.
    public var story: Slug
    /// How many passages, by their fingerprints.
    public var passages = 0
    /// How many quotes.
    public var quotes = 0
    /// How many names.
    public var names = 0
  }

  private let queue: DatabaseQueue

  /// Opens the index of the archive in a folder, and makes it when it is missing.
  ///
  /// - Throws: `internalFault` when there is no memory even for an empty one.
  public init(of archive: String) throws(ArchiveError) {
    queue = try Self.index.open(ArchiveFolder(archive).traces).queue
  }

  /// An index in memory.
  public init() throws(ArchiveError) { queue = try Self.index.inMemory() }

  /// How far it reaches: what ``ArchiveReader/versions(since:)`` gave with what was added last; nil when it is empty.
  public var mark: String? {
    try? queue.read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'mark'") }
  }

  /// What one story left, and the day it was first captured on.
  public struct Entry: Sendable {
    /// The story.
    public var story: Slug
    /// The day of its first capture, counted from 1970-01-01 in UTC.
    public var day: Int
    /// What it left.
    public var traces: Set<Trace>

    /// What a story left.
    public init(_ story: Slug, day: Int, traces: Set<Trace>) {
      self.story = story
      self.day = day
      self.traces = traces
    }
  }

  /// Adds what stories left, and forgets stories that are gone; all of it or nothing.
  ///
  /// - Parameters:
  ///   - entries: what stories left; what is known already may be given again. A story whose first day moved, because
  ///     an older capture of it came, is found by both days.
  ///   - mark: how far the index then reaches.
  /// - Throws: `disk` when it cannot be written.
  public func add(
    _ entries: [Entry], removing gone: [Slug] = [], upTo mark: String?
  ) throws(ArchiveError) {
    try Self.index.guarded("write") {
      try queue.write { database in
        for slug in gone {
          guard let number = try number(of: slug, database) else { continue }
          try database.execute(sql: "DELETE FROM traces WHERE story = ?", arguments: [number])
          try database.execute(sql: "DELETE FROM stories WHERE number = ?", arguments: [number])
        }
        let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO traces VALUES (?, ?, ?)")
        for entry in entries {
          try database.execute(
            sql: "INSERT OR IGNORE INTO stories (slug, day) VALUES (?, ?)",
            arguments: [entry.story.text, entry.day])
          guard let number = try number(of: entry.story, database) else { continue }
          let known = try Int.fetchOne(
            database, sql: "SELECT day FROM stories WHERE number = ?", arguments: [number])
          if let known, known > entry.day {
            try database.execute(
              sql: "UPDATE stories SET day = ? WHERE number = ?", arguments: [entry.day, number])
            try database.execute(
              sql: "INSERT OR IGNORE INTO traces SELECT key, ?, story FROM traces WHERE story = ?",
              arguments: [entry.day, number])
          }
          // In the table's order, which saves most of the time.
          for key in entry.traces.map(\.key).sorted() {
            try insert.execute(arguments: [key, min(known ?? entry.day, entry.day), number])
          }
        }
        if let mark {
          try database.execute(sql: "INSERT OR REPLACE INTO meta VALUES ('mark', ?)", arguments: [mark])
        }
      }
    }
  }

  /// Forgets everything.
  public func clear() throws(ArchiveError) {
    try Self.index.guarded("write") {
      try queue.write { database in
        for table in ["traces", "stories", "meta"] { try database.execute(sql: "DELETE FROM \(table)") }
      }
    }
  }

  /// The stories that have traces in common with these, by name.
  ///
  /// - Parameters:
  ///   - traces: what to look for.
  ///   - days: only stories first captured on these days; nil for all.
  ///   - common: a trace that more stories have is anybody's, such as a site's line about itself, and says nothing.
  /// - Throws: `disk` when the index cannot be read.
  public func matches(
    _ traces: Set<Trace>, days: ClosedRange<Int>? = nil, common: Int = 1000
  ) throws(ArchiveError) -> [Match] {
    try Self.index.guarded("read") {
      try queue.read { database in
        let find = try database.cachedStatement(
          sql: """
            SELECT DISTINCT story FROM traces WHERE key = ? AND day BETWEEN ? AND ? LIMIT \(common + 1)
            """)
        var found: [Int64: Match] = [:]
        for trace in traces {
          let stories = try Int64.fetchAll(
            find, arguments: [trace.key, days?.lowerBound ?? Int.min, days?.upperBound ?? Int.max])
          if stories.count > common { continue }
          for story in stories {
            if found[story] == nil {
              let slug = try String.fetchOne(
                database, sql: "SELECT slug FROM stories WHERE number = ?", arguments: [story])
              guard let slug = slug.flatMap({ try? Slug($0) }) else { continue }
              found[story] = Match(story: slug)
            }
            switch trace.kind {
            case .passage: found[story]?.passages += 1
            case .quote: found[story]?.quotes += 1
            case .name: found[story]?.names += 1
            }
          }
        }
        return found.values.sorted { $0.story < $1.story }
      }
    }
  }

  private func number(of slug: Slug, _ database: Database) throws -> Int64? {
    try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT number FROM stories WHERE slug = ?"), arguments: [slug.text])
  }

  /// Of one trace the stories of some days stand side by side, so that a name in every story costs little.
  private static let index = DerivedIndex(
    name: "traces", form: 1,
    schema: """
      CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE stories (number INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, day INTEGER NOT NULL);
      CREATE TABLE traces (
        key INTEGER NOT NULL, day INTEGER NOT NULL, story INTEGER NOT NULL, PRIMARY KEY (key, day, story)
      ) WITHOUT ROWID;
      """,
    settings: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536")
}
