// Reading pages: in workers or in process, and old versions again when the extractor changed.

import Archive
import Extraction
import Story
import Synchronization

/// Reads pages, in workers where there are any.
struct PageReader: Sendable {
  let workers: WorkerPool?
  private let extractor = Extractor()
  /// Pages of versions that were asked for before.
  let known = KnownPages()
  /// The rules of single sites that are asked before those that come along.
  let siteRules: SiteRuleBook
  /// Whether those that come along are asked.
  private let hasStandardRules: Bool

  init(
    workers: WorkerPool?, hasStandardRules: Bool = true,
    siteRules: @escaping @Sendable () throws -> SiteRules = { .none }
  ) {
    self.workers = workers
    self.siteRules = SiteRuleBook(siteRules)
    self.hasStandardRules = hasStandardRules
  }

  /// Reads a page.
  ///
  /// - Throws: ``ExtractionError``, ``WorkerFailure``; ``Failure`` for site rules that are wrong.
  func read(_ request: PageRequest) throws -> ExtractedPage {
    var request = request
    let own = try siteRules.rules().meant(for: request.about.address)
    if !own.isEmpty || !hasStandardRules {
      request.about.siteRules = hasStandardRules ? own.before(.standard) : own
    }
    if let workers { return try workers.extract(request) }
    return try request.read(by: extractor)
  }

  /// What makes an article of a page: the extractor's name, with the rules that were added for its site.
  func identity(for address: String?) throws -> String {
    Extractor.identity(with: try siteRules.rules().meant(for: address))
  }
}

/// Whether an error says that a page cannot be read, whoever tries: other errors are of the machine, and pass.
func isOfThePage(_ error: any Error) -> Bool {
  if case .cannotStart = error as? WorkerFailure { return false }
  return error is ExtractionError || error is WorkerFailure
}

extension Newsroom {
  /// A version's page as today's extractor reads it.
  ///
  /// A change of our extractor, of the rules for the page's site, or of what was learnt of its host must not look like a
  /// change of the story, so bytes that were read otherwise are read again: each version after the one before it, as they
  /// were the first time. What an older extractor read and today's cannot (a limit) stays as it was read.
  func page(of version: Version, in archive: ArchiveReader) throws -> ExtractedPage {
    try reading(of: version, in: archive).page
  }

  /// A version's page, and whether it had to be read again for that.
  func reading(of version: Version, in archive: ArchiveReader) throws -> KnownPages.Known {
    let learnt = try hosts.learnt(of: version.address, in: archive)
    func known(_ version: Version) -> KnownPages.Known? {
      pages.known[version].flatMap { learnt.stand(in: $0.page.article) ? nil : $0 }
    }
    if let known = known(version) { return known }
    var old = try recorded(version, in: archive)
    if try isCurrent(old, learnt) {
      return pages.known.note(KnownPages.Known(page: old.page, isReadAgain: false), of: version)
    }
    // Back to the last version that need not be read again, then forward.
    var line = [old]
    var last: ExtractedPage?
    for earlier in try versionsInOrder(of: version.story, in: archive).reversed()
    where (earlier.captured, earlier.capture) < (version.captured, version.capture) {
      if let known = known(earlier) {
        last = known.page
        break
      }
      old = try recorded(earlier, in: archive)
      if try isCurrent(old, learnt) {
        last = old.page
        break
      }
      line.append(old)
    }
    for old in line.reversed() {
      last = try read(again: old, after: last, learnt, in: archive)
      if let last { pages.known.note(KnownPages.Known(page: last, isReadAgain: true), of: old.version) }
    }
    return KnownPages.Known(page: last ?? old.page, isReadAgain: true)
  }

  /// A version as it was last read.
  private struct Recorded {
    var version: Version
    var manifest: Manifest
    var page: ExtractedPage
    var extractor: String
    var learnt: LearntLines
    var address: String? { manifest.hops.last?.address ?? manifest.address }
  }

  private func recorded(_ version: Version, in archive: ArchiveReader) throws -> Recorded {
    let manifest = try archive.manifest(of: version)
    let reading = try archive.reading(of: version)
    return Recorded(
      version: version, manifest: manifest,
      page: ExtractedPage(verdict: manifest.verdict, article: reading.article), extractor: reading.extractor,
      learnt: LearntLines(file: reading.learnt))
  }

  /// Whether a page would be read as it was. Lines that were learnt since change nothing where it has none of them.
  private func isCurrent(_ old: Recorded, _ learnt: LearntLines) throws -> Bool {
    try old.extractor == pages.identity(for: old.address) && !learnt.stand(in: old.page.article)
  }

  private func read(
    again old: Recorded, after last: ExtractedPage?, _ learnt: LearntLines, in archive: ArchiveReader
  ) throws -> ExtractedPage {
    var memory = last.map { ExtractionMemory(of: $0.article) } ?? .encoding(of: old.page.article)
    memory.host = learnt.union(old.learnt).digests
    let request = try PageRequest(
      archive.body(of: old.version), mediaType: old.manifest.mediaType, address: old.address, memory: memory,
      captured: old.version.captured)
    do {
      return try pages.read(request)
    } catch  where isOfThePage(error) {
      return old.page
    }
  }
}

/// Pages of versions, kept in memory: a watched story's version before is asked for at every look, and reading old
/// bytes again takes time.
final class KnownPages: Sendable {
  /// A page, as today's extractor reads it.
  struct Known: Sendable {
    var page: ExtractedPage
    /// Whether the archive has another reading of it.
    var isReadAgain: Bool
  }

  /// What a page's article depends on, besides what a newsroom reads all pages with.
  private struct Key: Hashable {
    var payloadSHA256: String
    var capture: CaptureID
    var commit: String

    init(_ version: Version) {
      payloadSHA256 = version.payloadSHA256
      capture = version.capture
      commit = version.reread?.commit ?? version.commit
    }
  }

  private let known = Mutex<(pages: [Key: Known], order: [Key])>(([:], []))

  /// More are forgotten, the oldest first.
  private static let most = 256

  /// Forgets them all.
  func forget() { known.withLock { $0 = ([:], []) } }

  /// The page of a version, if it is known.
  subscript(version: Version) -> Known? { known.withLock { $0.pages[Key(version)] } }

  /// Keeps the page of a version.
  @discardableResult
  func note(_ page: Known, of version: Version) -> Known {
    let key = Key(version)
    known.withLock { known in
      guard known.pages.updateValue(page, forKey: key) == nil else { return }
      known.order.append(key)
      if known.order.count > Self.most { known.pages[known.order.removeFirst()] = nil }
    }
    return page
  }
}
