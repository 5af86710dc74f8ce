// The versions of a story in order of time, as the decision about a new capture needs them.

import Archive
import Extraction
import Story

/// The versions of one story in order of their times of capture, with the captures just decided on.
///
/// Whether a capture is a version is decided on the exact article, against its neighbour in time only: a page that
/// goes from A to B and back to A has three versions.
struct History {
  /// A version, or a capture about to become one.
  struct Member {
    var time: Timestamp
    var capture: CaptureID
    var digest: String
    /// How it is called to people: `v3`, or the file's name.
    var name: String
    var version: Version?
    var page: ExtractedPage?
  }

  private(set) var members: [Member]
  let archive: ArchiveReader
  private let newsroom: Newsroom
  /// The number of the version that arrived last.
  private let tip: Int?
  /// That version, when it had to be read again.
  private var reread: (Version, ExtractedPage)?

  init(of slug: Slug, in archive: ArchiveReader, newsroom: Newsroom) throws {
    self.archive = archive
    self.newsroom = newsroom
    let versions = try archive.versions(of: slug)
    tip = versions.last?.number
    members = versions.map { version in
      Member(
        time: version.captured, capture: version.capture, digest: version.payloadSHA256,
        name: "v\(version.number)",
        version: version)
    }
    members.sort { ($0.time, $0.capture) < ($1.time, $1.capture) }
  }

  /// What a capture is already there as: the same capture, or the same bytes when a file's date is all that tells
  /// them apart (a copied file has another date and is no other capture).
  func known(capture: CaptureID, digest: String, source: TimeSource) -> String? {
    members.first { $0.capture == capture || source == .fileDate && $0.digest == digest }?.name
  }

  /// What is remembered of the version before `time`; only what was learnt of the host before the first.
  mutating func memory(at time: Timestamp, learnt: LearntLines = LearntLines()) throws -> ExtractionMemory {
    var memory = try last(before: time).map { ExtractionMemory(of: $0.page.article) } ?? ExtractionMemory()
    memory.host = learnt.digests
    return memory
  }

  /// The story's last version as it is read today, if the archive has another reading of it; once.
  mutating func takeReread(learnt: LearntLines = LearntLines()) throws -> RereadContent? {
    defer { reread = nil }
    guard let (version, page) = reread else { return nil }
    let known = try LearntLines(file: archive.reading(of: version).learnt)
    return RereadContent(
      of: version.number,
      try newsroom.content(of: page, from: version.address, learnt: known.union(learnt)))
  }

  /// The name of the version before `time` if this page says what it says: all of it, or, where a paywall hides the
  /// rest, nothing else in the part that is shown.
  mutating func equalNeighbour(of page: ExtractedPage, at time: Timestamp) throws -> String? {
    guard let before = try last(before: time) else { return nil }
    if before.page.article.content == page.article.content { return before.name }
    guard page.verdict == .partial, before.page.verdict != .partial else { return nil }
    let revision = newsroom.revision(from: newsroom.side(before.page), to: newsroom.side(page))
    return revision.difference.changes.isEmpty ? before.name : nil
  }

  /// The version before `time`, by name, and what it says.
  private mutating func last(before time: Timestamp) throws -> (name: String, page: ExtractedPage)? {
    guard let at = members.lastIndex(where: { $0.time <= time }) else { return nil }
    if members[at].page == nil, let version = members[at].version {
      let known = try newsroom.reading(of: version, in: archive)
      members[at].page = known.page
      if known.isReadAgain, version.number == tip { reread = (version, known.page) }
    }
    return members[at].page.map { (members[at].name, $0) }
  }

  /// Adds a capture that is to be a version.
  mutating func add(
    _ page: ExtractedPage, capture: CaptureID, digest: String, at time: Timestamp, name: String
  ) {
    let member = Member(time: time, capture: capture, digest: digest, name: name, page: page)
    let place = members.lastIndex { $0.time <= time }.map { $0 + 1 } ?? 0
    members.insert(member, at: place)
    // Only the newest need their pages: old ones are read again if a late file asks for them.
    if place > 0, members[place - 1].version != nil { members[place - 1].page = nil }
  }
}
