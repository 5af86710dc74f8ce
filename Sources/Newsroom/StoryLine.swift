// A story with its versions as one line of JSON: what `filter audit` and `filter origins` take.

import Language
import Story

/// A story with its versions, read from one line.
///
/// `{"id", "story"?, "versions": [{"captured", "text", "headline"?, "published"?, "modified"?, "address"?,
/// "time_source"?}]}`. Versions are numbered as they come and put in order of their times; the shape is
/// `Sources/Report/Schemas/filter-story.json`.
struct StoryLine {
  /// One version, not read yet.
  struct Member {
    var version: Version
    /// Its text as given.
    var text: String
    /// What it says beside its text.
    fileprivate var fields: Article

    /// The version as an article, each line of its text a paragraph.
    var article: Article {
      var article = fields
      // By bytes: splitting by characters took a third of the time of a filter.
      article.blocks = text.utf8.split(separator: UInt8(ascii: "\n")).map {
        Block(.paragraph, String(Substring($0)))
      }
      return article
    }

    /// The language its text is said to be in.
    var language: String? { fields.language }

    /// The version as one side of a comparison.
    func read(by reader: Reader) -> Edition {
      let article = article
      return Edition(
        label: "v\(version.number)", story: version.story, version: version, article: article,
        reading: reader.read(article.text))
    }
  }

  let story: Story
  let editions: [Member]

  init(_ object: [String: Any]) throws {
    guard let rows = object["versions"] as? [Any], !rows.isEmpty else {
      throw Failure(.badData, "“versions” is missing: give an array of {\"captured\", \"text\"}")
    }
    let name = (object["story"] ?? object["id"]).map { "\($0)" } ?? ""
    let slug = try Slug(nearest: name) ?? Slug("story")
    var newest: Timestamp?
    var members: [Member] = []
    for (place, row) in rows.enumerated() {
      let member = try Self.member(row, number: place + 1, of: slug, newest: newest)
      newest = max(newest ?? member.version.captured, member.version.captured)
      members.append(member)
    }
    editions = members.sorted {
      ($0.version.captured, $0.version.number) < ($1.version.captured, $1.version.number)
    }
    story = Story(
      slug: slug, title: editions.last?.version.headline,
      addresses: editions.last?.version.address.map { [$0] } ?? [],
      registered: editions.first?.version.captured ?? Timestamp(seconds: 0))
  }

  private static func member(_ row: Any, number: Int, of slug: Slug, newest: Timestamp?) throws -> Member {
    guard let row = row as? [String: Any], let text = row["text"] as? String else {
      throw Failure(.badData, "version \(number) has no “text”")
    }
    guard let captured = (row["captured"] as? String).flatMap({ Timestamp($0) }) else {
      throw Failure(
        .badData, "version \(number) has no “captured” such as 2020-01-06T22:00:00Z")
    }
    var source = TimeSource.typed
    if let given = row["time_source"] as? String {
      guard let known = TimeSource(rawValue: given) else {
        throw Failure(
          .badData,
          "version \(number): “time_source” is one of "
            + TimeSource.allCases.map(\.rawValue).joined(separator: ", "))
      }
      source = known
    }
    var article = Article(blocks: [])
    let headline = row["headline"] as? String
    article.headline = headline.map { Sourced($0, source: "text") }
    article.standfirst = (row["standfirst"] as? String).map { Sourced($0, source: "text") }
    article.byline = (row["byline"] as? [String]).map { Sourced($0, source: "text") }
    article.published = (row["published"] as? String).map { Sourced($0, source: "text") }
    article.modified = (row["modified"] as? String).map { Sourced($0, source: "text") }
    let bits = withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
    let version = Version(
      number: number, story: slug, capture: CaptureID(time: captured, bits: bits), captured: captured,
      timeSource: source, late: newest.map { captured < $0 } ?? false, commit: "", headline: headline,
      address: row["address"] as? String, payloadSHA256: "", extractor: "")
    return Member(version: version, text: text, fields: article)
  }
}
