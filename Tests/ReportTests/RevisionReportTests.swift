// The report of a revision, as each format gives it.

import Report
import Story
import Testing

@Suite struct RevisionReportTests {
  private func terminal(
    _ revision: Revision, width: Int = 80, colour: Bool = false, _ options: RevisionReport.Options = .init()
  ) -> String {
    RevisionReport(revision, options: options).rendered(
      as: .terminal, style: TerminalStyle(width: width, colour: colour))
  }

  private var marking: RevisionReport.Options {
    var options = RevisionReport.Options()
    options.words = { old, new in Examples.words(old, new) }
    return options
  }

  @Test func `two quotes added: the terminal report`() {
    #expect(
      terminal(Examples.twoQuotesAdded()) == """
        harbour-fire   6 Jan 2020 22:00 → 23:00 UTC
        2 quotes added. Nothing removed or reworded. No note on the page; still says
        “More follows…”.
        First seen with 23:00, last seen without 22:00. Times come from file names; not
        witnessed by us.

        QUOTES ADDED
         1  quote added · the fire service · called                 new paragraph 4 of 6
            “a controlled burn”                                     (part of a sentence)
            in: The fire service later called it “a controlled burn” that had spread.
         2  quote added · Maria Okafor, a harbour spokeswoman ·     new paragraph 5 of 6
            tweeted
            “Nobody is missing. Every boat that left this morning has been counted back
            in,”

        UNCHANGED  4 paragraphs; 2 quotes (one never closed)
        SET ASIDE  cookie notice, “Created with Pencil.”, 2 captions (printed twice)
                   --all shows

        """)
  }

  @Test func `many kinds of change: the terminal report`() {
    #expect(
      terminal(Examples.everything(), marking) == """
        harbour-fire   6 Jan 2020 22:00 → 23:00 UTC
        Headline changed, 1 quote altered, 1 quote credited to another, 1 number
        changed, 1 hedge removed, 1 source named, 1 sentence edited. Correction added;
        no longer says “More follows…”.
        First seen with 23:00, last seen without 22:00. Times come from file names; not
        witnessed by us.

        NOTES ON THE PAGE
         1  correction added                                     paragraph 4 of 4
            Correction: an earlier version gave the wrong number of boats.
         2  no longer says more follows                          was in paragraph 4 of 4
            More follows…

        HEADLINE AND SUBHEADING
         3  headline changed
            was: [-Twelve-] boats lost as fire spreads along the quay
            now: {+Fifteen+} boats lost as fire spreads along the quay

        QUOTES ALTERED
         4  quote altered · Tom Ashdown · said                   paragraph 1 of 4
            was: “[-Everyone got out in good-] time,”
            now: “{+Almost everyone got out in+} time,”

        QUOTES CREDITED TO ANOTHER
         5  credited to another
            “The gates were locked”
            was: a police officer
            now: Lena Voss

        NUMBERS CHANGED
         6  number changed · Twelve boats → Fifteen boats · a    paragraph 1 of 4
            note says the old one was wrong
            in: Fifteen boats were lost, the harbour master said.

        SOURCES AND HEDGES
         7  hedge removed · “allegedly”                          was in paragraph 2 of 4
            in: Police allegedly knew of the danger for weeks before the fire broke out.
         8  source named                                         paragraph 3 of 4
            was: A police officer
            now: Sgt Lena Voss
            in: Sgt Lena Voss said the gates had been locked from the outside since the
                spring.

        OTHER TEXT
         9  sentence edited                                      paragraph 2 of 4
            was: Police [-allegedly-] knew of the danger for weeks before the fire broke
                 out.
            now: Police knew of the danger for weeks before the fire broke out.

        ALSO  1 date changed, 1 caption added   --all shows

        """)
  }

  private func terminal(_ revision: Revision, _ options: RevisionReport.Options) -> String {
    terminal(revision, width: 80, colour: false, options)
  }

  @Test func `edited words stand in one line when asked for`() {
    var options = marking
    options.showsWords = true
    let text = terminal(Examples.everything(), options)
    #expect(text.contains("Police [-allegedly-] knew of the danger"))
    #expect(text.contains("[-Twelve-] {+Fifteen+} boats lost"))
    #expect(!text.contains("now: Police"))
  }

  @Test func `small changes and what was set aside are told in full when asked for`() {
    let short = terminal(Examples.everything())
    #expect(
      short.contains("ALSO  1 date changed, 1 caption added   --all shows") && !short.contains("at dawn"))
    var options = RevisionReport.Options()
    options.showsAll = true
    let full = terminal(Examples.everything(), options)
    #expect(
      full.contains("SMALL CHANGES") && full.contains("caption added") && full.contains("The quay at dawn"))
    #expect(full.contains("date changed") && !full.contains("--all"))
    #expect(terminal(Examples.twoQuotesAdded(), options).contains("cookie notice: We use cookies."))
  }

  @Test func `nothing changed is said plainly`() {
    #expect(
      terminal(Examples.revision([]))
        == """
        harbour-fire   6 Jan 2020 22:00 → 23:00 UTC
        Nothing changed. Still says “More follows…”.
        First seen with 23:00, last seen without 22:00. Times come from file names; not
        witnessed by us.

        UNCHANGED  4 paragraphs; 2 quotes (one never closed)

        """.replacing(
          "First seen with 23:00, last seen without 22:00. Times come from file names; not\nwitnessed by us.",
          with: "Seen 22:00 and 23:00. Times come from file names; not witnessed by us."))
  }

  @Test func `a story taken down is an event of its own`() {
    var revision = Examples.revision([Change(.storyWithdrawn)], new: TextBuilder([]), newVersion: nil)
    revision.new.story = Examples.slug
    revision.new.label = "2020-01-06T23:00:00Z"
    revision.old.lastSeen = Timestamp("2020-01-06T22:40:00Z")
    let text = terminal(revision)
    #expect(text.hasPrefix("harbour-fire   6 Jan 2020 22:00 → 23:00 UTC\n"))
    #expect(text.contains("Found gone 23:00, last seen standing 22:40."))
    #expect(text.contains("Story taken down.") && text.contains("THE STORY ITSELF"))
    #expect(text.contains("story taken down") && !text.contains("UNCHANGED") && !text.contains("No note"))
  }

  @Test func `a change is put between the last check without it and the first with it`() {
    var revision = Examples.twoQuotesAdded()
    revision.old.lastSeen = Timestamp("2020-01-06T22:50:00Z")
    #expect(terminal(revision).contains("First seen with 23:00, last seen without 22:50."))
    let report = RevisionReport(revision)
    #expect(report.rendered(as: .csv).contains("c1,2020-01-06T22:50:00Z,2020-01-06T23:00:00Z,file-name,"))
    #expect(report.rendered(as: .json).contains("\"last_seen\": \"2020-01-06T22:50:00Z\""))
  }

  @Test func `a story that is back tells no times between`() {
    var revision = Examples.revision([Change(.storyReturned)])
    revision.new = revision.old
    let text = terminal(revision)
    #expect(text.contains("Story back up.") && text.contains("story back up"))
    #expect(!text.contains("First seen") && !text.contains("same time"))
  }

  @Test func `a number is told with what it counts`() {
    var change = Examples.change(.numberChanged, text: "people", old: "three", new: "five")
    #expect(terminal(Examples.revision([change])).contains("number changed · three → five people"))
    change.new = "five people"
    #expect(terminal(Examples.revision([change])).contains("three → five people ·"))
  }

  @Test func `two files have names and no times`() {
    let text = terminal(Examples.revision([], oldVersion: nil, newVersion: nil))
    #expect(text.hasPrefix("monday.html → tuesday.html\n"))
    #expect(text.contains("nothing here says when") && !text.contains("last seen"))
  }

  @Test func `times are told as they are known`() {
    let fetched = Examples.twoQuotesAdded(
      old: Examples.version(1, "2020-01-06T22:00:00Z", source: .fetched),
      new: Examples.version(2, "2020-01-06T23:00:00Z", source: .fetched))
    #expect(!terminal(fetched).contains("not witnessed"))
    let backwards = Examples.twoQuotesAdded(
      old: Examples.version(2, "2020-01-06T23:00:00Z"), new: Examples.version(1, "2020-01-06T22:00:00Z"))
    #expect(terminal(backwards).contains("Told backwards") && !terminal(backwards).contains("First seen"))
    let late = Examples.twoQuotesAdded(new: Examples.version(3, "2020-01-06T23:00:00Z", late: true))
    #expect(terminal(late).contains("v3 arrived after a later version did."))
  }

  @Test(arguments: ChangeType.allCases, [ReportFormat.terminal, .markdown, .html])
  func `every kind of change is told in its plain words`(type: ChangeType, format: ReportFormat) {
    var options = RevisionReport.Options()
    options.showsAll = true
    let revision = Examples.revision([Examples.change(type, text: "unmistakable")])
    let text = RevisionReport(revision, options: options).rendered(as: format)
    let plain = type.rawValue.replacing("_", with: " ")
    let words: [ChangeType: String] = [
      .quoteReattributed: "credited to another", .quoteRestored: "paraphrase now quoted",
      .cueChanged: "reporting word changed", .sourceAnonymised: "source no longer named",
      .sentenceMerged: "sentences merged", .standfirstChanged: "subheading changed",
      .urlChanged: "address changed",
      .layoutChanged: "page layout changed", .invisiblesChanged: "invisible characters changed",
      .embedAdded: "embedded post added",
      .embedRemoved: "embedded post removed", .embedChanged: "embedded post changed",
      .updateAdded: "update note added", .editorsNoteAdded: "editor’s note added",
      .wireMetaAdded: "agency line added", .noticeEdited: "note edited", .noticeRemoved: "note removed",
      .developingAdded: "now says more follows", .developingRemoved: "no longer says more follows",
      .storyWithdrawn: "story taken down", .storyReturned: "story back up",
    ]
    #expect(text.contains(words[type] ?? plain))
    let tells = ["unmistakable", "12", "said", "Bo Marsh"]
    #expect(tells.contains { text.contains($0) }, "\(type) tells nothing")
  }

  @Test func `a long quote is cut in the short report only`() {
    let words = String(repeating: "very long words and ", count: 40) + "an end"
    let revision = Examples.revision([Examples.change(.quoteAdded, text: words)])
    #expect(terminal(revision).contains(" …”") && !terminal(revision).contains("an end"))
    #expect(RevisionReport(revision).rendered(as: .html).contains("an end”"))
  }

  @Test func `a table has a row a change`() {
    let csv = RevisionReport(Examples.everything()).rendered(as: .csv)
    let rows = csv.split(separator: "\r\n")
    #expect(rows.count == 12)
    #expect(
      rows[0]
        == "story,address,change_id,last_seen_without,first_seen_with,time_source,type,speaker,cue,old,new,significance"
    )
    #expect(
      rows[4]
        == "harbour-fire,,e-quote_altered,2020-01-06T22:00:00Z,2020-01-06T23:00:00Z,file-name,quote_altered,Tom Ashdown,said,\"Everyone got out in good time,\",\"Almost everyone got out in time,\",high"
    )
    #expect(rows[5].contains(",a police officer → Lena Voss,,The gates were locked,The gates were locked,"))
    #expect(
      rows[9].contains(
        "sentence_edited,,,Police allegedly knew of the danger for weeks before the fire broke out.,Police knew"
      ))
  }

  @Test func `JSON says which versions were compared`() {
    let json = RevisionReport(Examples.twoQuotesAdded()).rendered(as: .json)
    #expect(
      json.contains(
        """
          "old": {
            "address": null,
            "capture": "01DXYDYCR00400000000000000",
            "captured": "2020-01-06T22:00:00Z",
            "commit": "1111111111111111111111111111111111111111",
            "headline": "Fire spreads along the quay",
            "label": "harbour-fire v1",
            "last_seen": null,
            "time_source": "file-name",
            "version": 1
          },
        """))
    #expect(json.contains("\"story\": \"harbour-fire\""))
  }

  @Test(arguments: ReportFormat.allCases)
  func `the same facts give the same bytes`(format: ReportFormat) {
    let report = RevisionReport(Examples.everything()).rendered(as: format)
    for _ in 0..<5 { #expect(RevisionReport(Examples.everything()).rendered(as: format) == report) }
    #expect(report.utf8.last == UInt8(ascii: "\n"))
  }
}
