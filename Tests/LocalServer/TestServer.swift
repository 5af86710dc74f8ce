// A small web server that does what a test tells it, right or wrong.

import Foundation
import Glibc
import Synchronization

/// A small web server on 127.0.0.1, one thread a connection, one request a connection. It sends what its script says,
/// byte for byte, so that it can misbehave in every way.
public final class TestServer: Sendable {
  /// One thing the server does.
  public enum Step: Sendable {
    /// Sends a text as it stands.
    case send(String)
    /// Sends bytes as they stand.
    case bytes([UInt8])
    /// Does nothing for a while.
    case pause(Duration)
    /// Sends bytes again and again until the client hangs up, with a pause after each.
    case forever([UInt8], every: Duration)
    /// Hangs up without saying goodbye (TCP RST).
    case reset
  }

  /// The port it listens at.
  public let port: Int
  /// The requests received, headers and all, in the order of arrival.
  public var requests: [String] { received.withLock { $0 } }
  /// How many connections were accepted.
  public var connections: Int { accepted.load(ordering: .relaxed) }

  private let received = Mutex<[String]>([])
  private let accepted = Atomic(0)
  private let listener: Int32

  /// A server whose script is given the whole request.
  public static func answering(
    at host: String = "127.0.0.1", _ script: @escaping @Sendable (String) -> [Step]
  ) -> TestServer {
    TestServer(script, at: host, given: { $0 })
  }

  /// A server whose script is given the path asked for.
  ///
  /// - Parameter host: where it listens; `0.0.0.0` for every address of this machine.
  public convenience init(at host: String = "127.0.0.1", _ script: @escaping @Sendable (String) -> [Step]) {
    self.init(script, at: host, given: { Self.path(of: $0) })
  }

  /// A server that answers every request with the same text.
  public convenience init(_ answer: String) { self.init { _ in [.send(answer)] } }

  private init(
    _ script: @escaping @Sendable (String) -> [Step], at host: String,
    given part: @escaping @Sendable (String) -> String
  ) {
    Self.proxies
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = Self.place(port: 0, host: host)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    port = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socket in
        precondition(bind(listener, socket, size) == 0 && listen(listener, 64) == 0)
        precondition(getsockname(listener, socket, &size) == 0)
      }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
    Thread.detachNewThread { [weak self] in
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        self?.accepted.add(1, ordering: .relaxed)
        Thread.detachNewThread { [weak self] in
          let request = Self.request(from: connection)
          self?.received.withLock { $0.append(request) }
          Self.play(script(part(request)), to: connection)
          close(connection)
        }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// The answer of a server that has no robots.txt.
  public static let noRobots: [Step] = [
    .send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
  ]

  /// Whether anybody takes connections at a port of this machine.
  public static func isListening(at port: Int) -> Bool {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(connection) }
    var place = Self.place(port: port)
    return withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func place(port: Int, host: String = "127.0.0.1") -> sockaddr_in {
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = UInt16(port).bigEndian
    place.sin_addr.s_addr = inet_addr(host)
    return place
  }

  /// The server's address of a path.
  public func address(_ path: String = "/", host: String = "127.0.0.1") -> String {
    "http://\(host):\(port)\(path)"
  }

  /// Every test runs with proxies in its environment that nobody answers at: heeding them would fail it.
  private static let proxies: Void = {
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
      setenv(name, "http://127.0.0.1:1", 1)
    }
  }()

  private static func request(from connection: Int32) -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(connection, &piece, piece.count, 0)
      if count <= 0 { break }
      bytes += piece[..<count]
      // A request is over after an empty line and the body it says it has; a TLS greeting, which starts with 22, has
      // neither.
      if bytes[0] == 22 { break }
      guard let end = bytes.firstRange(of: [13, 10, 13, 10]) else { continue }
      let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).lowercased()
      let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
      let body = length.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
      if bytes.count - end.upperBound >= body { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func path(of request: String) -> String {
    let parts = request.split(separator: " ")
    return parts.count > 1 ? String(parts[1]) : ""
  }

  private static func play(_ steps: [Step], to connection: Int32) {
    for step in steps {
      switch step {
      case .send(let text): guard write(Array(text.utf8), to: connection) else { return }
      case .bytes(let bytes): guard write(bytes, to: connection) else { return }
      case .pause(let time): usleep(UInt32(time / .microseconds(1)))
      case .forever(let bytes, let time):
        while write(bytes, to: connection) { usleep(UInt32(time / .microseconds(1))) }
      case .reset:
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        return
      }
    }
  }

  private static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
