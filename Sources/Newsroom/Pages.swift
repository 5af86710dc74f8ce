// Reading pages: in workers or in process, and old versions again when the extractor changed.

import Archive
import Extraction
import Story
import Synchronization

/// Reads pages, in workers where there are any.
struct PageReader: Sendable {
  let workers: WorkerPool?
  private let extractor = Extractor()
  /// Articles of old bytes read again.
  let reread = RereadArticles()

  init(workers: WorkerPool?) { self.workers = workers }

  /// Reads a page.
  ///
  /// - Throws: ``ExtractionError``, ``WorkerFailure``.
  func read(_ request: PageRequest) throws -> ExtractedPage {
    if let workers { return try workers.extract(request) }
    return try request.read(by: extractor)
  }
}

extension Newsroom {
  /// A version's article as today's extractor reads it.
  ///
  /// A change of our extractor must not look like a change of the story, so bytes that another extractor read are read
  /// again. What an older extractor read and today's cannot (a limit) stays as it was read.
  func article(of version: Version, in archive: ArchiveReader) throws -> Article {
    let recorded = try archive.article(of: version)
    if version.extractor == Extractor.identity { return recorded }
    return try pages.reread.article(of: version, by: Extractor.identity) {
      let manifest = try archive.manifest(of: version)
      let request = try PageRequest(
        archive.body(of: version), mediaType: manifest.mediaType,
        address: manifest.hops.last?.address ?? manifest.address, memory: .encoding(of: recorded))
      do {
        return try pages.read(request).article
      } catch  where error is ExtractionError || error is WorkerFailure {
        return recorded
      }
    }
  }
}

/// Articles that were read again, kept in memory: a watched story's version before is asked for at every look.
final class RereadArticles: Sendable {
  /// What an article depends on.
  private struct Key: Hashable {
    var payloadSHA256: String
    var capture: CaptureID
    var extractor: String
  }

  private let known = Mutex<(articles: [Key: Article], order: [Key])>(([:], []))

  /// More are forgotten, the oldest first.
  private static let most = 256

  /// The article of a version as read by an extractor, read now if it is not known.
  func article(of version: Version, by extractor: String, _ read: () throws -> Article) rethrows -> Article {
    let key = Key(payloadSHA256: version.payloadSHA256, capture: version.capture, extractor: extractor)
    if let article = known.withLock({ $0.articles[key] }) { return article }
    let article = try read()
    known.withLock { known in
      guard known.articles.updateValue(article, forKey: key) == nil else { return }
      known.order.append(key)
      if known.order.count > Self.most { known.articles[known.order.removeFirst()] = nil }
    }
    return article
  }
}
