// What every request has to pass before any page is made, and what every answer carries.

import Crypto
import Foundation
import Newsroom
import Story

/// Decides who may pass. Nothing is answered that did not go through here.
struct Gate: Sendable {
  /// Whom a request comes from.
  struct Visitor: Sendable, Hashable {
    var scope: TokenFile.Scope
    /// The session's name; nil for a bearer token, or where no tokens are asked for.
    var session: String?
  }

  /// The names this server answers to, in lowercase and without a port.
  let names: Set<String>
  /// Checks tokens; nil where none are asked for.
  let doorkeeper: Doorkeeper?
  let now: @Sendable () -> Timestamp

  private let reads = RateLimit(rate: 300, burst: 600)
  private let writes = RateLimit(rate: 5, burst: 30)
  private let failures = RateLimit(rate: 0.2, burst: 10)
  private let key = SymmetricKey(size: .bits256)

  init(names: Set<String>, doorkeeper: Doorkeeper?, now: @escaping @Sendable () -> Timestamp) {
    self.names = names
    self.doorkeeper = doorkeeper
    self.now = now
  }

  /// Why a request does not pass.
  enum Refusal: Error, Hashable {
    case wrongHost
    case tooMany(seconds: Int)
    case notSignedIn
    case readOnly
    case foreignForm
    case notAllowed
  }

  /// Lets a request pass, or says why not.
  func admit(_ asked: Asked) throws(Refusal) -> Visitor {
    guard let host = asked.host, names.contains(Self.name(host)) else { throw .wrongHost }
    if let seconds = (asked.isSafe ? reads : writes).take(asked.peer, at: now()) {
      throw .tooMany(seconds: seconds)
    }
    guard ["GET", "HEAD", "POST"].contains(asked.method) else {
      // Who is nobody learns nothing, not even what is not allowed.
      _ = try visitor(asked)
      throw .notAllowed
    }
    let visitor = try visitor(asked)
    guard !asked.isSafe else { return visitor }
    guard isOfOurOwn(asked, host: host) else { throw .foreignForm }
    guard visitor.scope == .write else { throw .readOnly }
    if asked.isForPrograms {
      // No form of another site can send this without asking first.
      let type = asked.headers["content-type"]?.split(separator: ";").first.map { $0.lowercased() }
      guard type == "application/json", doorkeeper == nil || visitor.session == nil else {
        throw .foreignForm
      }
    } else {
      guard isSame(asked.form["key"] ?? "", formKey(for: visitor)) else { throw .foreignForm }
    }
    return visitor
  }

  /// Signs in whoever sends a token in a form.
  ///
  /// - Returns: the session; nil when the token is none.
  func signIn(_ asked: Asked) throws -> String? {
    guard let host = asked.host, names.contains(Self.name(host)) else { throw Refusal.wrongHost }
    guard isOfOurOwn(asked, host: host) else { throw Refusal.foreignForm }
    if let seconds = failures.take(asked.peer, at: now()) { throw Refusal.tooMany(seconds: seconds) }
    return try doorkeeper?.signIn(asked.form["token"] ?? "", at: now())
  }

  /// What a form has to send back: nobody else can know it.
  func formKey(for visitor: Visitor) -> String {
    hex(HMAC<SHA256>.authenticationCode(for: Array((visitor.session ?? "").utf8), using: key))
  }

  private func visitor(_ asked: Asked) throws(Refusal) -> Visitor {
    guard let doorkeeper else { return Visitor(scope: .write) }
    do {
      if let given = asked.headers["authorization"] {
        let parts = given.split(separator: " ", maxSplits: 1)
        if parts.count == 2, parts[0].lowercased() == "bearer",
          let scope = try doorkeeper.scope(ofToken: String(parts[1]), at: now())
        {
          return Visitor(scope: scope)
        }
      } else if let session = asked.cookie(Self.cookie),
        let scope = try doorkeeper.scope(ofSession: session, at: now())
      {
        return Visitor(scope: scope, session: session)
      }
    } catch {
      // A file of tokens that cannot be read lets nobody in.
    }
    throw .notSignedIn
  }

  /// The cookie's name. Browsers send it to this host only, and never from another site.
  static let cookie = "writethru-session"

  /// Whether a browser says that the request comes from a page of this server, or no browser says anything.
  private func isOfOurOwn(_ asked: Asked, host: String) -> Bool {
    if let site = asked.headers["sec-fetch-site"], site != "same-origin" && site != "none" { return false }
    if let origin = asked.headers["origin"] {
      return origin == "http://\(host)" || origin == "https://\(host)"
    }
    return true
  }

  /// A host without its port.
  static func name(_ host: String) -> String {
    let host = host.lowercased()
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
    return String(host.prefix { $0 != ":" })
  }

  /// What a browser may do with our pages: show them with our own style, run our own script, and nothing else.
  static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; "
    + "frame-ancestors 'none'; base-uri 'none'"

  /// The headers that every answer has, unless it says otherwise itself.
  static let headers: [(name: String, value: String)] = [
    ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cache-Control", "private, no-cache"),
  ]
}
