// Every way a server can misbehave: what the fetch ends with, that nothing is taken for a page, and that the same
// fetcher's next look is clean.

import Foundation
import LocalServer
import Testing

@testable import Fetch

@Suite struct FaultTableTests {
  typealias Step = TestServer.Step

  /// A fault: its name, what the server does, the bounds, and what the fetch ends with.
  struct Fault: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var steps: @Sendable (String) -> [Step]
    var bounds: @Sendable (inout FetchSettings) -> Void
    var isExpected: @Sendable (FetchError.Problem) -> Bool

    init(
      _ name: String, _ steps: @escaping @Sendable (String) -> [Step],
      bounds: @escaping @Sendable (inout FetchSettings) -> Void = { _ in },
      ends isExpected: @escaping @Sendable (FetchError.Problem) -> Bool
    ) {
      testDescription = name
      self.steps = steps
      self.bounds = bounds
      self.isExpected = isExpected
    }
  }

  static let ok = "HTTP/1.1 200 OK\r\n"

  static func packed(_ body: [UInt8], _ coding: String = "gzip") -> [Step] {
    [.send(ok + "Content-Encoding: \(coding)\r\nContent-Length: \(body.count)\r\n\r\n"), .bytes(body)]
  }

  static let faults: [Fault] = [
    Fault(
      "slow drip of headers", { _ in [.send(ok), .forever([0x58], every: .milliseconds(50))] },
      bounds: {
        $0.minimumSpeedTime = .seconds(1)
      }
    ) { $0 == .tooSlow(bytesPerSecond: 500) },
    Fault(
      "slow drip of a body", { _ in [.send(ok + "\r\n"), .forever([0x58], every: .milliseconds(50))] },
      bounds: {
        $0.minimumSpeedTime = .seconds(1)
      }
    ) { $0 == .tooSlow(bytesPerSecond: 500) },
    Fault(
      "drip just fast enough, for ever",
      { _ in
        [.send(ok + "\r\n"), .forever([UInt8](repeating: 0x58, count: 100), every: .milliseconds(20))]
      }, bounds: { $0.timeout = .milliseconds(400) }
    ) { $0 == .timedOut(.milliseconds(400)) },
    Fault("nothing at all", { _ in [.pause(.seconds(5))] }, bounds: { $0.timeout = .milliseconds(300) }) {
      $0 == .timedOut(.milliseconds(300))
    },
    Fault(
      "endless body",
      { _ in
        [.send(ok + "\r\n"), .forever([UInt8](repeating: 0x61, count: 4096), every: .zero)]
      }, bounds: { $0.maxWireBytes = 200_000 }
    ) { $0 == .tooLarge(limit: 200_000) },
    Fault("endless headers", { _ in [.send(ok), .forever(Array("X: y\r\n".utf8), every: .zero)] }) {
      $0 == .headTooLarge
    },
    Fault(
      "ten thousand headers", { _ in [.send(ok + String(repeating: "X: y\r\n", count: 10_000) + "\r\n")] }
    ) {
      $0 == .headTooLarge
    },
    Fault("gzip bomb", { _ in packed(ContentCodingTests.gzip([UInt8](repeating: 0, count: 4 << 20))) }) {
      if case .tooLargeDecoded = $0 { true } else { false }
    },
    Fault(
      "gzip bomb within a gzip bomb",
      { _ in
        packed(
          ContentCodingTests.gzip(ContentCodingTests.gzip([UInt8](repeating: 0, count: 4 << 20))),
          "gzip, gzip")
      }
    ) { if case .badEncoding = $0 { true } else { false } },
    Fault("brotli, which was not asked for", { _ in packed([1, 2, 3], "br") }) {
      if case .badEncoding = $0 { true } else { false }
    },
    Fault(
      "gzip cut short", { _ in packed(Array(ContentCodingTests.gzip(ContentCodingTests.text).dropLast(9))) }
    ) {
      if case .cutOff = $0 { true } else { false }
    },
    Fault("body shorter than told", { _ in [.send(ok + "Content-Length: 100\r\n\r\nThe fire")] }) {
      $0 == .cutOff(received: 8, expected: 100)
    },
    Fault(
      "chunks that end early", { _ in [.send(ok + "Transfer-Encoding: chunked\r\n\r\n8\r\nThe fire\r\n")] }
    ) {
      $0 == .cutOff(received: 8, expected: nil)
    },
    Fault(
      "torn down", { _ in [.send(ok + "Content-Length: 100\r\n\r\nThe"), .pause(.milliseconds(50)), .reset] }
    ) {
      $0 == .cutOff(received: 3, expected: 100)
    },
    Fault("hung up before a word", { _ in [] }) { if case .connectionFailed = $0 { true } else { false } },
    Fault(
      "redirect loop",
      { path in
        [.send("HTTP/1.1 302 Go\r\nLocation: \(path == "/a" ? "/fault" : "/a")\r\nContent-Length: 0\r\n\r\n")]
      }
    ) { if case .redirectLoop = $0 { true } else { false } },
    Fault(
      "redirects for ever",
      { path in
        [.send("HTTP/1.1 302 Go\r\nLocation: \(path)x\r\nContent-Length: 0\r\n\r\n")]
      }
    ) { $0 == .tooManyRedirects(limit: 10) },
    Fault(
      "redirect to a file",
      { _ in
        [.send("HTTP/1.1 302 Go\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")]
      }
    ) { if case .badRedirect = $0 { true } else { false } },
    Fault(
      "redirect to the cloud's keys",
      { _ in
        [.send("HTTP/1.1 302 Go\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n")]
      }
    ) { if case .refusedAddress = $0 { true } else { false } },
    Fault("no HTTP", { _ in [.send("220 mail.news.example ESMTP\r\n")] }) {
      if case .notHTTP = $0 { true } else { false }
    },
  ]

  @Test(arguments: faults)
  func `a fault is told as what it is, and the next look is clean`(fault: Fault) async throws {
    let server = TestServer { path in
      path == "/well" ? [.send(Self.ok + "Content-Length: 4\r\n\r\nfire")] : fault.steps(path)
    }
    let fetcher = Fetcher(settings: .local(fault.bounds))
    let error = await #expect(throws: FetchError.self) { try await fetcher.fetch(server.address("/fault")) }
    let found = try #require(error)
    #expect(fault.isExpected(found.problem), "\(found)")
    // By the same thread and the same connections, in its own time.
    var next = fetcher
    next.settings = .local()
    #expect(try await next.fetch(server.address("/well")).body == Array("fire".utf8))
  }

  @Test func `a body that unpacks two hundredfold is a bomb from its first mebibyte on`() async throws {
    let small = ContentCodingTests.gzip([UInt8](repeating: 0, count: 1 << 20))
    let large = ContentCodingTests.gzip([UInt8](repeating: 0, count: (1 << 20) + 1))
    #expect(try ContentCoding.undo(small, codings: ["gzip"], limit: 64 << 20, ratio: 200).count == 1 << 20)
    #expect(throws: FetchError.Problem.tooLargeDecoded(limit: 1 << 20)) {
      try ContentCoding.undo(large, codings: ["gzip"], limit: 64 << 20, ratio: 200)
    }
  }

  /// Names that lead elsewhere than they should: the resolver is overruled.
  @Test func `a name that leads to this machine is refused, whatever it led to before`() async throws {
    let server = TestServer(at: "0.0.0.0") { _ in [.send(Self.ok + "Content-Length: 4\r\n\r\nfire")] }
    let name = "rebind.example:\(server.port)"
    let found = await problem("http://\(name)/") {
      $0.allowedAddresses = []
      $0.resolved = ["\(name):127.0.0.1"]
    }
    #expect(found == .refusedAddress(host: "rebind.example", ip: "127.0.0.1", purpose: "loopback, RFC 1122"))
    // One refused address among several refuses the host.
    let among = await problem("http://\(name)/") {
      $0.allowedAddresses = []
      $0.resolved = ["\(name):10.0.0.5,127.0.0.1"]
    }
    #expect(
      among == .refusedAddress(host: "rebind.example", ip: "10.0.0.5", purpose: "private network, RFC 1918"))
    #expect(server.connections == 0)
    // The name was fine at the first hop, and leads elsewhere at the second, by another name of the same site.
    let site = TestServer("HTTP/1.1 302 Go\r\nLocation: http://\(name)/\r\nContent-Length: 0\r\n\r\n")
    let second = await problem("http://first.example:\(site.port)/") {
      $0.resolved = ["first.example:\(site.port):127.0.0.1", "\(name):127.0.0.2"]
    }
    #expect(second == .refusedAddress(host: "rebind.example", ip: "127.0.0.2", purpose: "loopback, RFC 1122"))
    #expect(site.connections == 1 && server.connections == 0)
  }

  @Test func `no descriptor is left behind`() async throws {
    let server = TestServer { path in
      path.hasPrefix("/cut")
        ? [.send(Self.ok + "Content-Length: 9\r\n\r\nab")] : [.send(Self.ok + "Content-Length: 2\r\n\r\nab")]
    }
    let before = Self.sockets(to: server.port)
    do {
      let fetcher = Fetcher(settings: .local())
      for number in 0..<40 { _ = try? await fetcher.fetch(server.address(number % 2 == 0 ? "/cut" : "/ok")) }
    }
    var patience = 500
    while Self.sockets(to: server.port) > before, patience > 0 {
      try await Task.sleep(for: .milliseconds(10))
      patience -= 1
    }
    #expect(Self.sockets(to: server.port) == before)
  }
}

extension FaultTableTests {
  /// How many connections to a port of this machine are open.
  static func sockets(to port: Int) -> Int {
    let table = (try? String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)) ?? ""
    let end = ":" + String(port, radix: 16, uppercase: true)
    return table.split(separator: "\n").dropFirst().count { line in
      let fields = line.split(separator: " ")
      return fields.count > 3 && fields[2].hasSuffix(end) && fields[3] == "01"
    }
  }
}
