// Which page stands at which place, and what all pages have around them.

import Foundation
import Newsroom
import Report
import Story

/// Makes the pages.
struct Pages: Sendable {
  /// Who a page is made for.
  struct Reader: Sendable {
    /// What a form has to send back.
    var formKey = ""
    /// Whether they may change things.
    var writes = true
    /// Whether they signed in.
    var isSignedIn = false
  }

  let records: Records
  /// Whether the pages are to stand in files, where nothing can be sent or asked.
  var isStatic = false
  /// Where archived pages are shown; nil where they are not.
  var saved: SavedPages?

  var newsroom: Newsroom { records.newsroom }

  /// The page at a place.
  ///
  /// - Throws: ``Failure``; `noInput` when there is no such thing.
  func page(_ place: Place, query: [String: String] = [:], for reader: Reader = Reader()) throws -> Page {
    switch place {
    case .front(let page): try front(page, at: place)
    case .story(let slug): try story(slug)
    case .version(let slug, let number): try version(slug, number)
    case .record(let slug, let number): try record(slug, number)
    case .body(let slug, let number): try body(slug, number)
    case .saved(let slug, let number): try saved(slug, number)
    case .watch(let slug): try watch(slug, for: reader)
    case .compare(let slug, let old, let new, let side): try compare(slug, old, new, isSideBySide: side)
    case .quotes(let slug): try quotes(slug)
    case .quote(let slug, let id): try quote(slug, id)
    case .origins(let slug): try origins(slug)
    case .audit(let slug): try audit(slug)
    case .calendar(let slug): try calendar(slug)
    case .coverage(let name): try coverage(name)
    case .speakers: try speakers()
    case .speaker(let name): try speaker(name)
    case .search: try search(query)
    case .changes(let judged, let page): try changes(judged, page)
    case .change(let slug, let old, let new, let id): try change(slug, old, new, id, for: reader)
    case .settings: try settings(for: reader)
    case .add: try add(for: reader)
    case .feeds: feeds()
    }
  }

  /// A page of a template, with the head and the ways to others that all have.
  func html(_ template: String, _ title: String, at place: Place, _ view: View, status: Int = 200) -> Page {
    Page(Templates.all.render(template, around(title, at: place, view)), status: status)
  }

  private func around(_ title: String, at place: Place, _ view: View) -> View {
    [
      "title": title, "page": view, "here": place.path, "static": isStatic, "live": !isStatic,
      "name": place.name,
      "ways": Self.ways.filter { !isStatic || $0.isStatic }.map { way in
        ["label": way.label, "path": way.place.path, "current": place.name == way.place.name]
      } as [View],
    ]
  }

  private static let ways: [(label: String, place: Place, isStatic: Bool)] = [
    ("Stories", .front(page: 1), true), ("Changes", .changes(.unreviewed, page: 1), true),
    ("Speakers", .speakers, true), ("Search", .search, false), ("Feeds", .feeds, false),
    ("Add a story", .add, false), ("Settings", .settings, false),
  ]

  /// A page that says what went wrong.
  func failure(_ status: Int, _ title: String, _ message: String, at place: Place = .front(page: 0)) -> Page {
    var page = html("failure", title, at: place, ["message": message], status: status)
    page.isKept = false
    return page
  }

  /// The ways between the pages of a story.
  func head(of story: Story, at place: Place) -> View {
    let slug = story.slug
    var ways: [(String, Place)] = [
      ("Timeline", .story(slug)), ("Quotes", .quotes(slug)), ("Where it comes from", .origins(slug)),
      ("Audit", .audit(slug)), ("Calendar", .calendar(slug)), ("Coverage", .coverage(slug)),
    ]
    if !isStatic { ways.append(("Watch", .watch(slug))) }
    return [
      "slug": slug.text, "title": story.title ?? slug.text, "address": webLink(story.addresses.first),
      "ways": ways.map { label, way in
        ["label": label, "path": way.path, "current": place.name == way.name]
      } as [View],
    ]
  }

  /// A story that is there.
  func known(_ slug: Slug) throws -> Overview.Row {
    guard let row = try records.overview().rows[slug] else {
      throw Failure(.noInput, "There is no story “\(slug)” in this archive.")
    }
    return row
  }
}

extension Place {
  /// The kind of page, for style and for showing where one is.
  var name: String {
    switch self {
    case .front: "front"
    case .story: "story"
    case .version: "version"
    case .record: "record"
    case .body: "body"
    case .saved: "saved"
    case .watch: "watch"
    case .compare: "compare"
    case .quotes, .quote: "quotes"
    case .origins: "origins"
    case .audit: "audit"
    case .calendar: "calendar"
    case .coverage: "coverage"
    case .speakers, .speaker: "speakers"
    case .search: "search"
    case .changes, .change: "changes"
    case .settings: "settings"
    case .add: "add"
    case .feeds: "feeds"
    }
  }
}
