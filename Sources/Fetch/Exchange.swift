// One request and its answer, watched while it comes.

import CCurl
import Glibc

/// One request and its answer. libcurl calls it for every connection, header line and piece of the body (see
/// ExchangeCalls.swift), and it stops what is out of bounds.
final class Exchange: @unchecked Sendable {
  // Sendable: from its start until `whenDone` is told, the loop's thread alone touches it; after that its maker.

  /// The final answer's status line and headers, exactly as received.
  private(set) var headBytes: [UInt8] = []
  /// The same, read.
  private(set) var head = ResponseHead([])
  /// The body as it came.
  private(set) var body: [UInt8] = []
  /// The network address that answered.
  private(set) var peer: String?
  /// Whether the headers have all come.
  private(set) var headIsWhole = false

  /// The fingerprint of the certificate that the server showed.
  private(set) var certificate: String?

  /// Whether it is still wanted.
  let cancellation: Cancellation
  /// Told once, when it is over.
  var whenDone: ((Result<Void, FetchError.Problem>) -> Void)?

  private let address: WebAddress
  private let settings: FetchSettings
  private let headers: [String]
  private let limit: Duration
  private var began: ContinuousClock.Instant?
  private var ended: ContinuousClock.Instant?
  private var list: CurlList?
  private var names: CurlList?
  private var sent: [UInt8] = []
  private var headTally = (bytes: 0, lines: 0)
  /// Why the exchange was stopped from here.
  private var stop: FetchError.Problem?

  /// A request to be made.
  ///
  /// - Parameters:
  ///   - headers: further request headers, one `Name: value` each.
  ///   - limit: how long the answer may take to be whole, from the moment that the request begins.
  init(
    with address: WebAddress, headers: [String], within limit: Duration, settings: FetchSettings,
    cancellation: Cancellation
  ) {
    self.address = address
    self.headers = headers
    self.limit = limit
    self.settings = settings
    self.cancellation = cancellation
  }

  /// Makes a handle ready for the request. The handle then holds this object as a bare pointer, until it is reset.
  func prepare(_ handle: CurlHandle) throws(FetchError.Problem) {
    if cancellation.isRequested { throw .cancelled }
    guard limit > .milliseconds(1) else { throw .timedOut(settings.timeout) }
    try refuseThroughProxy()
    let list = try CurlList(headers)
    self.list = list
    if !settings.resolved.isEmpty { names = try CurlList(settings.resolved) }
    try handle.prepare(address, headers: list, names: names, within: limit, settings: settings)
    try report(from: handle)
    began = .now
  }

  /// How long it took, as the loop's thread saw it: neither waiting for a place among the requests under way nor waiting
  /// for a thread to hear of its end is the server's fault.
  var took: Duration {
    guard let began, let ended else { return .zero }
    return began.duration(to: ended)
  }

  /// How the request ended.
  func outcome(
    _ code: CURLcode, on handle: CurlHandle, certificate: String?
  ) -> Result<Void, FetchError.Problem> {
    ended = .now
    if let stop { return .failure(stop) }
    if code != CURLE_OK {
      return .failure(
        CurlFailure(
          code: code, handle: handle, host: address.host, headIsWhole: headIsWhole, received: body.count,
          isLate: took + .milliseconds(20) >= limit
        ).problem(settings))
    }
    head = ResponseHead(headBytes)
    // Behind a proxy it would be the proxy's.
    peer = settings.proxy == nil ? handle.text(CURLINFO_PRIMARY_IP) : nil
    self.certificate = certificate
    // libcurl undoes transfer codings by itself; one beyond chunks was not asked for.
    if let coding = head.list("Transfer-Encoding").first(where: { $0 != "chunked" && $0 != "identity" }) {
      return .failure(.badEncoding("“\(coding)” as transfer coding, which was not asked for"))
    }
    return .success(())
  }

  /// Tells whoever waits how it ended.
  func end(_ result: Result<Void, FetchError.Problem>) {
    let tell = whenDone
    whenDone = nil
    tell?(result)
  }

  /// The request's headers as sent, one `Name: value` each, without the request line.
  var requestHeaders: [String] {
    String(decoding: sent, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().map(String.init)
  }
}

// What libcurl reports while it works.
extension Exchange {
  /// Opens the socket for a connection to `peer`, unless that may not be reached: then -1. This is the very address
  /// that is connected to next, so a name that resolves differently the second time gains nothing.
  func open(_ peer: SocketAddress?, family: Int32, type: Int32, protocol: Int32) -> Int32 {
    guard stop == nil else { return -1 }
    if let problem = refusal(of: peer) {
      // One refused address refuses the host, though others of its addresses may be public.
      stop = problem
      return -1
    }
    return socket(family, type | Int32(SOCK_CLOEXEC.rawValue), `protocol`)
  }

  private func refusal(of peer: SocketAddress?) -> FetchError.Problem? {
    // The operator's proxy, wherever it is: what lies behind it is the proxy's to judge.
    settings.proxy != nil ? nil : AddressCheck.refusal(of: peer, host: address.host, settings: settings)
  }

  /// Refuses an address written in numbers that may not be reached: behind a proxy no connection of ours shows it.
  private func refuseThroughProxy() throws(FetchError.Problem) {
    guard settings.proxy != nil, let ip = NetworkAddress(address.host),
      !settings.allowedAddresses.contains(where: { $0.contains(ip) }),
      let purpose = AddressRules.whyNotPublic(ip)
    else { return }
    throw .refusedAddress(host: address.host, ip: ip.description, purpose: purpose)
  }

  /// Takes a header line with its line end. Interim answers (RFC 9110 §15.2) and trailers come this way too: they
  /// count, and are not kept.
  ///
  /// - Returns: whether to go on.
  func take(headLine line: UnsafeRawBufferPointer) -> Bool {
    headTally.bytes += line.count
    headTally.lines += 1
    guard headTally.bytes <= settings.maxHeadBytes, headTally.lines <= settings.maxHeadLines else {
      stop = .headTooLarge
      return false
    }
    if headIsWhole { return true }
    headBytes += line
    if line.elementsEqual([0x0D, 0x0A]) || line.elementsEqual([0x0A]) {
      if (100..<200).contains(ResponseHead(headBytes).status) {
        headBytes = []
      } else {
        headIsWhole = true
      }
    }
    return true
  }

  /// Takes a piece of the body.
  ///
  /// - Returns: whether to go on.
  func take(bodyPiece piece: UnsafeRawBufferPointer) -> Bool {
    guard piece.count <= settings.maxWireBytes - body.count else {
      stop = .tooLarge(limit: settings.maxWireBytes)
      return false
    }
    body += piece
    return true
  }

  /// Takes note of request bytes as they go out.
  func note(sent bytes: UnsafeRawBufferPointer) { sent += bytes }

  /// Whether to go on; asked about once a second.
  func goOn() -> Bool {
    if stop == nil && cancellation.isRequested { stop = .cancelled }
    return stop == nil
  }
}
