// Reading an archive.

public import Story
import Synchronization

/// Reads an archive. Many readers can be at work at once, beside the writer; none waits for another.
///
/// All answers come from git; the catalog only makes them quick. Every method throws ``ArchiveError`` of kind `damaged`
/// when what it needs is missing or is not what was put there.
public final class ArchiveReader: Sendable {
  let view: Mutex<ArchiveView>

  /// Opens the archive in a folder.
  ///
  /// - Throws: `notFound` when there is none, `newer` when a later release wrote it, `damaged` when its repository is
  ///   missing or cannot be opened.
  public init(at path: String) throws(ArchiveError) {
    view = Mutex(try ArchiveView(ArchiveFolder(path)))
  }

  /// All stories, by slug. A story's title is the headline of its newest version in time, else as registered.
  public func stories() throws(ArchiveError) -> [Story] {
    let ((stories, known), tail) = try ask(or: ([], [:])) { (try $0.stories(), try $0.titles()) }
    var all = Dictionary(stories.map { ($0.slug, $0) }, uniquingKeysWith: { $1 })
    all.merge(tail.stories) { $1 }
    for slug in tail.removals.keys { all[slug] = nil }
    return all.values.sorted { $0.slug < $1.slug }.map { story in
      story.titled(by: known[story.slug], tail.versions[story.slug] ?? [])
    }
  }

  /// One story, or nil when there is none of that name.
  public func story(_ slug: Slug) throws(ArchiveError) -> Story? {
    let ((story, newest), tail) = try ask(or: (nil, nil)) { rows -> (Story?, Version?) in
      (try rows.story(slug), try rows.newestVersions(of: slug).first)
    }
    if tail.removals[slug] != nil { return nil }
    return (tail.stories[slug] ?? story)?.titled(by: newest.map(StoryTitle.init), tail.versions[slug] ?? [])
  }

  /// The versions of a story in order of arrival, which is the order of their numbers.
  public func versions(of slug: Slug) throws(ArchiveError) -> [Version] {
    let (versions, tail) = try ask(or: []) { try $0.versions(of: slug) }
    return tail.removals[slug] != nil ? [] : tail.level(versions) + (tail.versions[slug] ?? [])
  }

  /// All looks at a story in order of arrival, those that wait in the spool last.
  public func looks(of slug: Slug) throws(ArchiveError) -> [Look] {
    let (looks, tail) = try ask(or: [], readsSpool: true) { try $0.looks(of: slug) }
    return tail.removals[slug] != nil ? [] : looks + (tail.looks[slug] ?? [])
  }

  /// The look at a story that arrived last, or nil when there was none.
  public func lastLook(of slug: Slug) throws(ArchiveError) -> Look? {
    let (look, tail) = try ask(or: nil, readsSpool: true) { try $0.lastLook(of: slug) }
    return tail.removals[slug] != nil ? nil : tail.looks[slug]?.last ?? look
  }

  /// The looks that came with a capture and are in git, over all stories and after a place in the order of arrival, in
  /// that order.
  ///
  /// - Parameter count: how many are wanted at most.
  public func captures(after sequence: Int, atMost count: Int = 1000) throws(ArchiveError) -> [Look] {
    let (looks, tail) = try ask(or: []) { try $0.captures(after: sequence) }
    let later = tail.looks.values.joined().filter { look in
      look.capture != nil && (look.sequence ?? 0) > max(sequence, looks.last?.sequence ?? 0)
    }
    return Array((looks + later.sorted { ($0.sequence ?? 0) < ($1.sequence ?? 0) }).prefix(count))
  }

  /// The place of the last look in git in the order of arrival over all stories; 0 when there was none.
  public func lastSequence() throws(ArchiveError) -> Int {
    let (last, tail) = try ask(or: 0) { try $0.lastSequence }
    return tail.looks.values.joined().compactMap(\.sequence).max().map { max($0, last) } ?? last
  }

