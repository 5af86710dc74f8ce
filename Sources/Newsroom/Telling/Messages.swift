// The message of a look, made from the archive alone: the same at any time, by any process.

import Archive
import Extraction
import Foundation
import Report
import Story
import Telling

extension Newsroom {
  /// What there is to tell of a look.
  struct News: Sendable {
    /// The message, complete, for no channel yet; nil when nothing changed.
    var message: Message?
    /// The ids of all its changes.
    var changes: [String] = []
    /// What the version is.
    var standing = Doubt.Standing.edit
    /// The version the look made, if it made one.
    var version: Version?
    /// The address the page was got from.
    var address: String?
  }

  /// What there is to tell of a look.
  func news(of look: Look, settings: Settings.Telling, in archive: ArchiveReader) throws -> News {
    var news = News(address: look.address)
    let looks = try archive.looks(of: look.story)
    let versions = try versionsInOrder(of: look.story, in: archive)
    let before = looks.last {
      $0.capture != look.capture && $0.time < look.time && $0.outcome.isSighting
    }
    let wasWithdrawn = before?.outcome == .withdrawn
    let revision: Revision
    switch look.outcome {
    case .version:
      guard let at = versions.firstIndex(where: { $0.capture == look.capture }) else { return news }
      news.version = versions[at]
      let new = try edition(of: versions[at], in: archive)
      guard let base = try base(ofPartial: new.isPartial, among: versions[..<at], in: archive) else {
        return news
      }
      var old = try edition(of: base, in: archive)
      old.lastSeen = lastSeen(base, before: look.time, looks: looks)
      revision = self.revision(from: old, to: new)
      news.standing = try standing(of: at, versions: versions, looks: looks, settings: settings, in: archive)
    case .withdrawn where !wasWithdrawn:
      guard let base = versions.last(where: { $0.captured <= look.time }) else { return news }
      var old = try edition(of: base, in: archive)
      old.lastSeen = lastSeen(base, before: look.time, looks: looks)
      revision = withdrawal(of: old, seen: look)
    case .unchanged where wasWithdrawn:
      guard let base = versions.last(where: { $0.captured <= look.time }) else { return news }
      revision = returning(of: try edition(of: base, in: archive), seen: look)
    default:
      return news
    }
    guard !revision.difference.changes.isEmpty else { return news }
    let report = RevisionReport(revision, options: reportOptions(showsAll: false, showsWords: false))
    news.changes = revision.difference.changes.map(\.id)
    news.message = message(of: report, look: look, settings: settings)
    return news
  }

  private func message(of report: RevisionReport, look: Look, settings: Settings.Telling) -> Message {
    let revision = report.revision
    var message = Message(.change, parts: [], time: look.time, summary: report.summary)
    let (old, new) = (revision.old.label, revision.new.label)
    message.story = look.story.text
    message.headline = (revision.new.article.headline ?? revision.old.article.headline).map {
      harmless($0.value)
    }
    message.outlet = look.address.map { host(of: $0) }
    message.address = look.address
    message.versions = [old, new]
    message.report = settings.report.map { template in
      [("{story}", look.story.text), ("{old}", old), ("{new}", new)].reduce(template) {
        $0.replacing($1.0, with: $1.1)
      }
    }
    message.lastSeenWithout = revision.old.lastSeen ?? revision.old.version?.captured
    message.zone = settings.zone
    message.changes = report.told
    return message
  }

  /// What a look's version is by now: an edit, in doubt, or a text that takes turns.
  func standing(of look: Look, settings: Settings.Telling, in archive: ArchiveReader) throws -> Doubt.Standing
  {
    let versions = try versionsInOrder(of: look.story, in: archive)
    guard let at = versions.firstIndex(where: { $0.capture == look.capture }) else { return .edit }
    return try standing(
      of: at, versions: versions, looks: archive.looks(of: look.story), settings: settings, in: archive)
  }

  private func standing(
    of at: Int, versions: [Version], looks: [Look], settings: Settings.Telling, in archive: ArchiveReader
  ) throws -> Doubt.Standing {
    // A few versions on either side say all there is to say.
    let start = max(0, at - 12)
    let some = versions[start..<min(versions.count, at + 3)]
    let sights = try some.enumerated().map { place, version in
      let next = start + place + 1 < versions.count ? versions[start + place + 1].captured : nil
      return try sight(of: version, until: next, looks: looks, in: archive)
    }
    return Doubt.standings(of: sights, now: now(), settle: Int64(settings.settle * 1000))[at - start]
  }

  private func sight(
    of version: Version, until next: Timestamp?, looks: [Look], in archive: ArchiveReader
  ) throws -> Doubt.Sight {
    var article = try page(of: version, in: archive).article
    let modified = article.modified.flatMap { Timestamp($0.value) }
    // Dates move by themselves, and pictures are no text.
    (article.modified, article.published) = (nil, nil)
    article.blocks.removeAll { !$0.kind.isBody }
    let headline = article.headline?.value ?? ""
    let body = article.text
    return Doubt.Sight(
      number: version.number, time: version.captured, text: sha256Hex(Array("\(headline)\0\(body)".utf8)),
      body: sha256Hex(Array(body.utf8)), modified: modified,
      confirmations: looks.count { look in
        [.unchanged, .notModified].contains(look.outcome) && look.time > version.captured
          && (next.map { look.time < $0 } ?? true)
      })
  }
}
