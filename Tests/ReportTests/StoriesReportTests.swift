// What `stories` prints.

import Report
import Story
import Testing

@Suite struct StoriesReportTests {
  private let registered = Timestamp("2020-01-06T21:00:00Z")!

  private var report: StoriesReport {
    StoriesReport([
      .init(
        Story(
          slug: Examples.slug, title: "Fire spreads", addresses: ["https://a.example/"],
          registered: registered),
        versions: 3, newest: Timestamp("2020-01-07T04:00:00Z"), state: .watched),
      .init(
        Story(slug: Slug(nearest: "talks")!, title: nil, registered: registered), versions: 1, newest: nil,
        state: .imported),
    ])
  }

  @Test func `a story is a line`() {
    #expect(
      report.rendered(as: .terminal) == """
        Stories
        2 stories, 4 versions.
        Times are UTC.

         harbour-fire  3 versions  7 Jan 2020 04:00  watched     Fire spreads
         talks         1 version   –                 from files

        """)
  }

  @Test func `programs get the same`() {
    #expect(
      report.rendered(as: .csv) == "story,versions,newest,state,title,address\r\n"
        + "harbour-fire,3,2020-01-07T04:00:00Z,watched,Fire spreads,https://a.example/\r\ntalks,1,,imported,,\r\n"
    )
    #expect(report.rendered(as: .json).contains("\"newest\": null"))
  }

  @Test func `an empty archive says so`() {
    #expect(StoriesReport([]).rendered(as: .terminal) == "Stories\nNo story yet.\n")
  }
}
