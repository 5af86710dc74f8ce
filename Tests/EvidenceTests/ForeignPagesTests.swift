// Pages that others saved: MHTML, saved HTML, corpora, TimeMaps.

import Foundation
import Story
import Testing

@testable import Evidence

@Suite struct ForeignPagesTests {
  @Test func `an MHTML gives page, address and time`() throws {
    let text = """
      From: <Saved by Blink>
      Snapshot-Content-Location: https://news.example/quay
      Date: Mon, 6 Jan 2020 23:00:00 +0100
      Content-Type: multipart/related; type="text/html"; boundary="--b1"

      ----b1
      Content-Type: text/html
      Content-Transfer-Encoding: quoted-printable
      Content-Location: https://news.example/quay

      <p>Caf=C3=A9 b=
      urnt</p>
      ----b1--

      """.replacing("\n", with: "\r\n")
    let page = try FoundPage(mhtml: Array(text.utf8), name: "a.mhtml")
    #expect(page.address == "https://news.example/quay")
    #expect(page.time == Timestamp("2020-01-06T22:00:00Z"))
    #expect(String(decoding: page.body, as: UTF8.self).contains("<p>Café burnt</p>"))
  }

  @Test func `an MHTML without an end is named`() {
    let text =
      "Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>ab"
    #expect { try FoundPage(mhtml: Array(text.utf8), name: "a.mhtml") } throws: {
      ($0 as? EvidenceError)?.kind == .truncated
    }
  }

  @Test func `a corpus gives its versions, and names the lines that are none`() throws {
    let folder = try Folder()
    var bytes = Array(
      "{\"time\":\"2020-01-06T22:00:00Z\",\"headline\":\"Fire\",\"text\":\"One.\",\"url\":\"https://a.example/x\"}\n"
        .utf8)
    bytes += Array("{\"time\":\"".utf8) + [UInt8](repeating: 120, count: 50 << 20) + [10]
    bytes += Array("nothing\n{\"text\":\"no time\"}\n".utf8)
    bytes += Array("{\"created\":\"2020-01-06 23:00:00\",\"title\":\"Fire\",\"summary\":\"Two.\"}\n".utf8)
    let pages = try CorpusPages(path: folder.put("a.jsonl", bytes))
    var kinds: [EvidenceError.Kind] = []
    var times: [Timestamp?] = []
    while let page = pages.next() {
      switch page {
      case .success(let page): times.append(page.time)
      case .failure(let error): kinds.append(error.kind)
      }
    }
    #expect(times == [Timestamp("2020-01-06T22:00:00Z"), Timestamp("2020-01-06T23:00:00Z")])
    #expect(kinds == [.tooLarge, .malformed, .malformed])
  }

  @Test func `a TimeMap gives its captures in order`() throws {
    let map = try TimeMap(
      """
      <http://a.example/>; rel="original",
      <http://w.example/web/timemap/link/http://a.example/>; rel="self"; type="application/link-format",
      <http://w.example/web/20200107000000/http://a.example/>; rel="last memento"; datetime="Tue, 07 Jan 2020 00:00:00 GMT",
      <http://w.example/web/20200106000000mp_/http://a.example/>; rel="first memento"; datetime="Mon, 06 Jan 2020 00:00:00 GMT"
      """, name: "map")
    #expect(map.original == "http://a.example/")
    #expect(
      map.mementos.map(\.time) == [Timestamp("2020-01-06T00:00:00Z"), Timestamp("2020-01-07T00:00:00Z")])
    #expect(map.mementos[0].rawAddress == "http://w.example/web/20200106000000id_/http://a.example/")
    #expect(throws: EvidenceError.self) { try TimeMap("<html>", name: "map") }
  }

  @Test(
    arguments: [
      ("Mon, 06 Jan 2020 22:00:00 GMT", "2020-01-06T22:00:00Z"),
      ("6 Jan 2020 22:00:00 -0500", "2020-01-07T03:00:00Z"),
    ])
  func `a mail date is a moment`(_ text: String, _ moment: String) {
    #expect(MailDate.moment(text) == Timestamp(moment))
  }
}
