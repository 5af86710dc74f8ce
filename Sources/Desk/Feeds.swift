// What changed, as Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

import Foundation
import Newsroom
import Report
import Story

/// Makes feeds of the newest changes.
struct Feeds: Sendable {
  /// Which changes a feed tells.
  enum Choice: Hashable, Sendable {
    case all
    case story(Slug)
    case speaker(String)
    case kind(ChangeType)
  }

  /// The form of a feed.
  enum Form: Hashable, Sendable {
    case atom, json
  }

  private struct Entry {
    var id: String
    var title: String
    var time: Timestamp
    var path: String
    var summary: String
    var changes: [ToldChange]
  }

  let records: Records
  /// The address this server is asked at.
  let base: String

  private static let most = 50
  /// Versions that are looked through for one of the rarer kinds.
  private static let mostRead = 200

  /// A feed.
  func page(_ choice: Choice, as form: Form) throws -> Page {
    let entries = try entries(choice)
    return switch form {
    case .atom: Page(atom(entries, choice), type: "application/atom+xml; charset=utf-8")
    case .json: try Page(json(entries, choice), type: "application/feed+json; charset=utf-8")
    }
  }

  private func entries(_ choice: Choice) throws -> [Entry] {
    let overview = try records.overview()
    let pages = Pages(records: records)
    var versions = overview.recent
    if case .story(let slug) = choice {
      guard overview.rows[slug] != nil else { throw Failure(.noInput, "There is no story “\(slug)”.") }
      versions = try records.newsroom.versions(of: slug).reversed()
    }
    var entries: [Entry] = []
    for version in versions.prefix(Self.mostRead) where entries.count < Self.most {
      let title = overview.rows[version.story]?.story.title ?? version.story.text
      guard let before = try pages.before(version) else {
        if case .speaker = choice { continue }
        if case .kind = choice { continue }
        entries.append(
          Entry(
            id: version.capture.text, title: "\(title): first version", time: version.captured,
            path: Place.version(version.story, version.number).path, summary: "First version kept.",
            changes: []))
        continue
      }
      let told = try records.told(from: before, to: version)
      let changes =
        switch choice {
        case .all, .story: told.changes
        case .kind(let type): told.changes.filter { $0.type == type }
        case .speaker(let name):
          told.changes.filter { [$0.speaker, $0.oldSpeaker, $0.newSpeaker].contains(name) }
        }
      if changes.isEmpty, choice != .all { if case .story = choice {} else { continue } }
      entries.append(
        Entry(
          id: version.capture.text, title: "\(title): \(told.line)", time: version.captured,
          path: Place.compare(version.story, before.number, version.number, isSideBySide: false).path,
          summary: told.summary, changes: changes))
    }
    return entries
  }

  private func name(_ choice: Choice) -> (title: String, path: String) {
    switch choice {
    case .all: ("All changes", "/feeds/all")
    case .story(let slug): ("Changes of \(slug)", "/feeds/story/\(slug)")
    case .speaker(let name): ("Quotes of \(name)", "/feeds/speaker/\(percentEncoded(name))")
    case .kind(let type): (type.rawValue.replacing("_", with: " "), "/feeds/kind/\(type.rawValue)")
    }
  }

  /// The changes as HTML; escaped once here, and once more where it goes into XML.
  private func content(_ entry: Entry) -> String {
    var html = "<p>\(escaped(harmless(entry.summary)))</p>"
    guard !entry.changes.isEmpty else { return html }
    html += "<ul>"
    for change in entry.changes {
      let lines = change.lines.map { [$0.lead, $0.text].compactMap { $0 }.joined(separator: " ") }
      let words = ([change.label + (change.about.map { " · \($0)" } ?? "")] + lines).map {
        escaped(harmless($0))
      }
      html += "<li>\(words.joined(separator: "<br>"))</li>"
    }
    return html + "</ul>"
  }

  private func atom(_ entries: [Entry], _ choice: Choice) -> String {
    let (title, path) = name(choice)
    var xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
    xml += "<id>\(legal(base + path))</id>\n<title>Writethru: \(legal(title))</title>\n"
    xml += "<updated>\(entries.map(\.time).max() ?? Timestamp(seconds: 0))</updated>\n"
    xml += "<author><name>Writethru</name></author>\n"
    xml +=
      "<link rel=\"self\" href=\"\(legal(base + path)).atom\"/>\n<link rel=\"alternate\" href=\"\(legal(base))/\"/>\n"
    for entry in entries {
      xml +=
        "<entry>\n<id>tag:writethru,2026:\(legal(entry.id))</id>\n<title type=\"text\">\(legal(entry.title))</title>\n"
      xml +=
        "<updated>\(entry.time)</updated>\n<link rel=\"alternate\" href=\"\(legal(base + entry.path))\"/>\n"
      for type in Set(entry.changes.map(\.type.rawValue)).sorted() { xml += "<category term=\"\(type)\"/>\n" }
      xml += "<content type=\"html\">\(legal(content(entry)))</content>\n</entry>\n"
    }
    return xml + "</feed>\n"
  }

  private func json(_ entries: [Entry], _ choice: Choice) throws -> String {
    struct Item: Encodable {
      var id, url, title, date_published, content_html, summary: String
      var tags: [String]
    }
    struct Feed: Encodable {
      var version = "https://jsonfeed.org/version/1.1"
      var title, home_page_url, feed_url: String
      var items: [Item]
    }
    let (title, path) = name(choice)
    let feed = Feed(
      title: "Writethru: \(harmless(title))", home_page_url: base + "/", feed_url: base + path + ".json",
      items: entries.map { entry in
        Item(
          id: entry.id, url: base + entry.path, title: harmless(entry.title),
          date_published: entry.time.description, content_html: content(entry),
          summary: harmless(entry.summary),
          tags: Set(entry.changes.map(\.type.rawValue)).sorted())
      })
    return try encoded(feed)
  }

  /// A text as it stands in XML 1.0: escaped, and without the characters that XML has no place for.
  private func legal(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in harmless(text).unicodeScalars {
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: shown.append(scalar)
      default: shown.append("\u{FFFD}")
      }
    }
    return escaped(String(shown))
  }
}

/// A value as JSON, keys in order.
func encoded(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
}
