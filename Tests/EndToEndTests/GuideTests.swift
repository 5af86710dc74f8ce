// The guides' commands, run as they stand: each block marked `sh`, one after the other, over a page of our own.

import Foundation
import LocalServer
import Testing

@Suite struct GuideTests {
  private static let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The commands of a guide; the page that it has served by this machine is at another port here.
  private func commands(of guide: String, pageAt address: String) throws -> String {
    let article = Self.source.appending(path: "Sources/writethru/Documentation.docc/\(guide).md")
    let blocks = try String(contentsOf: article, encoding: .utf8).matches(of: /(?s)\n```sh\n(.*?\n)```\n/)
    return blocks.map { String($0.output.1) }.joined()
      .replacing("http://127.0.0.1:8000", with: address)
  }

  /// Serves the files of a folder.
  private func server(of folder: URL) -> TestServer {
    TestServer { path in
      guard let page = try? String(contentsOf: folder.appending(path: path), encoding: .utf8) else {
        return TestServer.noRobots
      }
      return [
        .send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
            + "Content-Length: \(page.utf8.count)\r\n\r\n\(page)")
      ]
    }
  }

  /// Runs a guide's commands in a folder of their own; the first that fails ends them.
  private func run(_ guide: String, in program: Program) throws -> (status: Int32, output: String) {
    let folder = program.folder
    for name in ["bin", "page"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "bin/writethru"), withDestinationURL: Program.path)
    try FileManager.default.copyItem(
      at: Self.source.appending(path: "Snapshots/alder-valley-flood/2021-07-15T0600Z.html"),
      to: folder.appending(path: "page/flood.html"))
    let server = server(of: folder.appending(path: "page"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-e", "-c", try commands(of: guide, pageAt: server.address("", host: "127.0.0.1"))]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["WRITETHRU_ARCHIVE"] = nil
    environment["SOURCE"] = Self.source.path
    environment["PATH"] = folder.appending(path: "bin").path + ":/usr/bin:/bin"
    process.environment = environment
    let printed = folder.appending(path: "printed")
    try Data().write(to: printed)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: printed)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    withExtendedLifetime(server) {}
    return (process.terminationStatus, try String(contentsOf: printed, encoding: .utf8))
  }

  @Test(.timeLimit(.minutes(5))) func `a newsroom in five minutes`() throws {
    let program = try Program()
    let (status, output) = try run("GuideNewsroom", in: program)
    #expect(status == 0, "\(output)")
    #expect(output.contains("QUOTES ALTERED") && output.contains("\"quote_altered\""))
    #expect(output.contains("marked as reviewed by Rosa"))
    let file = program.folder.appending(path: "writethru-archive/changes.xml")
    let feed = try String(contentsOf: file, encoding: .utf8)
    #expect(feed.contains("<entry>"))
  }

  @Test(.timeLimit(.minutes(5))) func `a researcher with a corpus`() throws {
    let program = try Program()
    let (status, output) = try run("GuideResearch", in: program)
    #expect(status == 0, "\(output)")
    let compared = try String(contentsOf: program.folder.appending(path: "compared.jsonl"), encoding: .utf8)
    #expect(compared.contains("number_changed") && compared.contains("quote_reattributed"))
    #expect(output.contains("We heard the water"))
    #expect(output.contains("wrote alder-flood.csl.json"))
  }

  @Test(.timeLimit(.minutes(5))) func `evidence for a court`() throws {
    let program = try Program()
    let (status, output) = try run("GuideCourt", in: program)
    #expect(status == 0, "\(output)")
    #expect(output.contains("all checks passed"))
    // The other side's own commands find a byte that was changed.
    let manifests = program.folder.appending(path: "alder-flood-evidence/data/checks.csv")
    try Data("x".utf8).write(to: manifests)
    let check = Process()
    check.executableURL = URL(fileURLWithPath: "/bin/bash")
    check.arguments = ["../../check.sh"]
    check.currentDirectoryURL = manifests.deletingLastPathComponent()
    check.standardOutput = FileHandle.nullDevice
    check.standardError = FileHandle.nullDevice
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus != 0)
  }
}
