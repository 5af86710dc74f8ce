// The looks at a story as WARC records.

import Archive
import Foundation
public import Story

/// Turns a story's looks into WARC records, one look after the other.
///
/// The same looks give the same records: ids are made from the captures, and `warcinfo` says no time of its own.
public struct StoryRecords: Sendable {
  /// What is already written: where a body stands, to be referred to.
  private struct Written {
    var target: String
    var date: Timestamp
    var id: String
  }

  private let software: String
  private let slug: Slug
  private var written: [String: Written] = [:]
  private var newest: Written?
  /// Where the bytes of resources stand, and the way to them, by their captures.
  private var captures: [CaptureID: (written: Written, hops: [Hop])] = [:]
  private let warcinfo: String

  /// The records of a story, written by a program of that name.
  public init(of slug: Slug, software: String) {
    self.slug = slug
    self.software = software
    warcinfo = WARCConventions.recordID("warcinfo", "\(slug)\0\(software)")
  }

  /// The record that begins the file.
  ///
  /// - Parameters:
  ///   - fileName: the file's name.
  ///   - date: the time it gives: that of the newest look.
  public func start(fileName: String, date: Timestamp) -> WARCRecord {
    let fields = [
      "software: \(software)", "format: WARC File Format 1.1",
      "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
      "description: \(WARCConventions.description)", "isPartOf: \(slug)",
    ]
    return WARCRecord(
      fields: [
        ("WARC-Type", "warcinfo"), ("WARC-Record-ID", warcinfo), ("WARC-Date", "\(date)"),
        ("WARC-Filename", fileName), ("Content-Type", "application/warc-fields"),
      ], block: Array((fields.joined(separator: "\r\n") + "\r\n").utf8))
  }

  /// The records of one look: none for a look that saw nothing.
  ///
  /// - Parameter capture: what the look brought; nil when nothing was kept of it.
  public mutating func records(of look: Look, capture: Capture?) -> [WARCRecord] {
    guard let capture else {
      guard look.outcome == .notModified, let newest else { return [] }
      // No place in the order of arrival: a look that waits to be recorded has none yet.
      return [revisit(of: newest, at: look.time, name: "\(slug)\0\(look.time)")]
    }
    let (records, this) = self.records(of: capture, target: Self.target(of: capture.manifest))
    if look.outcome == .version || look.outcome == .unchanged { newest = this }
    return records
  }

  /// The records of what was asked for to go with a version: none for what brought nothing.
  ///
  /// - Parameter capture: the bytes it brought; nil when it brought none of its own.
  public mutating func records(of resource: Resource, capture: Capture?) -> [WARCRecord] {
    guard let capture else {
      guard resource.outcome == .notModified, let id = resource.capture, let old = captures[id] else {
        return []
      }
      let name = "\(resource.version)\0\(resource.address)"
      return redirects(old.hops, at: resource.time, name: name)
        + [revisit(of: old.written, at: resource.time, name: name)]
    }
    let hops = capture.manifest.hops
    let (records, this) = self.records(of: capture, target: Self.target(of: capture.manifest))
    captures[capture.manifest.id] = (this, hops)
    return redirects(hops, at: capture.manifest.captured, name: capture.manifest.id.text) + records
  }

  /// The records of a capture, and where its body stands.
  private mutating func records(of capture: Capture, target: String) -> ([WARCRecord], Written) {
    let manifest = capture.manifest
    let key = "\(target)\0\(manifest.payloadSHA256)"
    let isFile = capture.head.isEmpty && manifest.address == nil
    let type = isFile ? "resource" : written[key] != nil ? "revisit" : "response"
    // A page whose head is not known (imported from a list, say) is a resource at its address.
    let kind = capture.head.isEmpty ? "resource" : type
    let id = WARCConventions.recordID(kind, manifest.id.text)
    let head = WARCConventions.head(capture.head, bodyLength: capture.body.count)
    var fields: [(name: String, value: String)] = [
      ("WARC-Type", kind), ("WARC-Record-ID", id), ("WARC-Warcinfo-ID", warcinfo),
      ("WARC-Target-URI", target),
      ("WARC-Date", "\(manifest.captured)"),
    ]
    var block: [UInt8]
    switch kind {
    case "resource":
      fields.append(("Content-Type", manifest.mediaType ?? "text/html"))
      block = capture.body
    case "revisit":
      fields += refers(to: written[key], profile: "identical-payload-digest")
      fields += [("WARC-Protocol", head.protocol), ("Content-Type", "application/http; msgtype=response")]
      block = head.bytes
    default:
      fields += [("WARC-Protocol", head.protocol), ("Content-Type", "application/http; msgtype=response")]
      block = head.bytes + capture.body
    }
    if let peer = manifest.hops.last?.peer { fields.append(("WARC-IP-Address", Self.host(of: peer))) }
    fields += [
      ("WARC-Payload-Digest", "sha256:\(manifest.payloadSHA256)"),
      ("WARC-Block-Digest", "sha256:\(sha256Hex(block))"),
    ]
    let this = Written(target: target, date: manifest.captured, id: id)
    if written[key] == nil { written[key] = this }
    var records = [WARCRecord(fields: fields, block: block)]
    if let request = request(for: capture, target: target, answer: id) { records.append(request) }
    records.append(metadata(of: manifest, target: target, answer: id))
    return (records, this)
  }

