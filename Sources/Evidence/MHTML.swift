// Reads a page that a browser saved as one file (MHTML), and what other saved pages say of themselves.

import Foundation
public import Story

extension FoundPage {
  /// The page in an MHTML file (RFC 2557), as Chromium and its kin save it.
  ///
  /// Its time is the file's `Date`, which is the browser's clock; its address is `Snapshot-Content-Location`, else that
  /// of the first page in it.
  ///
  /// - Throws: `malformed` when no page is in it, `truncated` when the page is cut off.
  public init(mhtml bytes: [UInt8], name: String) throws(EvidenceError) {
    guard let message = MailPart(bytes[...]) else {
      throw EvidenceError(.malformed, "\(name) is no MHTML: it has no head")
    }
    var page = message
    if let boundary = message.parameter("boundary", of: "content-type") {
      let (parts, isWhole) = MailPart.parts(message.body, boundary: boundary)
      let root = message.parameter("start", of: "content-type")
      guard
        let found = parts.first(where: { root != nil && $0["content-id"] == root })
          ?? parts.first(where: { $0["content-type"]?.lowercased().hasPrefix("text/html") == true })
      else { throw EvidenceError(.malformed, "\(name) holds no HTML page") }
      if !isWhole, found.body.endIndex == message.body.endIndex {
        throw EvidenceError(.truncated, "\(name) ends in the middle of its page: it was cut off")
      }
      page = found
    }
    self.init(name: name, timeSource: .file, body: page.decoded)
    address = message["snapshot-content-location"] ?? page["content-location"]
    mediaType = page["content-type"]
    time = message["date"].flatMap { MailDate.moment($0) }
  }

  /// What a saved HTML page says of where it comes from: browsers write `saved from url`, SingleFile writes `url` and
  /// `saved date` in a comment at the beginning. Nil for what it does not say.
  public static func saved(in body: [UInt8]) -> (address: String?, time: Timestamp?) {
    let start = String(decoding: body.prefix(4000), as: UTF8.self)
    if let found = start.firstMatch(of: /<!-- saved from url=\(\d+\)(\S+) -->/) {
      return (String(found.1), nil)
    }
    guard start.contains("SingleFile") else { return (nil, nil) }
    let address = start.firstMatch(of: /\burl: (\S+)/).map { String($0.1) }
    let date = start.firstMatch(of: /saved date: (\w{3} \w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2} GMT[+-]\d{4})/)
    return (address, date.flatMap { MailDate.scripted(String($0.1)) })
  }
}

/// A part of a mail message: its headers, and where its body is.
private struct MailPart {
  var headers: [(name: String, value: String)] = []
  var body: ArraySlice<UInt8>

  init?(_ bytes: ArraySlice<UInt8>) {
    var at = bytes.startIndex
    while true {
      guard let end = bytes[at...].firstIndex(of: 10) else { return nil }
      let line = String(decoding: bytes[at..<end], as: UTF8.self).filter { $0 != "\r" }
      at = end + 1
      if line.isEmpty { break }
      if line.first == " " || line.first == "\t", !headers.isEmpty {
        headers[headers.count - 1].value += " " + line.trimming()
      } else if let colon = line.firstIndex(of: ":") {
        headers.append((line[..<colon].lowercased(), line[line.index(after: colon)...].trimming()))
      } else {
        return nil
      }
      if headers.count > 500 { return nil }
    }
    body = bytes[at...]
  }

  subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// A parameter of a header, its quotes taken off.
  func parameter(_ name: String, of header: String) -> String? {
    for piece in (self[header] ?? "").split(separator: ";").dropFirst() {
      let pair = piece.split(separator: "=", maxSplits: 1)
      if pair.count == 2, pair[0].trimming().lowercased() == name {
        return pair[1].trimming().trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      }
    }
    return nil
  }

  /// The parts of a body, and whether its end is there.
  static func parts(_ body: ArraySlice<UInt8>, boundary: String) -> (parts: [MailPart], isWhole: Bool) {
    let mark = Array("--\(boundary)".utf8)
    var parts: [MailPart] = []
    var start: Int?
    var at = body.startIndex
    while at < body.endIndex {
      let end = body[at...].firstIndex(of: 10) ?? body.endIndex
      if body[at..<end].starts(with: mark) {
        if let start, let part = MailPart(body[start..<max(start, at - 1)]) { parts.append(part) }
        if body[at..<end].dropFirst(mark.count).starts(with: Array("--".utf8)) { return (parts, true) }
        start = min(end + 1, body.endIndex)
      }
      at = end + 1
    }
    if let start, let part = MailPart(body[start...]) { parts.append(part) }
    return (parts, false)
  }

  /// The body with its transfer encoding undone (RFC 2045 §6).
  var decoded: [UInt8] {
    switch self["content-transfer-encoding"]?.lowercased() {
    case "quoted-printable": Self.unquote(body)
    case "base64": Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters).map(Array.init) ?? []
    default: Array(body)
    }
  }

  private static func unquote(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var at = bytes.startIndex
    func digit(_ at: Int) -> UInt8? {
      at < bytes.endIndex ? Character(Unicode.Scalar(bytes[at])).hexDigitValue.map(UInt8.init) : nil
    }
    while at < bytes.endIndex {
      if bytes[at] != 61 {
        output.append(bytes[at])
        at += 1
      } else if let high = digit(at + 1), let low = digit(at + 2) {
        output.append(high << 4 | low)
        at += 3
      } else {
        // A soft line end, or an equals sign that stands for nothing.
        at += 1
        if at < bytes.endIndex, bytes[at] == 13 { at += 1 }
        if at < bytes.endIndex, bytes[at] == 10 { at += 1 }
      }
    }
    return output
  }
}
