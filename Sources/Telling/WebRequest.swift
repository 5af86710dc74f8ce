// One request over HTTP whose answer matters more than its body.

import CCurl

/// A request to a service of the operator's choice: GET, or POST when there is a body. Redirects are told, not followed.
public struct WebRequest: Sendable {
  /// What came back.
  public struct Answer: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// Where the answer points (`Location`), whole; nil when it does not.
    public var location: String?
    /// How long the service asks to be left alone; nil when it does not say.
    public var retryAfter: Duration?
    /// The body, as far as it was asked for.
    public var body: [UInt8] = []
  }

  private let address: String
  private let body: [UInt8]?
  private let mediaType: String
  private let keptAnswer: Int
  private let headers: [String: String]
  private let settings: OutgoingSettings

  /// A request.
  public init(
    address: String, body: String? = nil, headers: [String: String] = [:], settings: OutgoingSettings
  ) {
    self.init(
      address: address, bytes: body.map { Array($0.utf8) }, mediaType: "application/x-www-form-urlencoded",
      headers: headers, keepingAnswer: 0, settings: settings)
  }

  /// A request whose body is bytes of a media type, and whose answer is wanted up to `keptAnswer` bytes.
  public init(
    address: String, bytes: [UInt8]?, mediaType: String, headers: [String: String] = [:],
    keepingAnswer keptAnswer: Int, settings: OutgoingSettings
  ) {
    self.address = address
    body = bytes
    self.mediaType = mediaType
    self.keptAnswer = keptAnswer
    self.headers = headers
    self.settings = settings
  }

  /// Makes the request.
  public func send() async throws(SendingError) -> Answer {
    let (address, body, settings, mediaType, keptAnswer) = (address, body, settings, mediaType, keptAnswer)
    let lines = ["Expect:"] + headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    let host = String(
      address.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" })
    return try await aside { (isCancelled) throws(SendingError) in
      let request = try Outgoing(host: host, settings: settings, isCancelled: isCancelled)
      try request.set(CURLOPT_URL, address)
      if let body {
        try request.upload(body)
        try request.set(CURLOPT_CUSTOMREQUEST, "POST")
      }
      let typed = body == nil ? lines : lines + ["Content-Type: \(mediaType)"]
      try request.set(CURLOPT_HTTPHEADER, list: typed)
      if keptAnswer > 0 { request.keptAnswer = keptAnswer }
      let status = try request.perform(protocols: "http,https")
      return Answer(
        status: status, location: request.redirect, retryAfter: request.retryAfter,
        body: keptAnswer > 0 ? request.answer : [])
    }
  }
}
