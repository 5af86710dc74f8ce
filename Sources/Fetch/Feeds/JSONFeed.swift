// Feeds written in JSON.

import Foundation

/// Reads JSON Feed, versions 1 and 1.1 (jsonfeed.org).
enum JSONFeed {
  static func read(_ bytes: [UInt8], address: WebAddress, limits: FeedLimits) throws(FeedError) -> Feed {
    guard bytes.count <= limits.jsonBytes else {
      throw FeedError("a JSON feed larger than \(limits.jsonBytes >> 20) MB is not read")
    }
    try checkDepth(bytes, limits)
    guard let whole = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      throw FeedError("it is not JSON")
    }
    guard let items = whole["items"] as? [Any] else { throw FeedError("it is JSON without “items”, no feed") }
    var feed = Feed(.json)
    feed.title = text(whole["title"]).flatMap { FeedText.plain($0) }
    feed.hub = ((whole["hubs"] as? [Any])?.first as? [String: Any]).flatMap { text($0["url"]) }
    var unusable = 0
    for item in items.prefix(limits.items + 1) {
      if let read = (item as? [String: Any]).flatMap({ self.item($0, address: address) }) {
        feed.items.append(read)
      } else {
        unusable += 1
      }
    }
    if unusable > 0 { feed.faults.append("\(unusable) of its items have no address") }
    return feed
  }

  private static func item(_ item: [String: Any], address: WebAddress) -> FeedItem? {
    let id = text(item["id"]) ?? ""
    let named = id.hasPrefix("http://") || id.hasPrefix("https://") ? id : nil
    let links = [text(item["url"]), named, text(item["external_url"])]
    guard let place = links.lazy.compactMap({ $0 }).compactMap({ XMLFeed.link($0, from: address) }).first
    else {
      return nil
    }
    var read = FeedItem(id: id.isEmpty ? place.text : String(id.prefix(1000)), address: place)
    read.title = text(item["title"]).flatMap { FeedText.plain($0) }
    read.summary =
      (text(item["summary"]) ?? text(item["content_text"])).flatMap { FeedText.plain($0, limit: 2000) }
      ?? text(item["content_html"]).flatMap { FeedText.fromHTML($0, limit: 2000) }
    read.published = text(item["date_published"]).flatMap(FeedDate.read)
    read.updated = text(item["date_modified"]).flatMap(FeedDate.read)
    read.keywords = (item["tags"] as? [Any] ?? []).prefix(50).compactMap { text($0) }
      .compactMap { FeedText.plain($0, limit: 100) }
    return read
  }

  /// A text, or a number where a text was meant.
  private static func text(_ value: Any?) -> String? {
    if let text = value as? String { return text }
    return (value as? NSNumber).map { "\($0)" }
  }

  /// Refuses what is nested too deep before a reader that calls itself for each level sees it.
  private static func checkDepth(_ bytes: [UInt8], _ limits: FeedLimits) throws(FeedError) {
    var depth = 0
    var isText = false
    var isEscaped = false
    for byte in bytes {
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: continue
      }
      if depth > limits.depth {
        throw FeedError("its values stand more than \(limits.depth) deep inside each other")
      }
    }
  }
}
