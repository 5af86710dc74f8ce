// What ever stood in the stories, by its words: found among very many without reading them.

import GRDB
public import Story

/// An index of the headlines, quotes and sentences of all versions (SQLite FTS5).
///
/// It stands in `search.sqlite` beside the catalog and holds nothing that cannot be made again from the versions: it can
/// be deleted at any time. Whoever searches brings it level first, so that the writer has no work with it. A process that
/// cannot write it works on one in memory.
public struct PassageIndex: Sendable {
  let queue: DatabaseQueue
  /// Whether it goes when its last user does.
  public let isInMemory: Bool

  /// Opens the index of the archive in a folder, and makes it when it is missing.
  ///
  /// - Throws: `internalFault` when there is no memory even for an empty one.
  public init(of archive: String) throws(ArchiveError) {
    (queue, isInMemory) = try Self.index.open(ArchiveFolder(archive).passages)
  }

  /// An index in memory.
  public init() throws(ArchiveError) { (queue, isInMemory) = (try Self.index.inMemory(), true) }

  /// Takes away the index of an archive, which is made again when somebody searches.
  public static func remove(of archive: String) throws(ArchiveError) {
    try Leftovers.removeCatalog(ArchiveFolder(archive).passages)
  }

  /// Something that stood in a version.
  public struct Piece: Hashable, Sendable {
    /// What it is.
    public var kind: Passage.Kind
    /// Its words, as they are shown.
    public var text: String
    /// Of a quote, who is credited.
    public var speaker: String?
    /// What makes two pieces the same: their words, whatever the case.
    public var fold: [UInt8]

    /// A piece of a version.
    public init(_ kind: Passage.Kind, _ text: String, speaker: String? = nil, fold: [UInt8]) {
      self.kind = kind
      self.text = text
      self.speaker = speaker
      self.fold = fold
    }
  }

  /// A version's place among those of its story: by time of capture, then by number.
  public struct Place: Hashable, Comparable, Sendable {
    /// When it was captured.
    public var captured: Timestamp
    /// Its number.
    public var number: Int

    /// The place of a version.
    public init(_ version: Version) {
      captured = version.captured
      number = version.number
    }

    init(_ captured: Int64, _ number: Int) {
      self.captured = Timestamp(milliseconds: captured)
      self.number = number
    }

    /// Whether one comes before another.
    public static func < (one: Place, other: Place) -> Bool {
      (one.captured, one.number) < (other.captured, other.number)
    }
  }

  /// What stood in some versions of a story.
  public struct Entry: Sendable {
    /// The story.
    public var story: Slug
    /// Whose story it is, such as the host it stands at.
    public var outlet: String
    /// Of each piece the versions it was first and last seen in.
    public private(set) var pieces: [Piece: (first: Place, last: Place)] = [:]
    /// The newest version there is.
    public private(set) var newest: Place?
    /// How many versions were added.
    public private(set) var versions = 0

    /// What stood in a story, before its first version.
    public init(_ story: Slug, outlet: String) {
      self.story = story
      self.outlet = outlet
    }

    /// Adds what stood in a version.
    public mutating func add(_ some: [Piece], in version: Version) {
      let place = Place(version)
      newest = max(newest ?? place, place)
      versions += 1
      for piece in some {
        let known = pieces[piece]
        pieces[piece] = (min(known?.first ?? place, place), max(known?.last ?? place, place))
      }
    }
  }

  /// How far it reaches: the mark that was given with what was added last; nil when it is empty.
  public var mark: String? {
    try? queue.read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'mark'") }
  }

  /// How many versions of each story are in it.
  public func versions() throws(ArchiveError) -> [Slug: Int] {
    try guarded("read") {
      try queue.read { database in
        let rows = try Row.fetchAll(database, sql: "SELECT slug, versions FROM stories")
        return Dictionary(
          rows.compactMap { row in (try? Slug(row["slug"] as String)).map { ($0, row["versions"] as Int) } },
          uniquingKeysWith: { $1 })
      }
    }
  }

  /// Adds what stood in versions, and forgets stories that are gone; all of it or nothing.
  ///
  /// - Parameters:
  ///   - entries: what is known already may be given again.
  ///   - words: how a text is looked up, its words parted by spaces.
  ///   - mark: how far the index then reaches; nil leaves it where it was.
  /// - Throws: `disk` when it cannot be written.
  public func add(
    _ entries: [Entry], words: (String) -> String, removing gone: [Slug] = [], upTo mark: String?
  ) throws(ArchiveError) {
    try guarded("write") {
      try queue.write { database in
        for slug in gone { try database.forget(slug) }
        for entry in entries { try database.add(entry, words: words) }
        if let mark {
          try database.execute(sql: "INSERT OR REPLACE INTO meta VALUES ('mark', ?)", arguments: [mark])
        }
      }
    }
  }

  /// Forgets everything.
  public func clear() throws(ArchiveError) {
    try guarded("write") {
      try queue.write { database in
        for table in ["words", "passages", "stories", "meta"] {
          try database.execute(sql: "DELETE FROM \(table)")
        }
      }
    }
  }

