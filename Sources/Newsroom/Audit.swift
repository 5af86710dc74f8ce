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
    let versions = try versionsInOrder(of: story.slug, in: archive)
    var auditor = Auditor(of: story)
    var neighbour: Edition?
    var whole: Edition?
    // Reading and comparing are most of the work, and versions know nothing of each other; some at a time, so that a
    // story of any length needs little room.
    for start in stride(from: 0, to: versions.count, by: 64) {
      let some = Array(versions[start..<min(versions.count, start + 64)])
      let editions = try concurrently(some) { try edition(of: $0, in: archive) }
      let sides = editions.map { edition in
        let old = edition.isPartial ? neighbour : whole ?? neighbour
        neighbour = edition
        if !edition.isPartial { whole = edition }
        return (old: old, new: edition)
      }
      let revisions = try concurrently(sides) { side in
        side.old.map { revision(from: $0, to: side.new) }
      }
      for (side, revision) in zip(sides, revisions) {
        let without = side.old?.version.flatMap { old in
          side.new.version.map { lastSeen(old, before: $0.captured, looks: looks) }
        }
        auditor.add(side.new, revision: revision, lastSeenWithout: without)
      }
    }
    let notes = try archive.events().compactMap(\.noteElsewhere).filter { $0.story == story.slug }
    return HonestyJudge().audit(auditor.audit(looks: looks), knowing: notes)
  }
}
