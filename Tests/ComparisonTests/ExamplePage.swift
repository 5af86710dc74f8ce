// What an example's page says beside its running text.

import Story

/// The fields of a page in an example; those left out are missing on the page. A page with `posts` is a live blog, and
/// its running text is theirs.
struct ExamplePage: Decodable, Sendable {
  /// A post, picture or embedded post.
  struct Part: Decodable, Sendable {
    var key: String?
    var text: String?
  }

  var headline: String?
  var standfirst: String?
  var byline: [String]?
  var published: String?
  var modified: String?
  var url: String?
  var layout: String?
  var captions: [String]?
  var pictures: [Part]?
  var embeds: [Part]?
  var posts: [Part]?

  /// The article with this running text, a paragraph a line.
  func article(_ text: String) -> Article {
    func sourced<Value>(_ value: Value?) -> Sourced<Value>? { value.map { Sourced($0, source: "dom") } }
    var blocks = text.split(separator: "\n").map { Block(.paragraph, String($0)) }
    for post in posts ?? [] {
      for line in (post.text ?? "").split(separator: "\n") {
        blocks.append(Block(.paragraph, String(line), post: post.key))
      }
    }
    blocks += (captions ?? []).map { Block(.caption, $0) }
    blocks += (pictures ?? []).map { Block(.picture, $0.text ?? "", key: $0.key) }
    blocks += (embeds ?? []).map { Block(.embed, $0.text ?? "", key: $0.key) }
    var article = Article(blocks: blocks)
    article.headline = sourced(headline)
    article.standfirst = sourced(standfirst)
    article.byline = sourced(byline)
    article.published = sourced(published)
    article.modified = sourced(modified)
    article.canonical = sourced(url)
    article.layout = layout
    article.posts = posts?.map { Post(key: $0.key ?? "") }
    return article
  }
}
