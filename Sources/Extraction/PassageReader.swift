// Cuts a page into passages at its block boundaries.

/// Cuts a page into passages at block boundaries, in reading order.
///
/// One walk in document order; what can never be text (scripts, drawings, menus of a form) is stepped over.
struct PassageReader {
  /// The passages found.
  private(set) var passages: [Passage] = []
  /// The texts of drawings, which say what drew them.
  private(set) var drawings: [[UInt8]] = []
  /// The posts and players of other sites.
  private(set) var embeds: [Embed] = []

  /// The pictures that stand in a figure.
  private(set) var pictures: [Picture] = []

  private let tree: HTMLTree
  private var open: [Int] = []

  // The passage being read.
  private var raw: [UInt8] = []
  private var first: Int?
  private var last = 0
  private var linkedBytes = 0
  private var links = 0
  private var boldBytes = 0
  private var breaks = 0
  private var linkDepth = 0
  private var boldDepth = 0

  /// Reads a whole page.
  init(_ tree: HTMLTree) {
    self.tree = tree
    var index = 0
    let end = tree.nodes.count
    while index < end {
      while let last = open.last, Int(tree.nodes[last].end) <= index { close() }
      index = step(index)
    }
    while !open.isEmpty { close() }
    flush()
  }

  /// Takes one node and says which is next.
  private mutating func step(_ index: Int) -> Int {
    let node = tree.nodes[index]
    switch node.tag {
    case .text:
      take(tree.bytes[node.text], at: index)
      return index + 1
    case .br:
      breaks += 1
      raw.append(0x20)
      return index + 1
    case .img, .ampImage:
      if open.contains(where: { tree.nodes[$0].tag == .figure }), let picture = Picture(index, in: tree) {
        pictures.append(picture)
      }
      return index + 1
    case .svg, .math, .canvas:
      let text = tree.text(of: index)
      if !text.isEmpty { drawings.append(text) }
      return Int(node.end)
    case .script, .style, .template, .noscript, .title, .select, .button, .textarea, .object, .audio, .video,
      .map,
      .ampList, .ampAd, .option, .input, .label:
      return Int(node.end)
    default:
      break
    }
    if let embed = Embed(index, in: tree) {
      flush()
      embeds.append(embed)
      return Int(node.end)
    }
    if node.tag == .tr, let row = tableRow(index) {
      flush()
      passages.append(row)
      return Int(node.end)
    }
    if node.tag.isBlock { flush() }
    if node.tag == .a {
      linkDepth += 1
      links += 1
    }
    if node.tag == .b || node.tag == .strong { boldDepth += 1 }
    open.append(index)
    return index + 1
  }

  private mutating func close() {
    guard let index = open.last else { return }
    let tag = tree.nodes[index].tag
    if tag.isBlock { flush() }
    if tag == .a { linkDepth -= 1 }
    if tag == .b || tag == .strong { boldDepth -= 1 }
    open.removeLast()
  }

  private mutating func take(_ text: ArraySlice<UInt8>, at node: Int) {
    let isBlank = text.allSatisfy { $0 <= 0x20 }
    if !isBlank {
      // Two line breaks in a row part paragraphs, as blank lines do.
      if breaks >= 2 { flush() }
      breaks = 0
      if first == nil { first = node }
      last = node
      if linkDepth > 0 { linkedBytes += text.count }
      if boldDepth > 0 { boldBytes += text.count }
    }
    raw.append(contentsOf: text)
  }

  /// Ends the passage being read.
  private mutating func flush() {
    defer {
      raw.removeAll(keepingCapacity: true)
      linkedBytes = 0
      links = linkDepth > 0 ? 1 : 0
      boldBytes = 0
      breaks = 0
      first = nil
    }
    guard raw.contains(where: { $0 > 0x20 }) else { return }
    var invisibles = Invisibles()
    let text = Folding.fold(raw[...], noting: &invisibles)
    guard !text.isEmpty else { return }
    if let embed = Embed(line: text, at: first ?? 0, in: tree) {
      embeds.append(embed)
      return
    }
    let (form, node) = holder()
    var passage = Passage(text: text, form: form, node: node, first: first ?? node, last: last)
    passage.invisibles = invisibles
    passage.linkedBytes = linkedBytes
    passage.links = links
    passage.isBold = boldBytes * 10 >= text.count * 9
    passages.append(passage)
  }

  /// What holds the text being read, and the block element nearest to it.
  private func holder() -> (Passage.Form, Int) {
    var form: Passage.Form?
    var nearest: Int?
    for index in open.reversed() {
      let tag = tree.nodes[index].tag
      if nearest == nil && tag.isBlock { nearest = index }
      if let level = tag.headingLevel { return (.heading(level: level), nearest ?? index) }
      switch tag {
      case .p, .pre, .dd: form = form ?? .paragraph
      case .li: return (.listItem, nearest ?? index)
      case .blockquote: return (.quotation, nearest ?? index)
      case .figcaption, .caption, .figure: return (.caption, nearest ?? index)
      case .article, .main, .body, .table: return (form ?? .loose, nearest ?? index)
      default: break
      }
    }
    return (form ?? .loose, nearest ?? 0)
  }

  /// A row of a table of data as one passage; nil for a row that only lays out blocks.
  private func tableRow(_ row: Int) -> Passage? {
    var cells: [[UInt8]] = []
    var cell: [UInt8]?
    var linked = 0
    var linkEnd = 0
    for index in tree.descendants(of: row) {
      let node = tree.nodes[index]
      switch node.tag {
      case .td, .th:
        if let cell { cells.append(Folding.fold(cell[...])) }
        cell = []
      case .text:
        cell?.append(contentsOf: tree.bytes[node.text])
        if index < linkEnd { linked += node.text.count }
      case .a: linkEnd = Int(node.end)
      case .br: cell?.append(0x20)
      case .svg, .script, .style: return nil
      default: if node.tag.isBlock { return nil }
      }
    }
    if let cell { cells.append(Folding.fold(cell[...])) }
    guard cells.count > 1 else { return nil }
    let text = Array(cells.joined(separator: Array(" | ".utf8)))
    guard text.contains(where: { $0 != 0x20 && $0 != UInt8(ascii: "|") }) else { return nil }
    var passage = Passage(
      text: text, form: .tableRow, node: row, first: row, last: Int(tree.nodes[row].end) - 1)
    passage.linkedBytes = linked
    return passage
  }
}
