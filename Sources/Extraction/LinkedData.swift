// Reads what a page says of itself in JSON-LD.

/// An article as JSON-LD describes it; every field may be missing.
struct LinkedArticle: Hashable {
  var types: [String] = []
  var headline: String?
  var description: String?
  var authors: [String] = []
  /// What the authors are called in the data where they are described elsewhere in them.
  var authorIDs: [String] = []
  /// `articleBody`: a page that prints its text is read from what it prints.
  var body: String?
  /// Who publishes it, by name.
  var publisher: String?
  var published: String?
  var modified: String?
  var address: String?
  var language: String?
  /// `isAccessibleForFree`, of the page or of a part of it; nil when not said.
  var isFree: Bool?
  /// `correction` (https://schema.org/correction): a text, or the text of a `CorrectionComment`.
  var correction: String?
  /// `liveBlogUpdate` (https://schema.org/liveBlogUpdate), in the page's order.
  var posts: [LinkedPost] = []
}

/// One post of a live blog as JSON-LD describes it.
struct LinkedPost: Hashable {
  /// `@id`, else the address, else the time of publication: what the post is known by.
  var key: String
  var headline: String?
  var published: String?
  var modified: String?
  /// `articleBody`.
  var body: String?
}

/// The articles a page describes in JSON-LD (https://schema.org/Article).
///
/// Pages carry several scripts, lists, `@graph`s, list-valued types and much that is not quite JSON (``LooseJSON``).
struct LinkedData {
  /// The articles found, in order.
  private(set) var articles: [LinkedArticle] = []
  private var people: [String: String] = [:]

  /// Scripts longer than this (bytes) are passed over.
  static let longest = 4 << 20

  /// Reads the page's scripts of JSON-LD.
  init(_ scripts: [ArraySlice<UInt8>]) {
    for script in scripts { read(script) }
    nameAuthors()
  }

  /// Puts in the names of authors who are described apart from the article.
  private mutating func nameAuthors() {
    for index in articles.indices where articles[index].authors.isEmpty {
      articles[index].authors = articles[index].authorIDs.compactMap { people[$0] }
    }
  }

  /// The article the page is: the one with its address, else with its headline, else the first.
  func article(address: String?, headline: String?) -> LinkedArticle? {
    articles.first { $0.address != nil && $0.address == address }
      ?? articles.first { $0.headline != nil && $0.headline == headline }
      ?? articles.first
  }

  private mutating func read(_ script: ArraySlice<UInt8>) {
    guard script.count <= Self.longest else { return }
    var script = script
    // Some systems write it as if it stood in an attribute.
    if Array(script.prefix(200)).holds(Array("&quot;".utf8)) {
      script = Array(Markup.plain(String(decoding: script, as: UTF8.self)).utf8)[...]
    }
    // Inner values wait here, the next one last, so that they come in the page's order.
    var waiting = Array(LooseJSON.values(in: script).reversed())
    var taken = 0
    while let next = waiting.popLast(), taken < 10_000 {
      taken += 1
      switch next {
      case .array(let list): waiting.append(contentsOf: list.reversed())
      case .object(let members):
        if let article = Self.article(next) { articles.append(article) } else { Self.note(next, in: &people) }
        for key in ["mainEntityOfPage", "mainEntity", "@graph"] {
          for inner in members.first(where: { $0.key == key })?.value.list.reversed() ?? [] {
            if case .string = inner { continue }
            waiting.append(inner)
          }
        }
      default: break
      }
    }
  }

  /// The names of those whom the data describe apart from the article and refer to by `@id`.
  private static func note(_ object: LooseJSON, in people: inout [String: String]) {
    guard people.count < 1000, let id = object["@id"]?.string, let name = text(object["name"]) else { return }
    people[id] = name
  }

  private static func article(_ object: LooseJSON) -> LinkedArticle? {
    let types = object["@type"]?.list.compactMap(\.string) ?? []
    guard types.contains(where: { $0.hasSuffix("Article") || $0.hasSuffix("Posting") || $0 == "Report" })
    else {
      return nil
    }
    var article = LinkedArticle()
    article.types = types
    article.headline = text(object["headline"]) ?? text(object["name"])
    article.description = text(object["description"])
    article.authors = names(object["author"] ?? object["creator"])
    if article.authors.isEmpty {
      article.authorIDs = (object["author"]?.list ?? []).prefix(100).compactMap { $0["@id"]?.string }
    }
    article.body = object["articleBody"]?.string
    article.publisher = names(object["publisher"]).first
    article.published = text(object["datePublished"])
    article.modified = text(object["dateModified"])
    article.language = text(object["inLanguage"])
    article.address =
      text(object["url"]) ?? text(object["mainEntityOfPage"]?["@id"]) ?? text(object["mainEntityOfPage"])
    let corrections = (object["correction"]?.list ?? []).compactMap { text($0["text"]) ?? text($0) }
    article.correction = corrections.isEmpty ? nil : corrections.joined(separator: " ")
    article.isFree = object["isAccessibleForFree"]?.truth
    if object["hasPart"]?.list.contains(where: { $0["isAccessibleForFree"]?.truth == false }) == true {
      article.isFree = false
    }
    article.posts = (object["liveBlogUpdate"]?.list ?? []).prefix(2000).compactMap(post)
    return article
  }

  private static func post(_ object: LooseJSON) -> LinkedPost? {
    let published = text(object["datePublished"]) ?? text(object["dateCreated"])
    guard
      let key = text(object["@id"]) ?? text(object["url"]) ?? text(object["mainEntityOfPage"]) ?? published
    else {
      return nil
    }
    return LinkedPost(
      key: key, headline: text(object["headline"]) ?? text(object["name"]), published: published,
      modified: text(object["dateModified"]), body: object["articleBody"]?.string ?? object["text"]?.string)
  }

  private static func text(_ value: LooseJSON?) -> String? {
    let folded = value?.list.first?.string.map { Folding.folded(Markup.plain($0)) }
    return folded?.isEmpty == false ? folded : nil
  }

  /// The names of a person, a list of persons, or bare names.
  private static func names(_ value: LooseJSON?) -> [String] {
    (value?.list ?? []).prefix(100).flatMap { person -> [String] in
      if let name = person["name"] { return name.list.compactMap(text) }
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
