// A story carried out and brought in again; statements on it; other people's files.

import Archive
import Foundation
import Report
import Story
import Testing

@testable import Newsroom

@Suite struct EvidenceOfStoryTests {
  private let folder = NSTemporaryDirectory() + "evidence-\(UUID().uuidString)"

  private func newsroom(_ name: String = "archive") throws -> Newsroom {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return Newsroom(archive: folder + "/" + name)
  }

  private func page(_ boats: Int) -> String {
    "<html><body><article><h1>Fire at the docks</h1><p>A warehouse at the old docks burned down on Monday.</p>"
      + "<p>\(boats) boats were lost, the harbour master said.</p></article></body></html>"
  }

  /// A story of three saved pages, an hour apart.
  private func story(in newsroom: Newsroom) async throws -> Slug {
    let slug = try Slug("dock-fire")
    let paths = try (1...3).map { number in
      let path = "\(folder)/2020-01-06T1\(number)00Z.html"
      try page(number).write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
    _ = try await newsroom.importFiles(paths, into: slug)
    return slug
  }

  private func shell(_ commands: String, in path: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", commands]
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  @Test(arguments: [("warc", "out.warc.gz"), ("wacz", "out.wacz")])
  func `an export brought in again is the same story`(_ form: String, _ name: String) async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (one, other) = (try newsroom(), try newsroom("other"))
    let slug = try await story(in: one)
    let path = folder + "/" + name
    _ = try one.export(slug, as: #require(ExportFormat(named: form)), to: path)
    let outcome = try await other.importPages([path], into: slug)
    #expect(outcome.failed.isEmpty)
    let versions = try ArchiveReader(at: other.path).versions(of: slug)
    #expect(versions.map(\.payloadSHA256) == (1...3).map { sha256Hex(Array(page($0).utf8)) })
    #expect(versions.allSatisfy { $0.timeSource == .warc })
    // Once more makes nothing twice.
    #expect(try await other.importPages([path], into: slug).kept.isEmpty)
    #expect(try ArchiveReader(at: other.path).versions(of: slug).count == 3)
  }

  @Test func `a bundle's own instructions accept it, and find a byte changed`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let newsroom = try newsroom()
    let slug = try await story(in: newsroom)
    let bag = folder + "/bag"
    _ = try newsroom.export(slug, as: .bundle, to: bag)
    let guide = try String(contentsOfFile: bag + "/data/README.md", encoding: .utf8)
    let commands = guide.matches(of: /(?s)```sh\n(.*?)```/).map { String($0.1) }.joined()
    let fine = try shell(commands, in: bag + "/data")
    #expect(fine.status == 0, "\(fine.output)")
    #expect(fine.output.contains("all checks passed"))
    #expect(guide.contains("not timestamped by a third party"))
    let files = try FileManager.default.subpathsOfDirectory(atPath: bag).map { bag + "/" + $0 }
    for file in files {
      guard var bytes = FileManager.default.contents(atPath: file), !bytes.isEmpty else { continue }
      let whole = bytes
      bytes[bytes.count / 2] ^= 0x20
      try bytes.write(to: URL(fileURLWithPath: file))
      #expect(try shell(commands, in: bag + "/data").status != 0, "\(file)")
      try whole.write(to: URL(fileURLWithPath: file))
    }
  }

  @Test func `a file that is there is not written over`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let newsroom = try newsroom()
    let slug = try await story(in: newsroom)
    #expect(throws: Failure.self) {
      try newsroom.export(slug, as: .warc, to: "\(folder)/2020-01-06T1100Z.html")
    }
  }

  @Test func `a statement tells the checks on both sides`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let newsroom = try newsroom()
    let slug = try await story(in: newsroom)
    let at = Statement.Question.at(try #require(Timestamp("2020-01-06T12:30:00Z")))
    let report = try newsroom.prove(slug, text: "3  boats were lost", question: at)
    #expect(report.statement.finding == .appeared)
    #expect(report.statement.proofs.map(\.version.number) == [2, 3])
    #expect(report.statement.proofs.allSatisfy { $0.leaf?.of == 3 && $0.root != nil && $0.token == nil })
    let (from, to) = (
      try #require(Timestamp("2020-01-06T00:00:00Z")), try #require(Timestamp("2020-01-07T00:00:00Z"))
    )
    let never = try newsroom.prove(slug, text: "9 boats", question: .never(from: from, to: to))
    #expect(never.statement.finding == .neverSeen)
    #expect(
      try newsroom.prove(slug, text: "2 boats", question: .never(from: from, to: to)).statement.finding
        == .seen)
  }

  @Test func `a NewsDiffs repository with an object missing gives the rest`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let newsroom = try newsroom()
    let made = try shell(
      """
      export GIT_CONFIG_NOSYSTEM=1 HOME=/nonexistent GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
      git init -q nd && cd nd && mkdir -p www.news.example
      for n in 1 2 3; do
        printf 'Fire at the docks\\n\\nA warehouse at the old docks burned down.\\n\\n%s boats were lost, the master said.\\n' $n > www.news.example/fire.html
        git add -A && GIT_AUTHOR_DATE="2020-01-0${n}T10:00:00Z" git commit -qm $n
      done
      rm -f ".git/objects/$(git rev-parse HEAD~1:www.news.example/fire.html | sed 's|^..|&/|')"
      """, in: folder)
    #expect(made.status == 0, "\(made.output)")
    let outcome = try await newsroom.importPages([folder + "/nd"], into: Slug("nd"))
    #expect(outcome.kept.map(\.captured.description) == ["2020-01-01T10:00:00Z", "2020-01-03T10:00:00Z"])
    #expect(outcome.failed.count == 1)
    #expect(outcome.failed.first?.failure.kind == .badData)
  }
}
