// The evidence of a capture: how its bytes were got, and the bytes themselves, never as a page of ours.

import Newsroom
import Report
import Story

extension Pages {
  func record(_ slug: Slug, _ number: Int) throws -> Page {
    let row = try known(slug)
    let record = try newsroom.record(of: slug, "v\(number)")
    let manifest = record.manifest
    let place = Place.record(slug, number)
    let facts: [(String, String?)] = [
      ("Saved copy", manifest.id.text), ("Captured", manifest.captured.description),
      ("Time from", manifest.timeSource.inWords), ("Address", manifest.address), ("File", manifest.fileName),
      ("Status", manifest.status.map(String.init)), ("Kind", manifest.mediaType), ("Got by", manifest.way),
      ("Read as", manifest.verdict.rawValue), ("Captured by", manifest.capturedBy),
      ("Commit", record.version.commit),
      ("SHA-256 of the body", manifest.payloadSHA256), ("Bytes of the body", String(manifest.payloadLength)),
      ("SHA-256 as received", manifest.wireSHA256), ("Bytes as received", String(manifest.wireLength)),
    ]
    let view: View = [
      "story": head(of: row.story, at: place), "number": "v\(number)",
      "version": Place.version(slug, number).path,
      "facts": facts.compactMap { name, value in value.map { ["name": name, "value": $0] } } as [View],
      "hops": manifest.hops.map { hop in
        [
          "address": hop.address, "status": hop.status, "peer": hop.peer ?? "–",
          "certificate": hop.certificate ?? "–",
        ]
      } as [View],
      "hasHops": !manifest.hops.isEmpty,
      "request": manifest.requestHeaders.isEmpty
        ? nil : manifest.requestHeaders.map(Self.withoutSecret).joined(separator: "\n"),
      "answer": record.head.isEmpty ? nil : Self.withoutSecrets(String(decoding: record.head, as: UTF8.self)),
      "saved": isStatic ? nil : Place.saved(slug, number).path,
      "body": Place.body(slug, number).path, "title": row.story.title ?? slug.text,
    ]
    return html("record", "Evidence of v\(number), \(row.story.title ?? slug.text)", at: place, view)
  }

  /// The archived bytes: to be saved, never shown.
  func body(_ slug: Slug, _ number: Int) throws -> Page {
    let (version, bytes) = try newsroom.body(of: slug, "v\(number)")
    var page = Page("", type: "text/plain; charset=utf-8")
    page.body = bytes
    page.isKept = false
    page.headers = [
      ("Content-Disposition", "attachment; filename=\"\(slug)-v\(number).source.txt\""),
      ("Content-Security-Policy", "sandbox; default-src 'none'"),
      ("Repr-Digest", "sha-256=:\(base64(ofHex: version.payloadSHA256)):"),
    ]
    return page
  }

  /// Headers whose values let others in are not shown.
  private static let secrets = ["cookie", "set-cookie", "authorization", "proxy-authorization"]

  static func withoutSecret(_ line: String) -> String {
    guard let colon = line.firstIndex(of: ":"),
      secrets.contains(line[..<colon].filter { !$0.isWhitespace }.lowercased())
    else { return line }
    return line[...colon] + " (left out here; kept in the archive)"
  }

  static func withoutSecrets(_ head: String) -> String {
    // A carriage return with its line feed is one character.
    head.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
      withoutSecret(String($0))
    }
    .joined(separator: "\n")
  }
}
