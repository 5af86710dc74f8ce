// A plain web server for the load: one thread, epoll, every address of this machine.

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
    let poller = epoll_create1(0)
    watch(listener, poller)
    var events = [epoll_event](repeating: epoll_event(), count: 256)
    var room = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = epoll_wait(poller, &events, 256, -1)
      for event in events.prefix(Int(max(count, 0))) {
        if event.data.fd == listener {
          let connection = accept(listener, nil, nil)
          if connection >= 0 { watch(connection, poller) }
          continue
        }
        // Requests are short and come whole on the loopback.
        let got = recv(event.data.fd, &room, room.count, 0)
        if got <= 0 {
          close(event.data.fd)
          continue
        }
        let request = String(decoding: room[..<got], as: UTF8.self)
        let answer =
          request.hasPrefix("GET /robots.txt")
          ? none : request.contains("If-None-Match") && !request.contains("0 HTTP") ? same : page
        _ = answer.withUnsafeBytes { send(event.data.fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      }
    }
  }

  private func watch(_ descriptor: Int32, _ poller: Int32) {
    var event = epoll_event()
    event.events = EPOLLIN.rawValue
    event.data.fd = descriptor
    epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event)
  }
}
