// Memento (RFC 7089): which version of a page stood at a time.

import Foundation
import Newsroom
import Story

/// Answers TimeGate and TimeMap.
struct Memento: Sendable {
  let newsroom: Newsroom
  /// The address this server is asked at, without a slash at its end: `http://127.0.0.1:8080`.
  let base: String

  /// Goes to the version nearest to a time, the newest when none is given.
  ///
  /// - Parameter wanted: the `Accept-Datetime` header.
  func gate(_ address: String, wanted: String?) throws -> Page {
    let (story, versions) = try kept(address)
    var target: Version? = versions.last
    if let wanted {
      guard let time = Self.read(wanted) else {
        return Page(
          "Accept-Datetime is no HTTP date: \(wanted)\n", status: 400, type: "text/plain; charset=utf-8")
      }
      target = versions.min {
        abs($0.captured.milliseconds - time.milliseconds) < abs($1.captured.milliseconds - time.milliseconds)
      }
    }
    guard let target else { throw Failure(.noInput, "This page has no version yet.") }
    var page = Page.redirect(to: base + Place.version(story.slug, target.number).path, status: 302)
    page.headers += [
      ("Vary", "accept-datetime"),
      (
        "Link",
        "<\(Self.quotable(address))>; rel=\"original\", <\(base)/timemap/link/\(Self.quotable(address))>; rel=\"timemap\"; type=\"application/link-format\""
      ),
    ]
    return page
  }

  /// All versions of a page, in the link format (RFC 6690).
  func map(_ address: String) throws -> Page {
    let (story, versions) = try kept(address)
    let original = Self.quotable(address)
    var links = [
      "<\(original)>; rel=\"original\"",
      "<\(base)/timemap/link/\(original)>; rel=\"self\"; type=\"application/link-format\"",
      "<\(base)/timegate/\(original)>; rel=\"timegate\"",
    ]
    for (place, version) in versions.enumerated() {
      let edge = (place == 0 ? "first " : "") + (place == versions.count - 1 ? "last " : "")
      links.append(
        "<\(base + Place.version(story.slug, version.number).path)>; rel=\"\(edge)memento\"; datetime=\"\(Self.written(version.captured))\""
      )
    }
    return Page(links.joined(separator: ",\n") + "\n", type: "application/link-format")
  }

  private func kept(_ address: String) throws -> (story: Story, versions: [Version]) {
    guard let kept = try newsroom.story(at: address), !kept.versions.isEmpty else {
      throw Failure(.noInput, "No version of \(address) is kept here.")
    }
    return kept
  }

  /// What a version's page says of itself to clients of Memento. Its links need no base: they are resolved against the
  /// page's own address.
  static func headers(of version: Version, _ story: Story) -> [(name: String, value: String)] {
    var headers = [(name: "Memento-Datetime", value: written(version.captured))]
    if let address = version.address ?? story.addresses.first, webLink(address) != nil {
      let original = quotable(address)
      headers.append(
        (
          "Link",
          "<\(original)>; rel=\"original\", </timegate/\(original)>; rel=\"timegate\", </timemap/link/\(original)>; rel=\"timemap\"; type=\"application/link-format\""
        ))
    }
    return headers
  }

  /// An address in which nothing ends a link or a header early.
  static func quotable(_ address: String) -> String {
    var shown = ""
    for byte in address.utf8 {
      switch byte {
      case 0x21, 0x23...0x3B, 0x3D, 0x3F...0x7E: shown.unicodeScalars.append(Unicode.Scalar(byte))
      default: shown += "%" + String(256 + Int(byte), radix: 16, uppercase: true).dropFirst()
      }
    }
    return shown
  }

  /// A time as HTTP writes it (RFC 9110 §5.6.7).
  static func written(_ time: Timestamp) -> String { formatter().string(from: time.date) }

  static func read(_ text: String) -> Timestamp? { formatter().date(from: text).map { Timestamp($0) } }

  private static func formatter() -> DateFormatter {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = .gmt
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter
  }
}
