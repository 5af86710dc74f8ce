// Feeds written in XML: which form it is, and what is done for each of its items.

import Foundation

/// Reads a feed written in XML.
enum XMLFeed {
  static func read(_ bytes: [UInt8], address: WebAddress, limits: FeedLimits) throws(FeedError) -> Feed {
    if let page = page(bytes, address: address) { throw page }
    let walk = try XMLWalk(try MendedXML(bytes, limits: limits).bytes)
    guard let root = walk.next() else { throw FeedError("it is not XML") }
    var feed: Feed
    switch root.name {
    case "rss", "RSS", "rdf:RDF", "RDF": feed = RSSFeed.read(walk, address: address, limits: limits)
    case "atom:feed", "feed": feed = AtomFeed.read(walk, address: address, limits: limits)
    case "urlset": feed = Sitemap.read(walk, .sitemap, address: address, limits: limits)
    case "sitemapindex": feed = Sitemap.read(walk, .sitemapIndex, address: address, limits: limits)
    case "opml", "OPML": feed = OPMLList.read(walk, address: address, limits: limits)
    default: throw FeedError("its outermost element is “\(Shown(root.name))”, which no kind of feed has")
    }
    if walk.isBroken {
      guard !feed.items.isEmpty || !feed.feeds.isEmpty else { throw FeedError("it is broken XML") }
      feed.faults.append("it breaks off or breaks a rule of XML; what stands before was read")
    }
    return feed
  }

  /// Whether it is a web page, and which feeds the page names as its own.
  private static func page(_ bytes: [UInt8], address: WebAddress) -> FeedError? {
    let head = String(decoding: bytes.prefix(64 << 10), as: UTF8.self)
    let start = head.prefix(1024).lowercased()
    guard start.contains("<html") || start.contains("<!doctype html") else { return nil }
    var error = FeedError("it is a web page")
    for tag in head.split(separator: "<").lazy.filter({ $0.lowercased().hasPrefix("link") }).prefix(200) {
      let text = tag.prefix { $0 != ">" }
      guard let type = attribute("type", of: text)?.lowercased(),
        ["application/rss+xml", "application/atom+xml", "application/feed+json"].contains(type),
        let given = attribute("href", of: text),
        let place = link(given, from: address)
      else { continue }
      error.alternates.append(
        FeedLink(address: place, title: attribute("title", of: text).flatMap { FeedText.fromHTML($0) }))
    }
    return error
  }

  static func attribute(_ name: String, of tag: Substring) -> String? {
    guard let place = tag.range(of: " \(name)=", options: .caseInsensitive) else { return nil }
    let value = tag[place.upperBound...]
    guard let mark = value.first else { return nil }
    if mark == "\"" || mark == "'" { return String(value.dropFirst().prefix { $0 != mark }) }
    return String(value.prefix { !$0.isWhitespace })
  }

  /// A link as a whole address; nil when it is none that can be fetched.
  static func link(_ text: String, from base: WebAddress) -> WebAddress? {
    let bytes = text.utf8.prefix(8192).filter { $0 >= 0x20 && $0 != 0x7F }
    let trimmed = bytes.drop(while: FeedText.isSpace).reversed().drop(while: FeedText.isSpace).reversed()
    guard !trimmed.isEmpty else { return nil }
    // A space within is common, and plain what is meant.
    let spaced = trimmed.flatMap { $0 == 0x20 ? Array("%20".utf8) : [$0] }
    return try? WebAddress(location: spaced, from: base)
  }
}

