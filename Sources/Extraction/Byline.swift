// Reads who wrote the article.

import Story

/// The authors' names.
enum Byline {
  /// The names, from the first place that has any: JSON-LD, the page's head, the page itself.
  ///
  /// - Parameter sites: what the site and its publisher are called: named as the author, they are one only where
  ///   nobody else is.
  static func read(
    _ tree: HTMLTree, linked: [String], metas: [String: String], sites: [String]
  ) -> Sourced<[String]>? {
    let inHead = ["author", "article:author", "byl", "parsely-author", "sailthru.author"]
    let isSite =
      !linked.isEmpty && linked.allSatisfy { name in sites.contains { $0.lowercased() == name.lowercased() } }
    return (isSite ? named(onPage(tree), in: "dom") : nil) ?? named(linked, in: "json-ld")
      ?? inHead.lazy.compactMap { metas[$0] }.compactMap { named([$0], in: "meta") }.first
      ?? named(onPage(tree), in: "dom")
  }

  private static func named(_ texts: [String], in source: String) -> Sourced<[String]>? {
    var names: [String] = []
    var known: Set<String> = []
    for name in texts.flatMap(self.names) {
      // “Anna Lind” and the address's “anna-lind” are one.
      let plain = name.lowercased().replacing("-", with: " ")
      if known.insert(plain).inserted { names.append(name) }
    }
    return names.isEmpty ? nil : Sourced(names, source: source)
  }

  /// The names in a byline: without “By”, parted at commas and “and”; no addresses, no lines of prose.
  static func names(_ text: String) -> [String] {
    var line = Folding.folded(Markup.plain(text))
    for opening in ["By: ", "By ", "by ", "BY "] where line.hasPrefix(opening) {
      line = String(line.dropFirst(opening.count))
      break
    }
    guard line.utf8.count <= 200, !line.contains("://") else { return [] }
    var names: [String] = []
    for part in line.split(separator: ",") {
      for half in part.split(separator: " and ") {
        names.append(contentsOf: half.split(separator: " & ").map { Folding.folded(String($0)) })
      }
    }
    return names.filter(isName)
  }

  private static func isName(_ text: String) -> Bool {
    (2...80).contains(text.utf8.count) && !text.contains("@") && text.contains(where: \.isLetter)
      && text.split(separator: " ").count <= 6
  }

  /// What the page marks as its author (`rel=author`, `itemprop=author`, a class that says byline).
  private static func onPage(_ tree: HTMLTree) -> [String] {
    var fallback: [String] = []
    var names = PageNames()
    for node in tree.nodes.indices where tree.nodes[node].tag != .text && tree.nodes[node].tag != .meta {
      let isAuthor = tree[.rel, of: node] == "author" || tree[.itemprop, of: node] == "author"
      if isAuthor {
        let text = Folding.text(tree.text(of: node, limit: 300))
        if !text.isEmpty { return [text] }
      } else if fallback.isEmpty,
        tree.nodes[node].tag == .address || names.kinds(of: node, in: tree).contains(.byline)
      {
        let text = Folding.text(tree.text(of: node, limit: 300))
        if text.hasPrefix("By ") && text.utf8.count <= 100 { fallback = [text] }
      }
    }
    return fallback
  }
}
