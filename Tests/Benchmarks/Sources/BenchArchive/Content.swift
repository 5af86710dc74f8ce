// Stories made up for measuring: 700 words a version, of which each version changes one in fifty.

import Archive
import Foundation
import Story

/// Makes the same versions each time.
struct Content {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  private let words: [String]
  private var texts: [[Int]] = []

  init() {
    let starts = [
      "ba", "co", "du", "fe", "gri", "ha", "jo", "ka", "lu", "mi", "no", "pe", "qua", "re", "sto", "ta",
    ]
    let ends = [
      "ber", "cle", "dan", "fort", "gen", "held", "ing", "ket", "land", "mer", "ness", "port", "ry", "son",
    ]
    var words: [String] = []
    for start in starts {
      for middle in ["", "lo", "ri", "sa"] { for end in ends { words.append(start + middle + end) } }
    }
    self.words = words
  }

  private mutating func number(_ limit: Int) -> Int {
    // Knuth's constants for a linear congruential generator (MMIX).
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  /// The next version of a story; stories count from 0.
  mutating func next(story: Int, minute: Int64) -> Entry {
    while texts.count <= story { texts.append([]) }
    if texts[story].isEmpty {
      texts[story] = (0..<700).map { _ in number(words.count) }
    } else {
      for _ in 0..<14 {
        let at = number(700)
        texts[story][at] = number(words.count)
      }
    }
    let text = texts[story].map { words[$0] }
    let paragraphs = stride(from: 0, to: 700, by: 50).map {
      text[$0..<($0 + 50)].joined(separator: " ") + "."
    }
    let headline = text[0..<6].joined(separator: " ")
    let slug = Slug(nearest: "story-\(story)")!
    let html =
      "<html><head><title>\(headline)</title></head><body><article><h1>\(headline)</h1>\n"
      + paragraphs.map { "<p>\($0)</p>\n" }.joined() + "</article></body></html>\n"
    let body = Array(html.utf8)
    let digest = sha256Hex(body)
    let time = Timestamp(seconds: 1_600_000_000 + minute * 60)
    var manifest = Manifest(
      id: CaptureID(time: time, bits: Array(digest.utf8.prefix(10))), story: slug, captured: time,
      timeSource: .fetched, address: "https://news.example/\(slug)", wireSHA256: digest,
      wireLength: body.count,
      payloadSHA256: digest, payloadLength: body.count, verdict: .article, capturedBy: "bench")
    manifest.mediaType = "text/html; charset=utf-8"
    var look = Look(story: slug, time: time, timeSource: .fetched, outcome: .version)
    look.capture = manifest.id
    look.payloadSHA256 = digest
    var article = Article(blocks: paragraphs.map { Block(.paragraph, $0) })
    article.headline = Sourced(headline, source: "h1")
    let capture = Capture(manifest: manifest, head: Array("HTTP/1.1 200 OK\r\n\r\n".utf8), body: body)
    return Entry(
      look: look, capture: capture,
      version: VersionContent(
        article: article, text: headline + "\n\n" + paragraphs.joined(separator: "\n\n") + "\n",
        extractor: "bench"))
  }
}
