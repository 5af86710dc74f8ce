// What a fetched capture is: a version, only a look, or an event such as the story's removal.

import Archive
import Extraction
import Story

extension Newsroom {
  /// What became of a capture.
  struct Decision {
    var entry: Entry
    /// What stands on the page, if it could be read.
    var page: ExtractedPage?
  }

  /// Reads a fetched capture and decides what it is.
  ///
  /// The bytes are part of the entry whatever is decided: nothing that was acknowledged is lost.
  func decide(_ given: Capture, in archive: ArchiveReader) throws -> Decision {
    var capture = given
    let manifest = given.manifest
    var look = Look(
      story: manifest.story, time: manifest.captured, timeSource: manifest.timeSource, outcome: .failed)
    look.address = manifest.address
    look.capture = manifest.id
    look.status = manifest.status
    look.etag = manifest.etag
    look.lastModified = manifest.lastModified
    look.payloadSHA256 = manifest.payloadSHA256

    switch manifest.status ?? 200 {
    case 200..<300: break
    case 404, 410, 451:
      look.outcome = .withdrawn
      look.note = "the page is gone (the server answered \(manifest.status ?? 0))"
      return Decision(entry: Entry(look: look, capture: capture))
    default:
      look.outcome = .refused
      look.note = "the server answered \(manifest.status ?? 0)"
      return Decision(entry: Entry(look: look, capture: capture))
    }

    var history = try History(of: manifest.story, in: archive, newsroom: self)
    let page: ExtractedPage
    do {
      page = try pages.read(
        PageRequest(
          given.body, mediaType: manifest.mediaType,
          address: manifest.hops.last?.address ?? manifest.address,
          memory: history.memory(at: manifest.captured)))
    } catch  where error is ExtractionError || error is WorkerFailure {
      // The bytes are kept: a better extractor may read them.
      look.note = "\(error)"
      return Decision(entry: Entry(look: look, capture: capture))
    }
    capture.manifest.verdict = page.verdict
    look.verdict = page.verdict
    guard page.verdict.makesVersion else {
      look.outcome = .noArticle
      look.note = "the page \(page.verdict.reason)"
      return Decision(entry: Entry(look: look, capture: capture), page: page)
    }
    look.note = page.partly
    let isSame = try history.equalNeighbour(of: page, at: manifest.captured) != nil
    look.outcome = isSame ? .unchanged : .version
    if page.verdict == .partial {
      look.note = "a part of the article is shown, the rest is behind a paywall"
    }
    let entry = Entry(look: look, capture: capture, version: isSame ? nil : content(of: page))
    return Decision(entry: entry, page: page)
  }

  /// The archive, for writing; made if it is not there. Captures that a process acknowledged and did not live to
  /// commit are committed first.
  func openForWriting() async throws -> ArchiveWriter {
    let writer = try ArchiveWriter(at: path, createIfMissing: true, patience: patience)
    for capture in try await writer.pendingCaptures().sorted(by: {
      $0.manifest.captured < $1.manifest.captured
    }) {
      let archive = try ArchiveReader(at: path)
      let slug = capture.manifest.story
      if try archive.story(slug) == nil {
        await writer.register(
          Story(slug: slug, addresses: capture.manifest.address.map { [$0] } ?? [], registered: now()))
      }
      _ = try await writer.record([decide(capture, in: archive).entry])
    }
    return writer
  }
}
