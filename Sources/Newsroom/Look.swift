// One look at a story's page: fetch, keep, read, decide.

import Archive
import Extraction
import Fetch
import Foundation
public import Report
public import Story

/// How to look.
public struct LookSettings: Sendable {
  /// Networks that may be connected to although they are not public: addresses or CIDR ranges.
  public var allowedAddresses: [String]
  /// The name for a story not kept yet; nil: made from its address.
  public var name: Slug?
  /// Whether the images and styles of versions are fetched too, whatever the archive's settings say.
  public var withResources: Bool

  /// Settings of these parts.
  public init(allowedAddresses: [String] = [], name: Slug? = nil, withResources: Bool = false) {
    self.allowedAddresses = allowedAddresses
    self.name = name
    self.withResources = withResources
  }
}

/// What a look saw.
public struct LookOutcome: Sendable {
  /// The look as the journal keeps it.
  public var look: Look
  /// The version it made, if it made one.
  public var version: Version?
  /// What was read, if the page was an article.
  public var article: Article?
  /// How many quotes and paragraphs were read.
  public var counts: (paragraphs: Int, quotes: Int)?
  /// What changed against the version before, if there is something to tell.
  public var report: RevisionReport?
  /// Whether this look made the story.
  public var isNew: Bool
  /// What became of the version's images and styles, if they were fetched.
  public var resources: ResourceCount?
}

extension Newsroom {
  /// Looks at a page once: what it says becomes a version if it differs from the version before.
  ///
  /// - Parameters:
  ///   - target: an address, or the name of a story that has one.
  /// - Throws: ``Failure``: `unavailable` when nothing came and the story is not kept yet, `noInput` for an unknown
  ///   story, `usage` for an address that is none. For a story that is kept, a look that failed is an outcome.
  public func look(at target: String, settings: LookSettings, options: RevisionReport.Options) async throws
    -> LookOutcome
  {
    let archive = try self.settings()
    return try await look(
      at: target, by: fetcher(settings, archive), settings: settings, archive, options: options)
  }

  /// Looks at a page once, by a fetcher that others may share, and fetches what a new version's page shows if that is
  /// wanted.
  func look(
    at target: String, by fetcher: PoliteFetcher, settings: LookSettings, _ archive: Settings,
    options: RevisionReport.Options
  ) async throws -> LookOutcome {
    var outcome = try await lookAtPage(target, by: fetcher, settings: settings, archive, options: options)
    if let version = try versionWithoutResources(
      after: outcome.look, archive, asked: settings.withResources)
    {
      outcome.resources = try await keepResources(of: version, by: fetcher, archive)
    }
    return outcome
  }

  private func lookAtPage(
    _ target: String, by fetcher: PoliteFetcher, settings: LookSettings, _ archive: Settings,
    options: RevisionReport.Options
  ) async throws -> LookOutcome {
    let (story, isNew, validators) = try subject(of: target, settings: settings)
    guard let address = story.addresses.first else {
      throw Failure(
        .usage,
        "\(story.slug) was made from files and has no address: give one with look URL --name \(story.slug)")
    }
    var look = Look(story: story.slug, time: now(), timeSource: .fetched, outcome: .unreachable)
    look.address = address
    let answer: Answer
    do {
      answer = try await fetcher.fetch(address, lastSeen: validators, settings: archive)
    } catch {
      if Task.isCancelled { throw CancellationError() }
      look.fail(error)
      if isNew { throw Failure(error) }
      return try await finish(look, story: story, isNew: false)
    }
    fill(&look, from: answer, validators: validators)
    if answer.status == 304 {
      look.outcome = .notModified
      return try await finish(look, story: story, isNew: false)
    }
    return try await keep(answer, look, story: story, isNew: isNew, options: options)
  }

  /// Puts into a look what its answer says.
  func fill(_ look: inout Look, from answer: Answer, validators: Look?) {
    look.time = answer.started
    look.status = answer.status
    look.etag = answer.etag ?? (answer.status == 304 ? validators?.etag : nil)
    look.lastModified = answer.lastModified ?? (answer.status == 304 ? validators?.lastModified : nil)
  }

  /// The story that a look is at, whether it is new, and the validators to send.
  func subject(of target: String, settings: LookSettings) throws -> (
    story: Story, isNew: Bool, validators: Look?
  ) {
    let archive = try readerIfThere()
    guard target.contains("://") else {
      let slug = try Slug(target)
      guard let archive else { return try (story(slug, in: open()), false, nil) }
      return try (story(slug, in: archive), false, validators(of: slug, in: archive))
    }
    var known = try KnownStories(archive?.stories() ?? [])
    let (story, isNew) = try known.story(at: target, name: settings.name, now: now())
    // Validators are of the address that gave them.
    let isOld = try archive?.story(story.slug)?.addresses.first == story.addresses.first
    return try (story, isNew, isOld ? archive.flatMap { try validators(of: story.slug, in: $0) } : nil)
  }

  /// The last answer's validators, if the version it confirmed is still the newest.
  private func validators(of slug: Slug, in archive: ArchiveReader) throws -> Look? {
    guard let last = try archive.lastLook(of: slug),
      [.version, .unchanged, .notModified].contains(last.outcome)
    else { return nil }
    return last
  }

