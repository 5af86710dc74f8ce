// Serves what a monitor asks for, on this machine only.

import Hummingbird
import Logging
public import Newsroom

/// A small server beside a watch: `GET /health`, `GET /metrics`.
public struct MonitorServer: Sendable {
  private let host: String
  private let port: Int
  private let status: @Sendable () -> ServiceStatus

  /// A server at an address of this machine.
  ///
  /// - Parameters:
  ///   - place: `127.0.0.1:9464`, `[::1]:9464` or `localhost:9464`; port 0 takes a free one.
  ///   - status: tells how the watch is doing.
  /// - Throws: ``Failure`` of kind `usage` when the place is none, or not this machine's own: what is watched is told
  ///   to anybody who asks there.
  public init(at place: String, status: @escaping @Sendable () -> ServiceStatus) throws(Failure) {
    guard let colon = place.lastIndex(of: ":"), let port = UInt16(place[place.index(after: colon)...]) else {
      throw Failure(
        .usage, "“\(place)” is no place to listen: give a host and a port, such as 127.0.0.1:9464")
    }
    var host = String(place[..<colon])
    if host.hasPrefix("[") && host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    guard ["127.0.0.1", "::1", "localhost"].contains(host) else {
      throw Failure(
        .usage,
        "a monitor may ask on this machine only: listen at 127.0.0.1:\(port), and put a proxy that asks for a "
          + "password before it if others are to ask")
    }
    self.host = host
    self.port = Int(port)
    self.status = status
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter ready: called with the port once it listens.
  /// - Throws: ``Failure`` of kind `unavailable` when the place is taken.
  public func run(ready: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
    let router = Router(context: BasicRequestContext.self)
    MonitorPages(status: status).add(to: router)
    let server = Application(
      router: router,
      configuration: .init(address: .hostname(host, port: port), serverName: "writethru"),
      onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) },
      // What goes wrong is told by whoever runs this; the library's own log would stand between the watch's lines.
      logger: Logger(label: "writethru.monitor") { _ in SwiftLogNoOpLogHandler() })
    do {
      try await server.run()
    } catch is CancellationError {
      return
    } catch {
      throw Failure(
        .unavailable,
        "cannot listen at \(host):\(port): \(error); is another watch running? Give another port")
    }
  }
}
