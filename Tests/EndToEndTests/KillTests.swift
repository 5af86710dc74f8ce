// The program killed in the middle of things: a short cut of the fault suite (`make faults`), without strace.

import Foundation
import Testing

@Suite struct KillTests {
  private func page(_ boats: Int) -> String {
    """
    <html><body><article><h1>Fire at the quay</h1>
    <p>A fire broke out at the old quay on Monday and \(boats) boats were burnt, the harbour master said.</p>
    <p>Nobody was hurt. “We saw smoke at six,” said Ann Lind, who lives nearby.</p></article></body></html>
    """
  }

  private func captures(_ program: Program) throws -> [String] {
    try program.git("log", "--branches", "--format=%(trailers:key=Capture-Id,valueonly)").output
      .split(separator: "\n").map(String.init)
  }

  @Test(.timeLimit(.minutes(5))) func `whenever the program is killed, what it said it kept is there, once`()
    async throws
  {
    let program = try Program()
    var kept: Set<String> = []
    for round in 0..<12 {
      let name = try program.write(page(round), to: "2020-01-06T22\(10 + round)Z.html")
      let run = try program.start(["import", "quay", name])
      try await Task.sleep(for: .milliseconds(5 * round))
      kill(run.process.processIdentifier, SIGKILL)
      _ = try run.end()
      if round == 0 { _ = try program.run("import", "quay", name) }
      let now = try captures(program)
      #expect(kept.isSubset(of: now) && Set(now).count == now.count)
      kept.formUnion(now)
    }
    let last = try program.write(page(99), to: "2020-01-06T2300Z.html")
    #expect(try program.run("import", "quay", last).status == 0)
    #expect(try captures(program).count > kept.count || kept.count == 0)
    #expect(try program.run("verify").status == 0)
    #expect(try program.git("fsck", "--full", "--strict").status == 0)
  }

  @Test(.timeLimit(.minutes(5))) func `two writers at once keep what each was given`() throws {
    let program = try Program()
    for round in 0..<5 {
      let names = try ["quay", "pier"].map { story in
        (story, try program.write(page(round), to: "\(story)/2020-01-06T22\(10 + round)Z.html"))
      }
      let runs = try names.map { try program.start(["import", $0.0, $0.1]) }
      for run in runs { #expect(try run.end().status == 0) }
      #expect(try captures(program).count == 2 * (round + 1))
    }
    #expect(try program.run("verify").status == 0)
  }

  @Test func `verify, compact, backup, clone and remove work together`() throws {
    let program = try Program()
    for hour in 10..<14 {
      let name = try program.write(page(hour), to: "2020-01-06T\(hour)00Z.html")
      #expect(try program.run("import", "quay", name).status == 0)
    }
    #expect(try program.run("compact").output.contains("→ 1 packs"))
    for depth in [[], ["--fast"], ["--subset", "2/3"]] {
      #expect(try program.start(["verify"] + depth).end().status == 0)
    }
    #expect(try program.run("backup", "copy.git").status == 0)
    #expect(try program.run("clone", "copy.git", "--archive", "second").output.contains("4 versions"))
    #expect(try program.run("remove", "quay", "--reason", "a court's order", "--erase").status == 0)
    #expect(try program.run("compact").output.contains("erased"))
    #expect(try program.run("verify").status == 0)
    #expect(try program.run("log", "quay").status == 66)
    #expect(try program.run("repair", "--from", "second").status == 0)
  }

  @Test func `a cut loose object is named, whatever it does to those who read it`() throws {
    let program = try Program()
    let name = try program.write(page(1), to: "2020-01-06T2200Z.html")
    _ = try program.run("import", "quay", name)
    let text = try program.write("a text of some length, so that it can be cut", to: "text")
    let id = try program.git("hash-object", "-w", program.folder.appendingPathComponent(text).path).output
      .dropLast()
    let file = program.folder.appendingPathComponent(
      "writethru-archive/stories.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    let bytes = try Data(contentsOf: file)
    try FileManager.default.removeItem(at: file)
    try bytes.prefix(12).write(to: file)
    let run = try program.run("verify")
    #expect(run.status == 65 && run.errors.contains(String(id.dropFirst(2))))
  }
}
