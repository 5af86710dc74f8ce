// The stories under Snapshots give the reports that stand beside them.

import Foundation
import Newsroom
import Report
import Story
import Testing

@Suite struct SnapshotTests {
  /// The Snapshots folder of the checkout.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Snapshots")

  @Test func `every story under Snapshots is carried by the program`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.path).filter {
      !$0.hasPrefix(".")
    }
    #expect(Snapshot.all.map(\.slug.text) == folders.sorted())
  }

  @Test(arguments: Snapshot.all.map(\.slug))
  func `a story gives the report that stands beside it`(slug: Slug) async throws {
    let archive = FileManager.default.temporaryDirectory.appendingPathComponent(
      "snapshot-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: archive) }
    let newsroom = Newsroom(archive: archive.path)
    let folder = Self.root.appendingPathComponent(slug.text)
    _ = try await newsroom.importFiles([folder.path], into: slug)
    let tour = try newsroom.tour(of: slug)
    let style = TerminalStyle(width: 100, colour: false)
    let given =
      ([tour.log.rendered(as: .terminal, style: style)]
      + tour.revisions.map { $0.rendered(as: .terminal, style: style) }).joined(separator: "\n")
    let file = folder.appendingPathComponent("report.txt")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
      try Data(given.utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    let firstDifference = zip(given.split(separator: "\n"), expected.split(separator: "\n")).first {
      $0 != $1
    }
    #expect(
      given == expected,
      "first difference: \(firstDifference.map { "“\($0)” for “\($1)”" } ?? "in length"); make snapshots rewrites it"
    )
  }
}
