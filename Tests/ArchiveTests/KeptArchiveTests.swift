// Archives made by earlier versions of the program, kept here: every later version must open them.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct KeptArchiveTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Kept").path

  /// An archive taken out of its tar file.
  private func unpacked(_ name: String) throws -> Sample {
    let sample = Sample()
    let place = (sample.path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try tar("-x", "-f", "\(Self.folder)/\(name).tar", "-C", place)
    return sample
  }

  private func tar(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/tar")
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// Form 1: signed journal with a tally, two stories of which one was taken out, a look and a capture that wait.
  @Test func `archive 1 is whole, can be read, and can be written to`() async throws {
    let sample = try unpacked("archive-1")
    #expect(try verify(at: sample.path).damages == [])
    let reader = try sample.reader()
    let versions = try reader.versions(of: harbour)
    #expect(versions.map(\.number) == [1, 2, 3] && versions.map(\.late) == [false, false, true])
    #expect(try reader.article(of: versions[1]).blocks.first?.text == "Twelve boats burnt.")
    #expect(try reader.body(of: versions[2]).count > 0)
    #expect(
      try reader.looks(of: harbour).map(\.outcome) == [
        .version, .version, .noArticle, .version, .notModified,
      ])
    #expect(try reader.removals().map(\.story) == [budget])
    #expect(try reader.events().map(\.kind) == [.started])

    let writer = try sample.writer()
    let pending = try await writer.pendingCaptures()
    #expect(pending.map(\.manifest.story) == [harbour])
    _ = try await writer.record(pending.map { Entry(look: look($0, .unchanged), capture: $0) })
    #expect(try await writer.record([version(minute: 90, "The fire is out.")])[0]?.number == 4)
    try await writer.compact(all: true)
    try await writer.close()
    #expect(try verify(at: sample.path).damages == [])
    #expect(try sample.reader().looks(of: harbour).count == 7)
  }

  /// Whoever raises the form keeps an archive of it first.
  @Test func `an archive of the form that is written now is kept`() {
    #expect(FileManager.default.fileExists(atPath: "\(Self.folder)/archive-\(ArchiveForm.current).tar"))
  }

  /// Makes the archive that this version of the program would leave; run with `KEEP_ARCHIVE=archive-2` when the form
  /// changes, and never write over an older one.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["KEEP_ARCHIVE"] != nil))
  func `an archive is made to be kept`() async throws {
    let sample = Sample()
    let wall = capture(minute: 7, "Accept all cookies to read on.")
    let writer = try sample.writer()
    await writer.log(JournalEvent(.started, time: Timestamp(seconds: 1_578_348_000)))
    _ = try await writer.record([
      version(minute: 1, "Ten boats burnt."), version(minute: 5, "Twelve boats burnt."),
      version(budget, minute: 1, "The vote is on Monday."),
    ])
    try await writer.remove(budget, reason: "kept by mistake")
    _ = try await writer.record([
      Entry(look: look(wall, .noArticle), capture: wall), version(minute: 3, "Eleven boats burnt."),
    ])
    try await writer.close()
    let later = try ArchiveWriter(at: sample.path, clock: { Timestamp(seconds: 1_578_348_000 + 8 * 60) })
    try await later.note(notModified(minute: 8))
    try await later.spool(capture(minute: 9, "Twelve boats burnt, it is said."))
    try await later.close()
    let name = ProcessInfo.processInfo.environment["KEEP_ARCHIVE"] ?? ""
    try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
    try tar(
      "-c", "-f", "\(Self.folder)/\(name).tar", "--exclude=hooks", "--exclude=signing-key", "--owner=0",
      "--group=0", "-C", (sample.path as NSString).deletingLastPathComponent, "archive")
  }
}
