// `writethru config` and `writethru schedule`.

import Foundation
import Testing

@Suite struct ConfigTests {
  @Test func `the default file is right as it stands`() throws {
    let program = try Program()
    let text = try program.run("config", "default").output
    try program.write(text, to: "s.yaml")
    let run = try program.run("config", "check", "--config", "s.yaml", "--json")
    #expect(run.status == 0)
    #expect(run.output.contains("\"schedule.theta\""))
    #expect(try program.run("config", "check").output.contains("all are defaults"))
  }

  @Test func `what is wrong is pointed at, and ends with 78`() throws {
    let program = try Program()
    try program.write("schedule:\n  tehta: 1\n", to: "writethru-archive/writethru.yaml")
    let run = try program.run("config", "check")
    #expect(run.status == 78)
    #expect(
      run.errors.contains("writethru.yaml:2:3: there is no setting schedule.tehta; did you mean theta?"))
    #expect(run.output.isEmpty)
    #expect(try program.run("config", "check", "--config", "nowhere.yaml").status == 66)
  }

  @Test func `schedules are compared, the same each time`() throws {
    let program = try Program()
    let arguments = ["schedule", "simulate", "--stories", "20", "--seed", "3", "--plot", "plot.svg"]
    let run = try program.start(arguments + ["--format", "csv"]).end()
    #expect(run.status == 0)
    #expect(run.output.contains("live,\"NewsDiffs, run hourly\","))
    #expect(try program.start(arguments + ["--format", "csv"]).end().output == run.output)
    let plot = try String(contentsOf: program.folder.appendingPathComponent("plot.svg"), encoding: .utf8)
    #expect(plot.hasPrefix("<svg") && plot.hasSuffix("</svg>\n"))
    #expect(try program.run("schedule", "learn").status == 66)
  }
}
