// Where each sentence and word of a story comes from.

import Archive
import Provenance
public import Report
public import Story

extension Newsroom {
  /// Where each sentence of a story comes from.
  ///
  /// - Parameters:
  ///   - showsWords: whether words are told one by one.
  ///   - showsGone: whether sentences that are gone are told too.
  public func origins(_ slug: Slug, showsWords: Bool, showsGone: Bool) throws -> LineageReport {
    let archive = try open()
    _ = try story(slug, in: archive)
    var keeper = LineageKeeper(story: slug)
    for version in try versionsToFollow(of: slug, in: archive) {
      try keeper.add(version, edition(of: version, in: archive).reading)
    }
    return LineageReport(keeper.lineage, showsWords: showsWords, showsGone: showsGone)
  }
}
