// The calendar of captures: every day a story was checked, and what each check came to.

import Foundation
import Newsroom
import Report
import Story

extension Pages {
  func calendar(_ slug: Slug) throws -> Page {
    let row = try known(slug)
    let (_, looks) = try newsroom.looks(at: slug)
    let versions = Dictionary(
      try newsroom.versions(of: slug).map { ($0.capture, $0.number) }, uniquingKeysWith: { one, _ in one })
    let view: View = [
      "story": head(of: row.story, at: .calendar(slug)), "title": row.story.title ?? slug.text,
      "summary": counted(looks.count, "check", "checks") + ".",
      "months": Months(looks, versions: versions, slug: slug).views,
    ]
    return html("calendar", "Calendar of \(row.story.title ?? slug.text)", at: .calendar(slug), view)
  }
}

/// Looks by day, months of whole weeks.
private struct Months {
  private struct Day {
    var checks = 0
    var failed = 0
    var versions: [Int] = []
  }

  private static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  private let slug: Slug
  private var days: [DateComponents: Day] = [:]
  private let calendar: Calendar

  init(_ looks: [Look], versions: [CaptureID: Int], slug: Slug) {
    self.slug = slug
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = .gmt
    self.calendar = calendar
    for look in looks {
      let date = calendar.dateComponents([.year, .month, .day], from: look.time.date)
      days[date, default: Day()].checks += 1
      if !look.outcome.isSighting { days[date]?.failed += 1 }
      if look.outcome == .version, let number = look.capture.flatMap({ versions[$0] }) {
        days[date]?.versions.append(number)
      }
    }
  }

  /// The months that have checks, the newest first; not more than three years of them.
  var views: [View] {
    let months = Set(days.keys.map { [$0.year ?? 0, $0.month ?? 0] })
    return months.sorted { ($1[0], $1[1]) < ($0[0], $0[1]) }.prefix(36).map { month in
      [
        "name": "\(Self.names[max(0, min(11, month[1] - 1))]) \(month[0])",
        "weeks": weeks(month[0], month[1]),
      ]
    }
  }

  private func weeks(_ year: Int, _ month: Int) -> [View] {
    guard let first = calendar.date(from: DateComponents(year: year, month: month, day: 1)),
      let length = calendar.range(of: .day, in: .month, for: first)?.count
    else { return [] }
    let offset = (calendar.component(.weekday, from: first) + 5) % 7
    var cells: [View] = Array(repeating: ["isDay": false], count: offset)
    for number in 1...length {
      let day = days[DateComponents(year: year, month: month, day: number)]
      var cell: View = ["isDay": true, "day": number]
      if let day {
        cell["checks"] = counted(day.checks, "check", "checks")
        cell["failed"] = day.failed == 0 ? nil : "\(day.failed) failed"
        cell["versions"] =
          day.versions.prefix(12).map { ["number": "v\($0)", "path": Place.version(slug, $0).path] } as [View]
        cell["more"] = day.versions.count > 12 ? "and \(day.versions.count - 12) more" : nil
      }
      cells.append(cell)
    }
    while cells.count % 7 != 0 { cells.append(["isDay": false]) }
    return stride(from: 0, to: cells.count, by: 7).map { ["days": Array(cells[$0..<$0 + 7])] }
  }
}
