// What is remembered of a story's version before, so that the next one is read the same way.

public import Story

/// What is remembered of a story's version before.
///
/// Where a page leaves a choice, the choice made before is made again while it fits: so that what the site did to its
/// frame does not look like a change of the story. All of it comes from the version before as the archive keeps it;
/// nothing is hidden.
public struct ExtractionMemory: Codable, Hashable, Sendable {
  /// The encoding that version was read as, by the WHATWG's name.
  public var charset: String?

  /// A memory of nothing: the story's first version.
  public init() {}

  /// What there is to remember of a version.
  public init(of article: Article) { charset = article.charset }

  /// Whether a page that was read without this memory would be read the same with it.
  public func isKept(by page: ExtractedPage) -> Bool { charset == nil || charset == page.charset }
}
