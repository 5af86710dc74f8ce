// Posts and players of other sites that stand in an article.

/// A post or player of another site.
struct Embed: Hashable {
  /// Its site and number, such as `tweet 1214312345678`; the same whether it stands as a quotation or a frame.
  var key: String
  /// Its words, folded; empty for a frame.
  var text: [UInt8]
  /// The node it stands at.
  var node: Int

  /// The embed that an element is, or nil.
  ///
  /// A block quotation is one when its class says so and its last link leads to the post; a frame when its address
  /// is that of a known site.
  init?(_ node: Int, in tree: HTMLTree) {
    switch tree.nodes[node].tag {
    case .iframe, .embed:
      let address = tree[.src, of: node] ?? tree[.dataSource, of: node]
      guard let key = address.flatMap(Self.key(of:)) else { return nil }
      self.init(key: key, text: [], node: node)
    case .blockquote:
      let classes = tree[.class, of: node] ?? ""
      guard classes.split(separator: " ").contains(where: { NameRules.standard.kind(of: $0.utf8) == .embed })
      else {
        return nil
      }
      let addresses =
        [tree[.cite, of: node]] + tree.descendants(of: node).reversed().map { tree[.href, of: $0] }
      self.init(
        key: addresses.lazy.compactMap { $0 }.compactMap(Self.key(of:)).first ?? "post",
        text: tree.text(of: node),
        node: node)
    default:
      return nil
    }
  }

  private init(key: String, text: [UInt8], node: Int) {
    self.key = key
    self.text = text
    self.node = node
  }

  /// The site and number an address leads to, or nil.
  static func key(of address: String) -> String? {
    guard address.utf8.count <= 2048, let host = host(of: address) else { return nil }
    for site in sites where host == site.host || host.hasSuffix("." + site.host) {
      guard let found = address.firstRange(of: site.before) else { continue }
      let number = address[found.upperBound...].prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
      }
      if !number.isEmpty { return "\(site.name) \(number)" }
    }
    return nil
  }

  private static func host(of address: String) -> String? {
    guard let start = address.firstRange(of: "//")?.upperBound else { return nil }
    let host = address[start...].prefix { !"/?#:".contains($0) }.lowercased()
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }

  private static let sites: [(name: String, host: String, before: String)] =
    DataTable.rows("embeds.txt").filter { $0.count == 3 }.map { ($0[0], $0[1], $0[2]) }
}
