// The server of the Desk: where it listens, and who may ask.

import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
public import Newsroom

/// Serves an archive to browsers and programs.
public struct DeskServer: Sendable {
  /// Where it listens and whom it answers.
  public struct Settings: Sendable {
    /// The address to listen at.
    public var host: String
    /// The port; 0 takes a free one.
    public var port: Int
    /// Other names that browsers ask for it by.
    public var names: [String]
    /// The address browsers are to use, such as that of a proxy before it; nil for its own.
    public var base: String?

    /// The port of the saved pages, which have an origin of their own; 0 takes a free one, nil the port after ``port``.
    public var pagesPort: Int?
    /// The address browsers are to use for the saved pages, such as another name of the proxy.
    public var pagesBase: String?

    /// Settings of a server, by default for this machine only.
    public init(
      host: String = "127.0.0.1", port: Int = 8384, names: [String] = [], base: String? = nil,
      pagesPort: Int? = nil, pagesBase: String? = nil
    ) {
      self.pagesPort = pagesPort
      self.pagesBase = pagesBase
      self.host = host
      self.port = port
      self.names = names
      self.base = base
    }

    /// Whether only this machine can ask.
    var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
  }

  private let records: Records
  private let settings: Settings
  private let doorkeeper: Doorkeeper?

  /// A server of an archive.
  ///
  /// - Parameter status: how a watch in this process is doing; nil when there is none.
  /// - Throws: ``Failure`` of kind `usage` for an address that others can reach while no token is made, or for settings
  ///   that are none.
  public init(
    _ newsroom: Newsroom, settings: Settings = Settings(),
    status: (@Sendable () -> ServiceStatus)? = nil
  ) throws {
    for port in [settings.port, settings.pagesPort ?? 0] where !(0...65535).contains(port) {
      throw Failure(.usage, "\(port) is no port: give one from 1 to 65535")
    }
    if settings.port != 0, settings.pagesPort == settings.port {
      throw Failure(.usage, "saved pages need a port of their own: --pages-port is the Desk’s")
    }
    let tokens = TokenFile(archive: newsroom.path)
    let hasTokens = try !tokens.entries().isEmpty
    guard settings.isLoopback || hasTokens else {
      throw Failure(
        .usage,
        "others can reach \(settings.host): make a token first with “writethru tokens add NAME”, or listen at 127.0.0.1"
      )
    }
    records = Records(newsroom, status: status)
    self.settings = settings
    doorkeeper = hasTokens ? Doorkeeper(tokens) : nil
  }

  /// Whether a token is asked for.
  public var asksForTokens: Bool { doorkeeper != nil }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter ready: called with the address to open once it listens.
  /// - Throws: ``Failure`` of kind `unavailable` when the place is taken.
  public func run(ready: @escaping @Sendable (String) -> Void = { _ in }) async throws {
    raiseLimitOfFiles()
    let names = Set(
      (["127.0.0.1", "localhost", "[::1]", settings.host] + settings.names).map { Gate.name($0) })
    let now = records.newsroom.now
    let gate = Gate(names: names, doorkeeper: doorkeeper, now: now)
    // The port is known only once it listens when any is taken.
    let port = try settings.port == 0 ? Self.freePort() : settings.port
    let shownHost = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
    let base = settings.base ?? "http://\(shownHost):\(port)"
    let pages = try savedPages(beside: port, shownHost, base: base, names: names)
    records.expectLevelling()
    let desk = Desk(records, gate: gate, base: base, saved: pages?.pages)
    let server = application(at: port, ready: { ready(base + "/") }) { await desk.answer($0) }
    let pagesServer = pages.map { pages in
      application(at: pages.port) { .page(await pages.pages.answer($0)) }
    }
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        if let pagesServer { group.addTask { try await pagesServer.run() } }
        group.addTask { await desk.events.run() }
        group.addTask { try await records.keepLevel() }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch is CancellationError {
      return
    } catch {
      throw Failure(
        .unavailable,
        "cannot listen at \(settings.host):\(port): \(error); is another server running? Give another --port, or --pages-port for the one after it"
      )
    }
  }

