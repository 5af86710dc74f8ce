// The stories on the same event as one, found by what they have in common.

import Archive
import Provenance
import Story

extension Newsroom {
  /// Stories first captured within this time of each other can be about one event when nobody says so.
  static let sameEvent: Int64 = 3 * 24 * 3600 * 1000
  private static let day: Int64 = 24 * 3600 * 1000

  /// The stories that share a quote of some length, three full names, or a passage of some thirty words with one, and
  /// were captured at about the same time; by name.
  func related(to story: Slug, in archive: ArchiveReader) throws -> [Slug] {
    let versions = try versionsInOrder(of: story, in: archive)
    guard let start = versions.first?.captured else { return [] }
    let index = try traceIndex(of: archive)
    var traces: Set<TraceIndex.Trace> = []
    for version in versions { traces.formUnion(try self.traces(of: version, in: archive)) }
    // The days at both ends are whole ones here.
    let (first, last) = (start.milliseconds - Self.sameEvent, start.milliseconds + Self.sameEvent)
    return try index.matches(traces, days: Self.day(first)...Self.day(last)).filter { match in
      guard match.story != story, match.quotes > 0 || match.names >= 3 || match.passages >= 3,
        let other = try versionsInOrder(of: match.story, in: archive).first?.captured
      else { return false }
      return abs(start.milliseconds - other.milliseconds) <= Self.sameEvent
    }.map(\.story)
  }

  /// The index of what stories have in common, level with the archive: only versions that are new to it are read.
  func traceIndex(of archive: ArchiveReader) throws -> TraceIndex {
    let index = try TraceIndex(of: path)
    do {
      try level(index, with: archive)
      return index
    } catch let error as ArchiveError where error.kind == .disk {
      // An archive on a disk that cannot be written, or another process at it for long: what is asked still gets its
      // answer.
      let index = try TraceIndex()
      try level(index, with: archive)
      return index
    }
  }

  private func level(_ index: TraceIndex, with archive: ArchiveReader) throws {
    let mark = index.mark
    var news = try archive.versions(since: mark)
    if news == nil {
      try index.clear()
      news = try archive.versions(since: nil)
    }
    guard let news, news.mark != mark else { return }
    let stories = news.versions.sorted { $0.key < $1.key }.map { (slug: $0.key, versions: $0.value) }
    // Some at a time: the mark moves when all are in, and what is in twice does no harm.
    for start in stride(from: 0, to: stories.count, by: 256) {
      let some = Array(stories[start..<min(stories.count, start + 256)])
      let entries = try concurrently(some) { story in
        let day = try versionsInOrder(of: story.slug, in: archive).first.map {
          Self.day($0.captured.milliseconds)
        }
        let traces = try story.versions.reduce(into: Set<TraceIndex.Trace>()) {
          $0.formUnion(try self.traces(of: $1, in: archive))
        }
        return TraceIndex.Entry(story.slug, day: day ?? 0, traces: traces)
      }
      try index.add(entries, upTo: nil)
    }
    try index.add([], removing: news.gone, upTo: news.mark)
  }

  private func traces(of version: Version, in archive: ArchiveReader) throws -> Set<TraceIndex.Trace> {
    let traces = Traces(of: try edition(of: version, in: archive).reading)
    return Set(
      traces.passages.map { TraceIndex.Trace(.passage, $0) }
        + traces.quotes.map { TraceIndex.Trace(.quote, $0) }
        + traces.names.map { TraceIndex.Trace(.name, $0) })
  }

  /// The day a time is on, counted from 1970-01-01 in UTC.
  private static func day(_ milliseconds: Int64) -> Int {
    Int((Double(milliseconds) / Double(day)).rounded(.down))
  }
}
