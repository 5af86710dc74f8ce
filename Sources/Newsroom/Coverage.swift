// Several stories about one event.

import Archive
import Provenance
public import Report
public import Story

extension Newsroom {
  /// Stories first captured within this time of each other can be about one event when nobody says so.
  static let sameEvent: Int64 = 3 * 24 * 3600 * 1000

  /// The coverage that some stories make; of one story, that story and those found to be about the same event.
  public func coverage(_ slugs: [Slug]) throws -> CoverageReport {
    let archive = try open()
    guard let first = slugs.first else { throw Failure(.usage, "name a story, or several on one event") }
    var records = try slugs.map { try record(of: story($0, in: archive), in: archive) }
    if slugs.count == 1 { records += try related(to: records[0], in: archive) }
    return CoverageReport(CoverageKeeper().coverage(named: first.text, of: records))
  }

  /// The stories that share a quote of some length, or three full names, with one, and were captured at about the
  /// same time; by name.
  private func related(to record: StoryRecord, in archive: ArchiveReader) throws -> [StoryRecord] {
    let start = try versionsInOrder(of: record.story, in: archive).first?.captured
    var found: [StoryRecord] = []
    for story in try archive.stories() where story.slug != record.story {
      guard let start, let other = try versionsInOrder(of: story.slug, in: archive).first?.captured,
        abs(start.milliseconds - other.milliseconds) <= Self.sameEvent
      else { continue }
      let candidate = try self.record(of: story, in: archive)
      let shared = CoverageKeeper().likeness(record, candidate)
      if shared.quotes > 0 || shared.names >= 3 { found.append(candidate) }
    }
    return found
  }

  /// A story as it is compared with others.
  func record(of story: Story, in archive: ArchiveReader) throws -> StoryRecord {
    let versions = try versionsInOrder(of: story.slug, in: archive)
    let host = outletName(of: versions.first?.address ?? story.addresses.first)
    var record = StoryRecord(story: story.slug, outlet: host == "files" ? story.slug.text : host)
    for version in versions { try record.add(version, edition(of: version, in: archive).reading) }
    return record
  }
}
