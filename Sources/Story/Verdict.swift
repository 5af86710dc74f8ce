// What a page turned out to be.

/// What a page turned out to be; only the first three make versions.
public enum Verdict: String, Codable, Sendable, CaseIterable {
  /// A whole article.
  case article
  /// A live blog.
  case liveblog
  /// A part of an article, the rest behind a paywall.
  case partial
  /// A consent wall.
  case consent
  /// A bot check.
  case challenge
  /// A page that says it is not there.
  case notFound = "not_found"
  /// The front page or a section instead of the story.
  case redirected
  /// A shell that only scripts can fill.
  case needsRendering = "needs_rendering"
  /// A page without text.
  case empty
  /// A page that could not be read.
  case failed

  /// Whether a page of this kind can be a version of a story.
  public var makesVersion: Bool { self == .article || self == .liveblog || self == .partial }
}
