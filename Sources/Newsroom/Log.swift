// The versions of a story, and what each changed.

import Archive
public import Report
public import Story

extension Newsroom {
  /// The log of a story: its versions in order of time, each with what it changed, and the looks that ended badly.
  public func log(_ slug: Slug) throws -> LogReport {
    let archive = try open()
    let story = try story(slug, in: archive)
    let looks = try archive.looks(of: slug)
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
          }))
      neighbour = edition
      if !edition.isPartial { whole = edition }
    }
    return LogReport(story, entries: entries, looks: looks.filter { !$0.outcome.sawTheStory })
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

extension Look.Outcome {
  /// Whether the look saw the story as it stood.
  var sawTheStory: Bool { self == .version || self == .unchanged || self == .notModified }
}
