// The example in the room's article, run: Sources/Evidence/Documentation.docc/Evidence.md.

import Evidence
import Foundation
import Story
import Testing

@Suite struct EvidenceExampleTests {
  @Test func `the article's example does what it says`() throws {
    let folder = try Folder()
    let place = URL(fileURLWithPath: folder.put("fire.warc.gz", []))

    var file = WARCFile(writingTo: try FileHandle(forWritingTo: place), name: place.lastPathComponent)
    try file.append(
      WARCRecord(
        fields: [
          ("WARC-Type", "resource"), ("WARC-Target-URI", "https://news.example/fire"),
          ("WARC-Date", "2020-01-06T22:00:00Z"), ("Content-Type", "text/plain"),
        ], block: Array("Twelve boats burnt.".utf8)))
    let pages = try WARCPages(path: place.path, name: place.lastPathComponent)
    let page = try pages.next()?.get()

    #expect(page?.address == "https://news.example/fire")
    #expect(page?.time == Timestamp("2020-01-06T22:00:00Z"))
    #expect(page.map { String(decoding: $0.body, as: UTF8.self) } == "Twelve boats burnt.")
  }
}
