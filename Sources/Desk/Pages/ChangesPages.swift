// Changes that nobody has looked at yet, those that somebody has, and the form to judge one.

import Newsroom
import Report
import Story

extension Pages {
  private static let versionsPerPage = 20

  func changes(_ judged: Place.Judged, _ page: Int) throws -> Page {
    let overview = try records.overview()
    let marks = try newsroom.marks()
    let start = (page - 1) * Self.versionsPerPage
    let versions = Array(overview.recent.dropFirst(start).prefix(Self.versionsPerPage))
    guard page == 1 || !versions.isEmpty else { throw Failure(.noInput, "There is no page \(page).") }
    var groups: [View] = []
    for version in versions {
      guard let before = try self.before(version) else { continue }
      let told = try records.told(from: before, to: version).changes.filter { change in
        switch judged {
        case .unreviewed: marks[change.id]?.verdict == nil && change.significance != .low
        case .reviewed: marks[change.id]?.verdict == .reviewed
        case .dismissed: marks[change.id]?.verdict == .falseAlarm
        }
      }
      guard !told.isEmpty else { continue }
      groups.append([
        "story": version.story.text, "storyPath": Place.story(version.story).path,
        "title": overview.rows[version.story]?.story.title ?? version.story.text,
        "pair": "v\(before.number) → v\(version.number)", "time": toldTime(version.captured),
        "pairPath": Place.compare(version.story, before.number, version.number, isSideBySide: false).path,
        "changes": told.map { change -> View in
          var view = changeView(change, mark: marks[change.id])
          view["judge"] =
            isStatic
            ? nil : Place.change(version.story, before.number, version.number, id: change.id).path
          return view
        },
      ])
    }
    let view: View = [
      "tabs": Place.Judged.allCases.map { other in
        ["label": other.inWords, "path": Place.changes(other, page: 1).path, "current": other == judged]
      } as [View],
      "groups": groups, "isEmpty": groups.isEmpty,
      "newer": page > 1 ? Place.changes(judged, page: page - 1).path : nil,
      "older": overview.recent.count > start + Self.versionsPerPage
        ? Place.changes(judged, page: page + 1).path : nil,
      "pages": "Page \(page): the changes of \(counted(versions.count, "version", "versions"))",
    ]
    return html("changes", "Changes", at: .changes(judged, page: page), view)
  }

  /// The version before another in time.
  func before(_ version: Version) throws -> Version? {
    let versions = try newsroom.versions(of: version.story)
    guard let at = versions.firstIndex(of: version), at > 0 else { return nil }
    return versions[at - 1]
  }

  func change(_ slug: Slug, _ old: Int, _ new: Int, _ id: String, for reader: Reader) throws -> Page {
    let place = Place.change(slug, old, new, id: id)
    let row = try known(slug)
    let report = try records.report(slug, from: old, to: new)
    guard let told = report.told.first(where: { $0.id == id }) else {
      throw Failure(.noInput, "There is no such change between v\(old) and v\(new) of “\(slug)”.")
    }
    let mark = try newsroom.marks()[id]
    var view = changeView(told, mark: mark)
    view["story"] = head(of: row.story, at: place)
    view["pair"] = "v\(old) → v\(new)"
    view["pairPath"] = Place.compare(slug, old, new, isSideBySide: false).path
    view["action"] = place.path
    view["key"] = reader.formKey
    view["writes"] = reader.writes
    view["tags"] = mark?.tags.joined(separator: ", ")
    view["title"] = row.story.title ?? slug.text
    var page = html("judge", "A change of \(row.story.title ?? slug.text)", at: place, view)
    page.isKept = false
    return page
  }
}

extension Place.Judged {
  /// The list's name.
  var inWords: String {
    switch self {
    case .unreviewed: "Unreviewed"
    case .reviewed: "Reviewed"
    case .dismissed: "Dismissed"
    }
  }
}
