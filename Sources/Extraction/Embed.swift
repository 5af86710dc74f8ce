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
      let isNamed = classes.split(separator: " ").contains {
        NameRules.standard.kind(of: $0.utf8) == .embed
      }
      // One without a name is a post when it ends with a link to one.
      guard isNamed || tree.descendants(of: node).last.flatMap({ Self.link(around: $0, in: tree) }) != nil
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
      guard let number = tree[.dataTweetID, of: node] ?? tree[.dataTweetId, of: node],
        (5...25).contains(number.utf8.count), number.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
      else { return nil }
      self.init(key: "tweet \(number)", text: tree.text(of: node), node: node)
    }
  }

  /// A line that is only the address of a post, linked or bare.
  init?(line: [UInt8], at node: Int, in tree: HTMLTree) {
    let isAddress = line.starts(with: "http".utf8) || line.starts(with: "pic.twitter.com/".utf8)
    guard isAddress, line.count <= 400, !line.contains(0x20) else { return nil }
    guard
      let key = Self.key(of: String(decoding: line, as: UTF8.self)) ?? Self.link(around: node, in: tree)
    else { return nil }
    self.init(key: key, text: [], node: node)
  }

  /// The post that the link a node stands in leads to.
  private static func link(around node: Int, in tree: HTMLTree) -> String? {
    let line = [node] + tree.ancestors(of: node).prefix(4)
    return line.lazy.compactMap { tree[.href, of: $0] }.compactMap(Self.key(of:)).first
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
