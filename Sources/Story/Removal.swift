// That a story was taken out of an archive, by whose wish, and what went with it.

/// A tombstone: what stays in the journal of a story that was taken out.
public struct Removal: Codable, Hashable, Sendable {
  /// The story.
  public var story: Slug
  /// When it was taken out.
  public var time: Timestamp
  /// Why, in the words of whoever did it.
  public var reason: String
  /// Whether its bytes go too, at the next compaction.
  public var erases: Bool
  /// Its versions' commits, in order of arrival, 40 hexadecimal digits each.
  public var commits: [String]
  /// Git's names of bodies and files in the journal that go too, sorted; of those alone may bytes be missing.
  public var payloads: [String]

  /// A tombstone of these parts.
  public init(
    story: Slug, time: Timestamp, reason: String, erases: Bool, commits: [String] = [],
    payloads: [String] = []
  ) {
    self.story = story
    self.time = time
    self.reason = reason
    self.erases = erases
    self.commits = commits
    self.payloads = payloads
  }
}
