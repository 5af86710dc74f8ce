// Joins the steps that find an article's body in an HTML page.

import Story

/// An HTML page's body: its blocks, its standfirst and what was set aside.
struct HTMLBody {
  private(set) var blocks: [Block] = []
  private(set) var furniture: [Furniture] = []
  private(set) var standfirst: Sourced<String>?
  /// What nobody can see in the body's text.
  private(set) var invisibles = Invisibles()
  /// Whether the site's rules were passed over, as their body is not on the page.
  private(set) var hasBrokenRule = false
  /// The tags that most of the article stands in, from its own element down: how the page is built.
  private(set) var layout: String?
  /// The posts of a live blog, in the page's order.
  private(set) var posts: [Post] = []

  private let tree: HTMLTree
  private let passages: [Passage]
  private var furnishing: Furnishing
  private var setAside = FurnitureList()

  /// Reads a page's body.
  init(
    _ tree: HTMLTree, reader: PassageReader, metadata: Metadata, memory: ExtractionMemory, rule: SiteRule?,
    noticeKind: @escaping @Sendable (String) -> Notice.Kind?
  ) {
    self.tree = tree
    passages = reader.passages
    furnishing = Furnishing(tree, passages: reader.passages, headline: metadata.headlineNode)
    for drawing in reader.drawings {
      if let kind = LineRules.furniture.kind(of: Wording(drawing)) { setAside.note(kind, drawing) }
    }
    let site = rule.flatMap { SiteMarks($0, on: tree, passages: reader.passages) }
    if let site { furnishing.take(site) }
    hasBrokenRule = rule != nil && site == nil
    guard
      let root = site?.root(in: tree)
        ?? ArticleRoot.find(
          in: tree, passages: passages, furnishing: furnishing, headline: metadata.headlineNode,
          memory: memory)
    else {
      noteOutside(0..<0)
      furniture = setAside.all
      return
    }
    let nodes = root..<Int(tree.nodes[root].end)
    var inside = passages.indices.filter { nodes.contains(passages[$0].first) }
    inside = dropBeforeHeadline(inside, headline: metadata.headlineNode)
    let tags = tagsOfBody(inside, root: root)
    layout = tags.reversed().map(\.name).joined(separator: ">")
    if let lead = Standfirst(
      in: tree, passages: passages, furnishing: furnishing, headline: metadata.headlineNode, root: nodes,
      body: tags, descriptions: metadata.descriptions)
    {
      standfirst = Sourced(Folding.text(lead.text), source: "dom")
      inside.removeAll(where: lead.passages.contains)
    }

    var judge = BodyJudge(noticeKind: noticeKind)
    judge.headline = metadata.headline.map { Folding.fold($0.value) }
    judge.isLoose = isLoose(inside)
    judge.authors = metadata.byline?.value.map { Folding.fold($0) } ?? []
    judge.memory = memory
    let result = judge.judge(inside.map { passages[$0] }, marks: inside.map { furnishing.marks[$0] })
    invisibles = result.invisibles
    for piece in result.furniture.all {
      setAside.note(piece.kind, Folding.fold(piece.text), count: piece.count)
    }
    noteOutside(nodes)
    furniture = setAside.all
    let live = LivePosts(
      in: tree, root: nodes, passages: inside.filter { furnishing.marks[$0] == nil }.map { passages[$0] },
      linked: metadata.linked?.posts ?? [], isLive: metadata.linked?.types.contains("LiveBlogPosting") == true
    )
    posts = live.found.map(\.post)
    let notes = notesOutside(nodes, judge: judge)
    join(
      result.blocks, notes: notes, inside: inside, embeds: reader.embeds.filter { nodes.contains($0.node) },
      pictures: reader.pictures.filter { nodes.contains($0.node) }, live: live)
  }

  // MARK: What belongs

  /// What stands above the headline is a trail of links, a ticker or a label.
  private mutating func dropBeforeHeadline(_ inside: [Int], headline: Int?) -> [Int] {
    guard let headline else { return inside }
    let end = Int(tree.nodes[headline].end)
    let prose = inside.filter { passages[$0].isProse && furnishing.marks[$0] == nil }
    let before = prose.filter { passages[$0].first < headline }.reduce(0) { $0 + passages[$1].text.count }
    let all = prose.reduce(0) { $0 + passages[$1].text.count }
    // A headline that stands below most of the text is another story's.
    guard before * 2 < all else { return inside }
    return inside.filter { index in
      guard passages[index].first < end else { return true }
      let isHeadline = passages[index].first >= headline
      if !isHeadline { setAside.note(furnitureKind(index) ?? .navigation, passages[index].text) }
      return false
    }
  }

  /// The tags that most of the prose stands in, from its own up to the root's.
  private func tagsOfBody(_ inside: [Int], root: Int) -> [Tag] {
    var bytes: [[Tag]: Int] = [:]
    var most: (tags: [Tag], bytes: Int) = ([], 0)
    for index in inside where passages[index].isProse && furnishing.marks[index] == nil {
      let tags = tree.tags(from: passages[index].node, to: root)
      let sum = bytes[tags, default: 0] + passages[index].text.count
      bytes[tags] = sum
      if sum > most.bytes { most = (tags, sum) }
    }
    return most.tags
  }

