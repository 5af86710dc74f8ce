// The questions that the catalog answers.

import Foundation
import GRDB
import Story

/// One state of the catalog.
struct CatalogRows {
  /// SQLite, inside a transaction.
  let database: Database

  /// The number of the form of its tables; 0 when it has none.
  var form: Int {
    get throws { try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 }
  }

  /// The journal's commit that it reaches up to, or nil when it holds nothing.
  var journal: ObjectID? {
    get throws {
      try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'journal'").flatMap {
        ObjectID($0)
      }
    }
  }

  /// Whether SQLite finds its tables and indexes whole.
  var isWhole: Bool {
    get throws { try String.fetchAll(database, sql: "PRAGMA integrity_check") == ["ok"] }
  }

  /// Everything it holds, a line each in an order that does not depend on how it came to be.
  func dump() throws -> [String] {
    var lines = ["journal \(try journal?.description ?? "none")"]
    for (table, column, order) in [
      ("stories", "story", "slug"), ("versions", "version", "story, number"), ("looks", "look", "number"),
      ("resources", "resource", "number"), ("leaves", "leaf", "number"), ("events", "event", "number"),
      ("removals", "removal", "slug"),
    ] {
      lines += try String.fetchAll(database, sql: "SELECT \(column) FROM \(table) ORDER BY \(order)").map {
        "\(table) \($0)"
      }
    }
    return lines
  }

  /// How many stories, versions and looks there are.
  var counts: (stories: Int, versions: Int, looks: Int) {
    get throws {
      func count(_ table: String) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
      }
      return (try count("stories"), try count("versions"), try count("looks"))
    }
  }

  /// All registrations, by slug.
  func stories() throws -> [Story] {
    try all(Story.self, "SELECT story FROM stories ORDER BY slug")
  }

  /// One registration.
  func story(_ slug: Slug) throws -> Story? {
    try all(Story.self, "SELECT story FROM stories WHERE slug = ?", [slug.text]).first
  }

  /// Of each story, or of one, the version captured last.
  func newestVersions(of slug: Slug? = nil) throws -> [Version] {
    // SQLite takes the other columns from the row that has the greatest value (its manual, “Bare columns in an
    // aggregate query”).
    let list = """
      SELECT version, max(captured * 1000000 + number) FROM versions \(slug == nil ? "" : "WHERE story = ?")
      GROUP BY story
      """
    return try all(Version.self, list, slug.map { [$0.text] } ?? [])
  }

  /// What each story is called by its version captured last: only what a title needs, of very many stories.
  func titles() throws -> [Slug: StoryTitle] {
    let list = """
      SELECT story, captured, number, version ->> 'headline' AS headline, max(captured * 1000000 + number)
      FROM versions GROUP BY story
      """
    let rows = try Row.fetchCursor(database.cachedStatement(sql: list))
    var titles: [Slug: StoryTitle] = [:]
    while let row = try rows.next() {
      guard let slug = try? Slug(row["story"]) else { continue }
      titles[slug] = StoryTitle(
        captured: Timestamp(milliseconds: row["captured"]), number: row["number"], headline: row["headline"])
    }
    return titles
  }

  /// All versions, by story and in order of arrival.
  func versions() throws -> [Version] {
    try all(Version.self, "SELECT version FROM versions ORDER BY story, number")
  }

  /// The versions of a story in order of arrival.
  func versions(of slug: Slug) throws -> [Version] {
    try all(Version.self, "SELECT version FROM versions WHERE story = ? ORDER BY number", [slug.text])
  }

  /// The version of a story that arrived last.
  func lastVersion(of slug: Slug) throws -> Version? {
    try all(
      Version.self, "SELECT version FROM versions WHERE story = ? ORDER BY number DESC LIMIT 1", [slug.text]
    ).first
  }

  /// The version that a capture became.
  func version(of slug: Slug, capture: CaptureID) throws -> Version? {
    try all(
      Version.self, "SELECT version FROM versions WHERE capture = ? AND story = ?", [capture.text, slug.text]
    ).first
  }

  /// The version of a number.
  func version(of slug: Slug, number: Int) throws -> Version? {
    try all(Version.self, "SELECT version FROM versions WHERE story = ? AND number = ?", [slug.text, number])
      .first
  }

  /// The looks at a story in order of arrival.
  func looks(of slug: Slug) throws -> [Look] {
    try all(Look.self, "SELECT look FROM looks WHERE story = ? ORDER BY number", [slug.text])
  }

  /// The looks at all stories that came with a capture, after a place in the order of arrival and in that order.
  func captures(after sequence: Int) throws -> [Look] {
    // Rows of stories taken out are gone and their numbers may be given again, so the look itself says its place.
    let rows = try String.fetchCursor(database, sql: "SELECT look FROM looks ORDER BY number DESC")
    let decoder = JSONDecoder()
    var looks: [Look] = []
    while let text = try rows.next() {
      let look = try decoder.decode(Look.self, from: Data(text.utf8))
      if look.sequence ?? 0 <= sequence { break }
      if look.capture != nil { looks.append(look) }
    }
    return looks.reversed()
  }

  /// The place in the order of arrival of the look that arrived last; 0 when there was none.
  var lastSequence: Int {
    get throws {
      try all(Look.self, "SELECT look FROM looks ORDER BY number DESC LIMIT 1").first?.sequence ?? 0
    }
  }

  /// The look at a story that arrived last.
  func lastLook(of slug: Slug) throws -> Look? {
    try all(Look.self, "SELECT look FROM looks WHERE story = ? ORDER BY number DESC LIMIT 1", [slug.text])
      .first
  }

  /// What was asked for to go with a story's versions, in order of arrival.
  func resources(of slug: Slug) throws -> [Resource] {
    try all(Resource.self, "SELECT resource FROM resources WHERE story = ? ORDER BY number", [slug.text])
  }

  /// What was asked for to go with one version, in order of arrival.
  func resources(of slug: Slug, version: CaptureID) throws -> [Resource] {
    try all(
      Resource.self, "SELECT resource FROM resources WHERE story = ? AND version = ? ORDER BY number",
      [slug.text, version.text])
  }

  /// Whether something was asked for already to go with a version.
  func hasResource(of slug: Slug, version: CaptureID, address: String) throws -> Bool {
    try ask(
      "SELECT 1 FROM resources WHERE story = ? AND version = ? AND address = ? LIMIT 1",
      [slug.text, version.text, address]) != nil
  }

  /// The leaves of the Merkle tree, in order and without line ends.
  func leaves() throws -> [String] {
    try String.fetchAll(database, sql: "SELECT leaf FROM leaves ORDER BY number")
  }

  /// What happened to the watch itself, in order of arrival.
  func events() throws -> [JournalEvent] {
    try all(JournalEvent.self, "SELECT event FROM events ORDER BY number")
  }

  /// All stories taken out, by slug.
  func removals() throws -> [Removal] {
    try all(Removal.self, "SELECT removal FROM removals ORDER BY slug")
  }

  /// The tombstone of a story.
  func removal(of slug: Slug) throws -> Removal? {
    try all(Removal.self, "SELECT removal FROM removals WHERE slug = ?", [slug.text]).first
  }

  /// The look that a capture came with.
  func look(of slug: Slug, capture: CaptureID) throws -> Look? {
    try all(
      Look.self, "SELECT look FROM looks WHERE capture = ? AND story = ? LIMIT 1", [capture.text, slug.text]
    ).first
  }

  /// Whether a story has a look that made this capture.
  func hasLook(of slug: Slug, capture: CaptureID) throws -> Bool {
    try ask("SELECT 1 FROM looks WHERE capture = ? AND story = ? LIMIT 1", [capture.text, slug.text]) != nil
  }

  /// Where a story's branch ends: its last version's number, the commit that has it or its newest reading, and the latest time of capture on it.
  func end(of slug: Slug) throws -> (number: Int, commit: String, newest: Timestamp)? {
    // Columns and one member of the stored value: a version is added more often than anything else is done.
    let end = """
      SELECT number, coalesce(version ->> '$.reread.commit', version ->> 'commit') AS tip, (SELECT max(captured) FROM versions WHERE story = ?1) AS newest
      FROM versions WHERE story = ?1 ORDER BY number DESC LIMIT 1
      """
    guard let row = try ask(end, [slug.text]) else { return nil }
    return (row["number"], row["tip"], Timestamp(milliseconds: row["newest"]))
  }

  /// A value as it is stored.
  static func text(_ value: some Encodable) throws -> String {
    String(decoding: try CanonicalJSON.lines([value]).dropLast(), as: UTF8.self)
  }

  /// The first row of an answer. The statement is compiled once for as long as the catalog is open.
  private func ask(_ query: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(database.cachedStatement(sql: query), arguments: arguments)
  }

  /// The versions that a list of them names.
  func versions(_ query: String) throws -> [Version] { try all(Version.self, query) }

  private func all<Value: Decodable>(
    _ type: Value.Type, _ query: String, _ arguments: StatementArguments = []
  ) throws -> [Value] {
    // The statement is compiled once for as long as the catalog is open.
    let rows = try String.fetchCursor(database.cachedStatement(sql: query), arguments: arguments)
    let decoder = JSONDecoder()
    var values: [Value] = []
    // Many at a time: a decoder takes as long to begin as to read a row.
    var some: [UInt8] = []
    func decode() throws {
      if some.isEmpty { return }
      some.append(UInt8(ascii: "]"))
      values += try decoder.decode([Value].self, from: Data(some))
      some = []
    }
    while let text = try rows.next() {
      some.append(UInt8(ascii: some.isEmpty ? "[" : ","))
      some.append(contentsOf: text.utf8)
      if some.count > 1 << 16 { try decode() }
    }
    try decode()
    return values
  }
}
