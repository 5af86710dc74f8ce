// A page as a flat tree: nodes in document order, a node's descendants right behind it.

/// A page as a flat tree.
///
/// Nodes stand in document order, so that the descendants of node `i` are the nodes `i + 1 ..< nodes[i].end`.
/// Whatever holds for a part of the page holds for a range of numbers, and no walk needs recursion.
struct HTMLTree: Sendable {
  /// One element, or one run of text.
  struct Node: Sendable {
    /// What element it is; `.text` for a run of text.
    var tag: Tag
    /// The node it is in; -1 for the root.
    var parent: Int32
    /// The node after its last descendant.
    var end: Int32
    /// Where its attributes are in ``HTMLTree/attributes``.
    var attributes: Range<Int32>
    /// Where its text is in ``HTMLTree/bytes``; empty for an element.
    var text: Range<Int>
  }

  /// The nodes in document order; the first is the root.
  var nodes: [Node] = []
  /// The attributes of all nodes that are of use here, and where their values are in ``HTMLTree/bytes``.
  var attributes: [(name: Attribute, value: Range<Int>)] = []
  /// The text of all nodes and attributes, UTF-8.
  var bytes: [UInt8] = []

  /// An attribute's value, or nil when the node has none of that name.
  subscript(_ name: Attribute, of node: Int) -> String? {
    value(name, of: node).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// Where an attribute's value is, or nil when the node has none of that name.
  func value(_ name: Attribute, of node: Int) -> Range<Int>? {
    let range = nodes[node].attributes
    for index in Int(range.lowerBound)..<Int(range.upperBound) where attributes[index].name == name {
      return attributes[index].value
    }
    return nil
  }

  /// A node and the nodes inside it.
  func nodes(of node: Int) -> Range<Int> { node..<Int(nodes[node].end) }

  /// The nodes inside a node, in document order, without itself.
  func descendants(of node: Int) -> Range<Int> { node + 1..<Int(nodes[node].end) }

  /// The elements and texts right inside a node.
  func children(of node: Int) -> [Int] {
    var result: [Int] = []
    var next = node + 1
    while next < Int(nodes[node].end) {
      result.append(next)
      next = Int(nodes[next].end)
    }
    return result
  }

  /// The nodes a node is in, from its parent up.
  func ancestors(of node: Int) -> some Sequence<Int> {
    sequence(first: Int(nodes[node].parent)) { $0 < 0 ? nil : Int(nodes[$0].parent) }.lazy.filter { $0 >= 0 }
  }

  /// The tags from a node up to one it is in; up to the root when it is not.
  func tags(from node: Int, to end: Int) -> [Tag] {
    guard node > end else { return [nodes[node].tag] }
    return [nodes[node].tag] + ancestors(of: node).prefix { $0 >= end }.map { nodes[$0].tag }
  }

  /// The folded text inside a node, at most about `limit` bytes of it; a line break or block counts as a space.
  func text(of node: Int, limit: Int = 4096) -> [UInt8] {
    var raw: [UInt8] = []
    for index in node..<Int(nodes[node].end) where raw.count < limit {
      let inner = nodes[index]
      if inner.tag == .text {
        raw.append(contentsOf: bytes[inner.text].prefix(limit))
      } else if inner.tag.isBlock || inner.tag == .br {
        raw.append(0x20)
      }
    }
    return Folding.fold(raw[...])
  }
}

/// The attributes that are of use.
enum Attribute: String, CaseIterable, Sendable {
  case ariaHidden = "aria-hidden"
  case alt, charset, cite, `class`, content, datetime, hidden, href, id, itemprop, itemtype, lang, name
  case property, rel, role, src, style, type
  case srcset
  case dataSource = "data-src"
  case dataSourceSet = "data-srcset"
  case dataOriginal = "data-original"
  case dataLazySource = "data-lazy-src"
  case dataTweetID = "data-tweet-id"
  case dataTweetId = "data-tweetid"
  case dataID = "data-id"
  case dataPostID = "data-post-id"
  case dataKey = "data-key"
  // Names that sites give elements for their own use, and site rules hold on to.
  case dataComponent = "data-component"
  case dataTestID = "data-testid"
  case dataGuName = "data-gu-name"
}

/// The elements that are told apart.
enum Tag: UInt8, CaseIterable, Sendable {
  case text, unknown
  case a, abbr, address, article, aside, b, base, blockquote, body, br, button, canvas, caption, center, cite
  case code, dd, del, details, dialog, div, dl, dt, em, fieldset, figcaption, figure, font, footer, form,
    frameset
  case h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, img, input, ins, label, li, link,
    main
  case map, math, menu, meta, nav, noscript, object, ol, option, p, picture, pre, q, s, script, section,
    select
  case small, source, span, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot
  case th, thead, time, title, tr, u, ul, video, audio, embed
  case ampImage, ampList, ampAd

  /// Its name in markup.
  var name: String {
    switch self {
    case .text: "#text"
    case .unknown: "#unknown"
    case .ampImage: "amp-img"
    case .ampList: "amp-list"
    case .ampAd: "amp-ad"
    default: "\(self)"
    }
  }

  /// Whether it begins a new line of its own.
  var isBlock: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .body, .caption, .center, .dd, .details, .dialog, .div, .dl,
      .dt,
      .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr,
      .html,
      .li, .main, .menu, .nav, .ol, .p, .pre, .section, .summary, .table, .tbody, .td, .tfoot, .th, .thead,
      .tr,
      .ul:
      true
    default: false
    }
  }

  /// The level of a heading, 1 to 6; nil for other elements.
  var headingLevel: Int? {
    switch self {
    case .h1: 1
    case .h2: 2
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: nil
    }
  }
}
