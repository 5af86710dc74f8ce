// The bytes of one response, and how they were got.

/// One saved copy of a page: its bytes as they came, and the manifest that says how.
public struct Capture: Hashable, Sendable {
  /// How the bytes were got.
  public var manifest: Manifest
  /// Status line and headers exactly as received; empty for a file.
  public var head: [UInt8]
  /// The body with its content coding undone, otherwise byte for byte.
  public var body: [UInt8]
  /// A picture of the page beside it (PNG, say); kept with a version, not with other looks.
  public var screenshot: [UInt8]?

  /// A capture of these parts.
  public init(manifest: Manifest, head: [UInt8] = [], body: [UInt8], screenshot: [UInt8]? = nil) {
    self.manifest = manifest
    self.head = head
    self.body = body
    self.screenshot = screenshot
  }
}

/// How a capture was got: kept beside its bytes as `<slug>.capture.json`.
public struct Manifest: Codable, Hashable, Sendable {
  /// The capture's id.
  public var id: CaptureID
  /// The story it belongs to.
  public var story: Slug
  /// When it was captured.
  public var captured: Timestamp
  /// Where that time comes from.
  public var timeSource: TimeSource
  /// The address asked for; nil for a file.
  public var address: String?
  /// Every hop of the way, the last one being the answer kept; empty for a file.
  public var hops: [Hop] = []
  /// The request's headers as sent, one `Name: value` each.
  public var requestHeaders: [String] = []
  /// The HTTP status; nil for a file.
  public var status: Int?
  /// The answer's `ETag`, to be sent back.
  public var etag: String?
  /// The answer's `Last-Modified`, to be sent back.
  public var lastModified: String?
  /// What the answer, or else the file's name, says the body is (`text/html; charset=utf-8`).
  public var mediaType: String?
  /// The imported file's name, without its folder; nil when fetched.
  public var fileName: String?
  /// Lowercase hexadecimal SHA-256 of the body as it came over the wire.
  public var wireSHA256: String
  /// Bytes of the body as it came over the wire.
  public var wireLength: Int
  /// Lowercase hexadecimal SHA-256 of the body with its content coding undone.
  public var payloadSHA256: String
  /// Bytes of the body with its content coding undone.
  public var payloadLength: Int
  /// How the page was got when it was not by a plain request (`command: chromium`); nil when it was.
  public var way: String?
  /// Lowercase hexadecimal SHA-256 of the picture beside it; nil without one.
  public var screenshotSHA256: String?
  /// The capture of the version whose page shows this; nil for a page itself. See ``Resource``.
  public var partOf: CaptureID?
  /// What the page turned out to be.
  public var verdict: Verdict
  /// What captured it: `writethru 0.1.0`.
  public var capturedBy: String

  /// A manifest of these parts.
  public init(
    id: CaptureID, story: Slug, captured: Timestamp, timeSource: TimeSource, address: String? = nil,
    wireSHA256: String, wireLength: Int, payloadSHA256: String, payloadLength: Int, verdict: Verdict,
    capturedBy: String
  ) {
    self.id = id
    self.story = story
    self.captured = captured
    self.timeSource = timeSource
    self.address = address
    self.wireSHA256 = wireSHA256
    self.wireLength = wireLength
    self.payloadSHA256 = payloadSHA256
    self.payloadLength = payloadLength
    self.verdict = verdict
    self.capturedBy = capturedBy
  }
}

/// One request on the way to a page.
public struct Hop: Codable, Hashable, Sendable {
  /// The address asked for.
  public var address: String
  /// The answer's status.
  public var status: Int
  /// The network address that answered.
  public var peer: String?
  /// The SHA-256 of the certificate (DER) the server showed, in hexadecimal digits; nil without encryption.
  public var certificate: String?

  /// A hop of these parts.
  public init(address: String, status: Int, peer: String? = nil, certificate: String? = nil) {
    self.address = address
    self.status = status
    self.peer = peer
    self.certificate = certificate
  }
}
