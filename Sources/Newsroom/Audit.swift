// How stories changed over their lives, and whether they owned up to it.

import Archive
import Provenance
public import Report
public import Story

extension Newsroom {
  /// The audits of some stories, one report.
  public func audit(_ slugs: [Slug]) throws -> AuditReport {
    let archive = try open()
    let audits = try slugs.map { try audit(story($0, in: archive), in: archive) }
    return AuditReport(audits, archive: path)
  }

  /// How much and how openly the stories of the archive changed, by outlet and by hour.
  ///
  /// - Parameters:
  ///   - since: only versions captured from then on; nil for all.
  ///   - outlet: only this outlet; nil for all.
  public func corpusAudit(since: Timestamp?, outlet: String?) throws -> CorpusReport {
    let archive = try open()
    var counter = CorpusCounter(since: since, outlet: outlet)
    for story in try archive.stories() {
      // What cannot count need not be read.
      let versions = try archive.versions(of: story.slug)
      guard versions.contains(where: { version in since.map { $0 <= version.captured } ?? true }),
        outlet == nil || versions.contains(where: { outletName(of: $0.address) == outlet })
      else { continue }
      counter.add(try audit(story, in: archive))
    }
    return CorpusReport(counter.corpus)
  }

  func audit(_ story: Story, in archive: ArchiveReader) throws -> Audit {
    let looks = try archive.looks(of: story.slug)
    var auditor = Auditor(of: story)
    var before: Version?
    for version in try versionsInOrder(of: story.slug, in: archive) {
      let without = before.map { lastSeen($0, before: version.captured, looks: looks) }
      try auditor.add(edition(of: version, in: archive), lastSeenWithout: without)
      before = version
    }
    return auditor.audit(looks: looks)
  }
}
