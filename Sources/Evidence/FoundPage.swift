// A page brought in from another archive or a file.

public import Story

/// A page as another archive or a file holds it: bytes, and what is said of where and when they stood.
public struct FoundPage: Hashable, Sendable {
  /// What it is called in messages: the file, and the place in it.
  public var name: String
  /// Its address, if it is said.
  public var address: String?
  /// When it was captured, if it is said.
  public var time: Timestamp?
  /// Where that time comes from.
  public var timeSource: TimeSource
  /// The HTTP status, if it is known.
  public var status: Int?
  /// Status line and headers; empty when they are not known.
  public var head: [UInt8] = []
  /// What the body is said to be.
  public var mediaType: String?
  /// The body, codings undone.
  public var body: [UInt8]
  /// SHA-256 and length of the body as it stands in the file, where that has a coding; nil when it has none.
  public var wire: (sha256: String, length: Int)?

  /// A page of these parts.
  public init(
    name: String, address: String? = nil, time: Timestamp? = nil, timeSource: TimeSource, body: [UInt8]
  ) {
    self.name = name
    self.address = address
    self.time = time
    self.timeSource = timeSource
    self.body = body
  }

  /// Whether its media type is that of a page with text.
  public var isText: Bool {
    guard let type = mediaType?.lowercased() else { return true }
    return ["text/html", "application/xhtml+xml", "text/plain"].contains { type.hasPrefix($0) }
  }

  /// The key it is found by, whatever the spelling of its address; nil without one.
  public var key: String? { address.map { searchKey(of: $0) } }

  /// Whether an address means this page.
  public func isAt(_ address: String) -> Bool { key == searchKey(of: address) }

  /// Whether two pages are the same.
  public static func == (one: FoundPage, other: FoundPage) -> Bool {
    one.name == other.name && one.address == other.address && one.time == other.time && one.body == other.body
  }

  /// Feeds what makes pages the same.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(body)
  }
}
