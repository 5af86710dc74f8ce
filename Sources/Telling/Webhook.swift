// Messages to a webhook: one HTTP POST each, signed.

import CCurl
import Crypto
import Foundation

/// Sends messages to an address by HTTP POST, in the form that the other side takes.
///
/// Signed by the Standard Webhooks rules (standardwebhooks.com): `webhook-id`, which a receiver drops doubles by;
/// `webhook-timestamp`, by which it refuses old ones; and `webhook-signature`, `v1,` and the base64 of HMAC-SHA256
/// (RFC 2104) over id, timestamp and body joined by dots.
public struct Webhook: Channel {
  /// What the body looks like.
  public enum Form: String, Sendable, CaseIterable, Codable {
    /// The message as JSON.
    case plain
    /// For an incoming webhook of Slack's (Block Kit).
    case slack
    /// For a workflow of Microsoft Teams' (an Adaptive Card).
    case teams
    /// For a webhook of Discord's.
    case discord
  }

  /// Its name.
  public let name: String
  private let address: String
  private let host: String
  private let form: Form
  private let key: SymmetricKey?
  private let headers: [String: String]
  private let settings: OutgoingSettings

  /// A webhook.
  ///
  /// - Parameters:
  ///   - address: a checked address of https, or of http within the operator's own network.
  ///   - host: its host, which is all of it that is ever shown: the path is often a secret.
  ///   - secret: what signs; `whsec_` and base64, else the text itself. Nil: nothing is signed.
  ///   - headers: sent along: an `Authorization`, say.
  public init(
    name: String, address: String, host: String, form: Form = .plain, secret: String? = nil,
    headers: [String: String] = [:], settings: OutgoingSettings
  ) {
    self.name = name
    self.address = address
    self.host = host
    self.form = form
    self.headers = headers
    self.settings = settings
    key = secret.map { SymmetricKey(data: Self.keyBytes($0)) }
  }

  /// The bytes of a secret as it is written.
  static func keyBytes(_ secret: String) -> Data {
    if secret.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(secret.dropFirst(6))) {
      return bytes
    }
    return Data(secret.utf8)
  }

  /// What is sent for a message.
  public func body(of message: Message) -> String {
    switch form {
    case .plain: message.json
    case .slack: SlackForm.body(of: message)
    case .teams: TeamsForm.body(of: message)
    case .discord: DiscordForm.body(of: message)
    }
  }

  /// The value of `webhook-signature`; nil without a secret.
  func signature(id: String, seconds: Int64, body: String) -> String? {
    guard let key else { return nil }
    let code = HMAC<SHA256>.authenticationCode(for: Data("\(id).\(seconds).\(body)".utf8), using: key)
    return "v1," + Data(code).base64EncodedString()
  }

  /// Posts a message; any status from 200 to 299 says that it arrived.
  public func send(_ message: Message) async throws(SendingError) {
    let body = body(of: message)
    let seconds = Int64(Date().timeIntervalSince1970)
    var lines = [
      "Content-Type: application/json; charset=utf-8", "webhook-id: \(message.id)",
      "webhook-timestamp: \(seconds)",
      // No “Expect: 100-continue”, which some receivers do not answer.
      "Expect:",
    ]
    if let signature = signature(id: message.id, seconds: seconds, body: body) {
      lines.append("webhook-signature: \(signature)")
    }
    lines += headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    let (address, host, settings, all) = (address, host, settings, lines)
    try await aside { (isCancelled) throws(SendingError) in
      let request = try Outgoing(host: host, settings: settings, isCancelled: isCancelled)
      try request.set(CURLOPT_URL, address)
      try request.upload(Array(body.utf8))
      try request.set(CURLOPT_CUSTOMREQUEST, "POST")
      try request.set(CURLOPT_HTTPHEADER, list: all)
      let status = try request.perform(protocols: "http,https")
      guard !(200..<300).contains(status) else { return }
      throw Self.refusal(status, from: host, wait: request.retryAfter)
    }
  }

  private static func refusal(_ status: Int, from host: String, wait: Duration?) -> SendingError {
    switch status {
    case 300..<400:
      SendingError("\(host) redirects (\(status)): set the address where it leads to", wait: .seconds(600))
    case 401, 403, 404, 410:
      SendingError(
        "\(host) answers \(status): see whether the webhook's address and secrets still hold",
        wait: .seconds(600))
    case 408, 425, 429, 500...: SendingError("\(host) answers \(status)", wait: wait)
    default: SendingError("\(host) answers \(status)", isOfMessage: true, wait: wait)
    }
  }
}
