// The interface for programs: /api/v1, the same shapes as the command prints.

import Foundation
import Newsroom
import Report
import Story

/// Answers programs. Shapes and addresses are described in `Resources/openapi.json`.
struct API: Sendable {
  let records: Records

  private var newsroom: Newsroom { records.newsroom }
  private static let json = "application/json"

  /// The answer to a GET below `/api/v1`; nil when there is no such address.
  func answer(_ parts: [String], query: [String: String]) throws -> Page? {
    switch parts.count {
    case 1:
      switch parts[0] {
      case "openapi.json": return Page(EmbeddedFiles.text["openapi.json"] ?? "{}", type: Self.json)
      case "stories": return try stories(query)
      case "changes": return try changes(query)
      case "search":
        guard let words = query["q"], (1...200).contains(words.unicodeScalars.count) else {
          throw Failure(.usage, "search for what? Give ?q= and 1 to 200 letters")
        }
        guard let place = Newsroom.SearchPlace(rawValue: query["in"] ?? "all") else {
          throw Failure(.usage, "“in” is all, quotes or speakers")
        }
        guard records.searchReach == nil else {
          var page = Self.problem(503, "The index of words is being made; try again in a while.")
          page.headers.append(("Retry-After", "5"))
          return page
        }
        // What has no words in it stands nowhere.
        let found =
          SearchQuery(words).isEmpty
          ? SearchReport(words, passages: [])
          : try newsroom.search(words, in: place, most: limit(query))
        return Page(found.rendered(as: .json), type: Self.json)
      default: return nil
      }
    case 2 where parts[0] == "coverage":
      return Page(try newsroom.coverage([Slug(parts[1])]).rendered(as: .json), type: Self.json)
    case 2...4 where parts[0] == "stories": return try story(Slug(parts[1]), Array(parts[2...]))
    default: return nil
    }
  }

  private func story(_ slug: Slug, _ rest: [String]) throws -> Page? {
    let text: String
    switch (rest.first, rest.count) {
    case (nil, 0): text = try newsroom.log(slug).rendered(as: .json)
    case ("quotes", 1): text = try newsroom.quotes(slug).rendered(as: .json)
    case ("origins", 1):
      text = try newsroom.origins(slug, showsWords: false, showsGone: true).rendered(as: .json)
    case ("audit", 1): text = try newsroom.audit([slug]).rendered(as: .json)
    case ("versions", 2): text = try newsroom.show(slug, rest[1]).rendered(as: .json)
    case ("compare", 2):
      text = try newsroom.diff(
        slug, rest[1], options: newsroom.reportOptions(showsAll: true, showsWords: false)
      )
      .rendered(as: .json)
    default: return nil
    }
    return Page(text, type: Self.json)
  }

  private func limit(_ query: [String: String]) throws -> Int {
    guard let text = query["limit"] else { return 100 }
    guard let limit = Int(text), (1...500).contains(limit) else {
      throw Failure(.usage, "“limit” is a number from 1 to 500")
    }
    return limit
  }

  /// Stories by name, a page at a time; `Link` names the next page (RFC 8288).
  private func stories(_ query: [String: String]) throws -> Page {
    let limit = try limit(query)
    let after = try query["after"].map { try Slug($0) }
    let rows = try records.overview().rows.values.sorted { $0.story.slug < $1.story.slug }
      .drop { row in after.map { row.story.slug <= $0 } ?? false }
    let shown = Array(rows.prefix(limit))
    let looks = try newsroom.lastLooks(at: shown.map(\.story.slug))
    let report = StoriesReport(
      shown.map { row in
        let story = row.story
        let state = StoriesReport.Row.State(story, last: looks[story.slug])
        return StoriesReport.Row(story, versions: row.times.count, newest: row.newest?.captured, state: state)
      })
    var page = Page(report.rendered(as: .json), type: Self.json)
    if rows.count > limit, let last = shown.last {
      page.headers = [("Link", "</api/v1/stories?limit=\(limit)&after=\(last.story.slug)>; rel=\"next\"")]
    }
    return page
  }

  private struct Told: Encodable {
    var story: String
    var old, new: Int
    var captured: Timestamp
    var change: ToldChange
    var mark: Mark?
  }