  /// The look that a capture came with, or nil when it is not in git yet.
  public func look(of slug: Slug, capture: CaptureID) throws(ArchiveError) -> Look? {
    let (look, tail) = try ask(or: nil) { try $0.look(of: slug, capture: capture) }
    return tail.looks[slug]?.first { $0.capture == capture } ?? look
  }

  /// The version that a capture became, or nil when it became none or is not in git yet.
  public func version(of slug: Slug, capture: CaptureID) throws(ArchiveError) -> Version? {
    let (version, tail) = try ask(or: nil) { try $0.version(of: slug, capture: capture) }
    return tail.versions[slug]?.first { $0.capture == capture } ?? version.map { tail.level([$0])[0] }
  }

  /// The version of a number, or nil when there is none in git.
  public func version(of slug: Slug, number: Int) throws(ArchiveError) -> Version? {
    let (version, tail) = try ask(or: nil) { try $0.version(of: slug, number: number) }
    if tail.removals[slug] != nil { return nil }
    return tail.versions[slug]?.first { $0.number == number } ?? version.map { tail.level([$0])[0] }
  }

  /// What was asked for to go with a story's versions, in order of arrival.
  public func resources(of slug: Slug) throws(ArchiveError) -> [Resource] {
    let (resources, tail) = try ask(or: []) { try $0.resources(of: slug) }
    return tail.removals[slug] != nil ? [] : resources + (tail.resources[slug] ?? [])
  }

  /// What was asked for to go with one version, in order of arrival.
  public func resources(of version: Version) throws(ArchiveError) -> [Resource] {
    let slug = version.story
    let (resources, tail) = try ask(or: []) { try $0.resources(of: slug, version: version.capture) }
    if tail.removals[slug] != nil { return [] }
    return resources + (tail.resources[slug] ?? []).filter { $0.version == version.capture }
  }

  /// What happened to the watch itself, in order of arrival.
  public func events() throws(ArchiveError) -> [JournalEvent] {
    let (events, tail) = try ask(or: []) { try $0.events() }
    return events + tail.events
  }

  /// The stories that were taken out, by slug.
  public func removals() throws(ArchiveError) -> [Removal] {
    let (removals, tail) = try ask(or: []) { try $0.removals() }
    let all = Dictionary(removals.map { ($0.story, $0) }, uniquingKeysWith: { $1 })
    return all.merging(tail.removals) { $1 }.values.sorted { $0.story < $1.story }
  }

  /// Versions that came since a mark, and a mark of what is there now; for whoever keeps an index of their own.
  ///
  /// - Parameter mark: what this gave the last time; nil for all versions.
  /// - Returns: the versions by story, in order of arrival; the stories taken out; or nil when the mark is of another
  ///   archive, and all has to be asked for.
  public func versions(
    since mark: String?
  ) throws(ArchiveError) -> (mark: String?, versions: [Slug: [Version]], gone: [Slug])? {
    // The catalog has most of them, the journal only one batch after the other.
    if mark == nil { return try allVersions() }
    return try view.withLock { view throws(ArchiveError) in
      let tip = try view.repository.tip(of: Journal.reference)
      guard let tail = try JournalTail(after: mark.flatMap { ObjectID($0) }, upTo: tip, in: view.repository)
      else { return nil }
      return (tip?.description, tail.versions, tail.removals.keys.sorted())
    }
  }

  private func allVersions() throws(ArchiveError) -> (
    mark: String?, versions: [Slug: [Version]], gone: [Slug]
  ) {
    let ((known, removed), tail) = try ask(or: ([], [])) { (try $0.versions(), try $0.removals()) }
    var versions = Dictionary(grouping: known, by: \.story)
    for slug in tail.removals.keys { versions[slug] = nil }
    for (slug, later) in tail.versions { versions[slug, default: []] += later }
    let gone = Set(removed.map(\.story)).union(tail.removals.keys)
    return (tail.tip?.description, versions, gone.sorted())
  }

  /// Everything the catalog holds, a line each, in an order that does not depend on how it came to be.
  ///
  /// - Throws: `damaged` when it is missing, cannot be read or is behind; reindexing makes it again.
  public func dump() throws(ArchiveError) -> [String] {
    let (lines, tail) = try ask(or: []) { try $0.dump() }
    if lines.isEmpty || tail.base != tail.tip {
      throw ArchiveError(.damaged, "the index is missing or behind; `writethru reindex` makes it again")
    }
    return lines
  }

