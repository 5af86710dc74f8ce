// Posts of a live blog that came, went or were edited.

import Story

/// Tells the changes of a live blog's text by its posts, which are known by their keys: what was added to a new post or
/// taken with an old one is told as the post, and so are the sentences that differ in a post that stands on both sides.
/// Quotes, numbers and the other facts stay as they are.
///
/// - Parameter changes: the changes of the running text.
func postChanges(_ old: Article, _ new: Article, _ changes: [Change]) -> [Change] {
  guard old.posts != nil, new.posts != nil else { return changes }
  let matched = MatchedPosts(PostText.all(of: old), PostText.all(of: new))
  var edited: [Int: Significance] = [:]
  var rest = changes.filter { change in
    guard change.type.isOfSentence else { return true }
    if matched.added.contains(where: { $0.holds(change.newSpan) }) { return false }
    if change.newSpan == nil, matched.removed.contains(where: { $0.holds(change.oldSpan) }) { return false }
    let post = matched.kept.firstIndex(where: {
      $0.new.holds(change.newSpan) || change.newSpan == nil && $0.old.holds(change.oldSpan)
    })
    guard let post else { return true }
    edited[post] = min(edited[post] ?? change.significance, change.significance)
    return false
  }
  for post in matched.removed { rest.append(Change(.postRemoved, post)) }
  for post in matched.added { rest.append(Change(.postAdded, post)) }
  for (index, (before, after)) in matched.kept.enumerated() {
    guard let significance = edited[index] else { continue }
    var change = Change(
      .postEdited, significance: significance, oldSpan: before.span, newSpan: after.span)
    (change.old, change.new) = (before.text, after.text)
    rest.append(change)
  }
  return rest
}

/// The words of a post and where they stand in the running text.
private struct PostText {
  var key: String
  var text = ""
  var span: TextRange?

  /// The posts of an article that have words, in the order of the page.
  static func all(of article: Article) -> [PostText] {
    var posts: [PostText] = []
    var placeOfKey: [String: Int] = [:]
    var start = 0
    for block in article.blocks where block.kind.isBody {
      let range = TextRange(start, start + block.text.utf8.count)
      start = range.end + 1
      guard let key = block.post else { continue }
      let place = placeOfKey[key] ?? posts.count
      if place == posts.count {
        posts.append(PostText(key: key))
        placeOfKey[key] = place
      }
      posts[place].text += (posts[place].text.isEmpty ? "" : "\n") + block.text
      posts[place].span = TextRange(posts[place].span?.start ?? range.start, range.end)
    }
    return posts
  }

  /// Whether a stretch of the running text lies in this post.
  func holds(_ range: TextRange?) -> Bool {
    guard let range, let span else { return false }
    return span.contains(range)
  }
}

/// Posts of both sides: those of one key, then those of the same words, for a site may number its posts anew.
private struct MatchedPosts {
  var kept: [(old: PostText, new: PostText)] = []
  var removed: [PostText] = []
  var added: [PostText] = []

  init(_ old: [PostText], _ new: [PostText]) {
    let newOfKey = Dictionary(new.indices.map { (new[$0].key, $0) }, uniquingKeysWith: { one, _ in one })
    var newOfOld = old.map { newOfKey[$0.key] }
    var isFree = Array(repeating: true, count: new.count)
    for case let place? in newOfOld { isFree[place] = false }
    // Of several posts of the same words the first comes first.
    var freeOfText: [String: [Int]] = [:]
    for place in new.indices.reversed() where isFree[place] {
      freeOfText[new[place].text, default: []].append(place)
    }
    for place in old.indices where newOfOld[place] == nil {
      newOfOld[place] = freeOfText[old[place].text]?.popLast()
      newOfOld[place].map { isFree[$0] = false }
    }
    for (post, place) in zip(old, newOfOld) {
      if let place { kept.append((post, new[place])) } else { removed.append(post) }
    }
    added = new.indices.filter { isFree[$0] }.map { new[$0] }
  }
}

extension Change {
  fileprivate init(_ type: ChangeType, _ post: PostText) {
    self.init(
      type, oldSpan: type == .postRemoved ? post.span : nil, newSpan: type == .postAdded ? post.span : nil)
    text = post.text
  }
}

extension ChangeType {
  /// Whether it tells of a sentence as such.
  fileprivate var isOfSentence: Bool {
    switch self {
    case .sentenceAdded, .sentenceRemoved, .sentenceEdited, .sentenceSplit, .sentenceMerged: true
    default: false
    }
  }
}