  /// The newest changes of all stories with what was said of them, some versions at a time.
  private func changes(_ query: [String: String]) throws -> Page {
    let limit = min(100, try limit(query))
    let recent = try records.overview().recent
    var start = 0
    if let after = query["after"] {
      guard let id = CaptureID(after) else { throw Failure(.usage, "“after” is no saved copy’s id") }
      guard let at = recent.firstIndex(where: { $0.capture == id }) else {
        throw Failure(.noInput, "“after” is not among the newest saved copies")
      }
      start = at + 1
    }
    var kind: ChangeType?
    if let text = query["type"] {
      kind = ChangeType(rawValue: text)
      if kind == nil { throw Failure(.usage, "“type” is no kind of change") }
    }
    let marks = try newsroom.marks()
    let versions = recent.dropFirst(start).prefix(limit)
    var all: [Told] = []
    for version in versions {
      guard let before = try Pages(records: records).before(version) else { continue }
      for change in try records.told(from: before, to: version).changes
      where kind == nil || change.type == kind {
        all.append(
          Told(
            story: version.story.text, old: before.number, new: version.number, captured: version.captured,
            change: change, mark: marks[change.id]))
      }
    }
    var page = Page(try encoded(["changes": all]), type: Self.json)
    if start + versions.count < recent.count, let last = versions.last {
      page.headers = [("Link", "</api/v1/changes?limit=\(limit)&after=\(last.capture)>; rel=\"next\"")]
    }
    return page
  }

  // MARK: What alters something

  /// The methods that an address answers to, for `Allow`.
  static func methods(_ path: String) -> String {
    if path.hasSuffix("/marks") || path.hasSuffix("/watch") { return "POST" }
    return path == "/api/v1/stories" ? "GET, HEAD, POST" : "GET, HEAD"
  }

  /// Whether something is told at an address, though nothing is taken there.
  static func tells(_ parts: [String]) -> Bool {
    switch parts.count {
    case 1: ["changes", "search", "events", "openapi.json"].contains(parts[0])
    case 2...4: ["stories", "coverage"].contains(parts[0])
    default: false
    }
  }

  private struct NewStory: Decodable {
    var address: String
    var name: String?
  }

  private struct NewWatch: Decodable {
    var `do`: String
  }

  private struct NewMark: Decodable {
    var story: String
    var verdict: Mark.Verdict?
    var tags: [String]?
    var note: String?
    var by: String
  }

  /// The answer to a POST below `/api/v1`; nil when there is no such address.
  func take(_ parts: [String], body: [UInt8]) async throws -> Page? {
    if parts == ["stories"] {
      let asked = try read(NewStory.self, body)
      let name = try asked.name.map { try Slug($0) }
      guard let added = try await newsroom.add([asked.address], name: name).first else { return nil }
      struct Added: Encodable {
        var story: String
        var new: Bool
      }
      var page = Page(
        try encoded(Added(story: added.story.slug.text, new: added.isNew)), status: added.isNew ? 201 : 200,
        type: Self.json)
      page.headers = [("Location", "/api/v1/stories/\(added.story.slug)")]
      return page
    }
    if parts.count == 3, parts[0] == "stories", parts[2] == "watch" {
      let (slug, asked) = (try Slug(parts[1]), try read(NewWatch.self, body))
      guard let action = Pages.WatchAction(rawValue: asked.do) else {
        throw Failure(.usage, "“do” is pause, resume or end")
      }
      try await action.take(slug, in: newsroom)
      guard let story = try newsroom.stories().rows.first(where: { $0.story.slug == slug })?.story else {
        return nil
      }
      let state = StoriesReport.Row.State(story, last: try newsroom.lastLooks(at: [slug])[slug])
      return Page(try encoded(["story": slug.text, "state": state.rawValue]), type: Self.json)
    }
    if parts.count == 3, parts[0] == "changes", parts[2] == "marks" {
      let asked = try read(NewMark.self, body)
      guard !asked.by.isEmpty else { throw Failure(.usage, "“by” says who marks it") }
      let found = try await newsroom.mark(
        parts[1], in: Slug(asked.story), verdict: asked.verdict, tags: asked.tags ?? [], note: asked.note,
        by: asked.by)
      return Page(try encoded(["change": found.change.id]), status: 201, type: Self.json)
    }
    return nil
  }

  private func read<Value: Decodable>(_ type: Value.Type, _ body: [UInt8]) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch {
      throw Failure(.usage, "the body is not the JSON that this address takes; see /api/v1/openapi.json")
    }
  }

  /// What went wrong, for programs (RFC 9457).
  static func problem(_ status: Int, _ detail: String) -> Page {
    struct Problem: Encodable {
      var type = "about:blank"
      var status: Int
      var detail: String
    }
    var page = Page(
      (try? encoded(Problem(status: status, detail: harmless(detail)))) ?? "{}", status: status,
      type: "application/problem+json")
    page.isKept = false
    return page
  }
}
