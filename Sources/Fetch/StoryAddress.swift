// Addresses of one story: what belongs to the address, and which addresses are twins.

/// An address as a story's: without what says how a reader came, and with a key that its twins share.
public struct StoryAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address to look at: as given, without tracking parameters. Everything else stays as it is, the order of the
  /// query too, since a server may mean something by it.
  public let address: WebAddress
  /// What all addresses of the story share: the same for `http` and `https`, with and without `www.`, for AMP pages
  /// and pages for telephones. Only to compare; not to be fetched.
  public let key: String

  /// The address of a story, from one that somebody typed or a page holds.
  public init(_ text: String) throws(AddressError) { try self.init(WebAddress(text)) }

  /// The address of a story.
  public init(_ given: WebAddress) throws(AddressError) {
    let (path, query) = Self.parts(given)
    let kept = query.filter { !Self.isTracking($0) }
    address =
      kept.count == query.count
      ? given : try WebAddress(given.origin + path + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&")))
    key = Self.key(host: given.hostAndPort, path: path, query: kept)
  }

  /// The address to look at.
  public var description: String { address.text }

  /// Whether two addresses are plainly of one story.
  public func isTwin(of other: StoryAddress) -> Bool { key == other.key }

  /// The address that a page names as its own, if that can be believed: it is of the same site. A front page is no
  /// story's address unless the page itself is one.
  ///
  /// - Parameter link: `rel=canonical`, `og:url` or `rel=amphtml` of the page at this address, relative or whole.
  public func named(by link: String) -> StoryAddress? {
    guard let place = try? WebAddress(location: Array(link.utf8), from: address),
      let named = try? StoryAddress(place), Self.isSameSite(named.address.host, address.host)
    else { return nil }
    let isFront = named.address.pathAndQuery == "/"
    return isFront && address.pathAndQuery != "/" ? nil : named
  }

  /// Whether a page at this address and one at another tell the same story, by their addresses and by what the page
  /// at this address names as its own.
  public func sameStory(as other: StoryAddress, canonical: String? = nil, amp: String? = nil) -> Bool {
    isTwin(of: other) || [canonical, amp].contains { $0.flatMap(named)?.key == other.key }
  }

  /// Whether two hosts are of one site: the same but for `www.`, `m.` and their like, or one below the other. (Not by
  /// the public suffix list: a host that is only a neighbour is not believed.)
  private static func isSameSite(_ one: String, _ other: String) -> Bool {
    let (one, other) = (plainHost(one), plainHost(other))
    return one == other || one.hasSuffix("." + other) && other.contains(".")
      || other.hasSuffix("." + one) && one.contains(".")
  }
}

// How keys are made.
extension StoryAddress {
  private static func parts(_ address: WebAddress) -> (path: String, query: [String]) {
    let text = address.pathAndQuery
    guard let mark = text.firstIndex(of: "?") else { return (text, []) }
    return (
      String(text[..<mark]),
      text[text.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false).map(
        String.init)
    )
  }

  private static func key(host: String, path: String, query: [String]) -> String {
    var pieces = path.split(separator: "/").map {
      String(decoding: PercentCoding.oneSpelling(Array($0.utf8), isPattern: true), as: UTF8.self)
    }
    // AMP: a piece of its own at either end, or an ending.
    if pieces.count > 1, ["amp", "amp.html"].contains(pieces.last?.lowercased() ?? "") {
      pieces.removeLast()
    }
    if pieces.count > 1, pieces.first?.lowercased() == "amp" { pieces.removeFirst() }
    if let last = pieces.last, last.lowercased().hasSuffix(".amp") { pieces[pieces.count - 1].removeLast(4) }
    if let last = pieces.last, last.lowercased().hasSuffix(".amp.html") {
      pieces[pieces.count - 1] = last.dropLast(9) + ".html"
    }
    let asked = query.filter { item in
      !item.isEmpty && !["outputtype=amp", "amp", "amp=", "amp=1", "amp=true"].contains(item.lowercased())
    }
    return plainHost(host) + "/" + pieces.joined(separator: "/")
      + (asked.isEmpty ? "" : "?" + asked.joined(separator: "&"))
  }

  /// A host without what tells its desktop, telephone and AMP names apart.
  private static func plainHost(_ host: String) -> String {
    var labels = host.split(separator: ".")[...]
    while labels.count > 2, ["www", "amp", "m", "mobile"].contains(labels.first ?? "") {
      labels.removeFirst()
    }
    return labels.joined(separator: ".")
  }

  private static func isTracking(_ item: String) -> Bool {
    let name = item.prefix { $0 != "=" }.lowercased()
    return trackingNames.contains(name) || trackingStarts.contains { name.hasPrefix($0) }
  }

  private static let trackingLines: [String] = (EmbeddedFiles.text["tracking-parameters.txt"] ?? "")
    .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  private static let trackingNames = Set(trackingLines.filter { !$0.hasSuffix("*") })
  private static let trackingStarts = trackingLines.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }
}
