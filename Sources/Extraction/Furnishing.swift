// Says of a page's elements, by their role and name, which are furniture and which hold captions and the like.

import Story

/// What the elements of a page are by their role (tag, ARIA role, being hidden) and by their name (class, id).
///
/// Nothing here looks at how much text the rest of the page has, but for one guard: an element that holds most of
/// the page's prose is never furniture, whatever it is called.
struct Furnishing {
  /// What was found for each passage; nil where nothing was.
  private(set) var marks: [Mark?]
  /// The elements that call themselves the article's body, in document order.
  private(set) var bodies: [Int] = []
  /// The first passage of the standfirst where a site's rule names its place.
  private(set) var standfirstByRule: Int?
  /// The nodes that are furniture, ascending, none within another.
  private var gone: [Range<Int>] = []

  /// What an element is, and which.
  struct Mark: Hashable {
    /// What it is.
    var kind: NameKind
    /// The element.
    var node: Int
  }

  private let tree: HTMLTree
  private let passages: [Passage]
  private let prose: ProseMeasure
  private let headline: Int?

  /// Judges every element once, from the outside in; what is inside furniture is not looked at.
  ///
  /// - Parameter headline: the node of the main heading; what holds it is not furniture.
  init(_ tree: HTMLTree, passages: [Passage], headline: Int?) {
    self.tree = tree
    self.passages = passages
    self.headline = headline
    marks = Array(repeating: nil, count: passages.count)
    prose = ProseMeasure(passages, nodes: tree.nodes.count)
    var names = PageNames()
    var index = 0
    while index < tree.nodes.count {
      let end = Int(tree.nodes[index].end)
      if let kind = kind(of: index, &names) {
        switch kind {
        case .body: bodies.append(index)
        case .embed: break
        case .furniture, .byline, .date, .standfirst:
          mark(index..<end, as: kind)
          if tree.nodes[index].tag == .header, holdsHeadline(index) { markStandfirst(in: index, &names) }
          gone.append(index..<end)
          index = end
          continue
        case .caption: mark(index..<end, as: kind)
        }
      }
      index += 1
    }
    markBoxes()
  }

  /// Takes what a site's rules say over what was found: what is not in the body is none of it.
  mutating func take(_ site: SiteMarks) {
    let body = Set(site.body.flatMap { prose.passages(in: $0) })
    for index in passages.indices {
      if body.contains(index) {
        if marks[index]?.kind != .caption { marks[index] = nil }
      } else if marks[index] == nil {
        marks[index] = Mark(kind: .furniture(.other), node: passages[index].node)
      }
    }
    for (ranges, kind) in [
      (site.caption, NameKind.caption), (site.standfirst, .standfirst), (site.furniture, .furniture(.other)),
    ] {
      for nodes in ranges { mark(nodes, as: kind) }
    }
    standfirstByRule = site.standfirst.lazy.compactMap { [prose] in prose.passages(in: $0).first }.first
  }

  // MARK: Elements

  private func kind(of node: Int, _ names: inout PageNames) -> NameKind? {
    let element = tree.nodes[node]
    guard element.tag != .text, element.tag != .html, element.tag != .body, element.tag != .head else {
      return nil
    }
    let share = prose.share(of: node..<Int(element.end))
    let holdsMost = share > 0.5
    if let kind = Self.role(of: element.tag) {
      // Some sites' whole page is a form.
      if element.tag == .form, share > Self.mostByName || holdsHeadline(node) { return nil }
      return holdsMost && element.tag != .nav ? nil : kind
    }
    if let role = tree[.role, of: node], let kind = Self.roles[role.lowercased()] {
      return holdsMost ? nil : kind
    }
    if isHidden(node) { return holdsMost ? nil : .furniture(.other) }
    if tree[.itemprop, of: node]?.split(separator: " ").contains("articleBody") == true { return .body }
    guard element.tag.isBlock || element.tag == .unknown || element.tag == .span else { return nil }
    // An article within an article is a teaser; the outermost one is judged by what is in it.
    let kinds = names.kinds(of: node, in: tree)
    if kinds.contains(.body) { return .body }
    if element.tag == .main || element.tag == .article { return nil }
    for kind in kinds {
      switch kind {
      case .furniture(.comments): if !holdsHeadline(node) { return kind }
      case .furniture, .caption, .standfirst, .byline, .date:
        if share <= Self.mostByName && !holdsHeadline(node) { return kind }
      case .body, .embed: break
      }
    }
    return nil
  }

  /// An element with more of the page's prose than this is no furniture by its name alone: names mislead.
  private static let mostByName = 0.3

  private func holdsHeadline(_ node: Int) -> Bool {
    guard let headline else { return false }
    return node <= headline && headline < Int(tree.nodes[node].end)
  }

  private func isHidden(_ node: Int) -> Bool {
    if tree.value(.hidden, of: node) != nil { return true }
    if tree[.ariaHidden, of: node]?.lowercased() == "true" { return true }
    guard let style = tree[.style, of: node] else { return false }
    let plain = style.lowercased().filter { !$0.isWhitespace }
    return plain.contains("display:none") || plain.contains("visibility:hidden")
  }

  private static func role(of tag: Tag) -> NameKind? {
    switch tag {
    case .nav, .menu: .furniture(.navigation)
    case .footer, .header: .furniture(.navigation)
    case .aside: .furniture(.related)
    case .form, .fieldset: .furniture(.promotion)
    case .dialog: .furniture(.other)
    case .address: .byline
    case .time: .date
    default: nil
    }
  }

