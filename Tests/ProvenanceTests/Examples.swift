// Made stories for the tests of this room.

import Language
import Story

enum Made {
  static let reader = Reader()

  /// A version of a story, so many minutes after midnight.
  static func version(_ number: Int, minute: Int, of name: String = "dock-fire", address: String? = nil)
    throws
    -> Version
  {
    let time = Timestamp(seconds: 1_578_268_800 + Int64(minute) * 60)
    return Version(
      number: number, story: try Slug(name), capture: CaptureID(time: time, bits: [UInt8(number % 256)]),
      captured: time, timeSource: .typed, commit: String(repeating: "0", count: 40), address: address,
      payloadSHA256: String(repeating: "0", count: 64), extractor: "test")
  }

  /// Versions that say these texts, an hour apart.
  static func editions(_ texts: [String], modified: [String?] = []) throws -> [Edition] {
    try texts.enumerated().map { index, text in
      var article = Article(blocks: text.split(separator: "\n").map { Block(.paragraph, String($0)) })
      if index < modified.count { article.modified = modified[index].map { Sourced($0, source: "meta") } }
      return Edition(
        label: "v\(index + 1)", story: try Slug("dock-fire"),
        version: try version(index + 1, minute: index * 60),
        article: article, reading: reader.read(article.text))
    }
  }
}