  /// What a version says, as it was read when it was kept.
  public func article(of version: Version) throws(ArchiveError) -> Article {
    try CanonicalJSON.decode(
      Article.self, from: file([.article], of: version), "the article of \(version.label)")
  }

  /// What a version says as it was last read: the article, what read it, and what was learnt of its host then.
  public func reading(
    of version: Version
  ) throws(ArchiveError) -> (article: Article, extractor: String, learnt: [UInt8]) {
    try view.withLock { view throws(ArchiveError) in
      guard let article = try view.repository.file(.article, of: version, newest: true) else {
        throw .damaged("\(VersionCommit.File.article.name(version.story)) is missing from \(version.label)")
      }
      return (
        try CanonicalJSON.decode(Article.self, from: article, "the article of \(version.label)"),
        version.reread?.extractor ?? version.extractor,
        try view.repository.file(.learnt, of: version, newest: true) ?? []
      )
    }
  }

  /// How a version was got.
  public func manifest(of version: Version) throws(ArchiveError) -> Manifest {
    try CanonicalJSON.decode(
      Manifest.self, from: file([.manifest], of: version), "the manifest of \(version.label)")
  }

  /// The body of a version, byte for byte; it is checked against its SHA-256.
  public func body(of version: Version) throws(ArchiveError) -> [UInt8] {
    let body = try file([.page, .source], of: version)
    guard sha256Hex(body) == version.payloadSHA256 else {
      throw .damaged("the body of \(version.label) is not what was captured")
    }
    return body
  }

  /// Status line and headers of a version as received; empty for a file.
  public func head(of version: Version) throws(ArchiveError) -> [UInt8] {
    try view.withLock { view throws(ArchiveError) in
      try view.repository.file(.head, of: version) ?? []
    }
  }

  /// The picture that was made beside a version; nil when none was.
  public func screenshot(of version: Version) throws(ArchiveError) -> [UInt8]? {
    try view.withLock { view throws(ArchiveError) in
      try view.repository.file(.screenshot, of: version)
    }
  }

  /// The text of a version as git keeps it for `git diff`: one sentence a line.
  public func text(of version: Version) throws(ArchiveError) -> String {
    String(decoding: try file([.text], of: version), as: UTF8.self)
  }

  /// The first of some files that a version has.
  private func file(
    _ files: [VersionCommit.File], of version: Version
  ) throws(ArchiveError) -> [UInt8] {
    try view.withLock { view throws(ArchiveError) in
      for file in files {
        if let bytes = try view.repository.file(file, of: version) { return bytes }
      }
      throw .damaged("\(files[0].name(version.story)) is missing from \(version.label)")
    }
  }

  func ask<Answer: Sendable>(
    or nothing: Answer, readsSpool: Bool = false, _ query: @Sendable (CatalogRows) throws -> Answer
  ) throws(ArchiveError) -> (Answer, JournalTail) {
    try view.withLock { view throws(ArchiveError) in
      try view.ask(or: nothing, readsSpool: readsSpool, query)
    }
  }
}

/// What a version calls its story, and when.
struct StoryTitle: Sendable {
  var captured: Timestamp
  var number: Int
  var headline: String?
}

extension StoryTitle {
  init(_ version: Version) {
    self.init(captured: version.captured, number: version.number, headline: version.headline)
  }
}

extension Story {
  /// The story, called by the headline of its newest version.
  fileprivate func titled(by newest: StoryTitle?, _ later: [Version]) -> Story {
    let titles = (newest.map { [$0] } ?? []) + later.map(StoryTitle.init)
    var story = self
    story.title = titles.max { ($0.captured, $0.number) < ($1.captured, $1.number) }?.headline ?? title
    return story
  }
}

extension Version {
  /// What messages call it.
  var label: String { "version \(number) of “\(story)”" }
}
