// What the tests of evidence are made of: captures, and files in a folder that goes away.

import Archive
import Foundation
import Story

@testable import Evidence

/// A folder of its own, removed with the value.
final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "writethru-evidence-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file.
  func put(_ name: String, _ bytes: [UInt8]) -> String {
    let path = path + "/" + name
    _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
    return path
  }
}

/// A look and what it brought.
func sample(
  minute: Int64, _ words: String, outcome: Look.Outcome = .version, head: String? = nil
) throws -> (look: Look, capture: Capture) {
  let slug = try Slug("quay-fire")
  let body = Array("<html><body><h1>Fire at the quay</h1><p>\(words)</p></body></html>".utf8)
  let time = Timestamp(seconds: 1_600_000_000 + minute * 60)
  var manifest = Manifest(
    id: CaptureID(time: time, bits: [UInt8(minute)]), story: slug, captured: time, timeSource: .fetched,
    address: "https://news.example/quay", wireSHA256: sha256Hex(body), wireLength: body.count,
    payloadSHA256: sha256Hex(body), payloadLength: body.count, verdict: .article, capturedBy: "test")
  manifest.hops = [Hop(address: "https://news.example/quay", status: 200, peer: "192.0.2.7:443")]
  manifest.requestHeaders = ["Accept: text/html"]
  manifest.status = 200
  manifest.mediaType = "text/html"
  let head =
    head ?? "HTTP/2 200 \r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 90\r\n\r\n"
  var look = Look(story: slug, time: time, timeSource: .fetched, outcome: outcome)
  look.capture = manifest.id
  look.payloadSHA256 = manifest.payloadSHA256
  return (look, Capture(manifest: manifest, head: Array(head.utf8), body: body))
}

/// A WARC of some looks.
func warc(_ looks: [(look: Look, capture: Capture?)], in folder: Folder) throws -> (
  path: String, index: [CDXJLine]
) {
  let path = folder.put("quay.warc.gz", [])
  let handle = try there(FileHandle(forWritingAtPath: path))
  var file = WARCFile(writingTo: handle, name: "quay.warc.gz")
  var records = StoryRecords(of: try Slug("quay-fire"), software: "test 1")
  try file.append(records.start(fileName: "quay.warc.gz", date: Timestamp(seconds: 1_600_000_000)))
  for (look, capture) in looks {
    for record in records.records(of: look, capture: capture) { try file.append(record) }
  }
  try handle.close()
  return (path, file.index)
}

/// A value that has to be there.
func there<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw EvidenceError(.unreadable, "the test's file is not there") }
  return value
}
