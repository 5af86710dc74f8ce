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
  }

  private let address: String
  private let body: String?
  private let headers: [String: String]
  private let settings: OutgoingSettings

  /// A request.
  public init(
    address: String, body: String? = nil, headers: [String: String] = [:], settings: OutgoingSettings
  ) {
    self.address = address
    self.body = body
    self.headers = headers
    self.settings = settings
  }

  /// Makes the request.
  public func send() async throws(SendingError) -> Answer {
    let (address, body, settings) = (address, body, settings)
    let lines = ["Expect:"] + headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    let host = String(
      address.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" })
    return try await aside { (isCancelled) throws(SendingError) in
      let request = try Outgoing(host: host, settings: settings, isCancelled: isCancelled)
      try request.set(CURLOPT_URL, address)
      if let body {
        try request.upload(Array(body.utf8))
        try request.set(CURLOPT_CUSTOMREQUEST, "POST")
      }
      let typed = body == nil ? lines : lines + ["Content-Type: application/x-www-form-urlencoded"]
      try request.set(CURLOPT_HTTPHEADER, list: typed)
      let status = try request.perform(protocols: "http,https")
      return Answer(status: status, location: request.redirect, retryAfter: request.retryAfter)
    }
  }
}