/// Reads RSS in all its versions.
enum RSSFeed {
  static func read(_ walk: XMLWalk, address: WebAddress, limits: FeedLimits) -> Feed {
    var feed = Feed(.rss)
    var unusable = 0
    while let (name, _) = walk.next() {
      switch name {
      case "item":
        guard feed.items.count <= limits.items else {
          _ = walk.element(limit: 0)
          continue
        }
        if let item = item(walk.element(), address: address) {
          feed.items.append(item)
        } else {
          unusable += 1
        }
      case "channel", "items", "rdf:Seq": continue
      case "title" where feed.title == nil: feed.title = FeedText.fromHTML(walk.element().text)
      case "atom:link":
        let link = walk.element()
        if link.attributes["rel"] == "hub" { feed.hub = feed.hub ?? link.attributes["href"] }
      // An image has a title of its own.
      default: _ = walk.element(limit: 0)
      }
    }
    if unusable > 0 { feed.faults.append("\(unusable) of its items have no address") }
    return feed
  }

  private static func item(_ node: XMLNode, address: WebAddress) -> FeedItem? {
    let base = node.attributes["xml:base"].flatMap { XMLFeed.link($0, from: address) } ?? address
    let guid = node.all("guid").first
    // A GUID is an address unless it says otherwise (RSS 2.0).
    let permanent =
      guid.flatMap { guid -> String? in
        let text = guid.text.trimmingWhiteSpace
        let isLink = guid.attributes["isPermaLink"]?.lowercased() != "false"
        return isLink && (text.hasPrefix("http://") || text.hasPrefix("https://")) ? text : nil
      }
    let links =
      [node.first("feedburner:origLink"), node.first("link"), permanent]
      + node.all("atom:link").filter { ["alternate", nil].contains($0.attributes["rel"]) }.map {
        $0.attributes["href"]
      }
      + [node.attributes["rdf:about"]]
    guard let place = links.lazy.compactMap({ $0 }).compactMap({ XMLFeed.link($0, from: base) }).first else {
      return nil
    }
    let id = guid.map { String($0.text.trimmingWhiteSpace.prefix(1000)) } ?? ""
    var item = FeedItem(id: id.isEmpty ? place.text : id, address: place)
    item.title = node.first("title", "dc:title").flatMap { FeedText.fromHTML($0) }
    item.summary = node.first("description", "content:encoded", "dc:description")
      .flatMap { FeedText.fromHTML($0, limit: 2000) }
    item.published = node.first("pubDate", "dc:date", "dcterms:issued", "atom:published", "date").flatMap(
      FeedDate.read)
    item.updated = node.first("atom:updated", "dcterms:modified").flatMap(FeedDate.read)
    item.keywords = (node.all("category") + node.all("dc:subject")).prefix(50)
      .compactMap { FeedText.fromHTML($0.text, limit: 100) }
    return item
  }
}

/// Reads Atom.
enum AtomFeed {
  static func read(_ walk: XMLWalk, address: WebAddress, limits: FeedLimits) -> Feed {
    var feed = Feed(.atom)
    var base = walk.attributes["xml:base"].flatMap { XMLFeed.link($0, from: address) } ?? address
    var unusable = 0
    while let (name, _) = walk.next() {
      switch name.replacing("atom:", with: "") {
      case "entry":
        guard feed.items.count <= limits.items else {
          _ = walk.element(limit: 0)
          continue
        }
        if let item = item(walk.element(), base: base) { feed.items.append(item) } else { unusable += 1 }
      case "title" where feed.title == nil: feed.title = text(walk.element())
      case "link":
        let link = walk.element()
        if link.attributes["rel"] == "hub" { feed.hub = feed.hub ?? link.attributes["href"] }
        // Relative links without xml:base are meant from the feed's own address, if it gives one.
        if link.attributes["rel"] == "self", base == address,
          let own = link.attributes["href"].flatMap({ XMLFeed.link($0, from: address) })
        {
          base = own
        }
      default: _ = walk.element(limit: 0)
      }
    }
    if unusable > 0 { feed.faults.append("\(unusable) of its entries have no address") }
    return feed
  }

