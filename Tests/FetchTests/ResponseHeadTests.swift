// Tests of how status lines and headers are read.

import Testing

@testable import Fetch

@Suite struct ResponseHeadTests {
  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\n\r\n", 200), ("HTTP/1.0 404 \r\n\r\n", 404), ("HTTP/2 204\r\n\r\n", 204),
    ("HTTP/1.1  503  Busy\r\n\r\n", 503), ("HTTP/1.1\r\n\r\n", 0), ("", 0), ("ICY 200 OK\r\n\r\n", 0),
    ("HTTP/1.1 abc\r\n\r\n", 0), ("\r\n", 0),
  ])
  func `the status is read`(text: String, status: Int) {
    #expect(ResponseHead(Array(text.utf8)).status == status)
  }

  @Test func `headers are read whatever their form`() {
    let head = ResponseHead(
      Array(
        "HTTP/1.1 200 OK\nA: one\r\na:two\r\nB:\r\n  folded\r\n\tagain \r\nno header\r\n: odd\r\nC: x:y\r\n\r\n"
          .utf8))
    #expect(head.values(of: "A") == ["one", "two"])
    #expect(head.values(of: "b") == ["folded again"])
    #expect(head.values(of: "c") == ["x:y"])
    #expect(head.values(of: "no header").isEmpty)
  }

  @Test func `a list is read over commas and lines`() {
    let head = ResponseHead(Array("HTTP/1.1 200 OK\r\nX: GZip , br,,\r\nx: identity\r\n\r\n".utf8))
    #expect(head.list("X") == ["gzip", "br", "identity"])
  }

  @Test(arguments: [
    (301, true), (302, true), (303, true), (307, true), (308, true), (200, false), (201, false), (300, false),
    (304, false), (305, false), (306, false), (404, false),
  ])
  func `only five statuses redirect`(status: Int, isRedirect: Bool) {
    let head = ResponseHead(Array("HTTP/1.1 \(status) x\r\nLocation: /a\r\n\r\n".utf8))
    #expect((head.redirect != nil) == isRedirect)
  }
}
