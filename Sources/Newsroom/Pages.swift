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
  /// A change of our extractor, or of the rules for the page's site, must not look like a change of the story, so bytes
  /// that another extractor read are read again. What an older extractor read and today's cannot (a limit) stays as it was read.
  func page(of version: Version, in archive: ArchiveReader) throws -> ExtractedPage {
    try pages.known.page(of: version) {
      let manifest = try archive.manifest(of: version)
      let recorded = try ExtractedPage(verdict: manifest.verdict, article: archive.article(of: version))
      let address = manifest.hops.last?.address ?? manifest.address
      if try version.extractor == pages.identity(for: address) { return recorded }
      let request = try PageRequest(
        archive.body(of: version), mediaType: manifest.mediaType, address: address,
        memory: .encoding(of: recorded.article), captured: version.captured)
      do {
        return try pages.read(request)
      } catch  where isOfThePage(error) {
        return recorded
      }
    }
  }
}

/// Pages of versions, kept in memory: a watched story's version before is asked for at every look, and reading old
/// bytes again takes time.
final class KnownPages: Sendable {
  /// What a page's article depends on, besides what a newsroom reads all pages with.
  private struct Key: Hashable {
    var payloadSHA256: String
    var capture: CaptureID
  }

  private let known = Mutex<(pages: [Key: ExtractedPage], order: [Key])>(([:], []))

  /// More are forgotten, the oldest first.
  private static let most = 256

  /// Forgets them all.
  func forget() { known.withLock { $0 = ([:], []) } }

  /// The page of a version, read now if it is not known.
  func page(of version: Version, _ read: () throws -> ExtractedPage) rethrows -> ExtractedPage {
    let key = Key(payloadSHA256: version.payloadSHA256, capture: version.capture)
    if let page = known.withLock({ $0.pages[key] }) { return page }
    let page = try read()
    known.withLock { known in
      guard known.pages.updateValue(page, forKey: key) == nil else { return }
      known.order.append(key)
      if known.order.count > Self.most { known.pages[known.order.removeFirst()] = nil }
    }
    return page
  }
}