  private static func item(_ node: XMLNode, base: WebAddress) -> FeedItem? {
    let base = node.attributes["xml:base"].flatMap { XMLFeed.link($0, from: base) } ?? base
    var node = node
    for place in node.children.indices where node.children[place].name.hasPrefix("atom:") {
      node.children[place].name.removeFirst(5)
    }
    let alternates = node.all("link").filter { ["alternate", nil].contains($0.attributes["rel"]) }
    let best =
      alternates.first { $0.attributes["type"]?.lowercased().contains("html") ?? true } ?? alternates.first
    let id = node.first("id")?.trimmingWhiteSpace ?? ""
    let named = id.hasPrefix("http://") || id.hasPrefix("https://") ? id : nil
    let links = [node.first("feedburner:origLink"), best?.attributes["href"], named]
    guard let place = links.lazy.compactMap({ $0 }).compactMap({ XMLFeed.link($0, from: base) }).first else {
      return nil
    }
    var item = FeedItem(id: id.isEmpty ? place.text : String(id.prefix(1000)), address: place)
    item.title = node.all("title").first.flatMap { text($0) }
    item.summary = (node.all("summary").first ?? node.all("content").first).flatMap { text($0, limit: 2000) }
    item.published = node.first("published", "issued", "created", "dc:date").flatMap(FeedDate.read)
    item.updated = node.first("updated", "modified").flatMap(FeedDate.read)
    item.keywords = node.all("category").prefix(50)
      .compactMap {
        ($0.attributes["label"] ?? $0.attributes["term"]).flatMap { FeedText.plain($0, limit: 100) }
      }
    return item
  }

  /// A text construct as plain text (RFC 4287 §3.1).
  private static func text(_ node: XMLNode, limit: Int = 500) -> String? {
    let type = node.attributes["type"]?.lowercased() ?? "text"
    return type.contains("html") && type != "xhtml"
      ? FeedText.fromHTML(node.text, limit: limit) : FeedText.plain(node.text, limit: limit)
  }
}

/// Reads sitemaps and lists of them.
enum Sitemap {
  static func read(_ walk: XMLWalk, _ kind: Feed.Kind, address: WebAddress, limits: FeedLimits) -> Feed {
    var feed = Feed(kind)
    var unusable = 0
    while let (name, _) = walk.next() {
      guard name == "url" || name == "sitemap", max(feed.items.count, feed.feeds.count) <= limits.items else {
        _ = walk.element(limit: 0)
        continue
      }
      let node = walk.element()
      guard let place = node.first("loc").flatMap({ XMLFeed.link($0, from: address) }) else {
        unusable += 1
        continue
      }
      let changed = node.first("lastmod").flatMap(FeedDate.read)
      guard name == "url" else {
        feed.feeds.append(FeedLink(address: place, updated: changed))
        continue
      }
      var item = FeedItem(id: place.text, address: place)
      item.updated = changed
      if let news = node.all("news:news").first {
        item.title = news.first("news:title").flatMap { FeedText.fromHTML($0) }
        item.published = news.first("news:publication_date").flatMap(FeedDate.read)
        item.keywords = (news.first("news:keywords") ?? "").split(separator: ",").prefix(50)
          .compactMap { FeedText.plain(String($0), limit: 100) }
      }
      feed.items.append(item)
    }
    if unusable > 0 { feed.faults.append("\(unusable) of its entries have no address") }
    return feed
  }
}

/// Reads lists of feeds.
enum OPMLList {
  static func read(_ walk: XMLWalk, address: WebAddress, limits: FeedLimits) -> Feed {
    var feed = Feed(.opml)
    while let (name, _) = walk.next(), feed.feeds.count < limits.items {
      if name == "title", feed.title == nil { feed.title = FeedText.fromHTML(walk.element().text) }
      guard name == "outline" else { continue }
      let given = walk.attributes
      let link = given["xmlUrl"] ?? given["xmlurl"] ?? given["xmlURL"]
      guard let place = link.flatMap({ XMLFeed.link($0, from: address) }) else { continue }
      feed.feeds.append(
        FeedLink(address: place, title: (given["title"] ?? given["text"]).flatMap { FeedText.fromHTML($0) }))
    }
    return feed
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmingWhiteSpace: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
