// Finds the posts of a live blog and what each is known by.

import Story

/// The posts of a live blog.
///
/// Posts are elements that stand side by side and each have a time. A post is known by what the page's data call it
/// where they name the same post (by its number or its time), else by the number its element carries, else by its time:
/// so that a post that moves, is pinned or is edited is still the same one.
struct LivePosts {
  /// A post's nodes, and what is told of it.
  struct Found {
    var nodes: Range<Int>
    var post: Post
  }

  /// The posts on the page, in its order.
  private(set) var found: [Found] = []

  /// Fewer elements with a time each are no live blog unless its data say so.
  static let fewest = 4

  /// Finds the posts in an article.
  ///
  /// - Parameters:
  ///   - root: the article's nodes.
  ///   - linked: the posts as JSON-LD has them.
  ///   - isLive: whether the page says that it is a live blog.
  init(in tree: HTMLTree, root: Range<Int>, passages: [Passage], linked: [LinkedPost], isLive: Bool) {
    let prose = ProseMeasure(passages, nodes: tree.nodes.count)
    let names = Names(linked)
    var times: [Int] = []
    for node in root where tree.nodes[node].tag == .time && tree.value(.datetime, of: node) != nil {
      times.append(node)
    }
    // Elements right in one parent that each hold a time or a number the data know, and words.
    var ofParent: [Int: [Found]] = [:]
    for node in root.dropFirst() {
      switch tree.nodes[node].tag {
      case .article, .div, .li, .section: break
      default: continue
      }
      let nodes = node..<Int(tree.nodes[node].end)
      guard !prose.passages(in: nodes).isEmpty,
        let post = Self.post(nodes, in: tree, times: times, names: names)
      else {
        continue
      }
      ofParent[Int(tree.nodes[node].parent), default: []].append(Found(nodes: nodes, post: post))
    }
    let fewest = isLive ? 2 : Self.fewest
    // The parent with the most posts; of equals the outermost, which stands first.
    var best: (parent: Int, posts: [Found])?
    for (parent, posts) in ofParent.sorted(by: { $0.key < $1.key }) {
      let known = Set(posts.map(\.post.key))
      guard posts.count >= fewest, known.count == posts.count, posts.count > best?.posts.count ?? 0 else {
        continue
      }
      let share = posts.reduce(0) { $0 + prose.bytes(in: $1.nodes) }
      guard isLive || share * 10 >= prose.bytes(in: root) * 6 else { continue }
      best = (parent, posts)
    }
    found = best?.posts ?? []
  }

  /// The key of the post that a node is in, or nil. Complexity: O(log posts).
  func key(at node: Int) -> String? {
    var low = 0
    var high = found.count
    while low < high {
      let middle = (low + high) / 2
      if found[middle].nodes.upperBound <= node { low = middle + 1 } else { high = middle }
    }
    guard low < found.count, found[low].nodes.contains(node) else { return nil }
    return found[low].post.key
  }

  // MARK: One post

  /// What the data call their posts, by number and by time.
  private struct Names {
    var byNumber: [String: LinkedPost] = [:]
    var byTime: [String: LinkedPost] = [:]

    init(_ linked: [LinkedPost]) {
      for post in linked {
        let number = post.key.split(whereSeparator: { "#/=?&".contains($0) }).last.map(String.init)
        if let number, byNumber[number] == nil { byNumber[number] = post }
        if let time = post.published, byTime[time] == nil { byTime[time] = post }
      }
    }
  }

  /// The numbers a post's element may carry: its own, else those in it, the first few.
  private static let mostInside = 40

  private static func post(_ nodes: Range<Int>, in tree: HTMLTree, times: [Int], names: Names) -> Post? {
    let time = firstTime(in: nodes, times).flatMap { tree[.datetime, of: $0] }
    for node in nodes.prefix(mostInside) {
      for attribute in [Attribute.id, .dataID, .dataPostID, .dataKey] {
        guard let number = tree[attribute, of: node], let linked = names.byNumber[number] else { continue }
        return Post(key: linked.key, published: linked.published ?? time, modified: linked.modified)
      }
    }
    guard let time else { return nil }
    if let linked = names.byTime[time] {
      return Post(key: linked.key, published: linked.published, modified: linked.modified)
    }
    for attribute in [Attribute.id, .dataID, .dataPostID, .dataKey] {
      if let number = tree[attribute, of: nodes.lowerBound], !number.isEmpty {
        return Post(key: number, published: time)
      }
    }
    return Post(key: time, published: time)
  }

  private static func firstTime(in nodes: Range<Int>, _ times: [Int]) -> Int? {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < nodes.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < times.count && nodes.contains(times[low]) ? times[low] : nil
  }
}

extension LinkedArticle {
  /// The article as passages, for a page that prints none of it; nil when the data have too little of it.
  var passages: [Passage]? {
    guard let body, body.utf8.count >= 200 else { return nil }
    let lines = Markup.plain(body).split(whereSeparator: \.isNewline).map { Folding.fold(String($0)) }
    return lines.filter { !$0.isEmpty }.map {
      Passage(text: $0, form: .paragraph, node: 0, first: 0, last: 0)
    }
  }
}

extension LinkedPost {
  /// The post as passages, for a page that prints none of it: a heading and paragraphs.
  var passages: [Passage] {
    var passages: [Passage] = []
    func add(_ text: some StringProtocol, _ form: Passage.Form) {
      let folded = Folding.fold(Markup.plain(String(text)))
      if !folded.isEmpty { passages.append(Passage(text: folded, form: form, node: 0, first: 0, last: 0)) }
    }
    headline.map { add($0, .heading(level: 3)) }
    for line in (body ?? "").split(whereSeparator: \.isNewline) { add(line, .paragraph) }
    return passages
  }
}
