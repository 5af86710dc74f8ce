// The line that `writethru filter extract` gives out.

public import Story

extension FilterJSON {
  /// What `filter extract` says of a page. The shape is `Schemas/filter-extract.json`.
  ///
  /// - Parameters:
  ///   - article: the article on the page; its body is given as text, a block a line.
  ///   - reading: the body as read, for its notices.
  public static func extract(_ article: Article, _ reading: Reading, verdict: Verdict, id: LineID) -> String {
    JSON.object([
      ("id", id.json), ("verdict", .string(verdict.rawValue)), ("headline", JSON(article.headline?.value)),
      ("byline", .array((article.byline?.value ?? []).map(JSON.string))),
      ("standfirst", JSON(article.standfirst?.value)), ("published", JSON(article.published?.value)),
      ("modified", JSON(article.modified?.value)), ("text", .string(article.text)),
      ("captions", .array(article.blocks.filter { $0.kind == .caption }.map { .string($0.text) })),
      (
        "embeds",
        .array(
          article.blocks.filter { $0.kind == .embed }.map { ["key": JSON($0.key), "text": .string($0.text)] })
      ),
      ("notices", notices(reading)),
    ]).line
  }
}
