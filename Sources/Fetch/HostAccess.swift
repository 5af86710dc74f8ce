// What the operator sends along to single hosts: headers and cookies.

/// Headers and cookies that the operator sends to a host: a subscription, say. They go to that host only, whatever it
/// redirects to, and over an encrypted connection only unless ``inPlainText``.
public struct HostAccess: Sendable, Hashable {
  /// Headers by name. Names that libcurl or this room sets itself (`Host`, `Content-Length`, …) are left out.
  public var headers: [String: String]
  /// Cookies by name.
  public var cookies: [String: String]
  /// Whether they go out without encryption too.
  public var inPlainText: Bool

  /// Headers and cookies for a host.
  public init(headers: [String: String] = [:], cookies: [String: String] = [:], inPlainText: Bool = false) {
    self.headers = headers
    self.cookies = cookies
    self.inPlainText = inPlainText
  }

  /// The lines for a request, in the order of their names; what cannot stand in a header is left out.
  var lines: [String] {
    var lines: [String] = []
    for (name, value) in headers.sorted(by: { $0.key < $1.key })
    where Self.isToken(name) && !Self.ours.contains(name.lowercased()) {
      if let value = HeaderField.sendable(value) { lines.append("\(name): \(value)") }
    }
    let pairs = cookies.sorted { $0.key < $1.key }
      .filter { Self.isToken($0.key) && !$0.value.contains(";") }
      .compactMap { name, value in HeaderField.sendable("\(name)=\(value)") }
    if !pairs.isEmpty { lines.append("Cookie: \(pairs.joined(separator: "; "))") }
    return lines
  }

  private static let ours: Set<String> = [
    "host", "content-length", "transfer-encoding", "connection", "accept-encoding", "cookie", "range", "te",
    "if-none-match", "if-modified-since", "upgrade", "expect",
  ]

  /// Whether a text is a token of RFC 9110 §5.6.2.
  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }
}

extension FetchSettings {
  /// What is sent along to a host: its own, else that of the nearest `*.` above it.
  func access(for place: WebAddress) -> HostAccess? {
    guard let found = Self.nearest(place.host, in: access), found.inPlainText || place.isSecure else {
      return nil
    }
    return found
  }

  /// What a table says of a host: by its own name, else by the nearest `*.` above it.
  static func nearest<Value>(_ host: String, in table: [String: Value]) -> Value? {
    if table.isEmpty { return nil }
    if let own = table[host] { return own }
    var rest = host[...]
    while let dot = rest.firstIndex(of: ".") {
      rest = rest[rest.index(after: dot)...]
      if let above = table["*.\(rest)"] { return above }
    }
    return nil
  }
}
