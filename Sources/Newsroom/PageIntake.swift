// Takes pages of other archives in, a batch at a time.

import Archive
import Evidence
import Foundation
import Story

/// Pages on their way into a story: acknowledged and committed a batch at a time, none twice.
struct PageIntake {
  private(set) var slug: Slug
  var outcome: ImportOutcome
  private let newsroom: Newsroom
  private let progress: @Sendable (Int) -> Void
  private var batch: [(name: String, capture: Capture)] = []
  private var size = 0
  private var ids: Set<CaptureID> = []
  private var done = 0

  /// A batch's bytes at most.
  private static let most = 32 << 20

  init(into slug: Slug, newsroom: Newsroom, progress: @escaping @Sendable (Int) -> Void = { _ in }) throws {
    self.slug = slug
    self.newsroom = newsroom
    self.progress = progress
    outcome = ImportOutcome(story: slug, isNew: try newsroom.readerIfThere()?.story(slug) == nil)
  }

  /// Names what could not be read.
  mutating func fail(_ errors: [EvidenceError], name: String) {
    outcome.failed += errors.map { (name, Failure($0)) }
  }

  /// Takes a page in, or names what is wrong with it.
  ///
  /// - Parameters:
  ///   - choice: what is wanted; a page outside is passed over without a word.
  ///   - fallback: the time of a page that says none.
  mutating func add(
    _ found: Result<FoundPage, EvidenceError>, choice: ImportChoice = ImportChoice(),
    fallback: CaptureTime? = nil
  ) async throws {
    let page: FoundPage
    switch found {
    case .failure(let error):
      outcome.failed.append((error.message, Failure(error)))
      return
    case .success(let found): page = found
    }
    guard choice.holds(page.time) else { return }
    guard let time = page.time.map({ CaptureTime(time: $0, source: page.timeSource) }) ?? fallback else {
      outcome.failed.append((page.name, Failure(.badData, "\(shown(page.name)) says no time of capture")))
      return
    }
    guard !page.body.isEmpty else {
      outcome.failed.append((page.name, Failure(.badData, "\(shown(page.name)) is empty")))
      return
    }
    // A clock that was wrong cannot be told from one that was right, but for a time that has not come yet.
    guard time.time.milliseconds <= newsroom.now().milliseconds + 86_400_000 else {
      outcome.failed.append(
        (
          page.name,
          Failure(.badData, "\(shown(page.name)) says it was captured at \(time.time), which is to come")
        ))
      return
    }
    let capture = capture(of: page, at: time)
    let id = capture.manifest.id
    if !ids.insert(id).inserted { return }
    if try newsroom.readerIfThere()?.look(of: slug, capture: id) != nil {
      outcome.passedOver.append((page.name, "already there"))
      return
    }
    hold(capture, name: page.name)
    if batch.count >= Newsroom.batchSize || size >= Self.most { try await commit() }
  }

  /// Puts a capture into the batch.
  mutating func hold(_ capture: Capture, name: String) {
    batch.append((name, capture))
    size += capture.body.count
  }

  /// Commits what is left.
  mutating func finish() async throws -> ImportOutcome {
    try await commit()
    outcome.kept.sort { ($0.captured, $0.number) < ($1.captured, $1.number) }
    if outcome.kept.isEmpty { outcome.isNew = false }
    return outcome
  }

  /// Commits what was taken in so far.
  mutating func commit() async throws {
    if batch.isEmpty { return }
    let isThere = try newsroom.readerIfThere()?.story(slug) != nil
    try await newsroom.commit(
      batch.map(\.capture), registering: isThere ? [] : [Story(slug: slug, registered: newsroom.now())])
    let archive = try newsroom.open()
    for (name, capture) in batch {
      let id = capture.manifest.id
      if let version = try archive.version(of: slug, capture: id) {
        outcome.kept.append(version)
      } else if let look = try archive.look(of: slug, capture: id), look.outcome != .unchanged {
        outcome.failed.append((name, Failure(.badData, "\(shown(name)): \(look.note ?? "it is no version")")))
      } else {
        outcome.passedOver.append((name, "says what the version before it says"))
      }
    }
    done += batch.count
    progress(done)
    batch = []
    size = 0
  }

  /// A page as a capture; its id is made of the story, the address and the bytes, so that the same page makes the same.
  private func capture(of page: FoundPage, at time: CaptureTime) -> Capture {
    let digest = sha256Hex(page.body)
    var manifest = Manifest(
      id: Self.id(of: slug, at: time.time, "\(page.address ?? "")\0\(digest)"), story: slug,
      captured: time.time,
      timeSource: time.source, address: page.address, wireSHA256: page.wire?.sha256 ?? digest,
      wireLength: page.wire?.length ?? page.body.count, payloadSHA256: digest, payloadLength: page.body.count,
      verdict: .failed, capturedBy: Newsroom.software)
    manifest.status = page.status
    manifest.mediaType = page.mediaType
    manifest.fileName = page.name
    return Capture(manifest: manifest, head: page.head, body: page.body)
  }

  /// The id of a capture that is known by what it is made of.
  static func id(of slug: Slug, at time: Timestamp, _ what: String) -> CaptureID {
    let digest = Array(sha256Hex(Array("\(slug)\0\(what)".utf8)).utf8).map {
      $0 < 0x3A ? $0 & 15 : ($0 & 15) + 9
    }
    return CaptureID(
      time: time, bits: stride(from: 0, to: 20, by: 2).map { digest[$0] << 4 | digest[$0 + 1] })
  }
}