  /// Acknowledges an answer's bytes, reads them, commits them and compares them with the version before.
  private func keep(
    _ answer: Answer, _ seen: Look, story: Story, isNew: Bool, options: RevisionReport.Options
  ) async throws -> LookOutcome {
    let capture = capture(of: answer, story: story.slug, address: seen.address)
    try await commit([capture], registering: [story])
    let archive = try ArchiveReader(at: path)
    let id = capture.manifest.id
    guard let look = try archive.look(of: story.slug, capture: id) else {
      throw Failure(.badData, "\(story.slug) was taken out of the archive; the page was not kept")
    }
    let version = try archive.version(of: story.slug, capture: id)
    let before = try base(
      ofPartial: look.outcome != .version || look.verdict == .partial,
      among: versionsInOrder(of: story.slug, in: archive).filter {
        $0.capture != id && $0.captured <= look.time
      }, in: archive)
    let wasWithdrawn =
      try archive.looks(of: story.slug).last { $0.capture != id && $0.time <= look.time }?.outcome
      == .withdrawn
    let page =
      try version.map { try self.page(of: $0, in: archive) } ?? read(capture, seen: look, in: archive)

    var outcome = LookOutcome(look: look, version: version, article: page?.article, isNew: isNew)
    var old = try before.map { try edition(of: $0, in: archive) }
    if let before {
      old?.lastSeen = try lastSeen(before, before: look.time, looks: archive.looks(of: story.slug))
    }
    complete(&outcome, page: page, old: old, wasWithdrawn: wasWithdrawn, options: options)
    return outcome
  }

  /// A capture that made no version, read as it was when that was decided; nil where it could not be read.
  private func read(_ capture: Capture, seen look: Look, in archive: ArchiveReader) throws -> ExtractedPage? {
    guard look.verdict != nil else { return nil }
    var history = try History(of: look.story, in: archive, newsroom: self)
    let learnt = try hosts.learnt(of: look.address, in: archive)
    let memory = try history.memory(at: look.time, learnt: learnt)
    let manifest = capture.manifest
    return try? pages.read(
      PageRequest(
        capture.body, mediaType: manifest.mediaType, address: manifest.hops.last?.address ?? manifest.address,
        memory: memory, captured: manifest.captured))
  }

  /// Adds to an outcome what was read, and what changed against the version before.
  func complete(
    _ outcome: inout LookOutcome, page: ExtractedPage?, old: Edition?, wasWithdrawn: Bool,
    options: RevisionReport.Options
  ) {
    if let page, page.verdict.makesVersion {
      let reading = read(page.article)
      outcome.counts = (reading.paragraphs.count, reading.quotes.count { $0.kind == .quote })
    }
    guard let old else { return }
    let look = outcome.look
    if let version = outcome.version, let page {
      outcome.report = report(from: old, to: edition(of: version, page: page), options: options)
    } else if look.outcome == .withdrawn && !wasWithdrawn {
      outcome.report = RevisionReport(withdrawal(of: old, seen: look), options: options)
    } else if wasWithdrawn, look.outcome == .unchanged {
      outcome.report = RevisionReport(returning(of: old, seen: look), options: options)
    }
  }

  /// An answer as a capture, not yet read.
  func capture(of answer: Answer, story: Slug, address: String?) -> Capture {
    let id = CaptureID(time: answer.started, bits: (0..<10).map { _ in UInt8.random(in: 0...255) })
    var manifest = Manifest(
      id: id, story: story, captured: answer.started, timeSource: .fetched, address: address,
      wireSHA256: sha256Hex(answer.wireBody), wireLength: answer.wireBody.count,
      payloadSHA256: sha256Hex(answer.body), payloadLength: answer.body.count, verdict: .failed,
      capturedBy: Self.software)
    manifest.hops = answer.hops
    manifest.requestHeaders = answer.shownRequestHeaders
    manifest.status = answer.status
    manifest.etag = answer.etag
    manifest.lastModified = answer.lastModified
    // A command prints a page's HTML.
    manifest.mediaType = answer.way == nil ? answer.mediaType : "text/html"
    manifest.way = answer.way
    manifest.screenshotSHA256 = answer.screenshot.map { sha256Hex($0) }
    return Capture(
      manifest: manifest, head: answer.head, body: answer.body, screenshot: answer.screenshot)
  }

  /// Notes a look that brought no bytes.
  private func finish(_ look: Look, story: Story, isNew: Bool) async throws -> LookOutcome {
    try await note(look, registering: story)
    return LookOutcome(look: look, isNew: isNew)
  }

  /// What the removal of a story changed.
  func withdrawal(of old: Edition, seen look: Look) -> Revision {
    let empty = Article()
    let gone = Edition(label: "\(look.time)", story: old.story, article: empty, reading: read(empty))
    var change = Change(.storyWithdrawn, id: changeID("story_withdrawn", look))
    change.text = look.note
    change.old = old.article.headline?.value
    return Revision(old: old, new: gone, difference: Difference(changes: [change]))
  }

  /// What the return of a story changed.
  func returning(of old: Edition, seen look: Look) -> Revision {
    var change = Change(.storyReturned, id: changeID("story_returned", look))
    change.text = "the page is back as it was"
    let links = old.reading.sentences.indices.map { Link($0, $0) }
    return Revision(old: old, new: old, difference: Difference(links: links, changes: [change]))
  }

  private func changeID(_ type: String, _ look: Look) -> String {
    String(sha256Hex(Array("\(look.story)\0\(type)\0\(look.time)".utf8)).prefix(13))
  }
}
