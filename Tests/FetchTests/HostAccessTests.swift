// Tests of what the operator sends along, and of proxies.

import LocalServer
import Story
import Testing

@testable import Fetch

@Suite struct HostAccessTests {
  @Test(arguments: [
    ("news.example", "own"), ("www.news.example", "below"), ("a.b.news.example", "below"),
    ("live.news.example", "live"),
    ("x.live.news.example", "below"), ("evilnews.example", nil), ("example", nil),
  ])
  func `a host has its own setting, else that of the nearest star above it`(host: String, found: String?) {
    let table = ["news.example": "own", "*.news.example": "below", "live.news.example": "live"]
    #expect(FetchSettings.nearest(host, in: table) == found)
  }

  @Test func `what would forge a request is left out`() {
    let access = HostAccess(
      headers: [
        "X-A": "1\r\nX-B: 2", "Host": "other.example", "X C": "3", "X-D": "4", "": "5", "Cookie": "6",
      ],
      cookies: ["a": "1; b=2", "c d": "3", "e": "4", "f": "\n"])
    #expect(access.lines == ["X-D: 4", "Cookie: e=4"])
  }

  @Test func `a redirect to another host takes no secret along`() async throws {
    let other = TestServer(at: "127.0.0.3") { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }
    let site = TestServer(
      "HTTP/1.1 302 Go\r\nLocation: \(other.address(host: "127.0.0.3"))\r\nContent-Length: 0\r\n\r\n")
    let answer = try await fetch(site.address()) {
      $0.allowedAddresses = ["127.0.0.0/8"].compactMap { try? AddressRange($0) }
      $0.access = [
        "127.0.0.1": HostAccess(
          headers: ["Authorization": "Bearer x"], cookies: ["s": "1"], inPlainText: true)
      ]
    }
    #expect(site.requests.first?.contains("Authorization: Bearer x\r\nCookie: s=1\r\n") == true)
    #expect(
      other.requests.first?.contains("Authorization") == false
        && other.requests.first?.contains("Cookie") == false)
    #expect(answer.secretHeaders.isEmpty)
  }

  @Test func `a proxy is used when it is set, and makes its own promise`() async throws {
    let proxy = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    let answer = try await fetch("http://news.example/fire") {
      $0.proxy = proxy.address()
      $0.allowedAddresses = []
    }
    #expect(proxy.requests.first?.hasPrefix("GET http://news.example/fire HTTP/1.1\r\n") == true)
    #expect(answer.hops.first?.peer == nil)
    // Addresses in numbers are still ours to refuse.
    let found = await problem("http://169.254.169.254/latest") {
      $0.proxy = proxy.address()
      $0.allowedAddresses = []
    }
    #expect(
      found
        == .refusedAddress(
          host: "169.254.169.254", ip: "169.254.169.254",
          purpose: "link-local, RFC 3927; clouds keep metadata and keys here"))
    #expect(proxy.connections == 1)
  }
}
