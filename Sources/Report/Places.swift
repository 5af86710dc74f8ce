// Where changes stand in their texts.

import Story

extension Reading {
  /// The words at a range, white space folded; nil for a range that is empty or lies outside the text.
  func words(at range: TextRange?) -> String? {
    guard let range, range.start >= 0, range.end <= text.utf8.count, !range.isEmpty else { return nil }
    return oneLine(text[range])
  }

  /// The sentences that a range touches, as one text.
  func sentence(around range: TextRange?) -> String? {
    guard let range else { return nil }
    let touched = sentences.filter { $0.range.overlaps(range) }
    guard let first = touched.first, let last = touched.last else { return nil }
    return words(at: TextRange(first.range.start, last.range.end))
  }

  /// The paragraph that a range begins in, from 0.
  func paragraph(of range: TextRange?) -> Int? {
    guard let range else { return nil }
    return paragraphs.firstIndex { $0.contains(TextRange(range.start, range.start)) }
  }

  /// The quotes that somebody said, continuations not counted.
  var spoken: [(index: Int, quote: Quote)] {
    quotes.enumerated().filter { $1.kind == .quote && $1.continues == nil }.map { ($0, $1) }
  }

  /// How many of the quotes at these indices were never closed: neither they nor what continues them has a mark.
  func unclosed(among indices: some Sequence<Int>) -> Int {
    var last: [Int: Int] = [:]
    for (index, quote) in quotes.enumerated() {
      if let start = quote.continues, index > start { last[start] = index }
    }
    return indices.count { index in
      var end = index
      while let next = last[end] { end = next }
      return !quotes[end].isClosed
    }
  }
}

/// Where the changes of a revision stand, and what stayed.
struct Places {
  private let revision: Revision
  private let oldLinked: Set<Int>
  private let newLinked: Set<Int>

  init(_ revision: Revision) {
    self.revision = revision
    oldLinked = Set(revision.difference.links.map(\.old))
    newLinked = Set(revision.difference.links.map(\.new))
  }

  /// Where a change stands: “new paragraph 14 of 15”, “paragraph 2 of 9”, “was in paragraph 3 of 13”.
  func margin(of change: Change) -> String? {
    let new = revision.new.reading
    if let paragraph = new.paragraph(of: change.newSpan) {
      let isNew = !isLinked(paragraph, new, newLinked)
      return "\(isNew ? "new paragraph" : "paragraph") \(paragraph + 1) of \(new.paragraphs.count)"
    }
    let old = revision.old.reading
    guard let paragraph = old.paragraph(of: change.oldSpan) else { return nil }
    let went = !isLinked(paragraph, old, oldLinked)
    return "\(went ? "was paragraph" : "was in paragraph") \(paragraph + 1) of \(old.paragraphs.count)"
  }

  private func isLinked(_ paragraph: Int, _ reading: Reading, _ linked: Set<Int>) -> Bool {
    reading.sentences.indices.contains { reading.sentences[$0].paragraph == paragraph && linked.contains($0) }
  }

  /// What stayed as it was: “13 paragraphs; 4 quotes (one never closed)”; nil when nothing did.
  var unchanged: String? {
    let parts = [
      counted(unchangedParagraphs, "paragraph", "paragraphs"), quotesUnchanged,
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// The new text's paragraphs whose every sentence stood in the old one, word for word.
  private var unchangedParagraphs: Int {
    let (old, new) = (revision.old.reading, revision.new.reading)
    var same: Set<Int> = []
    for link in revision.difference.links
    where old.sentences.indices.contains(link.old) && new.sentences.indices.contains(link.new) {
      if old.text[old.sentences[link.old].range] == new.text[new.sentences[link.new].range] {
        same.insert(link.new)
      }
    }
    same.subtract(revision.difference.moved)
    var changed: Set<Int> = []
    for (index, sentence) in new.sentences.enumerated() where !same.contains(index) {
      changed.insert(sentence.paragraph)
    }
    return Set(new.sentences.map(\.paragraph)).subtracting(changed).count
  }

  private var quotesUnchanged: String? {
    let new = revision.new.reading
    let touched = revision.difference.changes.filter { Self.touchQuotes.contains($0.type) }.compactMap(
      \.newSpan)
    let same = new.spoken.filter { quote in !touched.contains { $0.overlaps(quote.quote.range) } }.map(
      \.index)
    guard let text = counted(same.count, "quote", "quotes") else { return nil }
    let open = new.unclosed(among: same)
    return open == 0 ? text : "\(text) (\(open == 1 ? "one" : String(open)) never closed)"
  }

  private func counted(_ count: Int, _ one: String, _ many: String) -> String? {
    count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
  }

  private static let touchQuotes: Set<ChangeType> = [
    .quoteAdded, .quoteAltered, .quoteReattributed, .quoteRestored, .cueChanged,
  ]
}
