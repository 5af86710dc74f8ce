// What `show` prints.

import Report
import Story
import Testing

@Suite struct VersionReportTests {
  private var edition: Edition {
    var edition = Examples.twoQuotesAdded(
      new: Examples.version(2, "2020-01-06T23:00:00Z", address: "https://harbour.example/fire")
    ).new
    edition.article.standfirst = Sourced("The harbour is closed.", source: "dom")
    edition.article.byline = Sourced(["Ann Lee", "Bo Marsh"], source: "meta")
    edition.article.published = Sourced("6 January 2020", source: "meta")
    edition.article.blocks += [Block(.caption, "The quay at dawn")]
    return edition
  }

  @Test func `a version is shown as it stands`() {
    #expect(
      VersionReport(edition).rendered(as: .terminal)
        == """
        harbour-fire v2   6 Jan 2020 23:00 UTC
        Fire spreads along the quay
        The harbour is closed.
        By Ann Lee, Bo Marsh
        The page says: published 6 January 2020
        https://harbour.example/fire
        The time comes from a file name; not witnessed by us.

        TEXT
         A fire has spread along the east quay of the harbour. Nobody was hurt.

         “We were ready for this,” said Tom Ashdown, the harbour master.

         He added: “The wind has turned.

         The fire service later called it “a controlled burn” that had spread.

         “Nobody is missing. Every boat that left this morning has been counted back
         in,” Maria Okafor, a harbour spokeswoman, tweeted.

         More follows…

        CAPTIONS
         The quay at noon.
         A tug.
         The quay at dawn

        QUOTES
         1  quote · Tom Ashdown, the harbour master · said          paragraph 2 of 6
            “We were ready for this,”
         2  quote · Tom Ashdown · added                             paragraph 3 of 6
            “The wind has turned.”
         3  quote · the fire service · called                       paragraph 4 of 6
            “a controlled burn”                                     (part of a sentence)
         4  quote · Maria Okafor, a harbour spokeswoman · tweeted   paragraph 5 of 6
            “Nobody is missing. Every boat that left this morning has been counted back
            in,”

        SET ASIDE  cookie notice, “Created with Pencil.”, 2 captions printed again
                   --all shows

        """)
  }

  @Test func `everything is told in full when asked for`() {
    #expect(
      VersionReport(edition, showsAll: true).rendered(as: .terminal).contains(
        "cookie notice: We use cookies."))
    #expect(VersionReport(edition).rendered(as: .html).contains("We use cookies."))
  }

  @Test func `programs get its parts`() {
    let csv = VersionReport(edition).rendered(as: .csv)
    #expect(csv.contains("harbour-fire,2,2020-01-06T23:00:00Z,file-name,caption,The quay at dawn,,\r\n"))
    #expect(csv.contains(",quote,a controlled burn,the fire service,called\r\n"))
    let json = VersionReport(edition).rendered(as: .json)
    #expect(json.contains("\"byline\": [\"Ann Lee\", \"Bo Marsh\"]") && json.contains("\"version\": 2"))
  }

  @Test func `a file without version or headline is shown`() {
    let edition = Edition(label: "page.html", article: Article(), reading: Reading(text: Text("")))
    #expect(VersionReport(edition).rendered(as: .terminal) == "page.html\n")
    for format in ReportFormat.allCases { #expect(!VersionReport(edition).rendered(as: format).isEmpty) }
  }
}
