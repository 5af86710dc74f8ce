// Pictures, and what tells one from another.

import Foundation

/// A picture of an article.
struct Picture: Hashable {
  /// Its file's name without size and ending: a picture cut to another size is the same picture.
  var key: String
  /// What is printed in its place, folded.
  var text: [UInt8]
  /// The node it stands at.
  var node: Int

  /// The picture an `img` shows, or nil when its address is not known before scripts run.
  init?(_ node: Int, in tree: HTMLTree) {
    let single = [Attribute.dataSource, .dataOriginal, .dataLazySource, .src].lazy.compactMap {
      tree[$0, of: node]
    }
    let sets = [Attribute.dataSourceSet, .srcset].lazy.compactMap { name in
      tree[name, of: node]?.split(maxSplits: 1, whereSeparator: \.isWhitespace).first.map(String.init)
    }
    guard let key = single.compactMap(Self.key(of:)).first ?? sets.compactMap(Self.key(of:)).first else {
      return nil
    }
    self.key = key
    self.node = node
    text = tree.value(.alt, of: node).map { Folding.fold(tree.bytes[$0].prefix(1000)) } ?? []
  }

  /// The identity of the picture at an address; nil for a placeholder (`data:`, `blank.gif`).
  static func key(of address: String) -> String? {
    guard address.utf8.count <= 2048, !address.hasPrefix("data:") else { return nil }
    let plain =
      address.utf8.contains(UInt8(ascii: "%")) ? address.removingPercentEncoding ?? address : address
    let path = plain.prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/").map { $0.lowercased() }
    guard let file = parts.last(where: { part in endings.contains { part.hasSuffix($0) } }) ?? parts.last
    else {
      return nil
    }
    var name = file
    for ending in endings where name.hasSuffix(ending) {
      name.removeLast(ending.count)
      break
    }
    name = withoutSize(name)
    return name.utf8.count < 3 || placeholders.contains(name) ? nil : name
  }

  /// `harbour-1024x768`, `harbour_640` and `harbour@2x` are one picture.
  private static func withoutSize(_ name: String) -> String {
    guard let mark = name.lastIndex(where: { "-_@".contains($0) }) else { return name }
    let size = name[name.index(after: mark)...]
    let digits = size.filter(\.isNumber).count
    let isSize =
      size.allSatisfy { $0.isNumber || $0 == "x" || $0 == "w" || $0 == "h" } && (1...8).contains(digits)
    // A single number of five digits or more is the picture's own.
    guard isSize, size.contains("x") || digits <= 4 else { return name }
    return String(name[..<mark])
  }

  private static let endings = [".jpeg", ".jpg", ".png", ".webp", ".gif", ".avif"]
  private static let placeholders: Set<String> = [
    "blank", "spacer", "placeholder", "pixel", "transparent", "loading", "lazy",
  ]
}
