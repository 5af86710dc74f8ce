// Why a fetch gave no answer.

public import Story

/// Why a fetch gave no answer: at which address, after which hops, and what to do about it.
public struct FetchError: Error, Hashable, CustomStringConvertible {
  /// What went wrong.
  public let problem: Problem
  /// The address that was being asked for when it went wrong.
  public let address: String
  /// The requests that had been answered, in their order.
  public let hops: [Hop]

  /// The failure of a request.
  public init(_ problem: Problem, address: String, hops: [Hop] = []) {
    self.problem = problem
    self.address = address
    self.hops = hops
  }

  /// What was wrong and what to do, in a sentence or two.
  public var description: String {
    var text = "\(Shown(address)): \(problem)"
    let redirects = hops.count { (300..<400).contains($0.status) }
    if redirects > 0 { text += " (after \(redirects) redirect\(redirects == 1 ? "" : "s"))" }
    return text
  }

  /// What can go wrong.
  public enum Problem: Error, Hashable {
    /// The address given is none that can be fetched.
    case badAddress(AddressError)
    /// The server redirects to an address that cannot be fetched.
    case badRedirect(AddressError)
    /// The server redirects from `https` to `http`.
    case insecureRedirect(to: String)
    /// The server redirects to an address already asked for.
    case redirectLoop(to: String)
    /// The server redirects more often than is allowed.
    case tooManyRedirects(limit: Int)
    /// The host resolves to an address that is not public and was not allowed: nothing was connected to.
    case refusedAddress(host: String, ip: String, purpose: String)
    /// The port is not among those allowed: nothing was connected to.
    case refusedPort(host: String, ip: String, port: Int)
    /// The host's name leads to no address.
    case unresolved(host: String)
    /// The server could not be reached, or hung up before it answered.
    case connectionFailed(host: String, detail: String)
    /// The encrypted connection could not be made, or the certificate is not to be trusted.
    case tls(host: String, detail: String)
    /// The server could not be reached in time.
    case connectTimedOut(Duration)
    /// The whole fetch took too long.
    case timedOut(Duration)
    /// The answer came slower than the least speed, bytes a second, for too long.
    case tooSlow(bytesPerSecond: Int)
    /// The body is larger than allowed, as it came over the wire.
    case tooLarge(limit: Int)
    /// The body is larger than allowed, with its content coding undone.
    case tooLargeDecoded(limit: Int)
    /// The headers are larger than allowed, or too many.
    case headTooLarge
    /// The answer ended before it was whole.
    case cutOff(received: Int, expected: Int?)
    /// The body's content coding is broken, or none that was asked for.
    case badEncoding(String)
    /// What answered does not speak HTTP.
    case notHTTP(detail: String)
    /// The site's robots.txt asks robots not to fetch this.
    case robotsDisallow(host: String)
    /// The site's robots.txt cannot be had, so nothing may be fetched for now (RFC 9309 §2.3.1.4).
    case robotsUnreachable(host: String, detail: String)
    /// The host is to be left alone for longer than the fetch would wait.
    case hostRests(host: String, until: Timestamp, trouble: String?)
    /// The operator's command gave no page.
    case command(name: String, detail: String)
    /// Whoever wanted the page no longer does.
    case cancelled
    /// libcurl failed in another way.
    case other(code: Int, detail: String)
  }
}

extension FetchError.Problem {
  /// What went wrong, in a word for programs.
  public var word: String {
    switch self {
    case .badAddress: "address"
    case .badRedirect, .insecureRedirect, .redirectLoop, .tooManyRedirects: "redirect"
    case .refusedAddress, .refusedPort: "forbidden"
    case .unresolved: "dns"
    case .connectionFailed: "connection"
    case .tls: "tls"
    case .connectTimedOut, .timedOut, .tooSlow: "timeout"
    case .tooLarge, .tooLargeDecoded, .headTooLarge: "too_large"
    case .cutOff: "cut_off"
    case .badEncoding: "encoding"
    case .notHTTP: "not_http"
    case .robotsDisallow, .robotsUnreachable: "robots"
    case .hostRests: "host_rests"
    case .command: "command"
    case .cancelled: "cancelled"
    case .other: "other"
    }
  }

