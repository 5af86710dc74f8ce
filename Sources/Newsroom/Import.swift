// Versions from files.

import Archive
import Extraction
import Foundation
public import Story

/// What an import did.
public struct ImportOutcome: Sendable {
  /// The story.
  public var story: Slug
  /// Whether the import made it.
  public var isNew: Bool
  /// The versions kept, in order of capture.
  public var kept: [Version] = []
  /// Files that are no new version, and why.
  public var passedOver: [(file: String, reason: String)] = []
  /// Files of a folder that were not looked at, as others there are named by their time of capture.
  public var leftOut: [String] = []
  /// Files that could not be read as a page; the others were imported all the same.
  public var failed: [(file: String, failure: Failure)] = []
}

extension Newsroom {
  /// How many captures go into one pack: many share its cost, and few are redone if it fails.
  static let batchSize = 100

  /// Imports files, or folders of them, as versions of a story, in order of their times of capture.
  ///
  /// Bytes that are already there are no new version.
  ///
  /// - Parameters:
  ///   - paths: `.html` and `.txt` files, or folders of them.
  ///   - slug: the story; made if it is not there.
  ///   - time: the time of capture of the one file named, if its name and date do not tell.
  ///   - progress: called after each batch with the files done and the files in all.
  public func importFiles(
    _ paths: [String], into slug: Slug, at time: Timestamp? = nil,
    progress: @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) async throws -> ImportOutcome {
    let files = try ImportFiles(paths: paths, at: time)
    guard let writer = try writerIfFree() else {
      return try await importByHolder(files, into: slug, progress: progress)
    }
    try await drain(writer)
    let archive = try ArchiveReader(at: path)
    let known = try archive.story(slug)
    var isRegistered = known != nil
    var outcome = ImportOutcome(story: slug, isNew: !isRegistered, leftOut: files.leftOut)
    var history = try History(of: slug, in: archive, newsroom: self)
    var done = 0
    for batch in files.files.chunks(of: Self.batchSize) {
      let pages = await read(batch)
      var entries: [(file: ImportFile, entry: Entry)] = []
      for (file, page) in zip(batch, pages) {
        do {
          if let entry = try decide(file, try page.get(), story: slug, history: &history, outcome: &outcome) {
            entries.append((file, entry))
          }
        } catch {
          outcome.failed.append((file.name, Failure(error)))
        }
      }
      if !entries.isEmpty {
        if !isRegistered {
          await writer.register(Story(slug: slug, registered: now()))
          isRegistered = true
        }
        outcome.kept += try await writer.record(entries.map(\.entry)).compactMap { $0 }
      }
      // Others who want something kept are not made to wait for the whole import.
      try await drain(writer)
      done += batch.count
      progress(done, files.files.count)
    }
    try await mergePacksIfDue(writer)
    try await writer.close()
    outcome.kept.sort { ($0.captured, $0.number) < ($1.captured, $1.number) }
    if outcome.kept.isEmpty { outcome.isNew = false }
    return outcome
  }

  /// A file's bytes, and what stands on the page, or why a worker could not read it.
  struct ImportedPage: Sendable {
    var body: [UInt8]
    var digest: String
    var page: Result<ExtractedPage, WorkerFailure>
  }

