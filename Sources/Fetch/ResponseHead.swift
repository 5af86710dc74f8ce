// The status line and headers of an answer.

/// The status line and headers of an answer, read from their bytes.
struct ResponseHead {
  /// One header.
  struct Field: Hashable {
    /// Its name in lower case.
    var name: String
    /// Its value as bytes, white space around it removed.
    var value: [UInt8]
  }

  /// The status; 0 when the first line is no status line.
  let status: Int
  /// The headers in their order.
  let fields: [Field]

  /// Reads the lines. What is no header line is passed over; a line that starts with white space goes on with the
  /// value before it (obs-fold, RFC 9112 §5.2).
  init(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)[...]
    let statusLine = (lines.popFirst() ?? []).split(separator: UInt8(ascii: " "))
    if statusLine.count >= 2, statusLine[0].starts(with: Array("HTTP/".utf8)) {
      status = Int(String(decoding: HeaderField.trimmed(statusLine[1]), as: UTF8.self)) ?? 0
    } else {
      status = 0
    }
    var fields: [Field] = []
    for line in lines {
      if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
        let more = HeaderField.trimmed(line)
        if let last = fields.indices.last, !more.isEmpty {
          fields[last].value += (fields[last].value.isEmpty ? [] : [UInt8(ascii: " ")]) + more
        }
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        fields.append(Field(name: name, value: HeaderField.trimmed(line[(colon + 1)...])))
      }
    }
    self.fields = fields
  }

  /// The values of the headers of a name, in their order; what is not UTF-8 in them is replaced.
  func values(of name: String) -> [String] {
    let name = name.lowercased()
    return fields.lazy.filter { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
  }

  /// The elements of a header that is a list parted by commas, over all its lines, in lower case.
  func list(_ name: String) -> [String] {
    values(of: name).flatMap { $0.split(separator: ",") }
      .map { String(decoding: HeaderField.trimmed($0.utf8), as: UTF8.self).lowercased() }
      .filter { !$0.isEmpty }
  }

  /// Where a redirect leads to, as bytes; nil when the answer is no redirect. 300 offers a choice, 304 says that
  /// nothing changed: neither is followed, whatever `Location` says (RFC 9110 §15.4).
  var redirect: [UInt8]? {
    guard [301, 302, 303, 307, 308].contains(status) else { return nil }
    return fields.first { $0.name == "location" && !$0.value.isEmpty }?.value
  }
}

/// Rules for single header values.
enum HeaderField {
  /// The bytes without spaces, tabs and line ends around them.
  static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> [UInt8] {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return [] }
    return Array(bytes[first...last])
  }

  /// The value if it can stand in a request as it is: printable ASCII, not empty, at most 4 KiB. A line end in a
  /// value that came from elsewhere would forge headers; a byte beyond ASCII would not go back as it came.
  static func sendable(_ value: String) -> String? {
    let bytes = value.utf8
    return !bytes.isEmpty && bytes.count <= 4096 && bytes.allSatisfy { (0x20..<0x7F).contains($0) }
      ? value : nil
  }
}