  /// Whether the prose stands in bare `div`s or between line breaks rather than in paragraphs.
  private func isLoose(_ inside: [Int]) -> Bool {
    var loose = 0
    var other = 0
    for index in inside where passages[index].isProse && furnishing.marks[index] == nil {
      if passages[index].form == .loose {
        loose += passages[index].text.count
      } else {
        other += passages[index].text.count
      }
    }
    return loose > other
  }

  private func furnitureKind(_ index: Int) -> Furniture.Kind? {
    var kind: Furniture.Kind?
    if case .furniture(let marked) = furnishing.marks[index]?.kind { kind = marked }
    // The rules look at every word: they are asked only where they decide.
    guard kind == nil || kind == .other else { return kind }
    return LineRules.furniture.kind(of: Wording(passages[index].text)) ?? kind
  }

  // MARK: Setting aside and joining

  /// What stands outside the article, one piece for each element that was told.
  private mutating func noteOutside(_ nodes: Range<Int>) {
    var noted: Set<Int> = []
    for index in passages.indices where !nodes.contains(passages[index].first) {
      if let node = furnishing.marks[index]?.node, !noted.insert(node).inserted { continue }
      if let kind = furnitureKind(index) { setAside.note(kind, passages[index].text) }
    }
  }

  /// Corrections and editor's notes that stand near the article but not in it, as some sites print them: before it or
  /// after it, no further than a dozen passages away and in no other article.
  private func notesOutside(_ nodes: Range<Int>, judge: BodyJudge) -> [(at: Int, block: Block)] {
    var near = Array(passages.indices.filter { passages[$0].first >= nodes.upperBound }.prefix(12))
    near += passages.indices.filter { passages[$0].first < nodes.lowerBound }.suffix(6)
    near = near.sorted().filter { index in
      !tree.ancestors(of: passages[index].first).contains {
        tree.nodes[$0].tag == .article && Int(tree.nodes[$0].end) < nodes.lowerBound
          || tree.nodes[$0].tag == .article && $0 >= nodes.upperBound
      }
    }
    let result = judge.judge(near.map { passages[$0] }, marks: near.map { furnishing.marks[$0] })
    return result.blocks.filter { $0.block.kind == .notice && isOwnNote($0.block.text, judge: judge) }
      .map { (passages[near[$0.passage]].first, $0.block) }
  }

  /// Whether a line corrects; that more follows is said on fronts and in tickers too.
  private func isOwnNote(_ text: String, judge: BodyJudge) -> Bool {
    [.correction, .clarification, .editorsNote].contains(judge.noticeKind(text))
  }

  // MARK: What stands elsewhere

  /// Whether anything was read.
  var hasProse: Bool { blocks.contains { $0.kind.isBody } }

  /// Takes the article from the page's state or data.
  mutating func take(_ passages: [Passage], noticeKind: @escaping @Sendable (String) -> Notice.Kind?) {
    let result = BodyJudge(noticeKind: noticeKind).judge(passages)
    blocks = result.blocks.map(\.block) + blocks
    invisibles.add(result.invisibles)
    furniture += result.furniture.all
  }

  /// Takes a live blog's posts from the page's data where the page prints at most one of them. A page that prints its
  /// newest posts is read as it is printed: its data go back to the first.
  mutating func take(_ linked: [LinkedPost], noticeKind: @escaping @Sendable (String) -> Notice.Kind?) {
    let words = blocks.map { Wording(Folding.fold($0.text)).bytes }
    let enough = min(2, linked.count)
    var printed = 0
    for post in linked {
      let line = post.passages.last.map { Array(Wording($0.text).bytes.prefix(80)) }
      guard let line, !words.contains(where: { $0.holds(line) }) else {
        printed += 1
        if printed == enough { return }
        continue
      }
    }
    blocks.removeAll { $0.kind.isBody }
    invisibles = Invisibles()
    posts = linked.map { Post(key: $0.key, published: $0.published, modified: $0.modified) }
    for post in linked {
      let result = BodyJudge(noticeKind: noticeKind).judge(post.passages)
      blocks += result.blocks.map { Block($0.block.kind, $0.block.text, post: post.key) }
      invisibles.add(result.invisibles)
    }
  }

  /// Takes a correction that the page's data declare, unless it is printed as well.
  mutating func take(correction: String) {
    let words = Wording(Folding.fold(correction)).bytes
    guard !words.isEmpty, !blocks.contains(where: { Wording(Folding.fold($0.text)).bytes.holds(words) })
    else {
      return
    }
    blocks.append(Block(.notice, correction, key: "json-ld"))
  }

  /// Puts blocks, pictures and embeds into reading order.
  private mutating func join(
    _ judged: [BodyJudge.Judged], notes: [(at: Int, block: Block)], inside: [Int], embeds: [Embed],
    pictures: [Picture], live: LivePosts
  ) {
    var placed = judged.map { (at: passages[inside[$0.passage]].first, block: $0.block) } + notes
    for embed in embeds where !furnishing.isGone(embed.node) {
      placed.append((embed.node, Block(.embed, Folding.text(embed.text), key: embed.key)))
    }
    var seen: Set<String> = []
    for picture in pictures where !furnishing.isGone(picture.node) && seen.insert(picture.key).inserted {
      placed.append((picture.node, Block(.picture, Folding.text(picture.text), key: picture.key)))
    }
    placed.sort { $0.at < $1.at }
    blocks = placed.map { place in
      var block = place.block
      block.post = live.key(at: place.at)
      return block
    }
  }
}
