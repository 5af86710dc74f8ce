// A story's page: its versions, the checks that failed and the times nobody watched, the newest first.

import Newsroom
import Report
import Story

extension Pages {
  func story(_ slug: Slug) throws -> Page {
    let row = try known(slug)
    let log = try newsroom.log(slug)
    let looks = try newsroom.lastLooks(at: [slug])
    var entries: [(time: Timestamp, rank: Int, view: View)] = []
    for (place, entry) in log.entries.enumerated() {
      let before = place > 0 ? log.entries[place - 1].version : nil
      entries.append((entry.version.captured, 0, try self.entry(entry, before: before)))
    }
    for check in log.checks {
      let more = check.count > 1 ? " (\(check.count) checks until \(toldTime(check.last)))" : ""
      entries.append(
        (
          check.look.time, 1,
          [
            "kind": "check", "check": check.inWords + more, "time": toldTime(check.look.time),
            "stamp": check.look.time.description,
          ]
        ))
    }
    for spell in log.blindSpells {
      let what = spell.cause == .notLooked ? "Not watched" : "Not seen"
      entries.append(
        (
          spell.start, 2,
          [
            "kind": "blind", "blind": what + (spell.end.map { " until \(toldTime($0))" } ?? " since"),
            "time": toldTime(spell.start), "stamp": spell.start.description,
          ]
        ))
    }
    entries.sort { ($0.time, $0.rank) > ($1.time, $1.rank) }
    let versions = log.entries.map(\.version)
    var view: View = [
      "story": head(of: row.story, at: .story(slug)), "title": row.story.title ?? slug.text,
      "summary": counted(versions.count, "version", "versions"),
      "entries": entries.map(\.view), "line": Sparkline(row.times).view, "hasVersions": !versions.isEmpty,
      "addresses": row.story.addresses.map { ["address": $0, "link": webLink($0)] } as [View],
      "atom": isStatic ? nil : "/feeds/story/\(slug).atom",
    ]
    if versions.count > 1 {
      view["whole"] =
        Place.compare(slug, versions[0].number, versions[versions.count - 1].number, isSideBySide: false).path
    }
    if let watch = log.watch {
      view["watch"] =
        "Seen in \(counted(watch.checks, "check", "checks")); "
        + (watch.unseen < 0.05
          ? "hardly any version may have come and gone in between."
          : "about \((watch.unseen * 10).rounded() / 10) versions may have come and gone in between.")
    }
    if let next = looks[slug]?.next, row.story.ended == nil, row.story.paused == nil {
      view["due"] = toldTime(next)
    }
    return html("story", row.story.title ?? slug.text, at: .story(slug), view)
  }

  private func entry(_ entry: LogReport.Entry, before: Version?) throws -> View {
    let version = entry.version
    var view: View = [
      "kind": "version", "number": "v\(version.number)",
      "path": Place.version(version.story, version.number).path,
      "time": toldTime(version.captured), "stamp": version.captured.description,
      "source": version.timeSource == .fetched ? nil : "time from \(version.timeSource.inWords)",
      "late": version.late, "headline": version.headline, "isVersion": true,
    ]
    if let before {
      let told = try records.told(from: before, to: version)
      view["change"] = entry.summary ?? told.line
      view["compare"] = Place.compare(version.story, before.number, version.number, isSideBySide: false).path
      view["notices"] =
        told.changes.filter(\.isNotice).map { ["label": $0.label, "text": $0.text ?? $0.new] } as [View]
    }
    if let without = entry.lastSeenWithout { view["without"] = toldTime(without) }
    if let unseen = entry.unseen, unseen >= 0.01 { view["unseen"] = "\(Int((unseen * 100).rounded())) %" }
    return view
  }
}
