// What `quotes` prints.

import Report
import Story
import Testing

@Suite struct LedgerReportTests {
  private let first = Examples.version(1, "2020-01-06T22:00:00Z")
  private let last = Examples.version(3, "2020-01-07T04:00:00Z", source: .fetched)

  private var report: LedgerReport {
    LedgerReport(
      Ledger(
        story: Examples.slug,
        entries: [
          LedgerEntry(
            text: "We were ready for this,", speaker: "Tom Ashdown", speakerDescription: "the harbour master",
            cue: "said", first: first, last: last, stands: true,
            alterations: [.init(in: last, from: "We were ready,", to: "We were ready for this,")],
            reattributions: [.init(in: last, from: "a spokesman", to: "Tom Ashdown")]),
          LedgerEntry(text: "=The gates were locked", first: first, last: first, stands: false),
        ]))
  }

  @Test func `each quote has its speaker and its life`() {
    #expect(
      report.rendered(as: .terminal) == """
        harbour-fire   every quote
        2 quotes: 1 stands, 1 gone.
        Times come from file names (not witnessed by us) and from our own check.

        QUOTES
         1  stands · Tom Ashdown, the harbour master · said                     v1 to v3
            “We were ready for this,”
            was: “We were ready,”
            credited before to: a spokesman
            first seen 6 Jan 2020 22:00, last seen 7 Jan 2020 04:00 UTC
         2  gone · nobody credited                                              v1
            “=The gates were locked”
            seen 6 Jan 2020 22:00 UTC

        """)
  }

  @Test func `programs get every quote`() {
    let csv = report.rendered(as: .csv).split(separator: "\r\n")
    #expect(csv.count == 3)
    #expect(csv[1].hasSuffix(",yes,\"We were ready,\",a spokesman,,"))
    #expect(csv[2].hasPrefix("harbour-fire,'=The gates were locked,,,,1,2020-01-06T22:00:00Z,1,"))
    #expect(report.rendered(as: .json).contains("\"earlier_wordings\": [\"We were ready,\"]"))
  }

  @Test func `a story without quotes says so`() {
    let empty = LedgerReport(Ledger(story: Examples.slug, entries: []))
    #expect(empty.rendered(as: .terminal) == "harbour-fire   every quote\nNo quote in any version.\n")
    #expect(empty.rendered(as: .json) == "{\n  \"quotes\": [],\n  \"story\": \"harbour-fire\"\n}\n")
  }
}
