// Finds the element that holds the article.

/// Finds the element that holds the article.
///
/// The paragraphs of an article stand at one place in the page's structure, those of teasers and comments at
/// others. So: the prose is grouped by the path of elements above it (what stands in an element that calls itself the
/// article's body counts threefold, what stands alone in its parent, as teasers and comments do, a third), the
/// largest group is the article's, and the root is the lowest element with four fifths of that group; from there it
/// goes up to the nearest element that calls itself the article's body, else an article, else the page's main part.
/// One rule, always the same: an extractor that switches between rules reports changes that are none. A page with no
/// prose at all, as the first minutes of a story may have, is read by its paragraphs however short they are.
enum ArticleRoot {
  /// The article's element, or nil when the page has no prose.
  ///
  /// - Parameters:
  ///   - headline: the headline's node. Where an element holds several articles, as pages do that load the next story
  ///     under the first, the one with the headline is meant.
  ///   - memory: what is remembered of the version before. An element that holds less than four fifths of what the page
  ///     still has of its body is not the article, nor is one that holds far more; then the lowest element that holds
  ///     it is gone up from.
  static func find(
    in tree: HTMLTree, passages: [Passage], furnishing: Furnishing, headline: Int?, memory: ExtractionMemory
  ) -> Int? {
    let told = passages.indices.filter { furnishing.marks[$0] == nil }.map { passages[$0] }
    let prose = ProseMeasure(told, nodes: tree.nodes.count)
    let known = memory.isEmpty ? [] : passages.filter { memory.wasBody($0.text) }
    let measure = ProseMeasure(known, nodes: tree.nodes.count) { _ in true }
    var root = find(in: tree, passages: passages, furnishing: furnishing)
    if let found = root, let headline {
      root = own(headline, in: found, of: tree, prose: prose, told: told, known: measure) ?? found
    }
    guard !known.isEmpty else { return root }
    let pinned = climb(
      from: lowest(in: tree, holding: 0.999, of: measure), in: tree, bodies: furnishing.bodies)
    guard let root else { return pinned }
    let isLost = measure.share(of: tree.nodes(of: root)) < 0.8
    let isFarMore =
      prose.passages(in: tree.nodes(of: root)).count > 3 * prose.passages(in: tree.nodes(of: pinned)).count
    return isLost
      ? climb(from: lowest(in: tree, holding: 0.8, of: measure), in: tree, bodies: furnishing.bodies)
      : isFarMore ? pinned : root
  }

  /// Of an element that holds several stories, the largest part with the headline and no other story, if it has a
  /// story's prose: three passages and 400 bytes; or all that is remembered of the story.
  private static func own(
    _ headline: Int, in root: Int, of tree: HTMLTree, prose: ProseMeasure, told: [Passage],
    known: ProseMeasure
  ) -> Int? {
    guard tree.nodes(of: root).contains(headline) else { return nil }
    func hasStory(_ node: Int) -> Bool {
      let nodes = tree.nodes(of: node)
      return prose.bytes(in: nodes) >= 400 && told[prose.passages(in: nodes)].count(where: \.isProse) >= 3
    }
    // Where another story begins: an `h1` of several words, or an `article` with a story's prose.
    let others = tree.descendants(of: root).filter { node in
      guard !tree.nodes(of: node).contains(headline) else { return false }
      switch tree.nodes[node].tag {
      case .h1: return node > headline && tree.text(of: node, limit: 200).count { $0 == 0x20 } >= 2
      case .article: return node > headline && hasStory(node)
      default: return false
      }
    }
    guard !others.isEmpty else { return nil }
    let line = tree.ancestors(of: headline).prefix { $0 > root }
    return line.reversed().first { node in
      !others.contains { tree.nodes(of: node).contains($0) }
        && (hasStory(node) || known.share(of: tree.nodes(of: node)) >= 0.999)
    }
  }

  private static func find(in tree: HTMLTree, passages: [Passage], furnishing: Furnishing) -> Int? {
    let paths = pathNumbers(tree)
    let declared = outermost(furnishing.bodies, in: tree)
    let siblings = proseByParent(tree, passages: passages)
    var bytes: [UInt64: Int] = [:]
    var largest: (path: UInt64, bytes: Int)?
    let told = passages.indices.filter { furnishing.marks[$0] == nil }
    let prose = told.filter { passages[$0].isProse }
    let measured = prose.isEmpty ? told.filter { passages[$0].form == .paragraph } : prose
    for index in measured {
      let passage = passages[index]
      let path = paths[passage.node]
      var weight = declared.contains { $0.contains(passage.first) } ? 9 : 3
      if siblings[parent(of: passage, in: tree), default: 0] < 2 { weight /= 3 }
      let sum = bytes[path, default: 0] + passage.text.count * weight
      bytes[path] = sum
      if sum > largest?.bytes ?? 0 { largest = (path, sum) }
    }
    guard let largest else { return nil }
    let group = measured.filter { paths[passages[$0].node] == largest.path }.map { passages[$0] }
    let measure = ProseMeasure(group, nodes: tree.nodes.count) { _ in true }
    return climb(from: lowest(in: tree, holding: 0.8, of: measure), in: tree, bodies: furnishing.bodies)
  }

  private static func parent(of passage: Passage, in tree: HTMLTree) -> Int {
    Int(tree.nodes[passage.node].parent)
  }

  /// How many passages of prose stand right in an element.
  private static func proseByParent(_ tree: HTMLTree, passages: [Passage]) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for passage in passages where passage.isProse { counts[parent(of: passage, in: tree), default: 0] += 1 }
    return counts
  }

  /// The elements that call themselves the body, without those that stand in another; at most 64 of them.
  private static func outermost(_ bodies: [Int], in tree: HTMLTree) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for body in bodies where body >= ranges.last?.upperBound ?? 0 && ranges.count < 64 {
      ranges.append(body..<Int(tree.nodes[body].end))
    }
    return ranges
  }

  /// The lowest element that holds a share of what is measured.
  private static func lowest(in tree: HTMLTree, holding share: Double, of measure: ProseMeasure) -> Int {
    var node = 0
    while true {
      let child = tree.children(of: node).first {
        tree.nodes[$0].tag != .text && measure.share(of: $0..<Int(tree.nodes[$0].end)) >= share
      }
      guard let child, tree.nodes[child].tag != .p else { return node }
      node = child
    }
  }

  private static func climb(from node: Int, in tree: HTMLTree, bodies: [Int]) -> Int {
    let named = Set(bodies)
    let line = [node] + Array(tree.ancestors(of: node))
    return line.first(where: named.contains)
      ?? line.first { tree.nodes[$0].tag == .article }
      ?? line.first { tree.nodes[$0].tag == .main || tree[.role, of: $0] == "main" }
      ?? node
  }

  /// A number for each element's path of tags from the root (FNV-1a); equal paths have equal numbers.
  private static func pathNumbers(_ tree: HTMLTree) -> [UInt64] {
    var numbers: [UInt64] = []
    numbers.reserveCapacity(tree.nodes.count)
    for node in tree.nodes {
      let above = node.parent < 0 ? 0xCBF2_9CE4_8422_2325 : numbers[Int(node.parent)]
      let tag = UInt64(node.tag.rawValue)
      numbers.append((above ^ tag) &* 0x100_0000_01B3)
    }
    return numbers
  }
}
