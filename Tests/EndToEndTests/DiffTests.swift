// `writethru diff`.

import Foundation
import Testing

@Suite struct DiffTests {
  /// A program whose archive holds a story of two versions, of which only the second has the fire chief's quote.
  private func story() throws -> Program {
    let program = try Program()
    try program.write(ImportTests.early, to: "2020-01-06T2200Z.txt")
    try program.write(ImportTests.late, to: "2020-01-06T2300Z.txt")
    try program.run("import", "dock-fire", "2020-01-06T2200Z.txt", "2020-01-06T2300Z.txt")
    return program
  }

  /// The types of the changes in a JSON report.
  private func types(_ json: String) throws -> [String] {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    return try #require(object["changes"] as? [[String: Any]]).compactMap { $0["type"] as? String }
  }

  @Test func `two versions are compared, the newest two when none are named`() throws {
    let program = try story()
    for range in [[], ["v1..v2"], ["v2"], ["@2020-01-06T22:30Z..v2"]] {
      let run = try program.start(["diff", "dock-fire"] + range + ["--json"]).end()
      #expect(try types(run.output) == ["quote_added"])
    }
    #expect(try types(program.run("diff", "dock-fire", "v2..v1", "--json").output) == ["quote_removed"])
  }

  @Test func `two files need no archive`() throws {
    let program = try Program()
    try program.write(ImportTests.early, to: "old.txt")
    try program.write(ImportTests.late, to: "new.txt")
    let run = try program.run("diff", "old.txt", "new.txt", "--json")
    #expect(try types(run.output) == ["quote_added"])
    #expect(
      !FileManager.default.fileExists(atPath: program.folder.appendingPathComponent("writethru-archive").path)
    )
  }

  @Test func `exit code 1 is for changes only when asked`() throws {
    let program = try story()
    #expect(try program.run("diff", "dock-fire").status == 0)
    #expect(try program.run("diff", "dock-fire", "--exit-code").status == 1)
    #expect(try program.run("diff", "dock-fire", "v1..v1", "--exit-code").status == 0)
  }

  @Test(arguments: ["terminal", "json", "markdown", "html", "csv"])
  func `every format tells the quote and its speaker`(format: String) throws {
    let run = try story().run("diff", "dock-fire", "--format", format)
    #expect(run.status == 0)
    #expect(run.output.contains("Nobody is missing"))
    #expect(run.output.contains("Jon Hale"))
  }

  @Test func `no colour where there is no terminal`() throws {
    #expect(!(try story().run("diff", "dock-fire").output.unicodeScalars.contains("\u{1B}")))
  }

  /// A scraped page with all its furniture, an unclosed quotation and a promise of more.
  private func scraped(_ later: [String]) -> String {
    let gallery = (1...3).flatMap { ["\($0)/3", "People wait on the quay, picture \($0)", "Agency"] }
    return
      (["We use cookies to make this website better. You can manage your cookie settings at any time.", ""]
      + [
        "The harbour master has insisted that the port is “not closing”.",
        "He added: “I don’t know where that came from. Period.",
      ]
      + ["The port would stay open, he said."] + ["Created with Sketch.", "Created with Sketch."] + gallery
      + gallery
      + ["Ships were turned away all morning."] + later + ["More follows…"]).joined(separator: "\n")
  }

  @Test func `a scraped page's new quotes are found and its furniture is not`() throws {
    let program = try Program()
    try program.write(scraped([]), to: "2020-01-06T2200Z.txt")
    try program.write(
      scraped([
        "The port office later said the notice was a “badly worded draft”, about dredging.",
        "Ama Boateng, a port spokesperson, later tweeted: “Nothing has changed. We are open.”",
      ]), to: "2020-01-06T2300Z.txt")
    try program.run("import", "port", ".")
    let json = try program.run("diff", "port", "--json").output
    #expect(try types(json) == ["quote_added", "quote_added"])
    #expect(json.contains("\"speaker\": \"the port office\""))
    #expect(json.contains("\"speaker\": \"Ama Boateng\""))
    #expect(json.contains("\"cue\": \"tweeted\""))
    #expect(!json.contains("headline_changed"))
  }
}
