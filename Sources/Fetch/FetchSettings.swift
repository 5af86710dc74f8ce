// The bounds of a fetch, and what the operator allows.

/// The bounds of a fetch, and what the operator allows. The defaults are those of the fault table in the design notes
/// and suit the public web.
public struct FetchSettings: Sendable {
  /// The most bytes a body may have as it comes over the wire.
  public var maxWireBytes = 32 << 20
  /// The most bytes a body may have with its content coding undone.
  public var maxBodyBytes = 64 << 20
  /// The most bytes all header lines of one answer may have, interim answers and trailers counted in.
  public var maxHeadBytes = 64 << 10
  /// The most header lines one answer may have, interim answers and trailers counted in.
  public var maxHeadLines = 200
  /// How many times larger than its packed form a body may be, from its first MiB on. News pages have 5, at most 26.
  public var maxRatio = 200
  /// How many requests may be under way at once; more wait.
  public var maxAtOnce = 256
  /// How long a whole fetch may take, all its hops together.
  public var timeout = Duration.seconds(60)
  /// How long finding and reaching one server may take.
  public var connectTimeout = Duration.seconds(15)
  /// Bytes a second; an answer that stays below for ``minimumSpeedTime`` is given up.
  public var minimumSpeed = 500
  /// How long an answer may stay below ``minimumSpeed``; counted in whole seconds, rounded up.
  public var minimumSpeedTime = Duration.seconds(10)
  /// The most requests one fetch may take, the last one counted in.
  public var maxHops = 10
  /// Addresses that may be reached although they are not public (`--allow-address`), at any port.
  public var allowedAddresses: [AddressRange] = []
  /// The ports that may be reached at public addresses.
  public var allowedPorts: Set<Int> = [80, 443]
  /// A proxy for every request (`http://proxy.example:3128`, `socks5h://…`); nil for none. The environment's proxies
  /// are never used. With a proxy it is the proxy that looks names up and connects: that only public addresses are
  /// reached is then the proxy's promise, ours is kept for addresses written in numbers only.
  public var proxy: String?
  /// Headers and cookies for single hosts, by name in lower case; `*.news.example` stands for all below it.
  public var access: [String: HostAccess] = [:]
  /// Where names lead instead of what the resolver says, for tests: `name:port:address`.
  var resolved: [String] = []
  /// What the program calls itself to the server. Control characters are left out when it is sent.
  public var userAgent: String
  /// A PEM file with the certificate authorities to trust instead of the system's; nil for the system's.
  public var certificateFile: String?

  /// The name by which a robots.txt speaks of this program: the start of ``userAgent`` (RFC 9309 §2.2.1).
  public var productToken: String {
    let token = userAgent.unicodeScalars.prefix {
      "a"..."z" ~= $0 || "A"..."Z" ~= $0 || $0 == "-" || $0 == "_"
    }
    return token.isEmpty ? "writethru" : String(String.UnicodeScalarView(token))
  }

  /// The usual bounds.
  ///
  /// - Parameter contact: an address where a site's owner can reach whoever runs this, named in ``userAgent``.
  public init(contact: String? = nil) {
    userAgent = contact.map { "writethru/0.1 (+\($0))" } ?? "writethru/0.1"
  }
}
