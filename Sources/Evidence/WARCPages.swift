// The pages in a WARC file.

import Archive
import Story

/// Reads the pages of a WARC file one after the other: HTTP answers and resources that are text; a revisit gives the
/// bytes of the record it refers to.
public final class WARCPages {
  private let reader: WARCReader
  private let name: String
  private let wanted: String?
  /// Bodies seen, for revisits, up to a bound.
  private var bodies: [String: (body: [UInt8], mediaType: String?)] = [:]
  private var kept = 0
  /// Records of what was no text, by address and time, up to a bound.
  private var passed: Set<String> = []
  private var number = 0

  /// How many bytes of bodies are held for revisits.
  private static let most = 256 << 20
  private static let mostPassed = 1 << 20

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - name: how messages call it.
  ///   - wanted: the one address whose pages are wanted; nil for all.
  public init(path: String, name: String, address wanted: String? = nil) throws(EvidenceError) {
    reader = try WARCReader(path: path)
    self.name = name
    self.wanted = wanted.map { searchKey(of: $0) }
  }

  /// The next page, or what is wrong with it; nil at the end.
  public func next() -> Result<FoundPage, EvidenceError>? {
    while let result = reader.next() {
      number += 1
      switch result {
      case .failure(let error): return .failure(error)
      case .success(let record):
        do throws(EvidenceError) {
          if let page = try page(of: record) { return .success(page) }
        } catch {
          return .failure(EvidenceError(error.kind, "\(name), record \(number): \(error.message)"))
        }
      }
    }
    return nil
  }

  private func page(of record: WARCRecord) throws(EvidenceError) -> FoundPage? {
    guard ["response", "resource", "revisit"].contains(record.type), let target = record.target else {
      return nil
    }
    if let wanted, searchKey(of: target) != wanted { return nil }
    guard let date = record.date else {
      throw EvidenceError(.malformed, "its WARC-Date “\((record["WARC-Date"] ?? "").prefix(40))” is no time")
    }
    // What we wrote of a file has a name of ours for an address.
    let address = target.hasPrefix("urn:writethru:") ? nil : target
    var page = FoundPage(
      name: "\(name), record \(number)", address: address, time: date, timeSource: .warc, body: record.block)
    let isHTTP =
      record["Content-Type"]?.lowercased().hasPrefix("application/http") ?? (record.type != "resource")
    let head = isHTTP ? HTTPHead(of: record.block) : nil
    page.mediaType = isHTTP ? head?["content-type"] : record["Content-Type"]
    page.status = head?.status
    page.head = head?.bytes ?? []
    if record.type == "revisit" { return try revisit(of: record, page: page) }
    if isHTTP {
      guard let head else { throw EvidenceError(.malformed, "its HTTP head does not end") }
      // A redirect shows no page.
      guard page.isText, head.status.map({ (300..<400).contains($0) }) != true else {
        passOver(record)
        return nil
      }
      let wire = Array(record.block[head.bytes.count...])
      try check(record, payload: wire)
      page.body = try head.decode(wire, limit: WARCReader.largestBlock)
      if page.body != wire { page.wire = (sha256Hex(wire), wire.count) }
    }
    guard page.isText else { return nil }
    remember(page, digest: record["WARC-Payload-Digest"], at: target, date: record["WARC-Date"])
    return page
  }

  private func revisit(of record: WARCRecord, page: FoundPage) throws(EvidenceError) -> FoundPage? {
    let target = record["WARC-Refers-To-Target-URI"] ?? record.target ?? ""
    let keys = [record["WARC-Payload-Digest"], record["WARC-Refers-To-Date"].map { "\(target) \($0)" }]
    guard let found = keys.compactMap({ $0.flatMap { bodies[$0] } }).first else {
      // Of what was no text nothing is remembered.
      guard page.mediaType == nil || page.isText, !keys.contains(where: { $0.map(passed.contains) ?? false })
      else { return nil }
      throw EvidenceError(
        .unsupported, "it is a revisit of a record that is not before it in this file: import that file first"
      )
    }
    var page = page
    page.body = found.body
    page.mediaType = page.mediaType ?? found.mediaType
    if page.status == nil || page.status == 304 { page.status = 200 }
    return page
  }

  /// Remembers of what was no text that it was there: a revisit of it is no page either.
  private func passOver(_ record: WARCRecord) {
    guard passed.count < Self.mostPassed, let target = record.target, let date = record["WARC-Date"] else {
      return
    }
    passed.insert("\(target) \(date)")
  }

  private func remember(_ page: FoundPage, digest: String?, at target: String, date: String?) {
    guard kept + page.body.count <= Self.most else { return }
    kept += page.body.count
    if let digest { bodies[digest] = (page.body, page.mediaType) }
    if let date { bodies["\(target) \(date)"] = (page.body, page.mediaType) }
  }

  /// Refuses a payload that has another digest than the record says.
  ///
  /// Writers differ on whether chunks count, so that only SHA-256 in hexadecimal digits, over the bytes as they stand,
  /// is held against a record that is not in chunks.
  private func check(_ record: WARCRecord, payload: [UInt8]) throws(EvidenceError) {
    guard let digest = record["WARC-Block-Digest"]?.lowercased(), digest.hasPrefix("sha256:"),
      digest.count == 71
    else { return }
    guard sha256Hex(record.block) == digest.dropFirst(7) else {
      throw EvidenceError(.digestMismatch, "its bytes are not those its digest was made of: it was altered")
    }
  }
}
