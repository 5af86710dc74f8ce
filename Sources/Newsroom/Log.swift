// The versions of a story, and what each changed.

import Archive
public import Report
public import Story

extension Newsroom {
  /// The log of a story: its versions in order of time, each with what it changed, and the looks that saw none.
  public func log(_ slug: Slug) throws -> LogReport {
    let archive = try open()
    let story = try story(slug, in: archive)
    var entries: [LogReport.Entry] = []
    var before: Edition?
    for version in try versionsInOrder(of: slug, in: archive) {
      let edition = try edition(of: version, in: archive)
      entries.append(
        LogReport.Entry(version: version, revision: before.map { comparer.revision(from: $0, to: edition) }))
      before = edition
    }
    return LogReport(story: story, entries: entries, looks: try archive.looks(of: slug))
  }
}
