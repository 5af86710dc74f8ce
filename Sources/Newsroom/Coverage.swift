// Several stories about one event.

import Archive
import Provenance
public import Report
public import Story

extension Newsroom {
  /// The coverage that some stories make. Of one name: the coverage kept under it, else that story and those found to
  /// be about the same event.
  public func coverage(_ names: [Slug]) throws -> CoverageReport {
    let archive = try open()
    guard let first = names.first else { throw Failure(.usage, "name a story, or several on one event") }
    var slugs = names
    if names.count == 1 {
      let kept = try keptCoverage(first, in: archive)
      slugs = kept.isEmpty ? names + (try related(to: story(first, in: archive).slug, in: archive)) : kept
    }
    let records = try slugs.map { try record(of: story($0, in: archive), in: archive) }
    return CoverageReport(CoverageKeeper().coverage(named: first.text, of: records))
  }

  /// Keeps stories together under a name, in the archive's journal, beside those that are under it already.
  public func keepCoverage(_ name: Slug, of slugs: [Slug]) async throws {
    let archive = try open()
    guard try archive.story(name) == nil else {
      throw Failure(.usage, "“\(name)” is the name of a story; give the coverage another")
    }
    for slug in slugs {
      try await change(story(slug, in: archive)) { ($0 + [name]).sorted() }
    }
  }

  /// Takes stories out of the coverage kept under a name; all of them when none is named.
  public func leaveCoverage(_ name: Slug, of slugs: [Slug]) async throws {
    let archive = try open()
    let kept = try keptCoverage(name, in: archive)
    for slug in slugs where !kept.contains(slug) {
      throw Failure(.noInput, "“\(slug)” is not in the coverage “\(name)”")
    }
    for slug in slugs.isEmpty ? kept : slugs {
      try await change(story(slug, in: archive)) { $0.filter { $0 != name } }
    }
  }

  private func change(_ story: Story, _ coverages: ([Slug]) -> [Slug]) async throws {
    var story = story
    let old = story.coverages ?? []
    let new = coverages(old)
    if Set(new) == Set(old) { return }
    story.coverages = new.isEmpty ? nil : new
    try await ask(.register(story)) { [story] writer in await writer.register(story) }
  }

  /// The stories kept together under a name, by name; none when there is no such coverage.
  private func keptCoverage(_ name: Slug, in archive: ArchiveReader) throws -> [Slug] {
    try archive.stories().filter { $0.coverages?.contains(name) ?? false }.map(\.slug)
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
