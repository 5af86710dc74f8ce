// Two versions of a story compared: what changed in a list, and the text with its changes marked.

import Foundation
import Newsroom
import Report
import Story

extension Pages {
  /// In files, where nothing can be chosen, each version is compared with each up to this many.
  private static let mostInPairs = 8

  func compare(_ slug: Slug, _ old: Int, _ new: Int, isSideBySide: Bool) throws -> Page {
    let place = Place.compare(slug, old, new, isSideBySide: isSideBySide)
    let row = try known(slug)
    let versions = try newsroom.versions(of: slug)
    let report = try records.report(slug, from: old, to: new)
    let marks = try newsroom.marks()
    let sheet = ComparedText(report, isSideBySide: isSideBySide)
    guard let before = report.revision.old.version, let after = report.revision.new.version else {
      throw Failure(.noInput, "These versions cannot be compared.")
    }
    func pair(_ one: Version, _ other: Version) -> String {
      Place.compare(slug, one.number, other.number, isSideBySide: isSideBySide).path
    }
    let (from, to) = (versions.firstIndex(of: before) ?? 0, versions.firstIndex(of: after) ?? 0)
    var view: View = [
      "story": head(of: row.story, at: place),
      "oldLabel": "v\(old)", "newLabel": "v\(new)",
      "oldTime": toldTime(before.captured), "newTime": toldTime(after.captured),
      "oldPath": Place.version(slug, old).path, "newPath": Place.version(slug, new).path,
      "summary": report.summary,
      "bracket": before.captured < after.captured
        ? bracketWords(
          without: report.revision.old.lastSeen ?? before.captured, with: after.captured, zone: .gmt)
        : "Told backwards: what is called new here was saved first.",
      "sources": "Times come from: "
        + Set([before, after].map(\.timeSource.inWords)).sorted().joined(separator: ", ") + ".",
      "side": isSideBySide,
      "otherView": Place.compare(slug, old, new, isSideBySide: !isSideBySide).path,
      "rows": sheet.rows, "fields": sheet.fields, "hasFields": !sheet.fields.isEmpty,
      "backwards": pair(after, before),
      "hasChanges": !report.told.isEmpty,
    ]
    if from > 0, to > 0, from < to { view["previous"] = pair(versions[from - 1], versions[to - 1]) }
    if to + 1 < versions.count, from < to { view["next"] = pair(versions[from + 1], versions[to + 1]) }
    view["previousLabel"] =
      from > 0 && to > 0 ? "v\(versions[from - 1].number) → v\(versions[to - 1].number)" : nil
    view["nextLabel"] =
      to + 1 < versions.count ? "v\(versions[from + 1].number) → v\(versions[to + 1].number)" : nil
    view["choices"] = versions.map { version -> View in
      [
        "value": "v\(version.number)", "label": "v\(version.number), \(toldTime(version.captured))",
        "isOld": version == before, "isNew": version == after,
      ]
    }
    if isStatic, versions.count <= Self.mostInPairs {
      let others = versions.map { version -> View in
        [
          "label": "v\(version.number)",
          "from": version.captured < after.captured ? pair(version, after) : nil,
          "to": version.captured > before.captured ? pair(before, version) : nil,
        ]
      }
      view["others"] = others
      view["hasOthers"] = versions.count > 2
    }
    view["groups"] = groups(report, sheet, marks: marks, slug, old, new)
    let families = Set(report.told.map { ChangeFamily($0.type, $0.significance) })
    view["families"] = ChangeFamily.allCases.filter(families.contains).map { family -> View in
      [
        "name": family.rawValue, "label": family.label,
        "count": report.told.count { ChangeFamily($0.type, $0.significance) == family },
      ]
    }
    return html("compare", "\(row.story.title ?? slug.text), v\(old) to v\(new)", at: place, view)
  }

  /// The changes by how much they matter.
  private func groups(
    _ report: RevisionReport, _ sheet: ComparedText, marks: [String: Mark], _ slug: Slug, _ old: Int,
    _ new: Int
  ) -> [View] {
    return Significance.allCases.compactMap { significance -> View? in
      let mine = sheet.told.enumerated().filter { $1.significance == significance }
      guard !mine.isEmpty else { return nil }
      return [
        "label": significance.inWords, "name": significance.rawValue, "count": mine.count,
        "changes": mine.map { place, told in
          var view = changeView(told, mark: marks[told.id])
          view["number"] = place + 1
          view["place"] = sheet.anchors[place].map { "#\($0)" }
          view["judge"] = isStatic ? nil : Place.change(slug, old, new, id: told.id).path
          return view
        },
      ]
    }
  }

  /// A change as a list shows it.
  func changeView(_ told: ToldChange, mark: Mark?) -> View {
    [
      "id": told.id, "label": told.label, "about": told.about, "where": told.place,
      "family": ChangeFamily(told.type, told.significance).rawValue,
      "significance": told.significance.rawValue,
      "tone": told.type.tone,
      "lines": told.lines.map { line in ["lead": line.lead, "text": line.text] } as [View],
      "verdict": mark?.verdict?.inWords, "isDismissed": mark?.verdict == .falseAlarm,
      "note": mark?.note, "by": mark.map(\.by),
    ]
  }
}

extension Mark.Verdict {
  /// The verdict in plain words.
  var inWords: String { self == .falseAlarm ? "false alarm" : "reviewed" }
}

extension ChangeType {
  /// The mark of what a change does, for style: `added`, `removed`, `moved`, `altered`.
  fileprivate var tone: String {
    let name = rawValue
    if name.hasSuffix("_added") || name.hasSuffix("_restored") { return "added" }
    if name.hasSuffix("_removed") || self == .storyWithdrawn { return "removed" }
    return self == .sentenceMoved ? "moved" : "altered"
  }
}
