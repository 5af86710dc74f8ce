// Tests of servers that send too much, too slowly, too little or nothing.

import Foundation
import LocalServer
import Testing

@testable import Fetch

@Suite struct ExchangeTests {
  static let ok = "HTTP/1.1 200 OK\r\n"

  @Test func `an endless body is cut at the bound`() async {
    let kilobyte = [UInt8](repeating: 0x61, count: 1024)
    let server = TestServer { _ in [.send(Self.ok + "\r\n"), .forever(kilobyte, every: .zero)] }
    #expect(await problem(server.address()) { $0.maxWireBytes = 100_000 } == .tooLarge(limit: 100_000))
  }

  @Test func `endless chunks are cut at the bound`() async {
    let server = TestServer { _ in
      [
        .send(Self.ok + "Transfer-Encoding: chunked\r\n\r\n"),
        .forever(Array("3\r\nabc\r\n".utf8), every: .zero),
      ]
    }
    #expect(await problem(server.address()) { $0.maxWireBytes = 10_000 } == .tooLarge(limit: 10_000))
  }

  @Test func `a body as large as the bound is taken, one byte more is not`() async throws {
    let server = TestServer(Self.ok + "Content-Length: 1000\r\n\r\n" + String(repeating: "a", count: 1000))
    #expect(try await fetch(server.address()) { $0.maxWireBytes = 1000 }.body.count == 1000)
    #expect(await problem(server.address()) { $0.maxWireBytes = 999 } == .tooLarge(limit: 999))
  }

  @Test func `a body that says it is too large is not waited for`() async {
    let server = TestServer { _ in
      [.send(Self.ok + "Content-Length: 99999999999\r\n\r\n"), .pause(.seconds(8))]
    }
    #expect(await problem(server.address()) == .tooLarge(limit: 32 << 20))
  }

  @Test func `endless headers are cut at the bound`() async {
    let server = TestServer { _ in [.send(Self.ok), .forever(Array("X: y\r\n".utf8), every: .zero)] }
    #expect(await problem(server.address()) == .headTooLarge)
  }

  @Test func `endless interim answers are cut at the bound`() async {
    let server = TestServer { _ in
      [.forever(Array("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n".utf8), every: .zero)]
    }
    #expect(await problem(server.address()) == .headTooLarge)
  }

  @Test(arguments: [70_000, 1_000_000])
  func `one endless header line is cut at the bound`(length: Int) async {
    let server = TestServer(Self.ok + "X: " + String(repeating: "y", count: length) + "\r\n\r\n")
    #expect(await problem(server.address()) == .headTooLarge)
  }

  @Test func `trailers count as headers`() async {
    let server = TestServer { _ in
      [
        .send(Self.ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"),
        .forever(Array("X: y\r\n".utf8), every: .zero),
      ]
    }
    #expect(await problem(server.address()) == .headTooLarge)
  }

  @Test func `two hundred header lines are taken, more are not`() async throws {
    func server(_ lines: Int) -> TestServer {
      TestServer(Self.ok + String(repeating: "X: y\r\n", count: lines - 3) + "Content-Length: 0\r\n\r\n")
    }
    let fitting = server(200)
    #expect(try await fetch(fitting.address()).status == 200)
    let tooMany = server(201)
    #expect(await problem(tooMany.address()) == .headTooLarge)
  }

  @Test(arguments: [ok + "Content-Length: 100000\r\n\r\n", ok, "HTTP/1.1 20"])
  func `a slow drip is given up`(start: String) async {
    let server = TestServer { _ in [.send(start), .forever([0x61], every: .milliseconds(100))] }
    let found = await problem(server.address()) { $0.minimumSpeedTime = .milliseconds(1500) }
    #expect(found == .tooSlow(bytesPerSecond: 500))
  }

  @Test(arguments: ["", ok, ok + "\r\nabc"])
  func `the whole fetch has a deadline`(start: String) async {
    let server = TestServer { _ in [.send(start), .pause(.seconds(8))] }
    let found = await problem(server.address()) { $0.timeout = .milliseconds(500) }
    // Had it waited for the server to hang up, the problem would be another.
    #expect(found == .timedOut(.milliseconds(500)))
  }

  @Test func `redirects share the deadline`() async {
    let server = TestServer { path in
      [
        .pause(.milliseconds(300)),
        .send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: \(path)x\r\n\r\n"),
      ]
    }
    let found = await problem(server.address()) { $0.timeout = .milliseconds(800) }
    #expect(found == .timedOut(.milliseconds(800)))
    #expect(server.requests.count <= 3)
  }

  @Test(arguments: [
    ("Content-Length: 10\r\n\r\nabcde", 5, 10), ("Content-Length: 10\r\n\r\n", 0, 10),
    ("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", 3, nil),
    ("Transfer-Encoding: chunked\r\n\r\n9\r\nabc", 3, nil),
  ])
  func `a body cut off is no answer`(rest: String, received: Int, expected: Int?) async {
    let server = TestServer(Self.ok + rest)
    #expect(await problem(server.address()) == .cutOff(received: received, expected: expected))
  }

  @Test func `a connection torn down is a body cut off`() async {
    let server = TestServer { _ in
      [.send(Self.ok + "Content-Length: 10\r\n\r\nabc"), .pause(.milliseconds(100)), .reset]
    }
    #expect(await problem(server.address()) == .cutOff(received: 3, expected: 10))
  }

  @Test func `what follows the length told is left alone`() async throws {
    let server = TestServer(Self.ok + "Content-Length: 3\r\n\r\nabcdef")
    #expect(try await fetch(server.address()).body == Array("abc".utf8))
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n", "<html>no head at all</html>", "220 mail.news.example ESMTP\r\n",
    "HTTP/1.1\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA\u{0}b: c\r\n\r\n",
  ])
  func `what is no HTTP is said to be none`(answer: String) async {
    let server = TestServer(answer)
    let found = await problem(server.address())
    guard case .notHTTP = found else {
      Issue.record("\(answer): \(String(describing: found))")
      return
    }
  }

  @Test func `hanging up without an answer is a failed connection`() async {
    let server = TestServer("")
    guard case .connectionFailed(host: "127.0.0.1", _) = await problem(server.address()) else {
      Issue.record("an empty answer was taken")
      return
    }
  }

  @Test func `nobody listening is told apart from a refused address`() async throws {
    // A port that was free a moment ago: the server is gone at the end of its line.
    let address = TestServer("").address()
    try await Task.sleep(for: .milliseconds(100))
    guard case .connectionFailed = await problem(address) else {
      Issue.record("a connection was made to nobody")
      return
    }
    let refused = await problem(address) { $0.allowedAddresses = [] }
    #expect(refused == .refusedAddress(host: "127.0.0.1", ip: "127.0.0.1", purpose: "loopback, RFC 1122"))
  }

  @Test func `an unknown host is said to be unknown`() async {
    #expect(await problem("http://harbour-fire.invalid/") == .unresolved(host: "harbour-fire.invalid"))
  }

  @Test func `plain text where encryption is due is a TLS failure`() async {
    let server = TestServer { _ in [.send("HTTP/1.1 400 Bad Request\r\n\r\n")] }
    guard case .tls = await problem("https://127.0.0.1:\(server.port)/") else {
      Issue.record("no TLS failure")
      return
    }
  }
}
