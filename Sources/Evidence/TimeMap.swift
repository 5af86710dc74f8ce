// Reads what another archive has of an address: a Memento TimeMap.

import Foundation
public import Story

/// A list of captures in link format (RFC 7089 §5, RFC 6690).
public struct TimeMap: Hashable, Sendable {
  /// One capture there.
  public struct Memento: Hashable, Sendable {
    /// Where it is had.
    public var address: String
    /// When it was captured, by that archive's word.
    public var time: Timestamp

    /// The address of the bytes as captured, where the archive is known to rewrite links: replay tools of the
    /// Wayback Machine's kind give them when `id_` follows the 14 digits.
    public var rawAddress: String {
      guard let found = address.firstMatch(of: /\/(\d{14})(mp_)?\/(?=https?:|[a-z0-9.-]+\.[a-z]{2,})/) else {
        return address
      }
      return address.replacingCharacters(in: found.range, with: "/\(found.1)id_/")
    }
  }

  /// The address whose captures these are, if it is said.
  public private(set) var original: String?
  /// The captures, the oldest first, none twice.
  public private(set) var mementos: [Memento] = []
  /// Other parts of the list.
  public private(set) var parts: [String] = []
  /// How many entries could not be read.
  public private(set) var unread = 0

  /// Reads a list.
  ///
  /// - Throws: `malformed` when nothing in it is a link.
  public init(_ text: String, name: String) throws(EvidenceError) {
    var seen: Set<Memento> = []
    var links = 0
    for link in Self.links(text) {
      if link.attributes["rel"] != nil { links += 1 }
      let kinds = (link.attributes["rel"] ?? "").lowercased().split(separator: " ")
      if kinds.contains("original") { original = link.address }
      if kinds.contains("timemap"), !kinds.contains("self") { parts.append(link.address) }
      guard kinds.contains("memento") else { continue }
      guard let time = link.attributes["datetime"].flatMap({ MailDate.moment($0) }) else {
        unread += 1
        continue
      }
      let memento = Memento(address: link.address, time: time)
      if seen.insert(memento).inserted { mementos.append(memento) }
    }
    guard links > 0 else {
      throw EvidenceError(.malformed, "\(name) is no TimeMap in link format: no link stands in it")
    }
    mementos.sort { ($0.time, $0.address) < ($1.time, $1.address) }
  }

  private static func links(_ text: String) -> [(address: String, attributes: [String: String])] {
    var links: [(address: String, attributes: [String: String])] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let address = String(rest[rest.index(after: open)..<close])
      rest = rest[rest.index(after: close)...]
      var attributes: [String: String] = [:]
      while let found = rest.prefixMatch(of: /\s*;\s*([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|([^;,\s]*))/) {
        attributes[found.1.lowercased()] = String(found.2 ?? found.3 ?? "")
        rest = rest[found.range.upperBound...]
      }
      links.append((address, attributes))
    }
    return links
  }
}