  /// Reads a batch of files, several at a time, in their order.
  func read(_ files: [ImportFile]) async -> [Result<ImportedPage, Failure>] {
    await withTaskGroup(of: (Int, Result<ImportedPage, Failure>).self) { group in
      for (index, file) in files.enumerated() {
        group.addTask {
          do {
            let body = try file.bytes()
            let page = try read(body, of: file, memory: nil)
            return (index, .success(ImportedPage(body: body, digest: sha256Hex(body), page: page)))
          } catch let error as ExtractionError {
            return (index, .failure(Failure(.badData, "\(shown(file.name)): \(error)")))
          } catch {
            return (index, .failure(Failure(error)))
          }
        }
      }
      var results: [(Int, Result<ImportedPage, Failure>)] = []
      for await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// Reads a file's page; that a worker died of it is an outcome, not an error.
  private func read(_ body: [UInt8], of file: ImportFile, memory: ExtractionMemory?) throws -> Result<
    ExtractedPage, WorkerFailure
  > {
    do {
      return .success(
        try pages.read(
          PageRequest(
            body, mediaType: file.mediaType, address: nil, memory: memory, captured: file.time.time)))
    } catch let failure as WorkerFailure {
      if case .cannotStart = failure { throw failure }
      return .failure(failure)
    }
  }

  /// Whether a file is a version, only a look, or neither.
  private func decide(
    _ file: ImportFile, _ imported: ImportedPage, story slug: Slug, history: inout History,
    outcome: inout ImportOutcome
  ) throws -> Entry? {
    var capture = capture(of: file, imported, story: slug)
    let id = capture.manifest.id
    if let same = history.known(capture: id, digest: imported.digest, source: file.time.source) {
      outcome.passedOver.append((file.name, "already there as \(same)"))
      return nil
    }
    var look = Look(story: slug, time: file.time.time, timeSource: file.time.source, outcome: .failed)
    look.capture = id
    look.payloadSHA256 = imported.digest
    let page: ExtractedPage
    do {
      page = try self.page(of: file, imported, after: history.memory(at: file.time.time)).get()
    } catch let failure as WorkerFailure {
      look.note = "\(failure)"
      outcome.failed.append((file.name, Failure(.badData, "\(shown(file.name)): \(failure)")))
      return Entry(look: look, capture: capture)
    }
    capture.manifest.verdict = page.verdict
    look.verdict = page.verdict
    guard page.verdict.makesVersion else {
      outcome.failed.append(
        (file.name, Failure(.badData, "\(shown(file.name)) \(page.verdict.reason): not imported")))
      look.outcome = .noArticle
      look.note = "the page \(page.verdict.reason)"
      return Entry(look: look, capture: capture)
    }
    look.note = page.partly
    if let same = try history.equalNeighbour(of: page, at: file.time.time) {
      outcome.passedOver.append((file.name, "says what \(same) says"))
      look.outcome = .unchanged
      return Entry(look: look, capture: capture)
    }
    look.outcome = .version
    history.add(page, capture: id, digest: imported.digest, at: file.time.time, name: file.name)
    return Entry(look: look, capture: capture, version: try content(of: page, from: nil))
  }

  /// A file's page as it is read after the version before it: read once more if that makes a difference, as files are
  /// first read side by side.
  private func page(
    of file: ImportFile, _ imported: ImportedPage, after memory: ExtractionMemory
  ) throws -> Result<ExtractedPage, WorkerFailure> {
    guard case .success(let page) = imported.page, !memory.isKept(by: page) else { return imported.page }
    return try read(imported.body, of: file, memory: memory)
  }

  /// A file as a capture; its id is made from its own bytes, so that importing it again makes the same.
  func capture(of file: ImportFile, _ imported: ImportedPage, story slug: Slug) -> Capture {
    var manifest = Manifest(
      id: CaptureID(
        time: file.time.time, bits: digestBytes(sha256Hex(Array("\(slug)\0\(imported.digest)".utf8)))),
      story: slug, captured: file.time.time, timeSource: file.time.source, wireSHA256: imported.digest,
      wireLength: imported.body.count, payloadSHA256: imported.digest, payloadLength: imported.body.count,
      verdict: (try? imported.page.get())?.verdict ?? .failed, capturedBy: Self.software)
    manifest.fileName = file.name
    manifest.mediaType = file.mediaType
    return Capture(manifest: manifest, body: imported.body)
  }

  /// What a page from an address gives a version.
  func content(of page: ExtractedPage, from address: String?) throws -> VersionContent {
    try VersionContent(
      article: page.article, text: versionText(of: page.article, reading: read(page.article)),
      extractor: pages.identity(for: address))
  }

  /// The first ten bytes that a hexadecimal digest names.
  private func digestBytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: 20, by: 2).compactMap { at in
      UInt8(hex.dropFirst(at).prefix(2), radix: 16)
    }
  }
}

extension ExtractedPage {
  /// What a look notes of a page that was read with remarks.
  var partly: String? { remarks.isEmpty ? nil : "read in part: " + remarks.joined(separator: "; ") }
}

extension Verdict {
  /// What is to be said of a page that is no article.
  var reason: String {
    switch self {
    case .article, .liveblog, .partial: "is an article"
    case .consent: "is a consent wall, not the article"
    case .challenge: "is a bot check, not the article"
    case .notFound: "says that the page was not found"
    case .redirected: "is a front page or section, not the article"
    case .needsRendering:
      "is filled in by scripts and has no text of its own (save the page from a browser instead)"
    case .empty: "has no article text"
    case .failed: "could not be read"
    }
  }
}

extension Array {
  /// The array in parts of at most `size`.
  func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
