// A story's versions as references, for whoever cites them: CSL-JSON, which Zotero, pandoc and citeproc read
// (csl-data.json of https://github.com/citation-style-language/schema, CSL 1.0.2).

import Archive
import Foundation
import Provenance
import Report
import Story

extension ExportFormat {
  /// A reference a version, with what makes it that version and no other.
  static let citations = ExportFormat(
    "citations", ending: ".csl.json", "a reference a version as CSL-JSON, for Zotero and pandoc"
  ) { story in
    let references = try story.versions.map { version in
      reference(to: version, of: story, article: try story.archive.reading(of: version).article)
    }
    return Array(
      try JSONSerialization.data(
        withJSONObject: references, options: [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])) + [10]
  }

  private static func reference(
    to version: Version, of story: StoryToExport, article: Article
  ) -> [String: Any] {
    var item: [String: Any] = [
      "id": "\(version.story)-v\(version.number)", "type": "article-newspaper",
      "version": "v\(version.number)", "accessed": day("\(version.captured)"),
      "note": "Version \(version.number) of \(story.versions.count), captured \(version.captured) (time from "
        + "\(version.timeSource.inWords)). SHA-256 of the page \(version.payloadSHA256), git commit \(version.commit).",
    ]
    item["title"] = article.headline?.value ?? version.headline
    // Which part of a name is the family's is not known.
    item["author"] = article.byline?.value.map { ["literal": $0] }
    item["issued"] = article.published.map { day($0.value) }
    item["container-title"] = version.address.map { outletName(of: $0) }
    item["URL"] = version.address
    item["language"] = article.language
    return item
  }

  /// A date as CSL has it: in numbers where it begins as RFC 3339 does, else as it stands on the page.
  private static func day(_ text: String) -> [String: Any] {
    guard let found = text.prefixMatch(of: /(\d{4})-(\d{2})-(\d{2})/),
      let year = Int(found.1), let month = Int(found.2), let day = Int(found.3)
    else { return ["raw": text] }
    return ["date-parts": [[year, month, day]]]
  }
}
