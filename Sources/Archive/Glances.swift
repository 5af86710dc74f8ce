// The versions of all stories at a glance: when they were captured, and only the newest ones whole.

import GRDB
public import Story

/// The versions of a story at a glance.
public struct Glance: Sendable {
  /// When they were captured, in order of time.
  public var times: [Timestamp] = []
  /// The newest in time.
  public var newest: Version?
  /// The one before the newest.
  public var before: Version?

  init() {}

  /// The versions of a story, in whatever order.
  public init(_ versions: [Version]) {
    let versions = versions.sorted { ($0.captured, $0.number) < ($1.captured, $1.number) }
    times = versions.map(\.captured)
    newest = versions.last
    before = versions.dropLast().last
  }
}

extension ArchiveReader {
  /// All stories that have versions, at a glance.
  ///
  /// - Parameter count: how many of the newest versions of all stories are wanted.
  /// - Returns: the stories; their newest versions, the newest first; and the mark that ``versions(since:)`` goes on from.
  public func glances(
    recent count: Int
  ) throws(ArchiveError) -> (mark: String?, stories: [Slug: Glance], recent: [Version]) {
    let ((known, newest), tail) = try ask(or: ([:], [])) { rows in
      (try rows.glances(), try rows.newestVersions(atMost: count))
    }
    var stories = known
    for slug in tail.removals.keys { stories[slug] = nil }
    for slug in Set(tail.versions.keys).union(tail.rereadings.keys) where tail.removals[slug] == nil {
      stories[slug] = Glance(try versions(of: slug))
    }
    let later = tail.versions.values.joined()
    let recent = (tail.level(newest) + later).filter { tail.removals[$0.story] == nil }
      .sorted { ($0.captured, $0.capture) > ($1.captured, $1.capture) }.prefix(count)
    return (tail.tip?.description, stories, Array(recent))
  }
}

extension CatalogRows {
  /// The versions of each story at a glance.
  fileprivate func glances() throws -> [Slug: Glance] {
    var stories: [String: Glance] = [:]
    let times = try Row.fetchCursor(
      database, sql: "SELECT story, captured FROM versions ORDER BY story, captured, number")
    var (name, glance) = ("", Glance())
    while let row = try times.next() {
      let story: String = row["story"]
      if story != name {
        if !name.isEmpty { stories[name] = glance }
        (name, glance) = (story, Glance())
      }
      glance.times.append(Timestamp(milliseconds: row["captured"]))
    }
    if !name.isEmpty { stories[name] = glance }
    let list = """
      SELECT version FROM (
        SELECT story, version, row_number() OVER (PARTITION BY story ORDER BY captured DESC, number DESC) AS place
        FROM versions) WHERE place <= 2 ORDER BY story, place
      """
    for version in try versions(list) {
      if stories[version.story.text]?.newest == nil {
        stories[version.story.text]?.newest = version
      } else {
        stories[version.story.text]?.before = version
      }
    }
    return Dictionary(
      try stories.map { (try Slug($0.key), $0.value) }, uniquingKeysWith: { $1 })
  }

  /// The newest versions of all stories, the newest first.
  fileprivate func newestVersions(atMost count: Int) throws -> [Version] {
    try versions("SELECT version FROM versions ORDER BY captured DESC, capture DESC LIMIT \(count)")
  }
}