  /// What the server answered with 304: the bytes of a record before it are still right.
  private func revisit(of old: Written, at time: Timestamp, name: String) -> WARCRecord {
    var fields: [(name: String, value: String)] = [
      ("WARC-Type", "revisit"), ("WARC-Record-ID", WARCConventions.recordID("revisit", name)),
      ("WARC-Warcinfo-ID", warcinfo), ("WARC-Target-URI", old.target), ("WARC-Date", "\(time)"),
    ]
    fields += refers(to: old, profile: "server-not-modified")
    fields += [
      ("Content-Type", "application/http; msgtype=response"),
      ("WARC-Block-Digest", "sha256:\(sha256Hex([]))"),
    ]
    return WARCRecord(fields: fields, block: [])
  }

  /// The redirects that led from the address a page names to the one that answered. Without them replay would not find
  /// it. Of a redirect its status and where it led are kept, and no more is written down.
  private func redirects(_ hops: [Hop], at time: Timestamp, name: String) -> [WARCRecord] {
    zip(hops, hops.dropFirst()).enumerated().map { index, pair in
      let (hop, next) = pair
      let block = Array(
        "HTTP/1.1 \(hop.status) Redirect\r\nLocation: \(next.address)\r\nContent-Length: 0\r\n\r\n".utf8)
      var fields: [(name: String, value: String)] = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", WARCConventions.recordID("redirect \(index)", name)),
        ("WARC-Warcinfo-ID", warcinfo), ("WARC-Target-URI", hop.address), ("WARC-Date", "\(time)"),
        ("Content-Type", "application/http; msgtype=response"),
      ]
      if let peer = hop.peer { fields.append(("WARC-IP-Address", Self.host(of: peer))) }
      fields += [
        ("WARC-Payload-Digest", "sha256:\(sha256Hex([]))"),
        ("WARC-Block-Digest", "sha256:\(sha256Hex(block))"),
      ]
      return WARCRecord(fields: fields, block: block)
    }
  }

  private func refers(to record: Written?, profile: String) -> [(name: String, value: String)] {
    guard let record else { return [] }
    return [
      ("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/\(profile)"),
      ("WARC-Refers-To", record.id), ("WARC-Refers-To-Target-URI", record.target),
      ("WARC-Refers-To-Date", "\(record.date)"),
    ]
  }

  private func request(for capture: Capture, target: String, answer: String) -> WARCRecord? {
    let manifest = capture.manifest
    guard !capture.head.isEmpty, !manifest.requestHeaders.isEmpty, let url = URLComponents(string: target)
    else {
      return nil
    }
    let path =
      (url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath)
      + (url.percentEncodedQuery.map { "?" + $0 } ?? "")
    var lines = ["GET \(path) HTTP/1.1"]
    if !manifest.requestHeaders.contains(where: { $0.lowercased().hasPrefix("host:") }), let host = url.host {
      lines.append("Host: \(host)\(url.port.map { ":\($0)" } ?? "")")
    }
    lines += manifest.requestHeaders
    let block = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    return WARCRecord(
      fields: [
        ("WARC-Type", "request"), ("WARC-Record-ID", WARCConventions.recordID("request", manifest.id.text)),
        ("WARC-Warcinfo-ID", warcinfo), ("WARC-Concurrent-To", answer), ("WARC-Target-URI", target),
        ("WARC-Date", "\(manifest.captured)"), ("Content-Type", "application/http; msgtype=request"),
        ("WARC-Block-Digest", "sha256:\(sha256Hex(block))"),
      ], block: block)
  }

  private func metadata(of manifest: Manifest, target: String, answer: String) -> WARCRecord {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A manifest is strings and numbers; it came out of JSON itself.
    let block = (try? encoder.encode(manifest)).map(Array.init) ?? []
    return WARCRecord(
      fields: [
        ("WARC-Type", "metadata"), ("WARC-Record-ID", WARCConventions.recordID("metadata", manifest.id.text)),
        ("WARC-Warcinfo-ID", warcinfo), ("WARC-Refers-To", answer),
        ("WARC-Target-URI", "urn:writethru:capture:\(manifest.id)"),
        ("WARC-Date", "\(manifest.captured)"), ("Content-Type", "application/json"),
        ("WARC-Payload-Digest", "sha256:\(sha256Hex(block))"),
        ("WARC-Block-Digest", "sha256:\(sha256Hex(block))"),
      ], block: block)
  }

  /// The address a capture is of: that of the last hop, else the one asked for, else a name for the story's files.
  public static func target(of manifest: Manifest) -> String {
    (manifest.hops.last?.address ?? manifest.address)?.split(separator: "#").first.map(String.init)
      ?? "urn:writethru:story:\(manifest.story)"
  }

  /// A network address without its port.
  private static func host(of peer: String) -> String {
    if peer.hasPrefix("["), let end = peer.firstIndex(of: "]") {
      return String(peer.dropFirst().prefix(upTo: end))
    }
    return peer.count { $0 == ":" } == 1 ? String(peer.prefix { $0 != ":" }) : peer
  }
}
