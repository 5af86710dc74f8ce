// Archived pages as a browser shows them: at another origin than the Desk, in a sandbox, with nothing loaded or run.

import Crypto
import Foundation
import Newsroom
import Story

/// Shows archived pages, and nothing else, at an address of their own.
///
/// What stands in them was written by others. So it is given at an origin where nothing of the Desk's is (another port or
/// another host), under a policy that makes it a document of no origin (HTML Living Standard §7.1.3), which runs no
/// script, sends no form, opens no window and loads nothing: what others keep of whoever reads is not asked for. Only an
/// address that the Desk made opens one, and only for a while.
struct SavedPages: Sendable {
  let newsroom: Newsroom
  /// The names that this server is asked by, in lowercase and without a port.
  let names: Set<String>
  /// The origin of the Desk, which may show the pages in its own.
  let desk: String
  /// The address they are asked at, without a slash at its end.
  let base: String
  let now: @Sendable () -> Timestamp
  private let key = SymmetricKey(size: .bits256)

  /// For how long an address opens a page.
  private static let lifetime: Int64 = 3600 * 1000

  init(
    _ newsroom: Newsroom, names: Set<String>, desk: String, base: String,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.newsroom = newsroom
    self.names = names
    self.desk = desk
    self.base = base
    self.now = now
  }

  /// The address of an archived page, good for an hour.
  func address(of slug: Slug, _ number: Int) -> String {
    let ends = now().milliseconds + Self.lifetime
    return "\(base)/\(slug)/v\(number)/\(ends)-\(code(slug, number, ends))"
  }

  /// Whether a version is a page that a browser can show.
  static func shows(_ record: CaptureRecord) -> Bool {
    let type = record.manifest.mediaType?.split(separator: ";").first?.lowercased() ?? ""
    if ["text/html", "application/xhtml+xml"].contains(type.filter { $0 != " " }) { return true }
    let name = record.manifest.fileName?.lowercased() ?? ""
    return type.isEmpty && [".html", ".htm", ".xhtml"].contains { name.hasSuffix($0) }
  }

  /// The answer to a request.
  func answer(_ asked: Asked) async -> Page {
    var page = await page(asked)
    page.isKept = false
    page.headers += [
      ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"),
      ("Referrer-Policy", "no-referrer"), ("X-DNS-Prefetch-Control", "off"),
      ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "cross-origin"),
      ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), autoplay=()"),
      ("Cache-Control", "private, no-store"), ("X-Robots-Tag", "noindex"),
    ]
    return page
  }

  /// Content Security Policy Level 3; the style that the page brings itself is all that is left to it.
  private var policy: String {
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
      + "form-action 'none'; base-uri 'none'; frame-ancestors \(desk)"
  }

  private func page(_ asked: Asked) async -> Page {
    guard let host = asked.host, names.contains(Gate.name(host)) else {
      return Self.refusal(421, "This server does not answer to that name.")
    }
    guard asked.isSafe else { return Self.refusal(405, "Only GET and HEAD are answered.") }
    let parts = asked.path.split(separator: "/")
    guard parts.count == 3, let slug = try? Slug(String(parts[0])), parts[1].hasPrefix("v"),
      let number = Int(parts[1].dropFirst()), let dash = parts[2].firstIndex(of: "-"),
      let ends = Int64(parts[2][..<dash]),
      isSame(String(parts[2][parts[2].index(after: dash)...]), code(slug, number, ends))
    else { return Self.refusal(404, "There is nothing at this address.") }
    guard ends > now().milliseconds else {
      return Self.refusal(410, "This address has ended. Load the page of the Desk again that shows it.")
    }
    do {
      return try await inBackground { try saved(slug, number) }
    } catch {
      return Self.refusal(404, "This page cannot be shown.")
    }
  }

  private func saved(_ slug: Slug, _ number: Int) throws -> Page {
    let record = try newsroom.record(of: slug, "v\(number)")
    guard Self.shows(record) else { return Self.refusal(404, "This version is no web page.") }
    let (_, bytes) = try newsroom.body(of: slug, "v\(number)")
    if let text = Self.wideText(bytes) {
      // What the server says comes before what the page says of itself, which is no longer so.
      var page = Page("", type: "text/html; charset=utf-8")
      page.body = Self.withoutHints(Array(text.utf8))
      return page
    }
    var page = Page("", type: "text/html" + (charset(record).map { "; charset=\($0)" } ?? ""))
    page.body = Self.withoutHints(bytes)
    return page
  }

  /// The text of a page in UTF-16, by its byte order mark, or by a first character of ASCII where it has none; nil for all
  /// others. A tag is not written in the bytes of ASCII there, so that ``withoutHints(_:)`` could not tell it.
  static func wideText(_ bytes: [UInt8]) -> String? {
    let isBig: Bool
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFE, 0xFF), (0, .some): isBig = true
    case (0xFF, 0xFE), (.some, 0): isBig = false
    default: return nil
    }
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isBig ? first << 8 | second : second << 8 | first
    }
    return String(decoding: units.first == 0xFEFF ? units.dropFirst() : units[...], as: UTF16.self)
  }

  /// The encoding that the server named, if its name is one.
  private func charset(_ record: CaptureRecord) -> String? {
    guard let type = record.manifest.mediaType?.lowercased(), let at = type.range(of: "charset=") else {
      return nil
    }
    let name = type[at.upperBound...].filter { $0 != "\"" && $0 != "'" }.prefix { $0 != ";" && $0 != " " }
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:".contains($0)) }
    return isPlain && !name.isEmpty && !name.hasPrefix("utf-16") && !name.hasPrefix("utf16")
      ? String(name) : nil
  }

  /// The bytes with every `<link` made a tag that stands where it may and means nothing any more: no policy keeps browsers
  /// from opening connections for `preconnect` and `dns-prefetch`, and the style sheets of others are not loaded anyway.
  static func withoutHints(_ bytes: [UInt8]) -> [UInt8] {
    let tag = Array("link".utf8)
    var shown: [UInt8] = []
    shown.reserveCapacity(bytes.count + 256)
    var place = 0
    while place < bytes.count {
      shown.append(bytes[place])
      place += 1
      if shown.last == UInt8(ascii: "<"), place + tag.count <= bytes.count,
        zip(bytes[place..<place + tag.count], tag).allSatisfy({ $0 | 0x20 == $1 })
      {
        shown += Array("bgsound".utf8)
        place += tag.count
      }
    }
    return shown
  }

  private func code(_ slug: Slug, _ number: Int, _ ends: Int64) -> String {
    hex(HMAC<SHA256>.authenticationCode(for: Array("\(slug) \(number) \(ends)".utf8), using: key))
  }

  private static func refusal(_ status: Int, _ message: String) -> Page {
    Page(message + "\n", status: status, type: "text/plain; charset=utf-8")
  }
}
