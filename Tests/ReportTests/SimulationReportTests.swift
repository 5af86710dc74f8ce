// The report of schedules, and its plot.

import Foundation
#if canImport(FoundationXML)
  import FoundationXML
#endif
import Report
import Testing

@Suite struct SimulationReportTests {
  private let report = SimulationReport(
    seeds: 1...2, stories: 10, changes: [("live", 10.5), ("feed", 1)],
    rows: [
      .init(
        mix: "live", name: "writethru, theta 0.12", isOurs: true, isOnLine: true, looks: 120, caught: 0.88,
        leastCaught: 0.87, medianDelay: 1.25, longDelay: 10),
      .init(
        mix: "feed", name: "every 5 minutes", isOurs: false, isOnLine: false, looks: 2017, caught: 0.9,
        leastCaught: 0.9, medianDelay: 2.5, longDelay: 4.5),
    ], claims: [.init("a claim holds", held: 2)])

  @Test func `a row tells checks, catch and delay`() {
    let text = report.rendered(as: .terminal)
    #expect(text.contains("writethru, theta 0.12  120 checks  88.0 % caught, at least 87.0 %"))
    #expect(text.contains("2  a claim holds"))
  }

  @Test func `the other forms hold the same facts`() {
    #expect(report.rendered(as: .json).contains("\"caught\": 0.88"))
    #expect(report.rendered(as: .csv).contains("feed,every 5 minutes,2017.0,0.9"))
    #expect(report.rendered(as: .markdown).contains("| every 5 minutes |"))
  }

  @Test func `the plot is well-formed and names everybody`() {
    let plot = report.plot
    let parser = XMLParser(data: Data(plot.utf8))
    #expect(parser.parse())
    #expect(plot.contains(">every 5 minutes</text>"))
    #expect(plot.contains(">theta 0.12</text>"))
  }
}
