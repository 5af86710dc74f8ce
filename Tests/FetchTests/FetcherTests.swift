// Tests of whole fetches that end with an answer.

import Foundation
import Glibc
import LocalServer
import Synchronization
import Story
import Testing

@testable import Fetch

@Suite struct FetcherTests {
  static let page = "<html><body><p>The fire is out, the harbour master said.</p></body></html>"

  @Test func `a page comes with its bytes and how they were got`() async throws {
    let head =
      "HTTP/1.1 200 Fine  by me\r\nContent-Type: text/html; charset=utf-8\r\nX-Odd:\ta  b \r\n"
      + "ETag: \"v7\"\r\nLast-Modified: Mon, 06 Jan 2020 22:00:00 GMT\r\nContent-Length: \(Self.page.utf8.count)\r\n\r\n"
    let server = TestServer(head + Self.page)
    let before = Timestamp(Date())
    let answer = try await fetch(server.address("/harbour-fire?page=1#top"))

    #expect(answer.status == 200)
    #expect(String(decoding: answer.head, as: UTF8.self) == head)
    #expect(String(decoding: answer.body, as: UTF8.self) == Self.page)
    #expect(answer.wireBody == answer.body)
    #expect(answer.mediaType == "text/html; charset=utf-8")
    #expect(answer.etag == "\"v7\"")
    #expect(answer.lastModified == "Mon, 06 Jan 2020 22:00:00 GMT")
    #expect(answer.contentEncoding == nil)
    #expect(answer.header("x-ODD") == "a  b")
    #expect(answer.finalAddress == server.address("/harbour-fire?page=1"))
    #expect(answer.hops == [Hop(address: answer.finalAddress, status: 200, peer: "127.0.0.1")])
    #expect(
      before <= answer.started && answer.started <= answer.finished && answer.finished <= Timestamp(Date()))
  }

  @Test func `the request's headers are kept as they were sent`() async throws {
    let server = TestServer("HTTP/1.1 204 No Content\r\n\r\n")
    let answer = try await fetch(server.address("/a"))
    #expect(
      answer.requestHeaders == [
        "Host: 127.0.0.1:\(server.port)", "User-Agent: writethru/0.1 (+desk@news.example)", "Accept: */*",
        "Accept-Encoding: gzip",
      ])
    #expect(
      server.requests == ["GET /a HTTP/1.1\r\n" + answer.requestHeaders.map { "\($0)\r\n" }.joined() + "\r\n"]
    )
    #expect(answer.body.isEmpty)
  }

  @Test func `a copy at hand is named, and “not modified” is an answer`() async throws {
    // A Location with a 304 is not followed.
    let server = TestServer("HTTP/1.1 304 Not Modified\r\nETag: W/\"v8\"\r\nLocation: /elsewhere\r\n\r\n")
    let answer = try await Fetcher(settings: .local()).fetch(
      server.address(), etag: "W/\"v8\"", lastModified: "Mon, 06 Jan 2020 22:00:00 GMT")
    #expect(answer.status == 304)
    #expect(answer.body.isEmpty && answer.wireBody.isEmpty)
    #expect(answer.etag == "W/\"v8\"")
    #expect(answer.requestHeaders.contains("If-None-Match: W/\"v8\""))
    #expect(answer.requestHeaders.contains("If-Modified-Since: Mon, 06 Jan 2020 22:00:00 GMT"))
    #expect(server.requests.count == 1)
  }

  @Test func `a copy's validators go only to the address that gave it`() async throws {
    let server = TestServer { path in
      path == "/old"
        ? [.send("HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n")]
        : [.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    }
    let answer = try await Fetcher(settings: .local()).fetch(
      server.address("/old"), etag: "\"1\"", copyAddress: server.address("/new"))
    #expect(server.requests.map { $0.contains("If-None-Match: \"1\"") } == [false, true])
    #expect(answer.status == 200)
  }

  @Test(arguments: ["\"a\"\r\nCookie: b=c", "\"a\nb\"", "\u{0}", "\"é\"", ""])
  func `a validator that would forge a header is not sent`(etag: String) async throws {
    let server = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    _ = try await Fetcher(settings: .local()).fetch(server.address(), etag: etag, lastModified: etag)
    let request = try #require(server.requests.first)
    #expect(!request.contains("If-None-Match") && !request.contains("If-Modified-Since"))
    #expect(!request.contains("Cookie"))
  }

  @Test func `a user agent cannot forge a header`() async throws {
    let server = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    _ = try await fetch(server.address()) { $0.userAgent = "desk\r\nCookie: a=b" }
    #expect(server.requests.first?.contains("\r\nCookie") == false)
  }

  @Test(arguments: [200, 300, 304, 401, 404, 407, 410, 429, 451, 500, 503])
  func `every status is an answer`(status: Int) async throws {
    let server = TestServer("HTTP/1.1 \(status) So it is\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n")
    let answer = try await fetch(server.address())
    #expect(answer.status == status)
    #expect(answer.header("Retry-After") == "120")
  }

  @Test func `interim answers and trailers are no part of the head`() async throws {
    let final = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    let server = TestServer(
      "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" + final
        + "3\r\nabc\r\n2;note=x\r\nde\r\n0\r\nX-Trailer: late\r\nETag: \"forged\"\r\n\r\n")
    let answer = try await fetch(server.address())
    #expect(String(decoding: answer.head, as: UTF8.self) == final)
    #expect(answer.body == Array("abcde".utf8))
    #expect(answer.etag == nil)
  }

  @Test func `fetches run side by side`() async throws {
    // Nobody is answered until all have asked: one after the other they would wait for ever.
    let asked = Gate(of: 20)
    let server = TestServer { path in
      asked.pass()
      return [.send("HTTP/1.1 200 OK\r\nContent-Length: \(path.utf8.count)\r\n\r\n\(path)")]
    }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        let address = server.address("/\(number)")
        group.addTask { try await fetch(address).body == Array("/\(number)".utf8) }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  /// Lets threads pass when so many have come.
  private final class Gate: Sendable {
    private let missing: Mutex<Int>

    init(of count: Int) { missing = Mutex(count) }

    func pass() {
      missing.withLock { $0 -= 1 }
      while missing.withLock({ $0 }) > 0 { usleep(10_000) }
    }
  }

  @Test func `a fetch nobody waits for ends soon`() async throws {
    let server = TestServer { _ in [.pause(.seconds(60))] }
    let address = server.address()
    let task = Task { await problem(address) }
    while server.connections == 0 { try await Task.sleep(for: .milliseconds(10)) }
    task.cancel()
    // Had it waited for the server to hang up, the problem would be another.
    #expect(await task.value == .cancelled)
  }

  @Test func `a fetch cancelled before it began asks nothing`() async {
    let server = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    let address = server.address()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await problem(address)
    }
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(server.connections == 0)
  }
}
