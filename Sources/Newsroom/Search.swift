// Searches all stories for words, in everything that ever stood in them.

import Archive
import Extraction
import Language
import Provenance
public import Report
import Story

extension Newsroom {
  /// What is searched for.
  public enum SearchPlace: String, Sendable, CaseIterable {
    /// Quotes, sentences and headlines.
    case all
    /// The words of quotes.
    case quotes
    /// The names of those quoted.
    case speakers
  }

  /// The passages of all stories that hold some words, whatever their case and marks.
  public func search(_ query: String, in place: SearchPlace) throws -> SearchReport {
    let archive = try open()
    let words = folded(Array(query.utf8)[...])
    guard words.contains(where: { $0 != 0x20 }) else {
      throw Failure(.usage, "search for what? Give some words")
    }
    var passages: [Passage] = []
    for story in try archive.stories() {
      let found = try self.passages(of: story.slug, with: words, place, in: archive)
      passages += found.enumerated().sorted {
        ($0.element.first.captured, $0.offset) < ($1.element.first.captured, $1.offset)
      }.map(\.element)
    }
    return SearchReport(query, passages: passages)
  }

  private func passages(
    of slug: Slug, with words: [UInt8], _ place: SearchPlace, in archive: ArchiveReader
  ) throws -> [Passage] {
    let versions = try versionsInOrder(of: slug, in: archive)
    // Most stories do not have the words at all; their texts need not be read.
    let articles = try versions.map { ($0, try page(of: $0, in: archive).article) }
    let texts = articles.map { ($0.1.headline?.value ?? "") + "\n" + $0.1.text }
    guard texts.contains(where: { folded(Array($0.utf8)[...]).contains(words) }) else { return [] }
    var quotes = LedgerKeeper(story: slug)
    var sentences: [[UInt8]: Passage] = [:]
    var order: [[UInt8]] = []
    func note(_ kind: Passage.Kind, _ text: String, in version: Version) {
      let key = folded(Array(text.utf8)[...])
      guard key.contains(words) else { return }
      let name = Array(kind.rawValue.utf8) + key
      if sentences[name] == nil {
        order.append(name)
        sentences[name] = Passage(
          story: slug, kind: kind, text: text, first: version, last: version, stands: false)
      }
      sentences[name]?.last = version
      sentences[name]?.stands = version == versions.last
    }
    for (version, article) in articles {
      let reading = read(article)
      quotes.add(version, reading)
      guard place == .all else { continue }
      if let headline = article.headline?.value { note(.headline, headline, in: version) }
      for sentence in reading.sentences { note(.sentence, reading.text[sentence.range], in: version) }
    }
    let said = quotes.ledger.entries.filter { entry in
      let names = [entry.speaker].compactMap { $0 } + entry.earlierSpeakers
      let bySpeaker = names.contains { folded(Array($0.utf8)[...]).contains(words) }
      let byWords = ([entry.text] + entry.earlierWordings).contains {
        folded(Array($0.utf8)[...]).contains(words)
      }
      return place == .speakers ? bySpeaker : place == .quotes ? byWords : byWords || bySpeaker
    }
    return said.map { entry in
      Passage(
        story: slug, kind: .quote, text: entry.text, speaker: entry.speaker, first: entry.first,
        last: entry.last, stands: entry.stands)
    } + order.compactMap { sentences[$0] }
  }
}

extension [UInt8] {
  /// Whether some bytes stand in these.
  fileprivate func contains(_ part: [UInt8]) -> Bool {
    guard let first = part.first, part.count <= count else { return false }
    var place = 0
    while place <= count - part.count {
      guard let at = self[place...(count - part.count)].firstIndex(of: first) else { return false }
      if self[at..<at + part.count].elementsEqual(part) { return true }
      place = at + 1
    }
    return false
  }
}
