// Archived pages are shown at an origin of their own, in a sandbox, and only by an address that the Desk made.

import Foundation
import Newsroom
import Story
import Testing

@testable import Desk

@Suite struct SavedPagesTests {
  /// The request that a frame of a page of the Desk sends, and that page.
  private func framed(_ desk: TestDesk, _ path: String) async throws -> (page: Page, asked: Asked?) {
    let page = try await desk.get(path)
    let frame = page.text.firstMatch(of: /<iframe[^>]* src="http:\/\/localhost:8385(\/[^"]+)"/)
    return (page, frame.map { Asked(path: String($0.1), host: "localhost:8385") })
  }

  @Test func `the Desk frames a page that is at another origin and can do nothing`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let saved = try #require(desk.desk.saved)
    let (page, asked) = try await framed(desk, "/stories/flood/v1/page")
    #expect(page.text.contains("<iframe class=\"saved\" title=\"The page as it was saved\" sandbox "))
    #expect(page.header("Content-Security-Policy")?.hasSuffix("frame-src http://localhost:8385") ?? false)
    let shown = await saved.answer(try #require(asked))
    #expect(shown.status == 200 && shown.type.hasPrefix("text/html"))
    #expect(shown.text == TestDesk.flood["flood"]?[0].text)
    let policy = try #require(shown.header("Content-Security-Policy"))
    #expect(policy.hasPrefix("sandbox; default-src 'none';") && !policy.contains("allow-"))
    #expect(!policy.contains("script-src") && policy.contains("frame-ancestors http://localhost:8384"))
    for (name, value) in [
      ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
      ("X-DNS-Prefetch-Control", "off"),
    ] {
      #expect(shown.header(name) == value)
    }
    // At the Desk's own origin the same address is nothing.
    var own = try #require(asked)
    own.host = "localhost:8384"
    #expect(try await desk.answer(own).status == 404)
  }

  @Test func `an address that the Desk did not make opens nothing`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let saved = try #require(desk.desk.saved)
    let good = try #require(try await framed(desk, "/stories/flood/v1/page").asked)
    let parts = good.path.split(separator: "/").map(String.init)
    let refused: [(Int, (inout Asked) -> Void)] = [
      (404, { $0.path = "/flood/v1" }), (404, { $0.path = "/" }),
      (404, { $0.path = "/flood/v2/\(parts[2])" }),
      (404, { $0.path = "/other/v1/\(parts[2])" }), (404, { $0.path = String(good.path.dropLast()) }),
      (404, { $0.path = "/flood/v1/9\(parts[2])" }), (404, { $0.path = "/flood/v1/x-y" }),
      (404, { $0.path = "/../flood/v1/\(parts[2])/x" }), (421, { $0.host = "evil.example" }),
      (421, { $0.host = nil }),
      (405, { $0.method = "POST" }),
    ]
    for (status, alter) in refused {
      var asked = good
      alter(&asked)
      let page = await saved.answer(asked)
      #expect(page.status == status, "\(asked.method) \(asked.path)")
      #expect(page.type.hasPrefix("text/plain") && page.header("Content-Security-Policy") != nil)
    }
    let later = SavedPages(
      desk.newsroom, names: ["localhost"], desk: "", base: "",
      now: { Timestamp(milliseconds: Timestamp(Date()).milliseconds - 4_000_000) })
    let past = later.address(of: try Slug("flood"), 1)
    // Made with another key as well.
    #expect(await saved.answer(Asked(path: past, host: "localhost")).status == 404)
  }

  @Test func `what is no web page is not shown as one`() async throws {
    let desk = try await TestDesk([
      "note": [
        ("2021-07-15T0600Z.txt", "Council meets\n\n<b>The council</b> met on Monday about the bridge.")
      ]
    ])
    defer { desk.remove() }
    let (page, asked) = try await framed(desk, "/stories/note/v1/page")
    #expect(page.status == 200 && asked == nil)
    let saved = try #require(desk.desk.saved)
    let address = saved.address(of: try Slug("note"), 1).dropFirst("http://localhost:8385".count)
    #expect(await saved.answer(Asked(path: String(address), host: "localhost")).status == 404)
  }

  @Test(
    arguments: [
      (String.Encoding.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF]),
      (.utf16LittleEndian, []), (.utf16BigEndian, []),
    ] as [(String.Encoding, [UInt8])])
  func `a page in UTF-16 is shown as UTF-8, its hints taken away`(encoding: String.Encoding, mark: [UInt8])
    throws
  {
    let page = "<meta charset=utf-16><link rel=preconnect href=//a><p>“Grüße” vom Kai 🚢"
    let bytes = mark + [UInt8](try #require(page.data(using: encoding)))
    let text = try #require(SavedPages.wideText(bytes))
    #expect(text == page)
    #expect(
      String(decoding: SavedPages.withoutHints(Array(text.utf8)), as: UTF8.self).contains("<bgsound rel"))
  }

  @Test func `other encodings are left as they are, and half a character at the end harms nothing`() {
    for page in ["", "<", "<p>fire", "\u{FEFF}<p>fire"] {
      #expect(SavedPages.wideText(Array(page.utf8)) == nil)
    }
    #expect(SavedPages.wideText([0xFF, 0xFE, 0x3C, 0, 0x70, 0, 0x3E]) == "<p")
    #expect(SavedPages.wideText([0xFF, 0xFE, 0x3C, 0, 0x00, 0xD8]) == "<\u{FFFD}")
    #expect(SavedPages.wideText([0xFF, 0xFE]) == "" && SavedPages.wideText([0, 0x3C]) == "<")
  }

  @Test(arguments: [
    ("<link rel=preconnect href=//a>", "<bgsound rel=preconnect href=//a>"),
    ("<LINK\nrel=x>", "<bgsound\nrel=x>"),
    ("<p>a link</p></link>", "<p>a link</p></link>"), ("<", "<"), ("<lin", "<lin"), ("<<link>", "<<bgsound>"),
    ("<blink>", "<blink>"),
  ])
  func `links that open connections mean nothing any more`(html: String, shown: String) {
    #expect(String(decoding: SavedPages.withoutHints(Array(html.utf8)), as: UTF8.self) == shown)
  }
}
