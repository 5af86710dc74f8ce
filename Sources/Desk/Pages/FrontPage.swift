// The front page: all stories, the one that changed last first.

import Foundation
import Newsroom
import Report
import Story

extension Pages {
  private static let perPage = 40

  func front(_ number: Int, at place: Place) throws -> Page {
    let rows = try records.overview().byChange
    let start = (max(1, number) - 1) * Self.perPage
    guard start == 0 || start < rows.count else { throw Failure(.noInput, "There is no page \(number).") }
    let shown = Array(rows[start..<min(rows.count, start + Self.perPage)])
    let looks = try newsroom.lastLooks(at: shown.map(\.story.slug))
    let versions = rows.reduce(0) { $0 + $1.times.count }
    let status = records.status?()
    let view: View = [
      "isEmpty": rows.isEmpty,
      "summary": "\(counted(rows.count, "story", "stories")), \(counted(versions, "version", "versions"))",
      "stories": try shown.map { try self.row($0, look: looks[$0.story.slug]) },
      "troubles": status?.troubles.map { trouble -> View in
        ["subject": trouble.subject, "problem": trouble.problem, "since": toldTime(trouble.since)]
      },
      "hasTroubles": !(status?.troubles.isEmpty ?? true),
      "watch": status.map { status in
        "Watching \(counted(status.watched, "story", "stories")); \(status.due) due now"
          + (status.next.map { ", next check \(toldTime($0))." } ?? ".")
      },
      "newer": number > 1 ? Place.front(page: number - 1).path : nil,
      "older": start + Self.perPage < rows.count ? Place.front(page: max(1, number) + 1).path : nil,
      "pages": rows.count > Self.perPage
        ? "Page \(max(1, number)) of \((rows.count + Self.perPage - 1) / Self.perPage)" : nil,
    ]
    return html("front", "Stories", at: place, view)
  }

  private func row(_ row: Overview.Row, look: Look?) throws -> View {
    let story = row.story
    let state = StoriesReport.Row.State(story, last: look)
    var view: View = [
      "path": Place.story(story.slug).path, "slug": story.slug.text, "title": story.title ?? story.slug.text,
      "versions": counted(row.times.count, "version", "versions"), "state": state.inWords,
      "stateName": state.rawValue,
      "newest": row.newest.map { toldTime($0.captured) } ?? "not seen yet",
      "stamp": row.newest?.captured.description,
      "line": Sparkline(row.times).view,
    ]
    if let new = row.newest, let old = row.before {
      view["change"] = try records.told(from: old, to: new).line
      view["compare"] = Place.compare(story.slug, old.number, new.number, isSideBySide: false).path
    }
    if state == .watched, let next = look?.next { view["due"] = toldTime(next) }
    if let look, !look.outcome.isSighting { view["trouble"] = LogReport.Check(look).inWords }
    return view
  }
}

/// The times of a story's versions as strokes on a line.
struct Sparkline {
  private let times: [Timestamp]

  init(_ times: [Timestamp]) { self.times = times }

  /// What the template draws: a path of strokes between 2 and 118.
  var view: View {
    guard let first = times.first, let last = times.last else {
      return ["strokes": "", "label": "no version yet"]
    }
    let span = Double(max(1, last.milliseconds - first.milliseconds))
    var places: [Int] = []
    for time in times {
      let place = 2 + Int((Double(time.milliseconds - first.milliseconds) / span * 116).rounded())
      if places.last != place { places.append(place) }
    }
    let label =
      times.count == 1
      ? "1 version, \(toldTime(first))"
      : "\(times.count) versions, \(toldStretch(first, last))"
    return ["strokes": places.map { "M\($0) 3V17" }.joined(), "label": label]
  }
}

/// “1 story”, “3 stories”.
func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
