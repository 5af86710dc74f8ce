// XML made fit for a strict reader, and refused where it is built to harm.

/// XML of a feed, mended byte by byte: what feeds commonly get wrong is put right, and what could hang or overfill a
/// reader is refused before any reader sees it. Takes time that grows with the length only.
struct MendedXML {
  /// The mended text, UTF-8, without an XML declaration.
  private(set) var bytes: [UInt8] = []

  private let given: [UInt8]
  private let limits: FeedLimits
  private var place = 0
  /// Of each open element, how many name spaces it declares.
  private var open: [Int] = []
  private var nameSpaces = 0
  private var tags = 0

  /// Mends a text.
  ///
  /// - Throws: ``FeedError`` for a DOCTYPE (whose entities could unfold without end or name files), elements too deep,
  ///   tags too long or too many.
  init(_ given: [UInt8], limits: FeedLimits) throws(FeedError) {
    self.given = given
    self.limits = limits
    bytes.reserveCapacity(given.count + given.count / 16)
    while place < given.count, FeedText.isSpace(given[place]) { place += 1 }
    while place < given.count {
      let byte = given[place]
      if byte == UInt8(ascii: "<") {
        try mendMarkup()
      } else {
        mendCharacter(byte)
      }
    }
  }

  /// A character of text or of an attribute: a bare “&” is escaped, HTML's names become what they stand for, and what
  /// XML does not allow becomes a space.
  private mutating func mendCharacter(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"):
      guard let (scalar, end) = FeedText.reference(given, at: place) else {
        bytes += "&amp;".utf8
        place += 1
        return
      }
      switch scalar {
      case "&": bytes += "&amp;".utf8
      case "<": bytes += "&lt;".utf8
      case ">": bytes += "&gt;".utf8
      case "\"": bytes += "&quot;".utf8
      case "'": bytes += "&#39;".utf8
      default: bytes += Self.isAllowed(scalar) ? Array(String(scalar).utf8) : [0x20]
      }
      place = end
    case 0..<0x20 where !FeedText.isSpace(byte):
      bytes.append(0x20)
      place += 1
    case 0xEF
    where given[place...].starts(with: [0xEF, 0xBF, 0xBE])
      || given[place...].starts(with: [0xEF, 0xBF, 0xBF]):
      bytes.append(0x20)
      place += 3
    default:
      bytes.append(byte)
      place += 1
    }
  }

  /// Whether XML 1.0 §2.2 allows a character.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private mutating func mendMarkup() throws(FeedError) {
    if isHere("<!--") {
      // A comment says nothing that is wanted.
      skip(past: "-->")
    } else if isHere("<![CDATA[") {
      mendSection()
    } else if isHere("<!") {
      throw FeedError("it has a DOCTYPE; entities could name files or unfold without end, so none is read")
    } else if isHere("<?") {
      skip(past: "?>")
    } else {
      try mendTag()
    }
  }

  private func isHere(_ word: String) -> Bool { given[place...].starts(with: word.utf8) }

  private mutating func skip(past end: String) {
    let end = Array(end.utf8)
    while place < given.count, !given[place...].starts(with: end) { place += 1 }
    place = min(given.count, place + end.count)
  }

  /// A CDATA section as text: it means the same.
  private mutating func mendSection() {
    place += 9
    let end = Array("]]>".utf8)
    while place < given.count, !given[place...].starts(with: end) {
      switch given[place] {
      case UInt8(ascii: "&"):
        bytes += "&amp;".utf8
        place += 1
      case UInt8(ascii: "<"):
        bytes += "&lt;".utf8
        place += 1
      case UInt8(ascii: ">"):
        bytes += "&gt;".utf8
        place += 1
      case let byte: mendCharacter(byte)
      }
    }
    place = min(given.count, place + 3)
  }

  private mutating func mendTag() throws(FeedError) {
    let start = place
    let next = place + 1 < given.count ? given[place + 1] : 0
    let isEnd = next == UInt8(ascii: "/")
    guard isEnd || Self.startsName(next) else {
      // “5 < 6” in a title.
      bytes += "&lt;".utf8
      place += 1
      return
    }
    bytes.append(UInt8(ascii: "<"))
    place += 1
    var quote: UInt8?
    var attributes = 0
    var declared = 0
    while place < given.count {
      let byte = given[place]
      if place - start > limits.tagBytes {
        throw FeedError("it has a tag longer than \(limits.tagBytes) bytes")
      }
      if let mark = quote {
        if byte == mark { quote = nil }
        if byte == UInt8(ascii: "<") {
          bytes += "&lt;".utf8
          place += 1
          continue
        }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "=") {
        attributes += 1
      } else if byte == UInt8(ascii: "x"), isHere("xmlns") {
        declared += 1
      } else if byte == UInt8(ascii: ">") {
        break
      }
      mendCharacter(byte)
    }
    guard place < given.count else { return }
    let isWhole = given[place - 1] == UInt8(ascii: "/")
    bytes.append(UInt8(ascii: ">"))
    place += 1
    tags += 1
    if tags > limits.tags { throw FeedError("it has more than \(limits.tags) tags") }
    if attributes > limits.attributes {
      throw FeedError("it has a tag of more than \(limits.attributes) attributes")
    }
    if isEnd {
      nameSpaces -= open.popLast() ?? 0
    } else if !isWhole {
      open.append(declared)
      nameSpaces += declared
    }
    if open.count > limits.depth {
      throw FeedError("its elements stand more than \(limits.depth) deep inside each other")
    }
    if nameSpaces + (isWhole ? declared : 0) > limits.nameSpaces {
      throw FeedError("it declares more than \(limits.nameSpaces) name spaces at one place")
    }
  }

  private static func startsName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
