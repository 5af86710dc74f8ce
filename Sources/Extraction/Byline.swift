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

  /// The names in a byline: without “By”, the place and the office, parted at commas and “and”; no addresses, no prose.
  static func names(_ text: String) -> [String] {
    var line = Folding.folded(Markup.plain(text))
    for opening in openings where line.hasPrefix(opening) {
      line = String(line.dropFirst(opening.count))
      break
    }
    guard line.utf8.count <= 200, !line.contains("://") else { return [] }
    var names: [String] = []
    for part in line.prefix(while: { $0 != "|" && $0 != "•" && $0 != "·" }).split(separator: ",") {
      for half in part.split(separator: " and ") {
        names.append(contentsOf: half.split(separator: " & ").map { Folding.folded(String($0)) })
      }
    }
    return names.map(withoutPlace).enumerated().filter { isName($1) && ($0 == 0 || !isOffice($1)) }.map(
      \.element)
  }

  private static let openings = [
    "By: ", "By ", "by ", "BY ", "Von ", "von ", "VON ", "Par ", "par ", "PAR ", "Por ", "por ", "POR ",
  ]

  /// “Jane Doe in Eastport” is Jane Doe.
  private static func withoutPlace(_ name: String) -> String {
    name.firstRange(of: " in ").map { String(name[..<$0.lowerBound]) } ?? name
  }

  /// “Senior Reporter” is nobody's name.
  private static func isOffice(_ name: String) -> Bool {
    let words = name.lowercased().split(separator: " ")
    return words.contains { offices.contains(String($0)) }
  }

  private static let offices: Set<String> = [
    "reporter", "editor", "correspondent", "writer", "staff", "journalist", "columnist", "producer",
    "photographer",
    "contributor", "redakteur", "redakteurin", "journaliste",
  ]

  private static func isName(_ text: String) -> Bool {
    (2...80).contains(text.utf8.count) && !text.contains("@") && text.contains(where: \.isLetter)
      && text.split(separator: " ").count <= 6
  }

  /// What the page marks as its author (`rel=author`, `itemprop=author`, a class that says byline), else a short line
  /// that begins with “By”.
  private static func onPage(_ tree: HTMLTree) -> [String] {
    var marked: [String] = []
    var parent: Int32?
    var fallback: [String] = []
    var bare: [String] = []
    var names = PageNames()
    for node in tree.nodes.indices where tree.nodes[node].tag != .text && tree.nodes[node].tag != .meta {
      let isAuthor = tree[.rel, of: node] == "author" || tree[.itemprop, of: node] == "author"
      if isAuthor {
        // Several stand side by side; elsewhere stand those of other stories.
        guard parent == nil || parent == tree.nodes[node].parent else { break }
        let text = Folding.text(tree.text(of: node, limit: 300))
        if !text.isEmpty {
          marked.append(text)
          parent = tree.nodes[node].parent
        }
      } else if fallback.isEmpty, parent == nil,
        tree.nodes[node].tag == .address || names.kinds(of: node, in: tree).contains(.byline)
      {
        let text = Folding.text(tree.text(of: node, limit: 300))
        if text.utf8.count <= 100, isSigned(text) || isLoneName(text) { fallback = [text] }
      } else if bare.isEmpty, parent == nil, [.p, .div, .span].contains(tree.nodes[node].tag),
        tree.nodes[node].end - Int32(node) <= 20, beginsWithBy(node, in: tree)
      {
        let text = Folding.text(tree.text(of: node, limit: 120))
        if text.utf8.count <= 100, isSigned(text), text.hasPrefix("By "),
          isLoneName(String(text.dropFirst(3)))
        {
          bare = [text]
        }
      }
    }
    return marked.isEmpty ? fallback.isEmpty ? bare : fallback : marked
  }

  /// Whether an element's first text begins with “By”, as the cheapest thing to ask.
  private static func beginsWithBy(_ node: Int, in tree: HTMLTree) -> Bool {
    let first = tree.descendants(of: node).first { tree.nodes[$0].tag == .text }
    return first.map { tree.bytes[tree.nodes[$0].text].drop { $0 <= 0x20 }.starts(with: "By".utf8) } ?? false
  }

  private static func isSigned(_ text: String) -> Bool { openings.contains { text.hasPrefix($0) } }

  /// Whether all words but “and” begin with a capital letter, as in a name, and there are no more than of a few names.
  static func isLoneName(_ text: String) -> Bool {
    let words = text.split { !$0.isLetter && $0 != "'" && $0 != "’" && $0 != "-" && $0 != "." }
    return (2...12).contains(words.count)
      && words.allSatisfy {
        $0.first?.isUppercase == true || ["and", "in", "de", "van", "von", "der", "la"].contains($0)
      }
  }
}
