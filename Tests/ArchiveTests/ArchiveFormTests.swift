// Which archives a release opens: those of earlier forms (KeptArchiveTests), its own, and none of a later form.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct ArchiveFormTests {
  /// An archive with one version.
  private func archive() async throws -> Sample {
    let sample = Sample()
    try await sample.record([version(minute: 1, "Ten boats burnt.")])
    return sample
  }

  /// Adds a journal commit as a later release might write it.
  private func add(tally: String, besides file: String = "", to sample: Sample) throws {
    var commit = """
      commit refs/writethru/journal
      committer later <later@localhost> 1600000100 +0000
      data 0
      from refs/writethru/journal^0
      D looks.jsonl
      D versions.jsonl
      D manifests.txt

      """
    for (name, text) in [("tally.json", tally), ("novelties.jsonl", file)] where !text.isEmpty {
      commit += "M 100644 inline \(name)\ndata \(text.utf8.count)\n\(text)\n"
    }
    let draft = (sample.path as NSString).deletingLastPathComponent + "/commit"
    try Data(commit.utf8).write(to: URL(fileURLWithPath: draft))
    // A pack, as all that the program writes itself.
    let line = "git -c fastimport.unpackLimit=1 fast-import --quiet < '\(draft)' 2>&1; echo $?"
    #expect(try sample.shell(line) == "0")
  }

  private func tally(of sample: Sample) throws -> String {
    try sample.git("show", "refs/writethru/journal:tally.json").output
  }

  @Test func `what is written says its form`() async throws {
    let sample = try await archive()
    #expect(try tally(of: sample).contains("\"form\" : \(ArchiveForm.current),"))
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `a later form is refused by whoever would read or write, and nothing is changed`() async throws {
    let sample = try await archive()
    try add(tally: #"{"form":\#(ArchiveForm.current + 1),"anything":[]}"#, to: sample)
    let before = sample.files(below: "")
    let elsewhere = (sample.path as NSString).deletingLastPathComponent + "/clone"
    let attempts: [() async throws -> Void] = [
      { _ = try sample.reader() },
      { _ = try sample.writer() },
      { _ = try verify(at: sample.path) },
      { _ = try repair(at: sample.path) },
      { try await Backup.clone(sample.path + "/stories.git", to: elsewhere) },
    ]
    for attempt in attempts {
      let error = await refusal(attempt)
      #expect(error?.kind == .newer)
      #expect(error?.message.contains("has form \(ArchiveForm.current + 1)") == true)
      #expect(error?.message.contains("install that release or a later one") == true)
    }
    #expect(sample.files(below: "") == before)
    #expect(!FileManager.default.fileExists(atPath: elsewhere + "/stories.git"))
  }

  @Test func `a reader that was open when a later release wrote says so`() async throws {
    let sample = try await archive()
    let reader = try sample.reader()
    #expect(try reader.versions(of: harbour).count == 1)
    try add(tally: #"{"form":\#(ArchiveForm.current + 1)}"#, to: sample)
    #expect(await refusal { _ = try reader.versions(of: harbour) }?.kind == .newer)
  }

  @Test func `files and fields that a later release of the same form adds are passed over`() async throws {
    let sample = try await archive()
    let known = try tally(of: sample).trimmingCharacters(in: .whitespacesAndNewlines).dropFirst()
    try add(tally: #"{"novelty":true,"# + known, besides: #"{"kind":"never heard of"}"#, to: sample)
    #expect(try sample.reader().versions(of: harbour).map(\.number) == [1])
    #expect(try await sample.record([version(minute: 5, "Twelve boats burnt.")])[0]?.number == 2)
  }
}
