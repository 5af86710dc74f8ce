// Reads what a page says of itself in JSON-LD.

import Foundation

/// An article as JSON-LD describes it; every field may be missing.
struct LinkedArticle: Hashable {
  var types: [String] = []
  var headline: String?
  var description: String?
  var authors: [String] = []
  var published: String?
  var modified: String?
  var address: String?
  var language: String?
  /// `isAccessibleForFree`; nil when not said.
  var isFree: Bool?
  /// `correction` (https://schema.org/correction): a text, or the text of a `CorrectionComment`.
  var correction: String?
}

/// The articles a page describes in JSON-LD (https://schema.org/Article).
///
/// Pages carry several scripts, lists, `@graph`s, list-valued types, comments and raw line breaks within strings; a
/// script that is broken beyond that is passed over.
struct LinkedData {
  /// The articles found, in order.
  private(set) var articles: [LinkedArticle] = []

  /// Scripts longer than this (bytes) are passed over.
  static let longest = 4 << 20

  /// Reads the page's scripts; the tree holds none but those of JSON-LD.
  init(_ tree: HTMLTree) {
    for node in tree.nodes.indices where tree.nodes[node].tag == .script {
      let texts = tree.children(of: node).filter { tree.nodes[$0].tag == .text }
      read(texts.flatMap { tree.bytes[tree.nodes[$0].text] })
    }
  }

  /// The article the page is: the one with its address, else with its headline, else the first.
  func article(address: String?, headline: String?) -> LinkedArticle? {
    articles.first { $0.address != nil && $0.address == address }
      ?? articles.first { $0.headline != nil && $0.headline == headline }
      ?? articles.first
  }

  private mutating func read(_ script: [UInt8]) {
    guard script.count <= Self.longest else { return }
    // Raw line breaks are not allowed in JSON strings, and stand there all the same.
    var plain = script.map { $0 < 0x20 ? 0x20 : $0 }
    if let opening = plain.place(of: Array("<![CDATA[".utf8)) { plain.removeSubrange(..<(opening + 9)) }
    if let closing = plain.place(of: Array("]]>".utf8)) { plain.removeSubrange(closing...) }
    guard let start = plain.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }),
      let end = plain.lastIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }), start < end,
      let value = try? JSONSerialization.jsonObject(with: Data(plain[start...end]))
    else { return }
    // Inner values wait here, the next one last, so that they come in the page's order.
    var waiting: [Any] = [value]
    var taken = 0
    while let next = waiting.popLast(), taken < 10_000 {
      taken += 1
      if let list = next as? [Any] {
        waiting.append(contentsOf: list.reversed())
      } else if let object = next as? [String: Any] {
        if let article = Self.article(object) { articles.append(article) }
        for key in ["mainEntityOfPage", "mainEntity", "@graph"] {
          if let inner = object[key], inner is [Any] || inner is [String: Any] { waiting.append(inner) }
        }
      }
    }
  }

  private static func article(_ object: [String: Any]) -> LinkedArticle? {
    let types = strings(object["@type"])
    guard types.contains(where: { $0.hasSuffix("Article") || $0.hasSuffix("Posting") || $0 == "Report" })
    else {
      return nil
    }
    var article = LinkedArticle()
    article.types = types
    article.headline = text(object["headline"]) ?? text(object["name"])
    article.description = text(object["description"])
    article.authors = names(object["author"])
    article.published = text(object["datePublished"])
    article.modified = text(object["dateModified"])
    article.language = text(object["inLanguage"])
    article.address =
      text(object["url"]) ?? text((object["mainEntityOfPage"] as? [String: Any])?["@id"])
      ?? text(object["mainEntityOfPage"])
    let corrections = object["correction"] as? [Any] ?? object["correction"].map { [$0] } ?? []
    let texts = corrections.compactMap { text(($0 as? [String: Any])?["text"]) ?? text($0) }
    article.correction = texts.isEmpty ? nil : texts.joined(separator: " ")
    if let free = object["isAccessibleForFree"] {
      article.isFree = (free as? Bool) ?? (free as? String).map { $0.lowercased() != "false" }
    }
    return article
  }

  private static func strings(_ value: Any?) -> [String] {
    (value as? [Any])?.compactMap { $0 as? String } ?? (value as? String).map { [$0] } ?? []
  }

  private static func text(_ value: Any?) -> String? {
    let string = value as? String ?? (value as? [Any])?.first as? String
    let folded = string.map { Folding.folded(Markup.plain($0)) }
    return folded?.isEmpty == false ? folded : nil
  }

  /// The names of a person, a list of persons, or bare names.
  private static func names(_ value: Any?) -> [String] {
    let persons = value as? [Any] ?? value.map { [$0] } ?? []
    return persons.flatMap { person -> [String] in
      if let object = person as? [String: Any] {
        return (object["name"] as? [Any])?.compactMap(text) ?? [text(object["name"])].compactMap(\.self)
      }
      return [text(person)].compactMap(\.self)
    }
  }
}

/// Text that still has markup in it.
enum Markup {
  /// The text without tags, its character references read.
  static func plain(_ text: String) -> String {
    guard text.contains("&") || text.contains("<") else { return text }
    var result = ""
    var rest = text[...]
    while let place = rest.firstIndex(where: { $0 == "&" || $0 == "<" }) {
      result += rest[..<place]
      rest = rest[place...]
      if rest.first == "<", let end = rest.firstIndex(of: ">"),
        rest.dropFirst().first?.isLetter == true || rest.dropFirst().first == "/"
      {
        rest = rest[rest.index(after: end)...]
      } else if rest.first == "&", let end = rest.prefix(10).firstIndex(of: ";"),
        let scalar = reference(rest[rest.index(after: place)..<end])
      {
        result.unicodeScalars.append(scalar)
        rest = rest[rest.index(after: end)...]
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }

  private static func reference(_ name: Substring) -> Unicode.Scalar? {
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) }
    return named[String(name)]
  }

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "rsquo": "’", "lsquo": "‘",
    "rdquo": "”", "ldquo": "“", "ndash": "–", "mdash": "—", "hellip": "…",
  ]
}
