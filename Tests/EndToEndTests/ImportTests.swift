// `writethru import`.

import Foundation
import Testing

@Suite struct ImportTests {
  static let early = """
    A warehouse at the old docks burned down on Monday night.
    “We saw the flames from the bridge,” said Maria Okafor, a harbour pilot.
    More follows…
    """
  static let late = """
    A warehouse at the old docks burned down on Monday night.
    “We saw the flames from the bridge,” said Maria Okafor, a harbour pilot.
    “Nobody is missing,” the fire chief, Jon Hale, told reporters.
    More follows…
    """

  @Test func `files become versions in order of the times in their names`() throws {
    let program = try Program()
    try program.write(Self.late, to: "2020-01-06T2300Z.txt")
    try program.write(Self.early, to: "2020-01-06T2200Z.txt")
    let run = try program.run("import", "dock-fire", "2020-01-06T2300Z.txt", "2020-01-06T2200Z.txt")
    #expect(run.status == 0)
    #expect(run.output.contains("kept v1  2020-01-06T22:00:00Z"))
    #expect(run.output.contains("kept v2  2020-01-06T23:00:00Z"))
    let log = try program.run("log", "dock-fire")
    #expect(log.output.contains("+1 quote"))
  }

  @Test func `the same bytes imported twice are no new version`() throws {
    let program = try Program()
    try program.write(Self.early, to: "2020-01-06T2200Z.txt")
    try program.write(Self.early, to: "page.txt")
    try program.run("import", "dock-fire", "2020-01-06T2200Z.txt")
    for file in ["2020-01-06T2200Z.txt", "page.txt"] {
      let again = try program.run("import", "dock-fire", file)
      #expect(again.status == 0)
      #expect(again.output.contains("no new version"))
    }
    #expect(try program.run("stories", "--json").output.contains("\"versions\": 1"))
  }

  @Test func `a folder gives its pages, and a report beside named captures is left out`() throws {
    let program = try Program()
    try program.write(Self.early, to: "fire/2020-01-06T2200Z.txt")
    try program.write("notes about the fire", to: "fire/report.txt")
    let run = try program.run("import", "dock-fire", "fire")
    #expect(run.status == 0)
    #expect(run.output.contains("left out: report.txt"))
    #expect(run.output.contains("dock-fire: 1 version of a new story"))
  }

  @Test func `a story that goes back to what it said has three versions`() throws {
    let program = try Program()
    try program.write(Self.early, to: "2020-01-06T2200Z.txt")
    try program.write(Self.late, to: "2020-01-06T2300Z.txt")
    try program.write(Self.early, to: "2020-01-07T0000Z.txt")
    let run = try program.run("import", "dock-fire", ".")
    #expect(run.output.contains("3 versions"))
  }

  @Test func `two imports at once lose nothing`() throws {
    let program = try Program()
    for hour in 10..<20 {
      try program.write(Self.early + "\nHour \(hour).", to: "a/2020-01-06T\(hour)00Z.txt")
      try program.write(Self.late + "\nHour \(hour).", to: "b/2020-01-06T\(hour)00Z.txt")
    }
    let first = try program.start(["import", "one", "a"])
    let second = try program.start(["import", "two", "b"])
    let ends = try [first.end(), second.end()]
    #expect(ends.allSatisfy { $0.status == 0 || $0.status == 75 })
    for (slug, end) in zip(["one", "two"], ends) where end.status == 0 {
      #expect(try program.git("rev-list", "--count", slug).output == "10\n")
    }
    #expect(try program.run("verify").status == 0)
  }

  @Test func `stock git reads the archive`() throws {
    let program = try Program()
    try program.write(Self.early, to: "2020-01-06T2200Z.txt")
    try program.write(Self.late, to: "2020-01-06T2300Z.txt")
    try program.run("import", "dock-fire", ".")
    let fsck = try program.git("fsck", "--full", "--strict")
    #expect(fsck.status == 0)
    #expect(!fsck.output.contains("error"))
    #expect(try program.git("log", "--format=%H", "dock-fire").output.split(separator: "\n").count == 2)
    let difference = try program.git("diff", "dock-fire~1", "dock-fire", "--", "dock-fire.txt").output
    #expect(difference.contains("+“Nobody is missing,” the fire chief, Jon Hale, told reporters."))
    #expect(try program.git("count-objects").output.hasPrefix("0 objects"))
  }
}
