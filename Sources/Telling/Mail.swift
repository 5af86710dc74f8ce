// Messages by mail.

import CCurl
import Foundation

/// Sends messages by SMTP (RFC 5321), to all of its recipients at once.
public struct Mail: Channel {
  /// How the connection is kept from listeners.
  public enum Security: String, Sendable, CaseIterable {
    /// Encrypted from the first byte (port 465, RFC 8314).
    case tls
    /// Encrypted by STARTTLS before anything is said (port 587, RFC 3207); without it nothing is sent.
    case startTLS = "starttls"
    /// Not at all: for a server on the same machine or network.
    case none

    /// The port when none is given.
    public var port: Int {
      switch self {
      case .tls: 465
      case .startTLS: 587
      case .none: 25
      }
    }
  }

  /// The server that takes the mail.
  public struct Server: Sendable {
    /// Its name or address.
    public var host: String
    /// Its port.
    public var port: Int
    /// How the connection is kept from listeners.
    public var security: Security
    /// Who logs in; nil when nobody does.
    public var user: String?
    /// The password.
    public var password: String?

    /// A server.
    public init(
      host: String, port: Int? = nil, security: Security = .tls, user: String? = nil, password: String? = nil
    ) {
      self.host = host
      self.port = port ?? security.port
      self.security = security
      self.user = user
      self.password = password
    }
  }

  /// Its name.
  public let name: String
  private let server: Server
  private let from: MailAddress
  private let to: [MailAddress]
  private let settings: OutgoingSettings

  /// Mail by a server.
  public init(name: String, server: Server, from: MailAddress, to: [MailAddress], settings: OutgoingSettings)
  {
    self.name = name
    self.server = server
    self.from = from
    self.to = to
    self.settings = settings
  }

  /// Sends a message. Where the server refuses some recipients, the others get it.
  public func send(_ message: Message) async throws(SendingError) {
    let letter = MailMessage(message, from: from, to: to).bytes
    let (server, from, to, settings) = (server, from, to, settings)
    try await aside { (isCancelled) throws(SendingError) in
      let request = try Outgoing(host: server.host, settings: settings, isCancelled: isCancelled)
      let scheme = server.security == .tls ? "smtps" : "smtp"
      let host = server.host.contains(":") ? "[\(server.host)]" : server.host
      // The path is the name we greet with.
      try request.set(CURLOPT_URL, "\(scheme)://\(host):\(server.port)/\(from.domain)")
      if server.security == .startTLS { try request.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
      if let user = server.user {
        try request.set(CURLOPT_USERNAME, user)
        try request.set(CURLOPT_PASSWORD, server.password ?? "")
      }
      try request.set(CURLOPT_MAIL_FROM, "<\(from.address)>")
      try request.set(CURLOPT_MAIL_RCPT, list: to.map { "<\($0.address)>" })
      try request.set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1)
      try request.upload(letter)
      _ = try request.perform(protocols: "smtp,smtps")
    }
  }
}

/// A mailbox: a name to show, which may be empty, and an address.
public struct MailAddress: Sendable, Hashable {
  /// The name shown.
  public var name: String
  /// The address: `desk@news.example`.
  public var address: String

  /// What follows the @.
  var domain: String { address.split(separator: "@").last.map(String.init) ?? "localhost" }

  /// Reads `desk@news.example` or `News Desk <desk@news.example>`; nil when it is neither. Nothing that could end a
  /// line, a bracket or the address passes.
  public init?(_ text: String) {
    var rest = text[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    if let open = rest.lastIndex(of: "<"), rest.last == ">" {
      var name = rest[..<open]
      while name.last == " " { name.removeLast() }
      if name.count > 1, name.first == "\"", name.last == "\"" { name = name.dropFirst().dropLast() }
      self.name = String(name)
      address = String(rest[rest.index(after: open)...].dropLast())
    } else {
      name = ""
      address = String(rest)
    }
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), (1...255).contains(parts[1].utf8.count),
      parts[0].utf8.allSatisfy(Self.isLocal), parts[1].utf8.allSatisfy(Self.isDomain),
      name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }),
      !parts[0].hasPrefix("-")
    else { return nil }
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    isDomain(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isDomain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }
}
