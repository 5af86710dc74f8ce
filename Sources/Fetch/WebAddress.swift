// An address on the web, checked and in its one written form.

import CCurl

/// An address on the web (`http` or `https`), checked and in one written form: ASCII, host in lower case, no default
/// port, no fragment, dots in the path resolved, what is beyond ASCII percent-encoded.
///
/// libcurl's parser is the only one that ever reads an address: two parsers that disagree on where the host ends are
/// how forbidden hosts get in.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address as it is asked for.
  public let text: String
  /// Whether it is `https`.
  let isSecure: Bool
  /// The host: an ASCII name, or an IP address without brackets.
  public let host: String

  /// Scheme, host and port: whom robots.txt speaks for.
  var origin: String { "\(isSecure ? "https" : "http")://\(hostAndPort)" }

  /// The host, in brackets if it is IPv6, and the port unless it is the scheme's own.
  var hostAndPort: String { String(text.dropFirst(isSecure ? 8 : 7).prefix { $0 != "/" && $0 != "?" }) }

  /// The port that is connected to.
  var port: Int {
    let place = hostAndPort
    guard let colon = place.lastIndex(of: ":"), !place.hasSuffix("]") else { return isSecure ? 443 : 80 }
    return Int(place[place.index(after: colon)...]) ?? 0
  }

  /// The path and what follows it; starts with `/`.
  var pathAndQuery: String {
    let rest = text.dropFirst((isSecure ? 8 : 7) + hostAndPort.count)
    return rest.hasPrefix("/") ? String(rest) : "/\(rest)"
  }

  /// Checks an address that somebody typed or a file holds.
  ///
  /// - Throws: ``AddressError`` when `text` is no whole web address, or has a user name, a backslash, white space or
  ///   a control character in it.
  public init(_ text: String) throws(AddressError) {
    let bytes = Array(text.utf8)
    // libcurl takes one to three slashes; here the host starts where everybody sees it start.
    let isWhole = ["http://", "https://"].contains { scheme in
      let rest = bytes.dropFirst(scheme.utf8.count)
      return text.lowercased().hasPrefix(scheme) && rest.first.map { $0 != UInt8(ascii: "/") } ?? true
    }
    guard isWhole else {
      throw AddressError(given: text, reason: "write a whole web address, starting with https:// or http://")
    }
    try self.init(bytes, within: nil)
  }

  /// Checks where a redirect leads to: a `Location`, which may be relative to `base` (RFC 9110 §10.2.2).
  init(location: [UInt8], from base: WebAddress) throws(AddressError) {
    try self.init(location, within: base)
  }

  /// The address as it is asked for.
  public var description: String { text }

  private init(_ bytes: [UInt8], within base: WebAddress?, readings: Int = 3) throws(AddressError) {
    let given = String(decoding: bytes, as: UTF8.self)
    func refusal(_ reason: String) -> AddressError { AddressError(given: given, reason: reason) }
    if let fault = Self.forbiddenByte(in: bytes) { throw refusal(fault) }

    guard let url = CurlURL() else { throw refusal("there is no memory left") }
    if let base { url.set(CURLUPART_URL, Array(base.text.utf8)) }
    let code = url.set(
      CURLUPART_URL, bytes, UInt32(CURLU_URLENCODE | CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME))
    if code == CURLUE_USER_NOT_ALLOWED { throw refusal(Self.userReason) }
    guard code == CURLUE_OK else { throw refusal("\(CurlURL.reason(code)); check it for typing errors") }
    guard let scheme = url.get(CURLUPART_SCHEME), scheme == "http" || scheme == "https" else {
      throw refusal("only http and https addresses can be fetched")
    }
    guard url.get(CURLUPART_USER) == nil, url.get(CURLUPART_PASSWORD) == nil else {
      throw refusal(Self.userReason)
    }
    guard url.get(CURLUPART_ZONEID) == nil else { throw refusal("leave out the network interface (%…)") }
    guard url.get(CURLUPART_PORT) != "0" else { throw refusal("port 0 cannot be reached") }
    let ascii = withUTF8Locale { url.get(CURLUPART_HOST, UInt32(CURLU_PUNYCODE)) }
    guard let host = ascii?.lowercased(), Self.isHost(host) else {
      throw refusal("it has no host name that can be looked up")
    }
    url.set(CURLUPART_HOST, Array(host.utf8))
    url.set(CURLUPART_FRAGMENT, nil)
    guard let text = url.get(CURLUPART_URL, UInt32(CURLU_NO_DEFAULT_PORT)) else {
      throw refusal("it cannot be written as a web address")
    }
    if Array(text.utf8) != bytes {
      // Read again what will be asked for: a full-width “１２７．１” has only now become “127.1”.
      guard readings > 1 else { throw refusal("it has no one written form") }
      self = try WebAddress(Array(text.utf8), within: nil, readings: readings - 1)
      return
    }
    self.text = text
    isSecure = scheme == "https"
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
  }

  private static let userReason = "leave out the user name and password before the @"
  private static let longest = 8192

  private static func forbiddenByte(in bytes: [UInt8]) -> String? {
    if bytes.count > longest { return "it is longer than \(longest) bytes" }
    for byte in bytes {
      switch byte {
      case 0x20, 0x09...0x0D: return "it has white space in it"
      case 0..<0x20, 0x7F: return "it has a control character in it"
      case UInt8(ascii: "\\"): return "it has a backslash in it; web addresses use /"
      default: continue
      }
    }
    return nil
  }

  /// Whether a host is a name of letters, digits, `-`, `_` and dots, or an IPv6 address in brackets.
  private static func isHost(_ host: String) -> Bool {
    if host.hasPrefix("["), host.hasSuffix("]") {
      return NetworkAddress(String(host.dropFirst().dropLast())) != nil
    }
    return !host.isEmpty && host.utf8.count <= 254 && !host.hasPrefix(".") && !host.contains("..")
      && host.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
      }
  }
}

/// Owns a libcurl URL handle.
private struct CurlURL: ~Copyable {
  private let handle: OpaquePointer

  init?() {
    guard let handle = curl_url() else { return nil }
    self.handle = handle
  }

  deinit { curl_url_cleanup(handle) }

  /// Sets a part from bytes without a NUL; nil takes it away.
  @discardableResult
  func set(_ part: CURLUPart, _ bytes: [UInt8]?, _ flags: UInt32 = 0) -> CURLUcode {
    guard let bytes else { return curl_url_set(handle, part, nil, flags) }
    return (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
      curl_url_set(handle, part, $0.baseAddress, flags)
    }
  }

  func get(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  static func reason(_ code: CURLUcode) -> String {
    curl_url_strerror(code).map { String(cString: $0) } ?? "it cannot be read"
  }
}
