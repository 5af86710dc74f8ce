// What strangers write cannot forge what git shows.

import Archive
import Story
import Testing

@Suite struct VersionCommitTests {
  @Test(arguments: [
    ("Fire\n\nCapture-Id: 00000000000000000000000000", "Fire Capture-Id: 00000000000000000000000000"),
    ("\u{1B}[2J\u{1B}]0;owned\u{7}Fire", "[2J ]0;owned Fire"),
    ("Fire\u{2028}Extractor: none", "Fire Extractor: none"),
    ("Fire\u{85}Extractor: none\0end", "Fire Extractor: none end"),
    ("\u{202E}erif\u{202C}", "erif"),
    ("  Fire \t in   the harbour  ", "Fire in the harbour"),
    ("\n\n", "Version of harbour-fire"),
    ("# not a comment", "# not a comment"),
    (String(repeating: "é", count: 300), String(repeating: "é", count: 100)),
    ("Capture-Id: x", "Capture-Id: x"),
  ])
  func `a hostile headline stays on the first line`(_ headline: String, _ subject: String) async throws {
    let sample = Sample()
    let entry = version(minute: 0, "Ten boats burnt.", headline: headline)
    try await sample.record([entry])
    let lines = try sample.git("log", "-1", "--format=%B", "harbour-fire").output.split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == subject)
    #expect(lines[1] == "")
    let trailers = try sample.git("log", "-1", "--format=%(trailers:only)", "harbour-fire").output
    #expect(
      trailers.split(separator: "\n").map { $0.prefix { $0 != ":" } } == [
        "Capture-Id", "Captured-By", "Time-Source", "Payload-Sha256", "Manifest-Sha256", "Extractor",
      ])
    #expect(trailers.hasPrefix("Capture-Id: \(entry.capture!.manifest.id)\n"))
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
    // The headline itself is kept as it was.
    #expect(try sample.reader().versions(of: harbour)[0].headline == headline)
  }

  @Test func `a hostile name of an extractor or program forges no trailer`() async throws {
    let sample = Sample()
    var entry = version(minute: 0, "Ten boats burnt.")
    entry.version?.extractor = "x\nCapture-Id: forged\u{1B}[0m"
    entry.capture?.manifest.capturedBy = "y\r\n\r\nPayload-Sha256: forged"
    try await sample.record([entry])
    let body = try sample.git("log", "-1", "--format=%B", "harbour-fire").output
    #expect(body.split(separator: "\n").filter { $0.hasPrefix("Capture-Id:") }.count == 1)
    #expect(body.split(separator: "\n").filter { $0.hasPrefix("Payload-Sha256:") }.count == 1)
    #expect(!body.contains("\u{1B}"))
  }

  @Test func `a committer's name cannot break a commit`() async throws {
    let sample = Sample()
    let writer = try ArchiveWriter(
      at: sample.path, committer: Committer(name: "A <b>\n", email: "> 0 +0000\ncommitter x"))
    _ = try await writer.record([version(minute: 0, "Ten boats burnt.")])
    try await writer.close()
    #expect(
      try sample.git("log", "-1", "--format=%cn|%ce", "harbour-fire").output == "A b|0 +0000 committer x\n")
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }
}
