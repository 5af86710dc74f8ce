// Pages that hurt their reader: each costs one page, its bytes are kept, and the others are read.

import Foundation
import LocalServer
import Testing

@Suite struct WorkerTests {
  /// Has workers do what pages ask of them.
  private let misbehaving = ["WRITETHRU_TEST_WORKER": "1"]

  private static func page(_ number: Int, _ before: String = "") -> String {
    before + WatchTests.page("Crew number \(number) said that it was on the quay all night.")
  }

  @Test(arguments: ["spin", "crash", "eat", "exit"])
  func `a page that kills its reader costs one page`(_ how: String) throws {
    let program = try Program()
    let hostile = Self.page(2, "<!-- worker: \(how) -->")
    try program.write(Self.page(1), to: "2020-01-06T2200Z.html")
    try program.write(hostile, to: "2020-01-06T2300Z.html")
    try program.write(Self.page(3), to: "2020-01-07T0000Z.html")
    let run = try program.run("import", "dock-fire", ".", environment: misbehaving)
    #expect(run.status == 65)
    #expect(run.output.contains("dock-fire: 2 versions"))
    #expect(run.errors.contains("2020-01-06T2300Z.html: extraction failed: limit"))
    let log = try program.run("log", "dock-fire").output
    #expect(log.contains("extraction failed: limit"))
    #expect(log.contains("1 sentence edited"))
    // The bytes are there, in the journal.
    let kept = try program.git("rev-list", "--objects", "refs/writethru/journal").output
    let object = try program.git(
      "hash-object", program.folder.appendingPathComponent("2020-01-06T2300Z.html").path)
    #expect(kept.contains(object.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(try program.run("verify").status == 0)
    // The same file once more is the same look; without the hook it would have been a version.
    let again = try program.run("import", "dock-fire", "2020-01-06T2300Z.html", environment: misbehaving)
    #expect(again.status == 65)
  }

  @Test func `a worker opens no file, yet decodes what needs the system’s tables`() throws {
    let program = try Program()
    try program.write(Self.page(1, "<!-- worker: open -->"), to: "2020-01-06T2200Z.html")
    let japanese =
      Array("<meta charset=shift_jis><!-- worker: open --><article><p>".utf8) + [0x8D, 0x60]
      + Array(" was the sign on the wall of the harbour on Monday.</p></article>".utf8)
    try program.write(japanese, to: "2020-01-06T2300Z.html")
    let run = try program.run("import", "dock-fire", ".", environment: misbehaving)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try program.run("show", "dock-fire").output.contains("港 was the sign"))
  }

  @Test(.timeLimit(.minutes(2))) func `a watch goes on after a page that crashed its reader`() async throws {
    let pages = [Self.page(1), Self.page(2, "<!-- worker: crash -->"), Self.page(3)]
    let server = TestServer { path in
      let page = pages[path.hasSuffix("1") ? 0 : path.hasSuffix("2") ? 1 : 2]
      return [
        .send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(page)")
      ]
    }
    let program = try Program()
    let run = try program.start(
      [
        "watch", server.address("/fire-1"), server.address("/fire-2"), server.address("/fire-3"), "--once",
        "--allow-address", "127.0.0.1",
      ], environment: misbehaving
    ).end()
    #expect(run.status == 65)
    #expect(run.output.components(separatedBy: "saved as v1").count == 3)
    #expect(run.output.contains("fire-2: could not be read: extraction failed: limit"))
    #expect(try program.run("verify").status == 0)
  }

  @Test func `a filter with workers answers for each line`() throws {
    let program = try Program()
    try program.write(Self.page(1), to: "a.html")
    try program.write(Self.page(2, "<!-- worker: crash -->"), to: "b.html")
    let lines = ["a", "b", "a"].map { #"{"id":"\#($0)","path":"\#($0).html"}"# }.joined(separator: "\n")
    let run = try program.run("filter", "extract", "--workers", input: lines, environment: misbehaving)
    let answers = run.output.split(separator: "\n")
    #expect(answers.count == 3)
    #expect(answers[1].contains("extraction failed: limit"))
    #expect(answers[2] == answers[0])
    // In process the hook does not exist.
    let inProcess = try program.run("filter", "extract", input: lines, environment: misbehaving)
    #expect(inProcess.output.contains("Crew number 2"))
  }
}
