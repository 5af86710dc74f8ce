// Tests of redirects: which are followed, which are refused, and what is kept of them.

import LocalServer
import Story
import Testing

@testable import Fetch

@Suite struct JourneyTests {
  /// A server that redirects from each path to where `way` says, and answers 200 elsewhere.
  static func server(_ way: [String: String], status: Int = 302) -> TestServer {
    TestServer { path in
      guard let next = way[path] else { return [.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nend")] }
      return [.send("HTTP/1.1 \(status) Go\r\nLocation: \(next)\r\nContent-Length: 4\r\n\r\ngone")]
    }
  }

  @Test func `a chain of redirects is followed and every hop kept`() async throws {
    let server = Self.server(["/c/": "../d/./e#part"])
    let second = Self.server(["/b?x=1": "//127.0.0.1:\(server.port)/c/"])
    let first = Self.server(["/a": second.address("/b?x=1")])
    let answer = try await fetch(first.address("/a"))
    #expect(
      answer.hops == [
        Hop(address: first.address("/a"), status: 302, peer: "127.0.0.1"),
        Hop(address: second.address("/b?x=1"), status: 302, peer: "127.0.0.1"),
        Hop(address: server.address("/c/"), status: 302, peer: "127.0.0.1"),
        Hop(address: server.address("/d/e"), status: 200, peer: "127.0.0.1"),
      ])
    #expect(answer.finalAddress == server.address("/d/e"))
    #expect(answer.body == Array("end".utf8))
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `every kind of redirect is followed by asking again`(status: Int) async throws {
    let server = Self.server(["/a": "/b"], status: status)
    #expect(try await fetch(server.address("/a")).hops.map(\.status) == [status, 200])
    #expect(server.requests.allSatisfy { $0.hasPrefix("GET ") })
  }

  @Test func `a redirect without an address is an answer`() async throws {
    let server = TestServer("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")
    #expect(try await fetch(server.address()).status == 302)
  }

  @Test func `bytes beyond ASCII in a redirect are asked for as they are`() async throws {
    let location =
      Array("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /caf".utf8) + [0xE9, 13, 10, 13, 10]
    let server = TestServer { path in
      path == "/" ? [.bytes(location)] : [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    }
    #expect(try await fetch(server.address()).finalAddress == server.address("/caf%e9"))
  }

  @Test func `a circle of redirects is found`() async {
    let server = Self.server(["/a": "/b", "/b": "/c", "/c": "/b#again"])
    do {
      _ = try await fetch(server.address("/a"))
      Issue.record("a circle ended")
    } catch {
      #expect(error.problem == .redirectLoop(to: server.address("/b")))
      #expect(error.hops.map(\.address) == ["/a", "/b", "/c"].map { server.address($0) })
      #expect(error.address == server.address("/c"))
      #expect(error.description.contains("in a circle, back to \(server.address("/b"))"))
    }
    #expect(server.requests.count == 3)
  }

  @Test func `ten requests are made, not eleven`() async throws {
    let chain = Dictionary(uniqueKeysWithValues: (1...10).map { ("/\($0)", "/\($0 + 1)") })
    let long = Self.server(chain)
    #expect(await problem(long.address("/1")) == .tooManyRedirects(limit: 10))
    #expect(long.requests.count == 10)
    #expect(try await fetch(long.address("/2")).hops.count == 10)
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1:6379/_FLUSHALL", "javascript:alert(1)",
    "data:text/html,a", "http+unix://socket/a", "https://desk:word@127.0.0.1/",
    "http://127.0.0.1\\@news.example/",
    "/a b", "/a\tb", "http://",
  ])
  func `a redirect that no page needs is refused`(location: String) async {
    let server = Self.server(["/": location])
    guard case .badRedirect(let error) = await problem(server.address()) else {
      Issue.record("\(location) was followed")
      return
    }
    #expect(error.given == location)
    #expect(server.requests.count == 1)
  }

  @Test(arguments: [
    ("http://169.254.169.254/latest/meta-data/", "169.254.169.254"), ("http://10.0.0.5/", "10.0.0.5"),
    ("//192.168.1.1/admin", "192.168.1.1"), ("http://[fd00:ec2::254]/latest", "fd00:ec2::254"),
    ("http://127.0.0.2/", "127.0.0.2"), ("http://0x7f.2:8080/", "127.0.0.2"),
    ("http://[::ffff:10.0.0.5]/", "10.0.0.5"),
  ])
  func `a redirect to a private address is refused before anything is sent`(location: String, ip: String)
    async
  {
    let server = Self.server(["/": location])
    guard case .refusedAddress(_, let refused, _) = await problem(server.address()) else {
      Issue.record("\(location) was not refused")
      return
    }
    #expect(refused == ip)
  }

  @Test(arguments: [
    ("https://news.example/a", "http://news.example/a", false),
    ("https://news.example/a", "//other.example/", true),
    ("http://news.example/a", "https://news.example/a", true),
    ("http://news.example/a", "http://b.example/", true),
    ("https://news.example/a", "HTTP://news.example/b", false),
  ])
  func `no redirect leads from https to http`(from: String, to: String, isFollowed: Bool) throws {
    let place = try WebAddress(from)
    let hops = [Hop(address: place.text, status: 301)]
    do {
      _ = try Journey.next(after: hops, from: place, to: Array(to.utf8), limit: 10)
      #expect(isFollowed)
    } catch {
      #expect(!isFollowed)
      guard case .insecureRedirect = error else { throw error }
    }
  }
}
