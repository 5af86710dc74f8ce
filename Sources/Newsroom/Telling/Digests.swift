// What changed in a stretch of time, over all stories.

import Archive
public import Foundation
import Provenance
public import Report
public import Story
import Telling

extension Newsroom {
  /// The digest of a stretch of time: what changed, by event, and what did not, could not be seen, or was not watched.
  ///
  /// - Parameters:
  ///   - zone: the zone that times are told in.
  public func digest(since: Timestamp, until: Timestamp, zone: TimeZone) throws -> DigestReport {
    try digest(since: since, until: until, zone: zone, rule: nil)
  }

  /// The same of the changes that a rule lets through.
  func digest(
    since: Timestamp, until: Timestamp, zone: TimeZone, rule: TellingRule?
  ) throws -> DigestReport {
    let archive = try open()
    let rule = rule ?? TellingRule()
    let marks = try self.marks(in: archive)
    let turns = Set(try archive.events().compactMap { $0.flapping?.capture })
    var digest = DigestReport(since: since, until: until, zone: zone)
    var changed: [(story: Story, entries: [DigestReport.Entry])] = []
    var lastSight = Timestamp(milliseconds: .min)
    for story in try archive.stories() {
      let looks = try archive.looks(of: story.slug)
      let inTime = looks.filter { since < $0.time && $0.time <= until && $0.outcome != .missed }
      digest.looks += inTime.count
      if let last = looks.last(where: { $0.time <= until }) { lastSight = max(lastSight, last.time) }
      guard story.paused == nil, story.ended == nil || !inTime.isEmpty,
        !story.addresses.isEmpty || !inTime.isEmpty
      else {
        digest.resting += 1
        continue
      }
      digest.watched += 1
      let entries = try entries(of: story, looks: looks, since: since, until: until, rule: rule, in: archive)
      {
        change, capture in
        if turns.contains(capture) { return false }
        guard marks[change]?.verdict == .falseAlarm else { return true }
        digest.falseAlarms += 1
        return false
      }
      if !entries.isEmpty { changed.append((story, entries)) }
      if let last = inTime.last, !last.outcome.isSighting {
        let seen = looks.last { $0.outcome.sawTheStory && $0.time <= until }?.time
        digest.blocked.append(
          .init(story: story.slug, lastSeen: seen, problem: last.note ?? last.outcome.rawValue))
      } else if inTime.isEmpty {
        digest.notLooked += 1
      } else if entries.isEmpty {
        digest.unchanged += 1
      }
    }
    digest.groups = try groups(of: changed, in: archive)
    digest.gaps = Self.gaps(try archive.events(), since: since, until: until, lastLook: lastSight)
    return digest
  }

  /// A digest as a message for a channel.
  func digestMessage(since: Timestamp, until: Timestamp, channel: String, settings: Settings) throws
    -> Message
  {
    let zone = TimeZone(identifier: settings.telling.zone) ?? .gmt
    let rule = settings.telling.channels[channel]?.rule
    let digest = try self.digest(since: since, until: until, zone: zone, rule: rule)
    var message = Message(
      .digest, parts: [channel, until.description], time: until, summary: "Digest: \(digest.summary)")
    message.zone = settings.telling.zone
    message.whole = .init(text: digest.rendered(as: .terminal), html: digest.rendered(as: .html))
    return message
  }

  /// The versions and removals of a story in a stretch of time that changed something to be told.
  private func entries(
    of story: Story, looks: [Look], since: Timestamp, until: Timestamp, rule: TellingRule,
    in archive: ArchiveReader,
    counts: (_ change: String, _ capture: CaptureID) -> Bool
  ) throws -> [DigestReport.Entry] {
    let news = looks.filter { look in
      since < look.time && look.time <= until && look.capture != nil
        && (look.outcome == .version || look.outcome == .withdrawn || look.outcome == .unchanged)
    }
    guard news.contains(where: { $0.outcome != .unchanged }) else { return [] }
    let audit = try self.audit(story, in: archive)
    var settled = Settings.Telling()
    settled.settle = 0
    return try news.compactMap { look in
      guard let capture = look.capture,
        let given = try self.news(of: look, settings: settled, in: archive).message,
        let message = rule.part(of: given)
      else { return nil }
      let changes = message.changes.filter { counts($0.id, capture) }
      guard !changes.isEmpty else { return nil }
      let honesty = audit.versions.first { $0.version.capture == capture }?.honesty
      return DigestReport.Entry(
        story: story.slug, headline: message.headline, outlet: message.outlet ?? "file",
        address: message.address,
        without: message.lastSeenWithout, with: look.time, summary: Self.counted(changes), changes: changes,
        isSilent: honesty?.standing == .silent
          && changes.contains { honesty?.uncovered.contains($0.id) == true })
    }
  }

  /// “2 quotes added, number changed”.
  private static func counted(_ changes: [ToldChange]) -> String {
    var counts: [(label: String, count: Int)] = []
    for change in changes {
      if let at = counts.firstIndex(where: { $0.label == change.label }) {
        counts[at].count += 1
      } else {
        counts.append((change.label, 1))
      }
    }
    return counts.map { $0.count == 1 ? $0.label : "\($0.count) × \($0.label)" }.joined(separator: ", ")
  }

  /// Stories about one event stand together: they share a quote, or three full names.
  private func groups(
    of changed: [(story: Story, entries: [DigestReport.Entry])], in archive: ArchiveReader
  ) throws -> [DigestReport.Group] {
    // Comparing each with each is for an ordinary day; where very many changed, each stands alone.
    let records = changed.count <= 200 ? try changed.map { try record(of: $0.story, in: archive) } : []
    var leader = Array(changed.indices)
    let keeper = CoverageKeeper()
    for one in records.indices {
      for other in records.indices.dropFirst(one + 1) where leader[other] == other {
        let shared = keeper.likeness(records[one], records[other])
        if shared.quotes > 0 || shared.names >= 3 { leader[other] = leader[one] }
      }
    }
    return changed.indices.filter { leader[$0] == $0 }.map { first in
      let members = changed.indices.filter { leader[$0] == first }
      let entries = members.flatMap { changed[$0].entries }.sorted {
        ($0.with, $0.story) < ($1.with, $1.story)
      }
      return DigestReport.Group(
        name: changed[first].story.title ?? changed[first].story.slug.text, entries: entries)
    }.sorted { ($0.entries.first?.with ?? since0, $0.name) < ($1.entries.first?.with ?? since0, $1.name) }
  }

  /// When nobody watched, from what the journal says of the watch itself.
  static func gaps(
    _ events: [JournalEvent], since: Timestamp, until: Timestamp, lastLook: Timestamp
  ) -> [DigestReport.Gap] {
    var gaps: [DigestReport.Gap] = []
    var stopped: Timestamp?
    for event in events.sorted(by: { $0.time < $1.time }) where event.time <= until {
      switch event.kind {
      case .stopped: stopped = event.time
      case .started:
        if let from = stopped, event.time > since {
          gaps.append(.init(from: max(from, since), to: event.time))
        }
        stopped = nil
      default: continue
      }
    }
    if let stopped { gaps.append(.init(from: max(stopped, since), to: nil)) }
    // A moment's rest at an upgrade is no gap.
    return gaps.filter { gap in gap.to.map { $0.milliseconds - gap.from.milliseconds > 60_000 } ?? true }
  }
}

private let since0 = Timestamp(seconds: 0)
