// The head of an HTTP message, and the codings of its body.

import Gzip

/// A status line and headers, read tolerantly.
struct HTTPHead {
  /// The status.
  var status: Int?
  /// The headers, names in lower case.
  var headers: [(name: String, value: String)] = []
  /// The bytes of the head, its blank line included.
  var bytes: [UInt8]

  /// Reads a head from the beginning of a message; nil when there is no blank line.
  init?(of message: [UInt8]) {
    guard let end = Self.end(of: message) else { return nil }
    bytes = Array(message[..<end])
    let lines = Self.lines(bytes)
    status = lines.first.flatMap { line in
      let words = line.split(separator: " ")
      return words.count > 1 ? Int(words[1]) : nil
    }
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers.append(
        (line[..<colon].lowercased(), line[line.index(after: colon)...].trimming()))
    }
  }

  /// The first value of a header.
  subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The body with transfer and content coding undone.
  func decode(_ body: [UInt8], limit: Int) throws(EvidenceError) -> [UInt8] {
    var body = body
    if self["transfer-encoding"]?.lowercased().contains("chunked") == true, let whole = Self.unchunk(body) {
      body = whole
    }
    func unpack(_ form: Inflater.Form) throws(EvidenceError) -> [UInt8] {
      try EvidenceError.unpacking { () throws(InflateError) in
        try Inflater.unpack(body, as: form, limit: limit)
      }
    }
    let codings = (self["content-encoding"] ?? "").lowercased().split(separator: ",").map {
      String($0).trimming()
    }
    for coding in codings.reversed() where !coding.isEmpty && coding != "identity" {
      switch coding {
      case "gzip", "x-gzip":
        // Some archives undo the coding and leave the header.
        if body.starts(with: [0x1F, 0x8B]) { body = try unpack(.gzip) }
      case "deflate":
        do throws(EvidenceError) {
          body = try unpack(.zlib)
        } catch {
          if error.kind != .malformed { throw error }
          body = try unpack(.deflate)
        }
      default:
        throw EvidenceError(.unsupported, "its body is packed as “\(coding)”, which is not read here")
      }
    }
    return body
  }

  /// A chunked body put together (RFC 9112 §7.1); nil when it is not in chunks, as some writers undo them and keep the
  /// header.
  static func unchunk(_ body: [UInt8]) -> [UInt8]? {
    var whole: [UInt8] = []
    var place = 0
    while place < body.count {
      guard let end = body[place...].firstIndex(of: 10), end - place < 40 else { return nil }
      let digits = body[place..<end].prefix { $0 != 59 && $0 != 13 && $0 != 32 }
      guard !digits.isEmpty, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0
      else {
        return nil
      }
      place = end + 1
      if size == 0 { return whole }
      guard size <= body.count - place else { return nil }
      whole += body[place..<place + size]
      place += size
      if place < body.count, body[place] == 13 { place += 1 }
      if place < body.count, body[place] == 10 { place += 1 }
    }
    return nil
  }

  /// The lines of a head without their ends, the blank ones left out.
  static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 10).map { line in
      String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
    }.filter { !$0.isEmpty }
  }

  /// Where the body begins.
  private static func end(of message: [UInt8]) -> Int? {
    var at = 0
    while let newline = message[at...].firstIndex(of: 10) {
      let next = newline + 1
      if next < message.count, message[next] == 10 { return next + 1 }
      if next + 1 < message.count, message[next] == 13, message[next + 1] == 10 { return next + 2 }
      at = next
    }
    return nil
  }
}

extension StringProtocol {
  /// The text without spaces and tabs at its ends.
  func trimming() -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
    var text = self[...].drop(while: isSpace)
    while let last = text.last, isSpace(last) { text = text.dropLast() }
    return String(text)
  }
}
