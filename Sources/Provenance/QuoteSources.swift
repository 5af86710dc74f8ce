// Where a quote comes from, as the text itself says: “told the BBC”, “in a tweet”.

import Language
import Story

/// Finds what a sentence says of where a quote was said or written.
struct QuoteSources: Sendable {
  private let media: Set<String>
  private let verbs: [String: String]

  /// Words after which whom somebody told is over.
  private static let ends: Set<String> = [
    "that", "on", "in", "at", "after", "before", "when", "while", "as", "during", "by", "via", "how", "why",
    "what", "he", "she", "they", "it", "his", "her", "there", "of", "about", "from", "with", "late",
    "earlier",
    "later", "yesterday", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday",
  ]
  private static let places: Set<String> = ["in", "on", "during", "via", "through", "at"]

  init() {
    let lines = { (name: String) in
      (EmbeddedFiles.text["en/\(name).txt"] ?? "").split(separator: "\n").filter { !$0.hasPrefix("#") }
    }
    media = Set(lines("media").map(String.init))
    verbs = Dictionary(
      lines("media-verbs").compactMap { line in
        let parts = line.split(separator: "\t").map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
      }, uniquingKeysWith: { $1 })
  }

  /// What the sentence around a quote's cue says of its source: “told the BBC”, “in a tweet”; nil for nothing.
  func source(of quote: Quote, in reading: Reading) -> String? {
    guard let cue = quote.cue else { return nil }
    let utf8 = reading.text.utf8
    let verb = word(utf8, cue.range)
    guard let range = sentence(around: cue.range.start, in: reading) else { return nil }
    let quotes = reading.quotes.lazy.filter { $0.range.overlaps(range) }.map(\.range)
    let tokens = tokenise(utf8, in: range).filter { token in !quotes.contains { $0.overlaps(token.range) } }
    if verb.hasSuffix("told") || verb == "tells" {
      let after = tokens.drop { $0.range.start < cue.range.end }
      var last: Token?
      for token in after.prefix(7) {
        if token.kind == .mark || Self.ends.contains(word(utf8, token.range)) { break }
        last = token
      }
      if let last, let first = after.first {
        return "told \(reading.text[TextRange(first.range.start, last.range.end)])"
      }
    }
    for (at, token) in tokens.enumerated() where Self.places.contains(word(utf8, token.range)) {
      for next in tokens[(at + 1)...].prefix(5) {
        if next.kind == .mark { break }
        if media.contains(word(utf8, next.range)) {
          return reading.text[TextRange(token.range.start, next.range.end)].lowercasingFirst
        }
      }
    }
    return verbs[verb].map { "in \($0)" }
  }

  private func word(_ utf8: [UInt8], _ range: TextRange) -> String {
    String(decoding: folded(utf8[range.start..<range.end]), as: UTF8.self)
  }

  private func sentence(around byte: Int, in reading: Reading) -> TextRange? {
    var low = 0
    var high = reading.sentences.count
    while low < high {
      let middle = (low + high) / 2
      if reading.sentences[middle].range.end <= byte { low = middle + 1 } else { high = middle }
    }
    guard low < reading.sentences.count, reading.sentences[low].range.start <= byte else { return nil }
    return reading.sentences[low].range
  }
}

extension String {
  fileprivate var lowercasingFirst: String { prefix(1).lowercased() + dropFirst() }
}
