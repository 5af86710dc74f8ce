// All stories at a glance, for a front page that is asked for again and again.

import Archive
import Report
public import Story

/// The stories of an archive with the times of their versions.
public struct Overview: Sendable {
  /// One story.
  public struct Row: Sendable {
    /// The story.
    public var story: Story
    /// When its versions were captured, in order of time.
    public var times: [Timestamp]
    /// Its newest version in time.
    public var newest: Version?
    /// The version before the newest.
    public var before: Version?
  }

  /// The stories by slug.
  public var rows: [Slug: Row]
  /// The newest versions of all stories, the newest first.
  public var recent: [Version]
  /// The state of the archive that this tells; nil when there is none yet.
  public var mark: String?

  /// How many of the newest versions are told.
  public static let mostRecent = 500

  /// The stories, the one that changed last first.
  public var byChange: [Row] {
    rows.values.sorted {
      let (one, other) = (
        $0.newest?.captured ?? $0.story.registered, $1.newest?.captured ?? $1.story.registered
      )
      return one == other ? $0.story.slug < $1.story.slug : one > other
    }
  }
}

extension Newsroom {
  /// All stories at a glance.
  ///
  /// - Parameter old: what this gave before; only stories with newer versions are asked for again.
  public func overview(after old: Overview? = nil) throws -> Overview {
    guard let archive = try readerIfThere() else { return Overview(rows: [:], recent: [], mark: nil) }
    var known = old?.rows ?? [:]
    var news = try archive.versions(since: old?.mark)
    if news == nil {
      known = [:]
      news = try archive.versions(since: nil)
    }
    guard let news else { return Overview(rows: [:], recent: [], mark: nil) }
    if let old, news.mark == old.mark { return old }
    var rows: [Slug: Overview.Row] = [:]
    for story in try archive.stories() {
      var row = known[story.slug] ?? Overview.Row(story: story, times: [])
      row.story = story
      if news.versions[story.slug] != nil || known[story.slug] == nil {
        let versions = try versionsInOrder(of: story.slug, in: archive)
        row.times = versions.map(\.captured)
        row.newest = versions.last
        row.before = versions.dropLast().last
      }
      rows[story.slug] = row
    }
    let fresh = news.versions.values.joined()
    let recent = Set((old?.recent ?? []) + fresh).filter { rows[$0.story] != nil }
      .sorted { ($0.captured, $0.capture) > ($1.captured, $1.capture) }.prefix(Overview.mostRecent)
    return Overview(rows: rows, recent: Array(recent), mark: news.mark)
  }

  /// The last look at each of some stories.
  public func lastLooks(at slugs: [Slug]) throws -> [Slug: Look] {
    guard let archive = try readerIfThere() else { return [:] }
    var looks: [Slug: Look] = [:]
    for slug in slugs { looks[slug] = try archive.lastLook(of: slug) }
    return looks
  }
}
