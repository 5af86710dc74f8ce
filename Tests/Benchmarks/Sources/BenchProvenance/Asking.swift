// What an archive of very many stories takes to be asked about all of them.

import Archive
import Foundation
import Story

/// Makes an archive of so many stories, a version each, and prints the seconds that each question about all of them
/// takes a process that has just opened it.
func timeAsking(in folder: String, stories count: Int) async throws {
  let path = folder + "/asked"
  let writer = try ArchiveWriter(at: path)
  for start in stride(from: 0, to: count, by: 500) {
    _ = try await writer.record(try (start..<min(count, start + 500)).map(entry))
  }
  try await writer.close()
  func time(_ name: String, _ ask: (ArchiveReader) throws -> Int) throws {
    let (clock, cpu) = (Date(), cpuSeconds())
    let answers = try ask(try ArchiveReader(at: path))
    print(
      String(
        format: "%@: %d in %.2f s, %.2f s of CPU", name, answers, Date().timeIntervalSince(clock),
        cpuSeconds() - cpu))
  }
  try time("all stories") { try $0.stories().count }
  try time("all versions") { try $0.versions(since: nil)?.versions.count ?? 0 }
  try time("nothing new") { reader in
    let mark = try reader.versions(since: nil)?.mark
    return try reader.versions(since: mark)?.versions.count ?? -1
  }
}

private func entry(_ number: Int) throws -> Entry {
  let slug = try Slug("story-\(number)")
  let headline = "The ferry to island \(number) is late again"
  let text = "\(headline)\n\nThe ferry to island \(number) was late on Monday, the port said.\n"
  let body = Array(text.utf8)
  let digest = sha256Hex(body)
  let time = Timestamp(seconds: 1_600_000_000 + Int64(number))
  let manifest = Manifest(
    id: CaptureID(time: time, bits: Array(digest.utf8.suffix(10))), story: slug, captured: time,
    timeSource: .fetched,
    address: "https://news.example/\(slug)", wireSHA256: digest, wireLength: body.count,
    payloadSHA256: digest,
    payloadLength: body.count, verdict: .article, capturedBy: "bench")
  var look = Look(story: slug, time: time, timeSource: .fetched, outcome: .version)
  look.capture = manifest.id
  look.payloadSHA256 = digest
  var article = Article(blocks: [
    Block(.paragraph, "The ferry to island \(number) was late on Monday, the port said.")
  ])
  article.headline = Sourced(headline, source: "h1")
  return Entry(
    look: look, capture: Capture(manifest: manifest, head: [], body: body),
    version: VersionContent(article: article, text: text, extractor: "bench"))
}
