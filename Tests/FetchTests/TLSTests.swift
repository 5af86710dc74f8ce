// Tests of certificates, against OpenSSL's own test server.

import Foundation
import Glibc
import LocalServer
import Story
import Testing

@testable import Fetch

@Suite(.enabled(if: TLSServer.isPossible, "needs the openssl command"))
struct TLSTests {
  @Test func `a certificate nobody vouches for is refused`() async throws {
    let server = try TLSServer(name: "IP:127.0.0.1")
    let found = await problem(server.address("/page"))
    guard case .tls(host: "127.0.0.1", let detail) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(detail.contains("self-signed") || detail.contains("self signed"))
  }

  @Test func `a certificate for another host is refused`() async throws {
    let server = try TLSServer(name: "DNS:news.example")
    let found = await problem(server.address("/page")) { $0.certificateFile = server.certificate }
    guard case .tls = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test func `a trusted certificate is taken, and nothing leads from it to plain text`() async throws {
    let server = try TLSServer(name: "IP:127.0.0.1")
    let page = try await fetch(server.address("/page")) { $0.certificateFile = server.certificate }
    #expect(page.body == Array("ok".utf8))
    let found = await problem(server.address("/away")) { $0.certificateFile = server.certificate }
    #expect(found == .insecureRedirect(to: "http://news.example/"))
  }

  @Test func `a certificate out of date is refused`() async throws {
    let server = try TLSServer(name: "IP:127.0.0.1", isExpired: true)
    let found = await problem(server.address("/page")) { $0.certificateFile = server.certificate }
    guard case .tls(host: "127.0.0.1", let detail) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(detail.contains("expired"))
  }

  @Test func `each hop tells the certificate the server showed`() async throws {
    let server = try TLSServer(name: "IP:127.0.0.1")
    let fetcher = Fetcher(settings: .local { $0.certificateFile = server.certificate })
    let first = try await fetcher.fetch(server.address("/page"))
    let second = try await fetcher.fetch(server.address("/page"))
    #expect(first.hops.first?.certificate == server.fingerprint)
    #expect(second.hops.first?.certificate == server.fingerprint)
  }

  @Test func `what the operator sends along goes to its host only`() async throws {
    let plain = TestServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    let server = try TLSServer(name: "IP:127.0.0.1")
    let answer = try await fetch(server.address("/page")) {
      $0.certificateFile = server.certificate
      $0.access = ["127.0.0.1": HostAccess(headers: ["X-Desk": "key"], cookies: ["b": "2", "a": "1"])]
    }
    #expect(answer.requestHeaders.suffix(2) == ["X-Desk: key", "Cookie: a=1; b=2"])
    #expect(answer.shownRequestHeaders.suffix(2) == ["X-Desk: (not kept)", "Cookie: (not kept)"])
    _ = try await fetch(plain.address()) { $0.access = ["127.0.0.1": HostAccess(cookies: ["a": "1"])] }
    #expect(plain.requests.first?.contains("Cookie") == false)
  }

  @Test func `a missing file of authorities is an error, not a free pass`() async throws {
    let server = try TLSServer(name: "IP:127.0.0.1")
    #expect(await problem(server.address("/page")) { $0.certificateFile = "/nowhere/ca.pem" } != nil)
  }
}

/// `openssl s_server` with a certificate of its own, serving two answers.
final class TLSServer {
  static let openssl = "/usr/bin/openssl"
  static let isPossible = FileManager.default.isExecutableFile(atPath: openssl)

  let certificate: String
  private let folder: URL
  private let process: pid_t
  private let port = TestServer("").port

  /// Starts a server whose certificate is for a name (`DNS:…` or `IP:…`).
  init(name: String, isExpired: Bool = false) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "writethru-tls-\(UUID().uuidString)")
    certificate = folder.appending(path: "cert.pem").path
    let key = folder.appending(path: "key.pem").path
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8).write(to: folder.appending(path: "page"))
    try Data("HTTP/1.0 301 Moved\r\nContent-Length: 0\r\nLocation: http://news.example/\r\n\r\n".utf8)
      .write(to: folder.appending(path: "away"))
    let maker = try Self.run(
      [
        Self.openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=writethru test", "-addext",
        "subjectAltName=\(name)",
      ])
    var status: Int32 = 0
    waitpid(maker, &status, 0)
    try #require(status == 0)
    if isExpired {
      let ager = try Self.run(
        [
          Self.openssl, "x509", "-in", certificate, "-signkey", key, "-days", "-1", "-out",
          certificate + ".old",
        ])
      waitpid(ager, &status, 0)
      try #require(status == 0 && rename(certificate + ".old", certificate) == 0)
    }
    // timeout(1) ends the server should this test run be ended itself.
    process = try Self.run(
      [
        "/usr/bin/timeout", "600", "/usr/bin/env", "-C", folder.path, Self.openssl, "s_server", "-accept",
        "127.0.0.1:\(port)", "-cert", certificate,
        "-key", key, "-HTTP", "-quiet",
      ])
    var patience = 200
    while !TestServer.isListening(at: port) && patience > 0 {
      usleep(20_000)
      patience -= 1
    }
  }

  deinit {
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Starts a command with no input and no output.
  private static func run(_ command: [String]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0...2 as ClosedRange<Int32> {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    // Swift's threads hold signals back, and a child inherits that: it could not be ended, and timeout(1) not end it.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    try #require(posix_spawn(&child, command[0], &actions, &attributes, &arguments, environ) == 0)
    return child
  }

  /// The SHA-256 of the certificate as openssl tells it.
  var fingerprint: String? {
    let output = folder.appending(path: "print").path
    let command = "\(Self.openssl) x509 -in \(certificate) -noout -fingerprint -sha256 > \(output)"
    guard let teller = try? Self.run(["/bin/sh", "-c", command]) else { return nil }
    var status: Int32 = 0
    waitpid(teller, &status, 0)
    let text = try? String(contentsOfFile: output, encoding: .utf8)
    return text?.split(separator: "=").last?.filter(\.isHexDigit).lowercased()
  }

  func address(_ path: String) -> String { "https://127.0.0.1:\(port)\(path)" }
}
