// The versions of a story, and what each changed.

import Archive
public import Report
import Schedule
public import Story

extension Newsroom {
  /// The log of a story: its versions in order of time, each with what it changed, and the looks that ended badly.
  public func log(_ slug: Slug) throws -> LogReport {
    let archive = try open()
    let story = try story(slug, in: archive)
    let looks = try archive.looks(of: slug)
    let gaps = try gaps(of: story, looks, in: archive)
    let chances = Dictionary(gaps.filter(\.changed).map { ($0.to, $0.unseen) }, uniquingKeysWith: max)
    var entries: [LogReport.Entry] = []
    // The neighbour before, and the last before that shows the whole article.
    var neighbour: Edition?
    var whole: Edition?
    for version in try versionsInOrder(of: slug, in: archive) {
      let edition = try edition(of: version, in: archive)
      let before = edition.isPartial ? neighbour : whole ?? neighbour
      entries.append(
        LogReport.Entry(
          version, summary: before.map { summaryLine(of: revision(from: $0, to: edition)) },
          lastSeenWithout: before.flatMap { old in
            old.version.map { lastSeen($0, before: version.captured, looks: looks) }
          }, unseen: before == nil ? nil : chances[version.captured]))
      neighbour = edition
      if !edition.isPartial { whole = edition }
    }
    let own = looks.count { $0.timeSource == .fetched && $0.outcome.isSighting }
    return LogReport(
      story, entries: entries, checks: LogReport.Check.folded(looks),
      watch: own > 1 ? .init(checks: own, unseen: gaps.reduce(0) { $0 + $1.unseen }) : nil,
      blindSpells: BlindSpell.spells(in: looks, until: story.ended ?? story.paused ?? now()))
  }

  /// The gaps between the looks that saw a story, each with what it may hide.
  func gaps(of story: Story, _ looks: [Look], in archive: ArchiveReader) throws -> [Rhythm.Gap] {
    // Wrong settings are told by whoever watches; reading goes on by what the program carries.
    let settings = (try? settings()) ?? Settings()
    let book = (try? rates(of: settings)) ?? .published
    let host = story.addresses.first.map { self.host(of: $0) } ?? ""
    return Replay(
      looks, published: looks.isEmpty ? nil : try published(story, in: archive), now: now(),
      table: book.table(host: host, choice: story.foundIn == nil ? .picked : .found),
      policy: settings.schedule.policy, keepsGaps: true
    ).gaps
  }

  /// When a version was last seen to stand before a moment: its own time, or the last look that found it unchanged.
  func lastSeen(_ version: Version, before moment: Timestamp, looks: [Look]) -> Timestamp {
    looks.lazy
      .filter {
        [.unchanged, .notModified].contains($0.outcome) && version.captured <= $0.time && $0.time < moment
      }
      .map(\.time).max() ?? version.captured
  }
}
