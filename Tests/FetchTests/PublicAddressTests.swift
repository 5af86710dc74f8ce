// Tests of which addresses are public, and that no way of writing others gets through.

import Glibc
import LocalServer
import Testing

@testable import Fetch

@Suite struct PublicAddressTests {
  /// The first and last address of every block that is not public.
  static let special = [
    ("0.0.0.0", "0.255.255.255"), ("10.0.0.0", "10.255.255.255"), ("100.64.0.0", "100.127.255.255"),
    ("127.0.0.0", "127.255.255.255"), ("169.254.0.0", "169.254.255.255"), ("172.16.0.0", "172.31.255.255"),
    ("192.0.0.0", "192.0.0.255"), ("192.0.2.0", "192.0.2.255"), ("192.88.99.0", "192.88.99.255"),
    ("192.168.0.0", "192.168.255.255"), ("198.18.0.0", "198.19.255.255"), ("198.51.100.0", "198.51.100.255"),
    ("203.0.113.0", "203.0.113.255"), ("168.63.129.16", "168.63.129.16"), ("224.0.0.0", "239.255.255.255"),
    ("240.0.0.0", "255.255.255.255"),
    ("::", "::"), ("::1", "::1"), ("::2", "::ffff:ffff"),
    ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"),
    ("100::", "100::ffff:ffff:ffff:ffff"), ("2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("3ffe::", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
  ]

  @Test(arguments: special)
  func `a special block is refused from its first address to its last`(first: String, last: String) throws {
    let one = try #require(NetworkAddress(first))
    let other = try #require(NetworkAddress(last))
    let purpose = try #require(AddressRules.whyNotPublic(one))
    #expect(AddressRules.whyNotPublic(other) == purpose)
    #expect(purpose != "not global unicast, RFC 4291")
  }

  @Test func `the tested blocks are all there are`() {
    #expect(AddressRules.specials.count == Self.special.count)
    #expect(Set(AddressRules.specials.map(\.range)).count == AddressRules.specials.count)
  }

  /// Neighbours of the blocks on either side, and well-known public servers.
  @Test(arguments: [
    "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "168.63.129.15", "168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",
    "191.255.255.255", "192.0.1.0", "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
    "223.255.255.255", "8.8.8.8", "151.101.0.81", "2000::1", "2001:200::", "2001:db7:ffff::", "2001:db9::",
    "2003::", "2606:4700::6810:84e5", "2a04:4e42::81", "3ffd:ffff::", "3fff:1000::",
  ])
  func `what lies beside the blocks is public`(text: String) throws {
    #expect(AddressRules.whyNotPublic(try #require(NetworkAddress(text))) == nil)
  }

  @Test(arguments: [
    "1000::", "1fff:ffff::", "4000::", "64:ff9b:2::", "200::1", "fbff::", "fe00::1", "::1:0:0:0",
  ])
  func `IPv6 that nobody was given is refused`(text: String) throws {
    #expect(AddressRules.whyNotPublic(try #require(NetworkAddress(text))) != nil)
  }

  @Test(arguments: [
    ("::ffff:127.0.0.1", false), ("::ffff:a00:5", false), ("::ffff:169.254.169.254", false),
    ("::ffff:8.8.8.8", true), ("::127.0.0.1", false), ("::8.8.8.8", false), ("64:ff9b::127.0.0.1", false),
    ("64:ff9b::10.0.0.5", false), ("64:ff9b::169.254.169.254", false), ("64:ff9b::8.8.8.8", true),
    ("64:ff9b:1::8.8.8.8", false), ("2002:7f00:1::", false), ("2002:808:808::", false),
    ("2001:0:7f00:1::", false), ("2001:0:808:808::", false),
  ])
  func `IPv4 inside IPv6 is judged by where it leads`(text: String, isPublic: Bool) throws {
    #expect((AddressRules.whyNotPublic(try #require(NetworkAddress(text))) == nil) == isPublic)
  }

  /// Ways to write an address of this machine, and what each is refused as.
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1"), ("2130706433", "127.0.0.1"), ("0x7f000001", "127.0.0.1"),
    ("0x7f.1", "127.0.0.1"),
    ("127.1", "127.0.0.1"), ("0177.0.0.1", "127.0.0.1"), ("017700000001", "127.0.0.1"), ("0", "0.0.0.0"),
    ("0.0.0.0", "0.0.0.0"), ("127.255.255.254", "127.255.255.254"), ("[::1]", "::1"), ("[::]", "::"),
    ("[0:0:0:0:0:0:0:1]", "::1"), ("[::ffff:127.0.0.1]", "127.0.0.1"), ("[::ffff:7f00:1]", "127.0.0.1"),
    ("[::127.0.0.1]", "::127.0.0.1"), ("[64:ff9b::127.0.0.1]", "64:ff9b::7f00:1"), ("１２７.０.０.１", "127.0.0.1"),
    ("①②⑦.⓪.⓪.①", "127.0.0.1"), ("127。0。0。1", "127.0.0.1"), ("%31%32%37.0.0.1", "127.0.0.1"),
  ])
  func `no way of writing an address of this machine gets through`(host: String, ip: String) async throws {
    let server = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
    let found = await problem(server.address(host: host)) { $0.allowedAddresses = [] }
    guard case .refusedAddress(_, ip: ip, _) = found else {
      Issue.record("\(host): \(String(describing: found))")
      return
    }
    #expect(server.connections == 0)
  }

  @Test(arguments: ["localhost", "LOCALHOST", "ｌｏｃａｌｈｏｓｔ", "news.localhost"])
  func `no name of this machine gets through`(host: String) async throws {
    let server = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
    let found = await problem(server.address(host: host)) { $0.allowedAddresses = [] }
    guard case .refusedAddress(_, let ip, _) = found else {
      Issue.record("\(host): \(String(describing: found))")
      return
    }
    #expect(["127.0.0.1", "::1"].contains(ip))
    #expect(server.connections == 0)
  }

  @Test(arguments: ["localhost.", "127.0.0.1.", "0x7f.1.", "１２７.０.０.１。"])
  func `a trailing dot opens no way`(host: String) async {
    let server = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
    #expect(await problem(server.address(host: host)) { $0.allowedAddresses = [] } != nil)
    #expect(server.connections == 0)
  }

  @Test func `the refusal says which address and what to do`() async throws {
    do {
      _ = try await Fetcher(settings: FetchSettings()).fetch("http://localhost/")
      Issue.record("localhost was reached")
    } catch {
      #expect(error.description.contains("localhost resolves to "))
      #expect(error.description.contains("not a public address (loopback, RFC"))
      #expect(error.description.contains("use --allow-address "))
    }
  }

  @Test func `an unusual port is for allowed addresses only`() async throws {
    let found = await problem("http://8.8.8.8:22/") { _ in }
    #expect(found == .refusedPort(host: "8.8.8.8", ip: "8.8.8.8", port: 22))
  }

  @Test func `an allowed address does not open its neighbours`() async throws {
    let server = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npublic")
    let other = server.address(host: "127.0.0.2")
    #expect(
      await problem(other)
        == .refusedAddress(host: "127.0.0.2", ip: "127.0.0.2", purpose: "loopback, RFC 1122"))
    #expect(server.connections == 0)
  }

  @Test func `an allowed address may be written as IPv6`() async throws {
    let server = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npublic")
    let found = await problem(server.address(host: "[::ffff:127.0.0.1]"))
    // Without IPv6 on this machine the connection fails, but it is not refused.
    if case .refusedAddress = found { Issue.record("refused: \(String(describing: found))") }
  }

  @Test func `a socket of another kind is no address`() {
    var place = sockaddr_un()
    place.sun_family = sa_family_t(AF_UNIX)
    #expect(withUnsafeBytes(of: place) { SocketAddress(sockaddr: $0) } == nil)
    #expect(SocketAddress(sockaddr: UnsafeRawBufferPointer(start: nil, count: 0)) == nil)
    var short = sockaddr_in()
    short.sin_family = sa_family_t(AF_INET)
    #expect(
      withUnsafeBytes(of: short) { SocketAddress(sockaddr: UnsafeRawBufferPointer(rebasing: $0[..<8])) }
        == nil)
  }
}
