// A plain web server for the load: one thread, every address of this machine.

import Glibc

/// Serves the same page under every name; 304 to whoever has it, 404 for robots.txt.
struct LoadServer {
  let port: UInt16
  private let page = Array(
    ("HTTP/1.1 200 OK\r\nETag: \"7\"\r\nContent-Type: text/html\r\nContent-Length: 20000\r\n\r\n"
      + String(repeating: "The fire is out. ", count: 1177).prefix(20_000)).utf8)
  private let same = Array("HTTP/1.1 304 Not Modified\r\nETag: \"7\"\r\n\r\n".utf8)
  private let none = Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".utf8)

  init(port: UInt16) { self.port = port }

  func run() {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, 4)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    // Only the loopback network leads here: 127.0.0.1 alone would not serve 127.1.2.3.
    place.sin_addr.s_addr = 0
    let bound = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0, listen(listener, 1024) == 0 else { return }
    var watched = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
    var room = [UInt8](repeating: 0, count: 16_384)
    // It ends with whoever started it.
    let parent = getppid()
    while getppid() == parent, poll(&watched, nfds_t(watched.count), 1000) >= 0 {
      var kept = [watched[0]]
      for one in watched.dropFirst() {
        if one.revents == 0 || answer(one.fd, &room) { kept.append(one) } else { close(one.fd) }
      }
      if watched[0].revents != 0, case let connection = accept(listener, nil, nil), connection >= 0 {
        kept.append(pollfd(fd: connection, events: Int16(POLLIN), revents: 0))
      }
      watched = kept
    }
  }

  /// Answers a request, which is short and comes whole on the loopback; false when the other side has hung up.
  private func answer(_ connection: Int32, _ room: inout [UInt8]) -> Bool {
    let got = recv(connection, &room, room.count, 0)
    guard got > 0 else { return false }
    let request = String(decoding: room[..<got], as: UTF8.self)
    // Every tenth story is new each time.
    let isNew = request.contains("0 HTTP/1.1\r\n")
    let bytes = request.hasPrefix("GET /robots.txt") ? none : isNew ? page : same
    return bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } > 0
  }
}
