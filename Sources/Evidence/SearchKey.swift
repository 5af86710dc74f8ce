// The key that indexes of web archives sort addresses by.

/// An address as web archives look it up (SURT, canonicalised as the Internet Archive does): the host's labels turned
/// round and parted by commas, without scheme, `www.`, default port and fragment; in lower case, the query sorted.
///
/// `https://www.a.example:443/Page?b=1&a=2` becomes `example,a)/page?a=2&b=1`.
func searchKey(of address: String) -> String {
  let lowered = address.lowercased()
  guard let mark = lowered.firstRange(of: "://"), ["http", "https"].contains(lowered[..<mark.lowerBound])
  else {
    return lowered
  }
  var rest = lowered[mark.upperBound...].prefix { $0 != "#" }
  let authority = rest.prefix { $0 != "/" && $0 != "?" }
  rest = rest.dropFirst(authority.count)
  var host = authority.split(separator: "@").last.map(String.init) ?? ""
  var port = ""
  if !host.hasSuffix("]"), let colon = host.lastIndex(of: ":") {
    port = String(host[host.index(after: colon)...])
    host = String(host[..<colon])
    if port == (lowered.hasPrefix("https") ? "443" : "80") { port = "" }
  }
  if let dot = host.firstIndex(of: "."), host.hasPrefix("www"),
    host[..<dot].dropFirst(3).allSatisfy({ $0.isASCII && $0.isNumber })
  {
    host = String(host[host.index(after: dot)...])
  }
  // Addresses in IPv4 are turned round as names are; the tools that are compared with do so.
  let labels = host.hasPrefix("[") ? host : host.split(separator: ".").reversed().joined(separator: ",")
  let question = rest.firstIndex(of: "?")
  var path = String(question.map { rest[..<$0] } ?? rest)
  if path.isEmpty { path = "/" }
  if path.count > 1, path.hasSuffix("/") { path.removeLast() }
  let query = question.map { rest[rest.index(after: $0)...] } ?? ""
  let sorted = query.split(separator: "&", omittingEmptySubsequences: false).sorted { one, other in
    one.utf8.lexicographicallyPrecedes(other.utf8)
  }.joined(separator: "&")
  return labels + (port.isEmpty ? "" : ":" + port) + ")" + path + (query.isEmpty ? "" : "?" + sorted)
}
