// How a capture is written down in a WARC, stated in every file.

import Archive
import Story

/// What a WARC of ours says of the way it was written.
enum WARCConventions {
  /// The description in `warcinfo`, a line each.
  static let description = [
    "Bodies are written with their content coding and transfer coding undone;",
    "what the head says of them (Content-Encoding, Transfer-Encoding, Content-Length) is kept under",
    "the same name with X-Archive-Orig- before it, and a Content-Length of the bytes that follow is added.",
    "The digest of the bytes on the wire is in the metadata record (wireSHA256).",
    "Heads that came over HTTP/2 are written as HTTP/1.1 and WARC-Protocol says h2; nothing else in them is changed.",
    "Request headers that carry an operator's own access are written without their value.",
    "A look that found the page unchanged is a revisit: identical-payload-digest where bytes came,",
    "server-not-modified where the server answered 304, whose head was not kept and is therefore empty.",
    "Images and styles of a version, where they were asked for, are responses or revisits after the version's own;",
    "of a redirect that led to one, only status and Location were kept and are written.",
    "Pages that came from files have no HTTP head: they are resource records.",
    "WARC-Date is the time of capture; where that time comes from is timeSource in the metadata record.",
  ].joined(separator: " ")

  /// The head of an answer as it is written before a body of so many bytes, and the protocol it came by.
  static func head(_ received: [UInt8], bodyLength: Int) -> (bytes: [UInt8], protocol: String) {
    var lines = HTTPHead.lines(received)
    guard !lines.isEmpty else { return ([], "http/1.1") }
    var name = "http/1.1"
    if lines[0].hasPrefix("HTTP/") {
      let words = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      switch words[0] {
      case "HTTP/2", "HTTP/2.0": name = "h2"
      case "HTTP/3", "HTTP/3.0": name = "h3"
      case "HTTP/1.0": name = "http/1.0"
      default: break
      }
      if name.hasPrefix("h2") || name.hasPrefix("h3") {
        lines[0] = "HTTP/1.1 " + words.dropFirst().joined(separator: " ")
        if words.count == 2 { lines[0] += " " }
      }
    }
    for index in lines.indices.dropFirst() {
      let field = lines[index].prefix { $0 != ":" }.lowercased()
      if ["content-encoding", "transfer-encoding", "content-length"].contains(field) {
        lines[index] = "X-Archive-Orig-" + lines[index]
      }
    }
    lines.append("Content-Length: \(bodyLength)")
    return (Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8), name)
  }

  /// A record's id, the same for the same capture and kind: a UUID of version 8 (RFC 9562) over their SHA-256.
  static func recordID(_ kind: String, _ what: String) -> String {
    var digits = Array(sha256Hex(Array("\(kind)\0\(what)".utf8)).prefix(32))
    digits[12] = "8"
    digits[16] = "8"
    let text = String(digits)
    var parts: [Substring] = []
    var rest = text[...]
    for count in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return "<urn:uuid:\(parts.joined(separator: "-"))>"
  }
}
