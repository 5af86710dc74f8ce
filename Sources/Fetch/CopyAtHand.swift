// The copy at hand, so that a server need not send the same again.

/// What is known of the copy at hand, so that a server need not send it again.
struct CopyAtHand: Sendable {
  /// Its `ETag`.
  var etag: String?
  /// Its `Last-Modified`.
  var lastModified: String?
  /// The address that gave it.
  var address: String?

  /// The headers that ask an address for anything newer (RFC 9110 §13.1).
  func conditions(for address: WebAddress) -> [String] {
    if let mine = self.address, (try? WebAddress(mine))?.text != address.text { return [] }
    var headers: [String] = []
    if let etag = etag.flatMap(HeaderField.sendable) { headers.append("If-None-Match: \(etag)") }
    if let date = lastModified.flatMap(HeaderField.sendable) { headers.append("If-Modified-Since: \(date)") }
    return headers
  }
}