  private func application(
    at port: Int, ready: @escaping @Sendable () -> Void = {},
    _ answer: @escaping @Sendable (Asked) async -> Desk.Answer
  ) -> some ApplicationProtocol {
    Application(
      responder: DeskResponder(answer: answer),
      server: .http1(configuration: .init(additionalChannelHandlers: [Deadline()])),
      configuration: .init(
        address: .hostname(settings.host, port: port), serverName: "writethru", backlog: 1024),
      onServerRunning: { _ in ready() },
      logger: Logger(label: "writethru.desk") { _ in SwiftLogNoOpLogHandler() })
  }

  /// The saved pages and the port they are at; nil behind a proxy that has no other address for them.
  private func savedPages(
    beside port: Int, _ host: String, base: String, names: Set<String>
  ) throws -> (pages: SavedPages, port: Int)? {
    if settings.base != nil && settings.pagesBase == nil { return nil }
    let given = settings.pagesPort ?? (settings.port == 0 || port == 65535 ? 0 : port + 1)
    let own = try given == 0 ? Self.freePort() : given
    let pagesBase = settings.pagesBase ?? "http://\(host):\(own)"
    guard pagesBase != base else {
      throw Failure(.usage, "saved pages need an address of their own: --pages-address is the Desk’s")
    }
    let name = pagesBase.split(separator: "/").dropFirst().first.map { Gate.name(String($0)) }
    let pages = SavedPages(
      records.newsroom, names: names.union([name].compactMap { $0 }), desk: base, base: pagesBase,
      now: records.newsroom.now)
    return (pages, own)
  }

  /// A port that nobody listens at.
  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let size = length
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, size) == 0 && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard isBound else { throw Failure(.unavailable, "no port is free: give one with --port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Many connections need many descriptors: the most that the system lets have.
  private func raiseLimitOfFiles() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}

/// What Hummingbird keeps of a connection.
struct DeskContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let peer: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? "unknown"
  }
}

/// Brings requests from Hummingbird to whoever answers, and answers back.
struct DeskResponder: HTTPResponder {
  typealias Context = DeskContext

  let answer: @Sendable (Asked) async -> Desk.Answer
  private static let mostBytes = 64 * 1024

  func respond(to request: Request, context: DeskContext) async throws -> Response {
    var asked = Asked()
    asked.method = request.method.rawValue
    let target = request.head.path ?? "/"
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    asked.path = String(parts[0])
    asked.query = parts.count > 1 ? String(parts[1]) : nil
    asked.host = request.head.authority
    for field in request.headers { asked.headers[field.name.canonicalName] = field.value }
    asked.peer = context.peer
    if !asked.isSafe {
      do {
        asked.body = Array(buffer: try await request.body.collect(upTo: Self.mostBytes))
      } catch {
        return Response(status: .contentTooLarge)
      }
    }
    switch await answer(asked) {
    case .page(let page): return response(page, isHead: request.method == .head)
    case .events(let stream):
      return Response(
        status: .ok,
        headers: fields([("Content-Type", "text/event-stream"), ("X-Accel-Buffering", "no")] + Gate.headers),
        body: request.method == .head ? .init() : .init(asyncSequence: stream.map { ByteBuffer(string: $0) }))
    }
  }

  private func response(_ page: Page, isHead: Bool) -> Response {
    var headers = fields(page.headers)
    if page.status != 304 { headers[.contentType] = page.type }
    let response = Response(
      status: .init(code: page.status), headers: headers,
      body: .init(byteBuffer: ByteBuffer(bytes: page.body)))
    return isHead ? response.createHeadResponse() : response
  }

  private func fields(_ headers: [(name: String, value: String)]) -> HTTPFields {
    var fields = HTTPFields()
    for header in headers {
      guard let name = HTTPField.Name(header.name), HTTPField.isValidValue(header.value) else { continue }
      fields.append(HTTPField(name: name, value: header.value))
    }
    return fields
  }
}
