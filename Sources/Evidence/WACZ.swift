// Packs a WARC, its index and a list of pages into one file that browsers replay.

import Archive
import Crypto
public import Foundation
public import Story

/// A WACZ 1.1.1 package (https://specs.webrecorder.net/wacz/1.1.1/).
public enum WACZ {
  /// Writes a package.
  ///
  /// - Parameters:
  ///   - file: open for writing, at its beginning.
  ///   - warc: the path of the WARC, which is in the package as `archive/<its name>`.
  ///   - index: the lines of its index.
  ///   - versions: the versions, which become the list of pages.
  ///   - title: what the package is called.
  ///   - created: the time it gives as that of its making.
  public static func write(
    to file: FileHandle, warc: String, index: [CDXJLine], versions: [Version], title: String,
    software: String,
    created: Timestamp
  ) throws {
    var package = ZIPWriter(writingTo: file)
    let name = "archive/\((warc as NSString).lastPathComponent)"
    var resources: [[String: Any]] = []
    func note(_ path: String, digest: String, size: Int) {
      resources.append([
        "name": (path as NSString).lastPathComponent, "path": path, "hash": "sha256:\(digest)", "bytes": size,
      ])
    }
    var hash = SHA256()
    var size = 0
    try pieces(of: warc) { piece in
      hash.update(data: piece)
      size += piece.count
    }
    note(
      name, digest: hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined(),
      size: size)
    try package.add(name) { take in try pieces(of: warc, take) }
    for (path, bytes) in [
      ("indexes/index.cdx", CDXJLine.file(index)), ("pages/pages.jsonl", try pages(versions, title: title)),
    ] {
      note(path, digest: sha256Hex(bytes), size: bytes.count)
      try package.add(path, bytes)
    }
    let description = try json([
      "profile": "data-package", "wacz_version": "1.1.1", "title": title, "software": software,
      "created": "\(created)", "resources": resources,
    ])
    try package.add("datapackage.json", description)
    try package.add(
      "datapackage-digest.json",
      json(["path": "datapackage.json", "hash": "sha256:\(sha256Hex(description))"]))
    try package.finish()
  }

  private static func pages(_ versions: [Version], title: String) throws -> [UInt8] {
    var lines = try json(["format": "json-pages-1.0", "id": "pages", "title": title], pretty: false)
    for version in versions {
      let page: [String: Any] = [
        "id": version.capture.text,
        "url": version.address ?? "urn:writethru:story:\(version.story)", "ts": "\(version.captured)",
        "title": version.headline ?? version.story.text,
      ]
      lines += try json(page, pretty: false)
    }
    return lines
  }

  private static func json(_ value: [String: Any], pretty: Bool = true) throws -> [UInt8] {
    var options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { options.insert(.prettyPrinted) }
    return Array(try JSONSerialization.data(withJSONObject: value, options: options)) + [10]
  }

  private static func pieces(of path: String, _ take: ([UInt8]) throws -> Void) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw EvidenceError(.unreadable, "\((path as NSString).lastPathComponent) cannot be read again")
    }
    defer { try? file.close() }
    while let data = try file.read(upToCount: 1 << 20), !data.isEmpty { try take(Array(data)) }
  }
}