  /// ARIA roles (https://www.w3.org/TR/wai-aria-1.2/#role_definitions) that are not the article.
  private static let roles: [String: NameKind] = [
    "navigation": .furniture(.navigation), "banner": .furniture(.navigation),
    "contentinfo": .furniture(.navigation), "menu": .furniture(.navigation),
    "menubar": .furniture(.navigation), "toolbar": .furniture(.navigation),
    "search": .furniture(.navigation), "tablist": .furniture(.navigation),
    "complementary": .furniture(.related), "dialog": .furniture(.other), "alertdialog": .furniture(.other),
    "tooltip": .furniture(.other), "alert": .furniture(.other), "status": .furniture(.other),
  ]

  /// Whether a node is in an element that is furniture by its role or name. Complexity: O(log elements).
  func isGone(_ node: Int) -> Bool {
    var low = 0
    var high = gone.count
    while low < high {
      let middle = (low + high) / 2
      if gone[middle].upperBound <= node { low = middle + 1 } else { high = middle }
    }
    return low < gone.count && gone[low].contains(node)
  }

  // MARK: Passages

  private mutating func mark(_ nodes: Range<Int>, as kind: NameKind) {
    for passage in prose.passages(in: nodes) where passages[passage].last < nodes.upperBound {
      marks[passage] = Mark(kind: kind, node: nodes.lowerBound)
    }
  }

  /// The standfirst in the header that holds the headline, by its name.
  private mutating func markStandfirst(in header: Int, _ names: inout PageNames) {
    for node in tree.descendants(of: header) where tree.nodes[node].tag != .text {
      guard names.kinds(of: node, in: tree).contains(.standfirst), !holdsHeadline(node) else { continue }
      mark(node..<Int(tree.nodes[node].end), as: .standfirst)
    }
  }

  /// Boxes that say by their heading what they are: “Most read” and its list.
  private mutating func markBoxes() {
    for index in passages.indices where marks[index] == nil {
      let passage = passages[index]
      let isHeading = if case .heading(let level) = passage.form { level > 1 } else { false }
      guard isHeading || passage.text.count <= 60 && passage.form != .listItem && passage.form != .caption
      else {
        continue
      }
      guard let kind = LineRules.headings.kind(of: Wording(passage.text)) else {
        if isHeading { markLinks(headedBy: index) }
        continue
      }
      let box = box(headedBy: index, as: kind)
      if box.count > 1 {
        for inside in box where marks[inside] == nil {
          marks[inside] = Mark(kind: .furniture(kind), node: passage.node)
        }
      } else if isHeading || passage.isBold {
        markList(after: index, as: kind)
      }
    }
  }

  /// A heading with nothing but links in its box heads links, whatever it says.
  private mutating func markLinks(headedBy index: Int) {
    let box = box(headedBy: index, as: .related)
    guard box.count > 1, !holdsHeadline(passages[index].node), passages[index].linkShare < 0.5,
      box.dropFirst().allSatisfy({ passages[$0].linkShare >= 0.8 && passages[$0].links > 0 })
    else { return }
    for inside in box where marks[inside] == nil {
      marks[inside] = Mark(kind: .furniture(.related), node: passages[index].node)
    }
  }

  /// The passages of the largest element that a passage is the first of and that is no great part of the prose;
  /// readers' comments may well be longer than the article.
  private func box(headedBy index: Int, as kind: Furniture.Kind) -> Range<Int> {
    let isBelowHeadline = headline.map { $0 < passages[index].first } ?? false
    var box = index..<index + 1
    for ancestor in [passages[index].node] + tree.ancestors(of: passages[index].node) {
      let inside = prose.passages(in: ancestor..<Int(tree.nodes[ancestor].end))
      guard inside.lowerBound == index, !holdsHeadline(ancestor),
        isBelowHeadline && kind == .comments
          || prose.share(of: ancestor..<Int(tree.nodes[ancestor].end)) < 0.5
      else { break }
      box = inside
    }
    return box
  }

  /// A heading that stands in the flow takes the links right behind it along.
  private mutating func markList(after index: Int, as kind: Furniture.Kind) {
    let mark = Mark(kind: .furniture(kind), node: passages[index].node)
    var end = index + 1
    while end < passages.count, passages[end].linkShare > 0.5 { end += 1 }
    guard end > index + 1 else { return }
    for inside in index..<end where marks[inside] == nil { marks[inside] = mark }
  }
}

/// How much prose there is in any part of a page.
struct ProseMeasure {
  private let sums: [Int]
  private let firstPassage: [Int]

  /// Measures prose passages. Complexity: O(nodes + passages).
  init(_ passages: [Passage], nodes: Int) { self.init(passages, nodes: nodes, counting: \.isProse) }

  /// Measures the passages that are to be counted.
  init(_ passages: [Passage], nodes: Int, counting isCounted: (Passage) -> Bool) {
    var sums = Array(repeating: 0, count: nodes + 1)
    var counts = Array(repeating: 0, count: nodes + 1)
    for passage in passages {
      counts[passage.first + 1] += 1
      if isCounted(passage) { sums[passage.first + 1] += passage.text.count }
    }
    for node in 0..<nodes {
      sums[node + 1] += sums[node]
      counts[node + 1] += counts[node]
    }
    self.sums = sums
    firstPassage = counts
  }

  /// All the prose, in bytes.
  var total: Int { sums.last ?? 0 }
  /// The prose in a range of nodes, in bytes.
  func bytes(in nodes: Range<Int>) -> Int { sums[nodes.upperBound] - sums[nodes.lowerBound] }
  /// The share of all prose that is in a range of nodes, 0 to 1.
  func share(of nodes: Range<Int>) -> Double { total == 0 ? 0 : Double(bytes(in: nodes)) / Double(total) }
  /// The passages in a range of nodes.
  func passages(in nodes: Range<Int>) -> Range<Int> {
    firstPassage[nodes.lowerBound]..<firstPassage[nodes.upperBound]
  }
}
