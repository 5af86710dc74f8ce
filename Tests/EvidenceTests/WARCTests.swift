// What is written as a WARC is read as the same pages.

import Archive
import Foundation
import Story
import Testing

@testable import Evidence

@Suite struct WARCTests {
  @Test func `pages come back byte for byte, an unchanged look by its revisit`() throws {
    let folder = try Folder()
    let first = try sample(minute: 0, "Two boats burnt.")
    let same = try sample(minute: 1, "Two boats burnt.", outcome: .unchanged)
    let second = try sample(minute: 2, "Three boats burnt.")
    let (path, index) = try warc([first, same, second].map { ($0.look, $0.capture) }, in: folder)
    let pages = try WARCPages(path: path, name: "quay.warc.gz")
    var found: [FoundPage] = []
    while let page = pages.next() { found.append(try page.get()) }
    #expect(found.map(\.body) == [first, same, second].map(\.capture.body))
    #expect(found.map(\.time) == [first, same, second].map(\.look.time))
    #expect(found.allSatisfy { $0.address == "https://news.example/quay" && $0.status == 200 })
    #expect(index.map { $0.text.contains("warc/revisit") } == [false, false, true, false, false, false])
  }

  @Test func `a head is written as the conventions say`() throws {
    let (bytes, name) = WARCConventions.head(
      Array("HTTP/2 200 \r\nContent-Encoding: gzip\r\nX-A: b\r\n\r\n".utf8), bodyLength: 7)
    #expect(name == "h2")
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "HTTP/1.1 200 \r\nX-Archive-Orig-Content-Encoding: gzip\r\nX-A: b\r\nContent-Length: 7\r\n\r\n")
  }

  @Test func `the same looks give the same file`() throws {
    let looks = try [sample(minute: 0, "One."), sample(minute: 1, "Two.")]
    let (one, other) = (try Folder(), try Folder())
    let (a, b) = (
      try warc(looks.map { ($0.look, $0.capture) }, in: one),
      try warc(looks.map { ($0.look, $0.capture) }, in: other)
    )
    #expect(FileManager.default.contents(atPath: a.path) == FileManager.default.contents(atPath: b.path))
  }

  @Test func `a 304 is a revisit of what stood before`() throws {
    let folder = try Folder()
    let first = try sample(minute: 0, "Two boats burnt.")
    var look = Look(
      story: first.look.story, time: Timestamp(seconds: 1_600_000_600), timeSource: .fetched,
      outcome: .notModified)
    look.sequence = 2
    let (path, _) = try warc([(first.look, first.capture), (look, nil)], in: folder)
    let pages = try WARCPages(path: path, name: "quay")
    var found: [FoundPage] = []
    while let page = pages.next() { found.append(try page.get()) }
    #expect(found.last?.time == look.time)
    #expect(found.last?.body == first.capture.body)
  }

  @Test(arguments: [1, 9, 40, 200])
  func `a file cut off gives what is whole, and names the end`(_ cut: Int) throws {
    let folder = try Folder()
    let looks = try [sample(minute: 0, "One."), sample(minute: 1, "Two.")]
    let (path, _) = try warc(looks.map { ($0.look, $0.capture) }, in: folder)
    let whole = Array(try there(FileManager.default.contents(atPath: path)))
    let cutPath = folder.put("cut.warc.gz", Array(whole.dropLast(cut)))
    let pages = try WARCPages(path: cutPath, name: "cut")
    var (good, bad): ([FoundPage], [EvidenceError]) = ([], [])
    while let page = pages.next() {
      switch page {
      case .success(let page): good.append(page)
      case .failure(let error): bad.append(error)
      }
    }
    #expect(good.first?.body == looks[0].capture.body)
    #expect(bad.map(\.kind) == [.truncated])
  }

  @Test func `damage in one record leaves the others`() throws {
    let folder = try Folder()
    let looks = try (0..<3).map { try sample(minute: Int64($0), "Number \($0).") }
    let (path, index) = try warc(looks.map { ($0.look, $0.capture) }, in: folder)
    var bytes = Array(try there(FileManager.default.contents(atPath: path)))
    let offset = try there(index[2].text.firstMatch(of: /"offset": "(\d+)"/).flatMap { Int($0.1) })
    for at in offset + 40..<offset + 60 { bytes[at] ^= 0x5A }
    let pages = try WARCPages(path: folder.put("hurt.warc.gz", bytes), name: "hurt")
    var good: [FoundPage] = []
    var bad = 0
    while let page = pages.next() {
      if case .success(let page) = page { good.append(page) } else { bad += 1 }
    }
    #expect(bad >= 1)
    #expect(good.map(\.body).contains(looks[0].capture.body))
    #expect(good.map(\.body).contains(looks[2].capture.body))
  }

  @Test(
    arguments: [
      "", "WARC/1.0\r\n\r\n", "WARC/1.0\r\nContent-Length: -5\r\n\r\n", "hello\r\n",
      "WARC/1.0\r\nno colon\r\n\r\n", "WARC/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    ])
  func `what is no WARC is named, not followed`(_ text: String) throws {
    let folder = try Folder()
    let reader = try WARCReader(path: folder.put("bad.warc", Array(text.utf8)))
    var results = 0
    while let result = reader.next(), results < 10 {
      results += 1
      #expect(throws: EvidenceError.self) { try result.get() }
    }
    #expect(results < 10)
  }
}
