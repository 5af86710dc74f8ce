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
  ///
  /// - Parameter history: the story's versions; gets the capture if it is to be one.
  func decide(_ given: Capture, history: inout History) throws -> Decision {
    let learnt = try hosts.learnt(of: given.manifest.address, in: history.archive)
    var decision = try decide(given, history: &history, learnt: learnt)
    decision.entry.reread = try history.takeReread(learnt: learnt)
    if decision.entry.version != nil, let page = decision.page {
      try hosts.learn(page, of: given.manifest.story, at: given.manifest.address, in: history.archive)
    }
    return decision
  }

  private func decide(_ given: Capture, history: inout History, learnt: LearntLines) throws -> Decision {
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

    // A page whose text is gone is taken down as one that answers 410 is, if it ever was there.
    func emptied() {
      look.verdict = .empty
      capture.manifest.verdict = .empty
      look.outcome = history.members.isEmpty ? .noArticle : .withdrawn
      look.note = "the page is empty"
    }
    if given.body.allSatisfy({ $0 <= 0x20 }) {
      emptied()
      return Decision(entry: Entry(look: look, capture: capture))
    }
    let page: ExtractedPage
    do {
      page = try pages.read(
        PageRequest(
          given.body, mediaType: manifest.mediaType,
          address: manifest.hops.last?.address ?? manifest.address,
          memory: history.memory(at: manifest.captured, learnt: learnt), captured: manifest.captured))
    } catch  where isOfThePage(error) {
      // The bytes are kept: a better extractor may read them.
      look.note = "\(error)"
      return Decision(entry: Entry(look: look, capture: capture))
    }
    capture.manifest.verdict = page.verdict
    look.verdict = page.verdict
    if page.verdict == .empty {
      emptied()
      return Decision(entry: Entry(look: look, capture: capture), page: page)
    }
    guard page.verdict.makesVersion else {
      look.outcome = .noArticle
      look.note = "the page \(page.verdict.reason)"
      return Decision(entry: Entry(look: look, capture: capture), page: page)
    }
    look.note = page.partly
    let isSame = try history.equalNeighbour(of: page, at: manifest.captured) != nil
    look.outcome = isSame ? .unchanged : .version
    if !isSame {
      history.add(
        page, capture: manifest.id, digest: manifest.payloadSHA256, at: manifest.captured,
        name: manifest.fileName ?? "\(manifest.captured)")
    }
    let version =
      isSame
      ? nil : try content(of: page, from: manifest.hops.last?.address ?? manifest.address, learnt: learnt)
    let entry = Entry(look: look, capture: capture, version: version)
    return Decision(entry: entry, page: page)
  }
}
