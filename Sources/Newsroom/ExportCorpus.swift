// A story's versions as a corpus: a line of JSON each, with the text, which `import`, `filter` and DuckDB read.

import Archive
import Foundation
import Report
import Story

extension ExportFormat {
  /// A line a version, with the words it had and what names its very bytes.
  static let corpus = ExportFormat(
    "corpus", ending: ".jsonl", "the text of each version as JSON Lines, for import, filter and DuckDB"
  ) { story in
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var lines: [UInt8] = []
    for version in story.versions {
      let article = try story.archive.reading(of: version).article
      lines += try encoder.encode(CorpusLine(version, article)) + [10]
    }
    return lines
  }
}

/// A version as a line of a corpus: the fields that `import` reads, and after them what tells where they are from.
private struct CorpusLine: Encodable {
  var id: String
  var time: String
  var url: String?
  var headline: String?
  var text: String
  var language: String?
  var version: Int
  var timeSource: String
  var sha256: String
  var commit: String

  init(_ version: Version, _ article: Article) {
    id = "\(version.story)-v\(version.number)"
    time = "\(version.captured)"
    url = version.address
    headline = article.headline?.value ?? version.headline
    text = article.text
    language = article.language
    self.version = version.number
    timeSource = version.timeSource.inWords
    sha256 = version.payloadSHA256
    commit = "\(version.commit)"
  }
}