  /// Whether the page was not asked for at all, because the site or a setting does not allow it: nothing is known of it,
  /// and the site did nothing wrong.
  public var isRefusedHere: Bool {
    switch self {
    case .refusedAddress, .refusedPort, .robotsDisallow, .robotsUnreachable, .hostRests: true
    default: false
    }
  }
}

extension FetchError.Problem: CustomStringConvertible {
  /// What was wrong and what to do.
  public var description: String {
    switch self {
    case .badAddress(let error): "not a web address that can be fetched; \(error.reason)"
    case .badRedirect(let error):
      "the server redirects to “\(Shown(error.given))”, which \(Self.cannot(error))"
    case .insecureRedirect(let to):
      "the server redirects to \(Shown(to)), which is not encrypted; if the site really moved there, look that up"
    case .redirectLoop(let to): "the server redirects in a circle, back to \(Shown(to)); try again later"
    case .tooManyRedirects(let limit):
      "the server redirects further after \(limit) requests; look up the address where the story really is"
    case .refusedAddress(let host, let ip, let purpose):
      "\(Shown(host)) \(host == ip ? "is" : "resolves to") \(ip == host ? "" : "\(ip), ")"
        + "not a public address (\(purpose)); use --allow-address \(ip) if you mean it"
    case .refusedPort(let host, let ip, let port):
      "\(Shown(host)) is to be reached at port \(port), not a usual one; use --allow-address \(ip) if you mean it"
    case .unresolved(let host):
      "no address is known for the host \(Shown(host)); check its spelling and the network"
    case .connectionFailed(let host, let detail):
      "\(Shown(host)) could not be reached (\(Shown(detail))); try again later"
    case .tls(let host, let detail):
      "no trusted encrypted connection to \(Shown(host)) (\(Shown(detail))); the site or its certificate is at fault"
    case .connectTimedOut(let limit): "the server could not be reached within \(limit); try again later"
    case .timedOut(let limit): "the answer was not whole within \(limit); try again later"
    case .tooSlow(let speed): "the answer came slower than \(speed) bytes a second; try again later"
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes; this is hardly a story"
    case .tooLargeDecoded(let limit): "the answer unpacks to more than \(limit) bytes; this is hardly a story"
    case .headTooLarge: "the answer's headers are too long or too many; the server is at fault"
    case .cutOff(let received, let expected):
      "the answer was cut off after \(received)\(expected.map { " of \($0)" } ?? "") bytes; try again later"
    case .badEncoding(let detail): "the answer cannot be unpacked (\(Shown(detail))); the server is at fault"
    case .notHTTP(let detail): "what answered does not speak HTTP (\(Shown(detail))); check the address"
    case .robotsDisallow(let host):
      "the robots.txt of \(Shown(host)) asks robots not to fetch this; ask the site, or set ignore-robots with a reason"
    case .robotsUnreachable(let host, let detail):
      "the robots.txt of \(Shown(host)) cannot be had (\(Shown(detail))), and without it nothing is fetched; try again later"
    case .hostRests(let host, let until, let trouble):
      "\(Shown(host)) is left alone until \(until)\(trouble.map { ", because \(Shown($0))" } ?? "")"
    case .command(let name, let detail):
      "the command \(Shown(name)) gave no page: \(Shown(detail))"
    case .cancelled: "the fetch was cancelled"
    case .other(let code, let detail): "libcurl failed with code \(code) (\(Shown(detail)))"
    }
  }

  private static func cannot(_ error: AddressError) -> String { "cannot be followed: \(error.reason)" }
}
