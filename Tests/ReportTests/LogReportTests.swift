// What `log` prints.

import Report
import Story
import Testing

@Suite struct LogReportTests {
  private var report: LogReport {
    var look = Look(
      story: Examples.slug, time: Timestamp("2020-01-06T23:30:00Z")!, timeSource: .fetched, outcome: .refused)
    look.status = 503
    look.note = "The server is busy."
    let story = Story(
      slug: Examples.slug, title: "Fire spreads", registered: Timestamp("2020-01-06T21:00:00Z")!)
    return LogReport(
      story,
      entries: [
        .init(
          Examples.version(3, "2020-01-07T04:00:00Z", source: .fetched), summary: "headline changed",
          lastSeenWithout: Timestamp("2020-01-06T23:50:00Z")),
        .init(Examples.version(1, "2020-01-06T22:00:00Z")),
        .init(
          Examples.version(2, "2020-01-06T23:00:00Z", source: .fetched, late: true), summary: "+2 quotes",
          lastSeenWithout: Timestamp("2020-01-06T22:50:00Z")),
      ],
      checks: [.init(look)],
      blindSpells: [
        BlindSpell(
          start: Timestamp("2020-01-07T02:10:00Z")!, end: Timestamp("2020-01-07T04:00:00Z")!,
          cause: .notLooked)
      ])
  }

  @Test func `versions, checks and gaps stand in order of time`() {
    #expect(
      report.rendered(as: .terminal) == """
        harbour-fire   6 Jan 2020 22:00 → 7 Jan 2020 04:00 UTC
        3 versions.
        Times come from a file name (not witnessed by us) and from our own checks.

         v1  6 Jan 2020 22:00  file name  first version: Fire spreads along the quay
         v2  6 Jan 2020 23:00  our check  +2 quotes · last seen without 22:50 · arrived
                                          late
         –   6 Jan 2020 23:30  our check  check refused (503): The server is busy.
         –   7 Jan 2020 02:10             not watched 02:10–04:00
         v3  7 Jan 2020 04:00  our check  headline changed · last seen without 6 Jan
                                          2020 23:50

        """)
  }

  @Test(arguments: [24, 40, 60, 120])
  func `a narrow terminal gets whole lines too`(width: Int) {
    let text = report.rendered(as: .terminal, style: TerminalStyle(width: width))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    #expect(text.contains("v3") && text.contains("02:10–04:00"))
  }

  @Test func `programs get the same in UTC`() {
    let csv = report.rendered(as: .csv).split(separator: "\r\n")
    #expect(
      csv[2].hasPrefix(
        "harbour-fire,version,2,2020-01-06T23:00:00Z,fetched,2020-01-06T22:50:00Z,,'+2 quotes,"))
    #expect(csv[4].hasPrefix("harbour-fire,not watched,,2020-01-07T02:10:00Z,,,2020-01-07T04:00:00Z"))
    let json = report.rendered(as: .json)
    #expect(
      json.contains("\"outcome\": \"refused\"")
        && json.contains("\"last_seen_without\": \"2020-01-06T22:50:00Z\""))
    #expect(report.rendered(as: .html).contains("<td dir=\"auto\">not watched 02:10–04:00</td>"))
    #expect(
      report.rendered(as: .markdown).contains("| **v1** | 6 Jan 2020 22:00 | file name | first version"))
  }

  @Test func `a story without versions has a log`() {
    let story = Story(slug: Examples.slug, registered: Timestamp(seconds: 0))
    for format in ReportFormat.allCases {
      #expect(!LogReport(story, entries: []).rendered(as: format).isEmpty)
    }
    #expect(LogReport(story, entries: []).rendered(as: .terminal) == "harbour-fire\nNo version yet.\n")
  }
}
