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

    init(_ story: Story, _ glance: Glance) {
      self.story = story
      (times, newest, before) = (glance.times, glance.newest, glance.before)
    }
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
    guard let old, let news = try archive.versions(since: old.mark), old.mark != nil else {
      let all = try archive.glances(recent: Overview.mostRecent)
      let rows = try archive.stories().map { story in
        (story.slug, Overview.Row(story, all.stories[story.slug] ?? Glance([])))
      }
      return Overview(
        rows: Dictionary(rows, uniquingKeysWith: { $1 }), recent: all.recent, mark: all.mark)
    }
    if news.mark == old.mark { return old }
    var rows: [Slug: Overview.Row] = [:]
    for story in try archive.stories() {
      if var row = old.rows[story.slug], news.versions[story.slug] == nil {
        row.story = story
        rows[story.slug] = row
      } else {
        rows[story.slug] = Overview.Row(story, Glance(try archive.versions(of: story.slug)))
      }
    }
    let recent = Set(old.recent + news.versions.values.joined()).filter { rows[$0.story] != nil }
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
