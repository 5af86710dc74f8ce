// Searches all stories for words, in everything that ever stood in them.

import Archive
import Extraction
import Language
import Provenance
public import Report
import Story
import Synchronization

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

  /// How far the index of words reaches.
  public struct SearchReach: Hashable, Sendable {
    /// How many versions are in it.
    public var versions: Int
    /// How many there are.
    public var all: Int

    /// A reach, by default one that nothing is known of yet.
    public init(versions: Int = 0, all: Int = 0) {
      self.versions = versions
      self.all = all
    }
  }

  /// The passages of all stories that a query finds, whatever their case and marks.
  ///
  /// - Parameters:
  ///   - query: see ``SearchQuery``.
  ///   - most: how many are wanted at most; the report says how many there are.
  ///   - waits: whether to bring the index level first, which takes its time when many versions are new; else only what
  ///     is in it is searched.
  /// - Throws: ``Failure`` of kind `usage` when there is nothing to search for.
  public func search(
    _ query: String, in place: SearchPlace, most: Int = 1000, waits: Bool = true
  ) throws -> SearchReport {
    let archive = try open()
    let asked = SearchQuery(query)
    guard !asked.isEmpty else { throw Failure(.usage, "search for what? Give some words") }
    let index = waits ? try passageIndex(of: archive) : try passages.kept ?? PassageIndex(of: path)
    guard !asked.isImpossible else { return SearchReport(query, passages: []) }
    let answer = try index.passages(asked.question(in: place), most: most)
    let found = try answer.found.compactMap { found -> Passage? in
      // A story that was taken out since is found no more.
      guard let first = try archive.version(of: found.story, number: found.first),
        let last = try archive.version(of: found.story, number: found.last)
      else { return nil }
      return Passage(
        story: found.story, kind: found.kind, text: found.text, speaker: found.speaker, first: first,
        last: last, stands: found.stands)
    }
    return SearchReport(query, passages: found, of: answer.passages, in: answer.stories)
  }

  /// Brings the index of words level with the archive.
  ///
  /// - Parameter progress: called now and then with how far it is.
  public func prepareSearch(progress: (SearchReach) throws -> Void = { _ in }) throws {
    if let archive = try readerIfThere() { _ = try passageIndex(of: archive, progress: progress) }
  }

  private func passageIndex(
    of archive: ArchiveReader, progress: (SearchReach) throws -> Void = { _ in }
  ) throws -> PassageIndex {
    let index = try passages.kept ?? PassageIndex(of: path)
    do {
      try level(index, with: archive, progress)
      if index.isInMemory { passages.keep(index) }
      return index
    } catch let error as ArchiveError where error.kind == .disk {
      // An archive on a disk that cannot be written, or another process at it for long: what is asked still gets its
      // answer.
      let index = try PassageIndex()
      try level(index, with: archive, progress)
      passages.keep(index)
      return index
    }
  }

  /// How many stories go in at a time: the mark moves when all are in, and what is in twice does no harm.
  private static let atOnce = 64

  private func level(
    _ index: PassageIndex, with archive: ArchiveReader, _ progress: (SearchReach) throws -> Void
  ) throws {
    // What another extractor read has other words.
    let reader = Extractor.identity(with: try pages.siteRules.rules())
    let parts =
      index.mark?.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init) ?? []
    let isOurs = parts.count == 2 && parts[1] == reader
    // Where nothing is new, nothing is asked of git.
    var news = isOurs ? try archive.versions(since: parts[0].isEmpty ? nil : parts[0]) : nil
    if news == nil {
      // What was begun goes on, if no version was read otherwise since.
      if !(parts.count == 2 && parts[0].isEmpty && isOurs) {
        try index.clear()
        try index.add([], words: SearchWords.indexed, upTo: "|" + reader)
      }
      news = try archive.versions(since: nil)
    }
    guard let news, let mark = news.mark, mark + "|" + reader != index.mark else { return }
    let known = parts.first?.isEmpty ?? true ? try index.versions() : [:]
    let titles = try Dictionary(archive.stories().map { ($0.slug, $0) }, uniquingKeysWith: { $1 })
    let stories = news.versions.sorted { $0.key < $1.key }.filter { known[$0.key] != $0.value.count }
    let all = news.versions.values.reduce(0) { $0 + $1.count }
    var reach = SearchReach(versions: all - stories.reduce(0) { $0 + $1.value.count }, all: all)
    for start in stride(from: 0, to: stories.count, by: Self.atOnce) {
      let some = Array(stories[start..<min(stories.count, start + Self.atOnce)])
      let entries = try concurrently(some) { slug, versions in
        let address = titles[slug]?.addresses.first ?? versions.last?.address
        var entry = PassageIndex.Entry(slug, outlet: outletName(of: address))
        for version in versions { entry.add(try pieces(of: version, in: archive), in: version) }
        return entry
      }
      // Half a story from an attempt that was broken off would be counted twice.
      let half = some.map(\.key).filter { known[$0] != nil }
      try index.add(entries, words: SearchWords.indexed, removing: half, upTo: nil)
      reach.versions += some.reduce(0) { $0 + $1.value.count }
      try progress(reach)
    }
    try index.add([], words: SearchWords.indexed, removing: news.gone, upTo: mark + "|" + reader)
  }

  /// What stands in a version.
  private func pieces(of version: Version, in archive: ArchiveReader) throws -> [PassageIndex.Piece] {
    let article = try page(of: version, in: archive).article
    let reading = read(article)
    var pieces: [PassageIndex.Piece] = []
    func add(_ kind: Passage.Kind, _ text: String, speaker: String? = nil) {
      let fold = folded(Array(text.utf8)[...]) + (speaker.map { [0] + folded(Array($0.utf8)[...]) } ?? [])
      pieces.append(PassageIndex.Piece(kind, text, speaker: speaker, fold: fold))
    }
    if let headline = article.headline?.value { add(.headline, headline) }
    if let standfirst = article.standfirst?.value { add(.sentence, standfirst) }
    var quotes = LedgerKeeper(story: version.story)
    quotes.add(version, reading)
    for quote in quotes.ledger.entries { add(.quote, quote.text, speaker: quote.speaker) }
    for sentence in reading.sentences { add(.sentence, String(reading.text[sentence.range])) }
    return pieces
  }
}

/// The index of words of an archive that cannot be written, for as long as the newsroom is there.
final class KeptPassages: Sendable {
  private let index = Mutex<PassageIndex?>(nil)

  /// The index, if one is kept.
  var kept: PassageIndex? { index.withLock { $0 } }

  /// Keeps an index.
  func keep(_ new: PassageIndex) { index.withLock { $0 = new } }
}
