// What a server answered.

public import Story

/// What a server answered, and how it was got. A 304 is an answer without a body; so is every other status an answer.
public struct Answer: Hashable, Sendable {
  /// The HTTP status of the final hop.
  public var status: Int
  /// Every request on the way, the last one being this answer's.
  public var hops: [Hop]
  /// The headers of the final request as sent, one `Name: value` each.
  public var requestHeaders: [String]
  /// Status line and headers of the final answer exactly as received, with the empty line that ends them.
  /// Interim answers (100, 103) and trailers are not part of it.
  public var head: [UInt8]
  /// The body as it came, without its transfer coding (chunks) but with its content coding (gzip).
  public var wireBody: [UInt8]
  /// The body with its content coding undone.
  public var body: [UInt8]
  /// When the fetch began.
  public var started: Timestamp
  /// When the last byte was there.
  public var finished: Timestamp
  /// The address that gave this answer: the last hop's.
  public var finalAddress: String
  /// The names, in lower case, of those ``requestHeaders`` that the operator set and nobody else is to see.
  public var secretHeaders: [String] = []
  /// How the page was got when it was not by a plain request: `command: chromium`.
  public var way: String?
  /// A picture of the page as the operator's command made it (PNG, say).
  public var screenshot: [UInt8]?

  /// An answer of these parts.
  public init(
    status: Int, hops: [Hop], requestHeaders: [String], head: [UInt8], wireBody: [UInt8], body: [UInt8],
    started: Timestamp, finished: Timestamp, finalAddress: String
  ) {
    self.status = status
    self.hops = hops
    self.requestHeaders = requestHeaders
    self.head = head
    self.wireBody = wireBody
    self.body = body
    self.started = started
    self.finished = finished
    self.finalAddress = finalAddress
  }

  /// The headers of the final request, with what is secret in them replaced: to be kept and shown.
  public var shownRequestHeaders: [String] {
    if secretHeaders.isEmpty { return requestHeaders }
    return requestHeaders.map { line in
      let name = line.prefix { $0 != ":" }
      return secretHeaders.contains(name.lowercased()) ? "\(name): (not kept)" : line
    }
  }

  /// The answer's `ETag`; nil when it has none that can be sent back.
  public var etag: String? { header("ETag").flatMap(HeaderField.sendable) }
  /// The answer's `Last-Modified`; nil when it has none that can be sent back.
  public var lastModified: String? { header("Last-Modified").flatMap(HeaderField.sendable) }
  /// What the answer says the body is: the `Content-Type` as written.
  public var mediaType: String? { header("Content-Type") }
  /// How the body was coded: the `Content-Encoding` as written.
  public var contentEncoding: String? { header("Content-Encoding") }

  /// A header's value as written, white space around it removed; the last one when there are several, nil when
  /// there is none. Names are compared without regard to case.
  public func header(_ name: String) -> String? { ResponseHead(head).values(of: name).last }
}
