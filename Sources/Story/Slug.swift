// The name of a story in an archive.

/// The name of a story: what people type, and the name of its branch in git.
///
/// 1 to 100 of `a-z`, `0-9` and `-`, the first of them no hyphen. Nothing else can reach a path, a branch or a
/// terminal through a slug.
public struct Slug: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name as written.
  public let text: String

  /// Checks a name.
  ///
  /// - Throws: ``SlugError`` when `text` has another form.
  public init(_ text: String) throws(SlugError) {
    let bytes = Array(text.utf8)
    guard (1...100).contains(bytes.count), bytes[0] != UInt8(ascii: "-"),
      bytes.allSatisfy(Self.isAllowed)
    else { throw SlugError(given: text) }
    self.text = text
  }

  /// The slug nearest to free text such as the last part of an address, or nil when nothing usable is in it.
  public init?(nearest text: String) {
    var bytes: [UInt8] = []
    for byte in text.lowercased().utf8 {
      if Self.isAllowed(byte) && byte != UInt8(ascii: "-") {
        bytes.append(byte)
      } else if let last = bytes.last, last != UInt8(ascii: "-") {
        bytes.append(UInt8(ascii: "-"))
      }
      if bytes.count == 100 { break }
    }
    while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    guard !bytes.isEmpty, let slug = try? Slug(String(decoding: bytes, as: UTF8.self)) else { return nil }
    self = slug
  }

  /// The name as written.
  public var description: String { text }

  /// Orders by the bytes of the name.
  public static func < (one: Slug, other: Slug) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
  }
}

extension Slug: Codable {
  /// Reads the name and checks it.
  public init(from decoder: any Decoder) throws {
    self = try Slug(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the name as a string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// A name that no story can have.
public struct SlugError: Error, Hashable, CustomStringConvertible {
  /// The name as given; untrusted, so ``description`` shows none of its control characters.
  public let given: String

  /// The refusal of a name.
  public init(given: String) { self.given = given }

  /// What is wrong, and what to type instead.
  public var description: String {
    let shown = given.unicodeScalars.prefix(60).map { scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "\u{FFFD}" : String(scalar)
    }.joined()
    var text = "“\(shown)” cannot name a story: use 1 to 100 of a-z, 0-9 and -, not starting with -"
    if let near = Slug(nearest: given) { text += " (perhaps “\(near)”)" }
    return text
  }
}