  func guarded<Value>(_ what: String, _ work: () throws -> Value) throws(ArchiveError) -> Value {
    try Self.index.guarded(what, work)
  }

  private static let index = DerivedIndex(
    name: "words", form: 1,
    schema: """
      CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE stories (
        number INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, versions INTEGER NOT NULL,
        newest INTEGER NOT NULL, newest_number INTEGER NOT NULL);
      CREATE TABLE passages (
        number INTEGER PRIMARY KEY, story INTEGER NOT NULL, key INTEGER NOT NULL, kind INTEGER NOT NULL,
        text TEXT NOT NULL, speaker TEXT, first INTEGER NOT NULL, first_number INTEGER NOT NULL,
        last INTEGER NOT NULL, last_number INTEGER NOT NULL, UNIQUE (story, key));
      CREATE VIRTUAL TABLE words USING fts5(text, speaker, tokenize = "unicode61 remove_diacritics 2");
      """,
    // What was taken out is not to be read from the file's free pages.
    settings: "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON")
}

extension Database {
  fileprivate func forget(_ slug: Slug) throws {
    guard let story = try number(of: slug) else { return }
    try execute(
      sql: "DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE story = ?)",
      arguments: [story])
    try execute(sql: "DELETE FROM passages WHERE story = ?", arguments: [story])
    try execute(sql: "DELETE FROM stories WHERE number = ?", arguments: [story])
  }

  private func number(of slug: Slug) throws -> Int64? {
    try Int64.fetchOne(
      cachedStatement(sql: "SELECT number FROM stories WHERE slug = ?"), arguments: [slug.text])
  }

  fileprivate func add(_ entry: PassageIndex.Entry, words: (String) -> String) throws {
    guard let newest = entry.newest else { return }
    let placed: StatementArguments = [newest.captured.milliseconds, newest.number]
    let story: Int64
    if let known = try number(of: entry.story) {
      story = known
      try execute(
        sql: "UPDATE stories SET outlet = ?, versions = versions + ? WHERE number = ?",
        arguments: [entry.outlet, entry.versions, story])
      try execute(
        sql: """
          UPDATE stories SET newest = ?, newest_number = ?
          WHERE number = ? AND (newest, newest_number) < (?, ?)
          """, arguments: placed + [story] + placed)
    } else {
      try execute(
        sql: "INSERT INTO stories (slug, outlet, versions, newest, newest_number) VALUES (?, ?, ?, ?, ?)",
        arguments: [entry.story.text, entry.outlet, entry.versions] + placed)
      story = lastInsertedRowID
    }
    // In an order that does not depend on hashing.
    let pieces = entry.pieces.sorted {
      ($0.value.first, $0.key.kind.rank, $0.key.text) < ($1.value.first, $1.key.kind.rank, $1.key.text)
    }
    for (piece, seen) in pieces { try add(piece, seen, to: story, words: words) }
  }

  private func add(
    _ piece: PassageIndex.Piece, _ seen: (first: PassageIndex.Place, last: PassageIndex.Place),
    to story: Int64, words: (String) -> String
  ) throws {
    let find = try cachedStatement(
      sql: """
        SELECT number, first, first_number, last, last_number FROM passages WHERE story = ? AND key = ?
        """)
    if let row = try Row.fetchOne(find, arguments: [story, piece.key]) {
      let first = min(PassageIndex.Place(row["first"], row["first_number"]), seen.first)
      let last = max(PassageIndex.Place(row["last"], row["last_number"]), seen.last)
      let number: Int64 = row["number"]
      try cachedStatement(
        sql: """
          UPDATE passages SET first = ?, first_number = ?, last = ?, last_number = ? WHERE number = ?
          """
      ).execute(arguments: [
        first.captured.milliseconds, first.number, last.captured.milliseconds, last.number, number,
      ])
      return
    }
    try cachedStatement(
      sql: """
        INSERT INTO passages (story, key, kind, text, speaker, first, first_number, last, last_number)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      story, piece.key, piece.kind.rank, piece.text, piece.speaker, seen.first.captured.milliseconds,
      seen.first.number, seen.last.captured.milliseconds, seen.last.number,
    ])
    try cachedStatement(sql: "INSERT INTO words (rowid, text, speaker) VALUES (?, ?, ?)").execute(arguments: [
      lastInsertedRowID, words(piece.text), piece.speaker.map(words),
    ])
  }
}

extension PassageIndex.Piece {
  /// Two pieces are the same when they are of a kind and their folded words agree.
  public static func == (one: Self, other: Self) -> Bool { one.kind == other.kind && one.fold == other.fold }

  /// Hashes what makes a piece the same as another.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(fold)
  }

  /// A number that no other piece of its story has (FNV-1a, 64 bits: Fowler, Noll and Vo).
  fileprivate var key: Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in [UInt8(kind.rank)] + fold { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int64(bitPattern: hash)
  }
}

extension Passage.Kind {
  /// Its place in the file and among what is found.
  var rank: Int64 {
    switch self {
    case .quote: 1
    case .headline: 2
    case .sentence: 3
    }
  }
}
