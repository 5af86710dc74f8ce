// What people say of changes: kept in the journal beside the facts, never altering them.

import Archive
import Foundation
import Report
public import Story

/// A change with its two versions, as it was found by its id.
public struct FoundChange: Sendable {
  /// Its story.
  public var story: Slug
  /// What it is called.
  public var label: String
  /// The change.
  public var change: Change
}

extension Newsroom {
  /// Says something of a change.
  ///
  /// - Parameters:
  ///   - change: its id, or the start of it, if no other begins so.
  ///   - story: its story; nil to look through all.
  /// - Returns: the change.
  /// - Throws: ``Failure``: `noInput` when there is no such change, `usage` when several begin so.
  @discardableResult
  public func mark(
    _ change: String, in story: Slug? = nil, verdict: Mark.Verdict?, tags: [String], note: String?,
    by name: String
  ) async throws -> FoundChange {
    let archive = try open()
    let found = try find(change, in: story, of: archive)
    var event = JournalEvent(.mark, time: now())
    event.mark = Mark(
      change: found.change.id, story: found.story, verdict: verdict, tags: tags.map { oneLine($0) },
      note: note.map { oneLine($0) }, by: oneLine(name))
    try await ask(.log(event)) { writer in await writer.log(event) }
    return found
  }

  /// What was said of some stories' changes, counted with and without what was wrong, on a line for people; nil when
  /// nobody marked any.
  public func countOfMarks(in slugs: [Slug]) throws -> String? {
    let archive = try open()
    let marks = try marks(in: archive)
    let here = marks.values.filter { slugs.contains($0.story) }
    guard !here.isEmpty else { return nil }
    var all = 0
    for slug in Set(here.map(\.story)) {
      all += try revisions(of: slug, in: archive).reduce(0) { $0 + $1.revision.difference.changes.count }
    }
    let wrong = here.count { $0.verdict == .falseAlarm }
    let reviewed = here.count { $0.verdict == .reviewed }
    return
      "marks: \(wrong) of \(all) changes of marked stories are marked as false alarms, \(all - wrong) stand without "
      + "them; \(reviewed) reviewed"
  }

  /// What holds of each change that somebody marked, by its id.
  public func marks() throws -> [String: Mark] { try readerIfThere().map { try marks(in: $0) } ?? [:] }

  private func oneLine(_ text: String) -> String { String(shown(text).prefix(500)) }

  /// What holds of each change that somebody marked, by its id: the last verdict, all tags, the last note.
  func marks(in archive: ArchiveReader) throws -> [String: Mark] {
    var marks: [String: Mark] = [:]
    for mark in try archive.events().sorted(by: { $0.time < $1.time }).compactMap(\.mark) {
      guard var known = marks[mark.change] else {
        marks[mark.change] = mark
        continue
      }
      known.verdict = mark.verdict ?? known.verdict
      known.note = mark.note ?? known.note
      known.tags += mark.tags.filter { !known.tags.contains($0) }
      known.by = mark.by
      marks[mark.change] = known
    }
    return marks
  }

  private func find(_ id: String, in slug: Slug?, of archive: ArchiveReader) throws -> FoundChange {
    let id = id.uppercased()
    guard id.utf8.count >= 4 else {
      throw Failure(
        .usage, "a change is named by its id or the first 4 letters of it: diff --json shows them")
    }
    var found: [FoundChange] = []
    let stories = try slug.map { [try story($0, in: archive)] } ?? archive.stories()
    for story in stories {
      for (_, _, revision) in try revisions(of: story.slug, in: archive) {
        for change in revision.difference.changes where change.id.hasPrefix(id) {
          let report = RevisionReport(revision)
          let label = report.told.first { $0.id == change.id }?.label ?? change.type.rawValue
          if !found.contains(where: { $0.change.id == change.id }) {
            found.append(FoundChange(story: story.slug, label: label, change: change))
          }
        }
      }
    }
    if let exact = found.first(where: { $0.change.id == id }) { return exact }
    guard let first = found.first else {
      throw Failure(.noInput, "no change has the id \(shown(id)): diff --json and messages show the ids")
    }
    guard found.count == 1 else {
      let all = found.prefix(5).map { "\($0.change.id) (\($0.story))" }.joined(separator: ", ")
      throw Failure(.usage, "several changes begin with \(shown(id)): \(all)")
    }
    return first
  }

  /// What each version of a story changed against the one before it, in order of time; removals and returns too.
  private func revisions(
    of slug: Slug, in archive: ArchiveReader
  ) throws -> [(old: Edition, new: Edition, revision: Revision)] {
    let versions = try versionsInOrder(of: slug, in: archive)
    let looks = try archive.looks(of: slug)
    var all: [(Edition, Edition, Revision)] = []
    var neighbour: Edition?
    var whole: Edition?
    for version in versions {
      let edition = try edition(of: version, in: archive)
      if let old = edition.isPartial ? neighbour : whole ?? neighbour {
        all.append((old, edition, revision(from: old, to: edition)))
      }
      neighbour = edition
      if !edition.isPartial { whole = edition }
    }
    if let last = neighbour {
      for look in looks where look.outcome == .withdrawn {
        let gone = withdrawal(of: last, seen: look)
        all.append((gone.old, gone.new, gone))
      }
    }
    return all
  }

  /// The pairs of versions with a change marked as a false alarm or tagged, a line of JSON each, for testing:
  /// `{"id","origin","old","new","events","allowed"}`. `events` is what the program told, without what was wrong;
  /// `marked` is what somebody said.
  public func exportMarks() throws -> String {
    let archive = try open()
    let marks = try marks(in: archive)
    var lines = ""
    for slug in Set(marks.values.map(\.story)).sorted() {
      guard try archive.story(slug) != nil else { continue }
      for (old, new, revision) in try revisions(of: slug, in: archive) {
        let changes = revision.difference.changes
        let here = changes.compactMap { marks[$0.id] }
        guard !here.isEmpty else { continue }
        let right = changes.filter { marks[$0.id]?.verdict != .falseAlarm }
        let line = MarkedPair(
          id: "\(slug):\(old.label)..\(new.label)",
          origin: new.version?.address ?? old.version?.address ?? "",
          old: String(decoding: old.reading.text.utf8, as: UTF8.self),
          new: String(decoding: new.reading.text.utf8, as: UTF8.self),
          events: right.map(MarkedPair.Event.init), allowed: [],
          marked: here)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        lines += String(decoding: try encoder.encode(line), as: UTF8.self) + "\n"
      }
    }
    return lines
  }
}

/// Two texts and what should be told of them.
private struct MarkedPair: Encodable {
  var id: String
  var origin: String
  var old: String
  var new: String
  var events: [Event]
  var allowed: [Event]
  var marked: [Mark]

  struct Event: Encodable {
    var type: ChangeType
    var text, speaker, cue, old, new, oldSpeaker, newSpeaker: String?

    init(_ change: Change) {
      type = change.type
      (text, speaker, cue, old, new) = (change.text, change.speaker, change.cue, change.old, change.new)
      (oldSpeaker, newSpeaker) = (change.oldSpeaker, change.newSpeaker)
    }

    enum CodingKeys: String, CodingKey {
      case type, text, speaker, cue, old, new
      case oldSpeaker = "old_speaker"
      case newSpeaker = "new_speaker"
    }
  }
}
