// What the pages ask the newsroom, remembered while it holds.

import Foundation
import Newsroom
import Report
import Story
import Synchronization

/// The archive as the Desk sees it: questions to the newsroom, and what was answered lately.
final class Records: Sendable {
  /// What changed between two versions, in words.
  struct Told: Sendable {
    var summary: String
    var line: String
    var changes: [ToldChange]
  }

  private struct Pair: Hashable {
    var old: CaptureID
    var new: CaptureID
  }

  /// What was known of all stories last.
  private struct Overviews {
    var known: Overview?
    /// When it was asked for; nil when something was written here since.
    var checked: ContinuousClock.Instant?
    /// How often something was written by way of the Desk.
    var writes = 0

    /// Whether it may be told yet.
    var isFresh: Bool { checked.map { $0.duration(to: .now) < .milliseconds(250) } ?? false }
  }

  let newsroom: Newsroom
  /// How a running watch in this process is doing; nil when there is none.
  let status: (@Sendable () -> ServiceStatus)?

  private let overviews = Mutex(Overviews())
  private let changes = Bounded<Pair, Told>(most: 40_000)
  private let reach = Mutex<Newsroom.SearchReach?>(nil)
  private let sayings = Mutex<[Slug: (mark: String, all: [Saying])]>([:])

  init(_ newsroom: Newsroom, status: (@Sendable () -> ServiceStatus)? = nil) {
    self.newsroom = newsroom
    self.status = status
  }

  /// All stories at a glance: no older than a quarter of a second, nor than what was written by way of the Desk.
  func overview() throws -> Overview {
    let before = overviews.withLock { $0 }
    if let known = before.known, before.isFresh { return known }
    let overview = try newsroom.overview(after: before.known)
    overviews.withLock { overviews in
      overviews.known = overview
      // What was written while it was asked for may be missing in it.
      overviews.checked = overviews.writes == before.writes ? .now : nil
    }
    return overview
  }

  /// Has the next page show what was just written: whoever pressed a button is to see what it did.
  func noteWrite() {
    overviews.withLock { overviews in
      overviews.writes += 1
      overviews.checked = nil
    }
  }

  /// The archive's state as it was known last, for keeping pages by; nil when that is too old to be relied on.
  var knownMark: String? { overviews.withLock { $0.isFresh ? $0.known?.mark : nil } }

  /// How far the index of words is while it is first made or brought level; nil when a search may wait for it.
  var searchReach: Newsroom.SearchReach? { reach.withLock { $0 } }

  /// Has searches not wait until ``keepLevel()`` has brought the index level once.
  func expectLevelling() { reach.withLock { $0 = Newsroom.SearchReach() } }

  /// What changed between two versions.
  func told(from old: Version, to new: Version) throws -> Told {
    let pair = Pair(old: old.capture, new: new.capture)
    if let told = changes[pair] { return told }
    return keep(try report(new.story, from: old.number, to: new.number), for: pair)
  }

  /// The report of what changed between two versions, all of it.
  func report(_ slug: Slug, from old: Int, to new: Int) throws -> RevisionReport {
    try newsroom.diff(
      slug, "v\(old)..v\(new)", options: newsroom.reportOptions(showsAll: true, showsWords: false))
  }

  private func keep(_ report: RevisionReport, for pair: Pair) -> Told {
    let told = Told(summary: report.summary, line: summaryLine(of: report.revision), changes: report.told)
    changes.keep(told, for: pair, cost: told.changes.count + 1)
    return told
  }

  /// Every quote of a story.
  func sayings(of row: Overview.Row) throws -> [Saying] {
    let mark = "\(row.newest?.capture.text ?? "") \(row.times.count)"
    if let known = sayings.withLock({ $0[row.story.slug] }), known.mark == mark { return known.all }
    let ledger = row.newest == nil ? nil : try newsroom.quotes(row.story.slug).ledger
    let all = ledger?.entries.map(Saying.init) ?? []
    sayings.withLock { $0[row.story.slug] = (mark, all) }
    return all
  }

  /// Every quote of all stories that was read so far, and of how many stories that is.
  func knownSayings() -> (stories: Int, all: [Saying]) {
    sayings.withLock { ($0.count, $0.values.flatMap(\.all)) }
  }

  /// Reads the quotes of all stories that changed.
  func readSayings() throws { for row in try overview().byChange { _ = try sayings(of: row) } }

  /// Brings the index of words level. It rests as long as it worked, so that readers come first.
  private func levelSearch() throws {
    var start = ContinuousClock.now
    try newsroom.prepareSearch { now in
      reach.withLock { $0 = $0 == nil ? nil : now }
      let worked = start.duration(to: .now)
      Thread.sleep(forTimeInterval: min(1, worked / .seconds(1)))
      start = .now
    }
  }

  /// Keeps ready what pages need and what takes time, again and again until cancelled: what the front page tells, the
  /// index of words, and the quotes of the stories that changed. It rests as long as it worked.
  func keepLevel() async throws {
    while true {
      _ = try? await inBackground { try Pages(records: self).front(1, at: .front(page: 1)) }
      try? await inBackground { try self.levelSearch() }
      reach.withLock { $0 = nil }
      // An archive or a story that cannot be read is told by whatever page is asked for.
      let rows = (try? await inBackground { try self.overview() })?.byChange ?? []
      for row in rows {
        let start = ContinuousClock.now
        _ = try? await inBackground { try self.sayings(of: row) }
        try await Task.sleep(for: start.duration(to: .now))
      }
      let gone = sayings.withLock { Set($0.keys).subtracting(rows.map(\.story.slug)) }
      sayings.withLock { known in for slug in gone { known[slug] = nil } }
      try await Task.sleep(for: .seconds(5))
    }
  }
}

/// A quote of a story, in short.
struct Saying: Sendable, Hashable {
  var story: Slug
  var id: String
  var text: String
  var speaker: String?
  var description: String?
  var first: Version
  var last: Version
  var stands: Bool

  init(_ entry: LedgerEntry) {
    story = entry.first.story
    id = Self.id(of: entry)
    text = entry.text
    speaker = entry.speaker
    description = entry.speakerDescription
    (first, last, stands) = (entry.first, entry.last, entry.stands)
  }

  /// A quote's name in an address: made of where and how it first stood, which later versions do not alter.
  static func id(of entry: LedgerEntry) -> String {
    let wording = entry.alterations.first?.old ?? entry.text
    return String(digest("\(entry.first.capture) \(wording)").prefix(16))
  }
}
