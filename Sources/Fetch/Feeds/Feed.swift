// What a feed lists: RSS, Atom, JSON Feed, sitemaps and lists of feeds, all in one form.

public import Story

/// A feed as read: what it lists, in its own order.
public struct Feed: Hashable, Sendable {
  /// What form it was written in.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// RSS 0.9x, 1.0 or 2.0.
    case rss = "RSS"
    /// Atom 1.0 (RFC 4287) or 0.3.
    case atom = "Atom"
    /// JSON Feed 1 or 1.1.
    case json = "JSON Feed"
    /// A sitemap, of news or of anything (sitemaps.org 0.9).
    case sitemap
    /// A sitemap of sitemaps.
    case sitemapIndex = "sitemap index"
    /// A list of feeds (OPML 1 or 2).
    case opml = "OPML"
  }

  /// The form.
  public var kind: Kind
  /// What it calls itself, as plain text.
  public var title: String?
  /// The stories it lists.
  public var items: [FeedItem] = []
  /// The feeds it lists: of an OPML list and of a sitemap index.
  public var feeds: [FeedLink] = []
  /// Where it says that changes are announced at once (WebSub).
  public var hub: String?
  /// What was wrong with it and was overcome, a sentence each.
  public var faults: [String] = []

  /// A feed of a form.
  public init(_ kind: Kind) { self.kind = kind }
}

/// One thing that a feed lists.
public struct FeedItem: Hashable, Sendable {
  /// What the feed calls it for ever: its GUID or id. Where that is missing, or names several items, its address.
  public var id: String
  /// Its address, whole and checked.
  public var address: WebAddress
  /// Its title as plain text.
  public var title: String?
  /// What it says of itself, as plain text, cut to 2,000 characters.
  public var summary: String?
  /// When it says it was published; nil when it gives no date that can be read.
  public var published: Timestamp?
  /// When it says it was changed last.
  public var updated: Timestamp?
  /// Its categories and keywords as plain text.
  public var keywords: [String] = []

  /// An item at an address.
  public init(id: String, address: WebAddress) {
    self.id = id
    self.address = address
  }
}

/// A feed that another one lists.
public struct FeedLink: Hashable, Sendable {
  /// Its address, whole and checked.
  public var address: WebAddress
  /// What it is called, as plain text.
  public var title: String?
  /// When it is said to have changed last.
  public var updated: Timestamp?

  /// A feed at an address.
  public init(address: WebAddress, title: String? = nil, updated: Timestamp? = nil) {
    self.address = address
    self.title = title
    self.updated = updated
  }
}

extension Feed {
  /// Reads a feed.
  ///
  /// Only the bytes given are read: a DOCTYPE is refused, so there are no entities beyond XML's and HTML's own, and no
  /// other file or address is ever opened. What breaks off in the middle is read up to there, and said in ``faults``.
  /// Time and memory grow with the length only.
  ///
  /// - Parameters:
  ///   - bytes: the body; gzip is undone, as sitemaps are often kept that way.
  ///   - mediaType: the `Content-Type` it came with.
  ///   - address: where it came from, for its relative links.
  /// - Throws: ``FeedError`` when it is none, or is built to harm.
  public init(
    _ bytes: [UInt8], mediaType: String? = nil, address: WebAddress, limits: FeedLimits = FeedLimits()
  ) throws(FeedError) {
    var bytes = bytes
    if bytes.starts(with: [0x1F, 0x8B]) {
      do {
        bytes = try ContentCoding.undo(bytes, codings: ["gzip"], limit: limits.bytes, ratio: 200)
      } catch {
        throw FeedError("it cannot be unpacked: \(error)")
      }
    }
    if bytes.count > limits.bytes { throw FeedError("it is larger than \(limits.bytes >> 20) MB") }
    let text = FeedEncoding.utf8(bytes, mediaType: mediaType)
    switch text.first(where: { !FeedText.isSpace($0) }) {
    case UInt8(ascii: "{"):
      self = try JSONFeed.read(text, address: address, limits: limits)
    case UInt8(ascii: "<"):
      self = try XMLFeed.read(text, address: address, limits: limits)
    case nil:
      throw FeedError("it is empty")
    default:
      throw FeedError("it is neither XML nor JSON")
    }
    settle(limits)
  }

  /// Sees to it that every item is there once, and that no two share an id.
  private mutating func settle(_ limits: FeedLimits) {
    var uses: [String: Set<WebAddress>] = [:]
    for item in items { uses[item.id, default: []].insert(item.address) }
    let shared = uses.filter { $0.value.count > 1 }.count
    if shared > 0 {
      faults.append(
        "\(shared) \(shared == 1 ? "id names" : "ids name") several items; these go by their addresses")
    }
    var seen: Set<WebAddress> = []
    items = items.compactMap { item in
      // The first of a story's entries is the newest in almost every feed.
      guard seen.insert(item.address).inserted else { return nil }
      var item = item
      if (uses[item.id]?.count ?? 0) > 1 { item.id = item.address.text }
      return item
    }
    var known: Set<WebAddress> = []
    feeds = feeds.filter { known.insert($0.address).inserted }
    if items.count > limits.items {
      faults.append("it lists \(items.count) items; the first \(limits.items) are read")
      items.removeLast(items.count - limits.items)
    }
  }
}

/// The bounds of reading a feed.
public struct FeedLimits: Hashable, Sendable {
  /// The most bytes it may have. (A sitemap may have 50 MB, sitemaps.org.)
  public var bytes = 50 << 20
  /// The most bytes a JSON Feed may have: Foundation's reader needs many times as much memory.
  public var jsonBytes = 16 << 20
  /// The most items that are taken. (A sitemap may have 50,000, sitemaps.org.)
  public var items = 50_000
  /// How deep its elements may stand inside each other.
  public var depth = 100
  /// The most bytes of one tag with its attributes.
  public var tagBytes = 64 << 10
  /// The most attributes of one tag.
  public var attributes = 200
  /// The most name space declarations that may hold at one place.
  public var nameSpaces = 100
  /// The most tags.
  public var tags = 4_000_000

  /// The usual bounds.
  public init() {}
}

/// Why something is no feed that can be read.
public struct FeedError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, to follow “this feed cannot be read: ”.
  public let reason: String
  /// For a web page: the feeds it names as its own.
  public var alternates: [FeedLink] = []

  init(_ reason: String) { self.reason = reason }

  /// What is wrong.
  public var description: String {
    guard !alternates.isEmpty else { return "this feed cannot be read: \(reason)" }
    let named = alternates.map { Shown($0.address.text).description }.joined(separator: ", ")
    return "this feed cannot be read: \(reason); the page names \(named)"
  }
}
