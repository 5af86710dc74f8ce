// The images, styles and fonts that a version's page shows, fetched to go with it.

import Archive
import Extraction
import Fetch
import Foundation
import Story

/// What became of what a version's page shows.
public struct ResourceCount: Hashable, Sendable {
  /// How many are in the archive with it, those among them that an earlier version has already.
  public var kept = 0
  /// How many could not be had, or not be asked for.
  public var missing = 0
  /// How many were left out because the bounds of one version were reached.
  public var leftOut = 0
  /// How many bytes came.
  public var bytes = 0
}

extension Newsroom {
  /// Fetches what a version's page shows and is not kept yet. What comes is acknowledged one by one; whoever holds the
  /// archive records it.
  ///
  /// - Returns: what became of it, and what was left for the holder of the archive.
  func fetchResources(
    of version: Version, by fetcher: PoliteFetcher, _ settings: Settings
  ) async throws -> (count: ResourceCount, left: ResourcesLeft) {
    let archive = try ArchiveReader(at: path)
    let manifest = try archive.manifest(of: version)
    var left = ResourcesLeft()
    guard let page = manifest.hops.last, let address = try? WebAddress(page.address) else {
      return (ResourceCount(), left)
    }
    let inbox = try ArchiveInbox(at: path)
    var round = ResourceRound(
      version: version, page: page, bounds: settings.resources,
      known: try archive.resources(of: version.story), done: try archive.resources(of: version))
    round.add(PageResources(page: try archive.body(of: version)), on: address)
    let end = ContinuousClock.now + .seconds(settings.resources.patience)
    while let wanted = round.next() {
      if round.isFull || ContinuousClock.now >= end {
        round.leaveOut(wanted, at: now())
        continue
      }
      let old = round.known[wanted.address]
      let answer: Answer
      do throws(FetchError) {
        answer = try await fetcher.fetch(
          wanted.address, shownBy: page, mostBytes: round.bytesLeft, copy: (old?.etag, old?.lastModified, nil)
        )
      } catch {
        if Task.isCancelled { break }
        round.fail(wanted, error, at: now())
        continue
      }
      if let capture = round.take(answer, to: wanted, newsroom: self) {
        // From here on it is kept whatever becomes of this process.
        try inbox.leave(capture)
        left.captures.append(capture.manifest.id)
      }
      if wanted.isStyle, round.isKept(wanted), let place = try? WebAddress(answer.finalAddress) {
        let style = try answer.status == 304 ? old.flatMap { try archive.body(of: $0) } : answer.body
        if let style { round.add(PageResources(style: style), on: place) }
      }
    }
    if !round.lines.isEmpty {
      let request = Request(.resources(round.lines))
      try inbox.leave(request)
      left.request = request
    }
    return (round.count, left)
  }

  /// Fetches what a version's page shows, and has it recorded: by this process if the archive is free, else by its
  /// holder.
  func keepResources(
    of version: Version, by fetcher: PoliteFetcher, _ settings: Settings
  ) async throws -> ResourceCount {
    let (count, left) = try await fetchResources(of: version, by: fetcher, settings)
    try await settle(left)
    return count
  }

  /// The newest version that what its page shows is to be fetched for after a look; nil when that is done or not
  /// wanted.
  func versionWithoutResources(after look: Look, _ settings: Settings, asked: Bool) throws -> Version? {
    guard asked || settings.wantsResources(of: look.story),
      [.version, .unchanged, .notModified].contains(look.outcome)
    else { return nil }
    let archive = try ArchiveReader(at: path)
    guard let newest = try versionsInOrder(of: look.story, in: archive).last, newest.timeSource == .fetched,
      try archive.resources(of: newest).isEmpty
    else { return nil }
    return newest
  }
}

/// What was acknowledged and waits for the holder of the archive.
struct ResourcesLeft: Sendable {
  var captures: [CaptureID] = []
  var request: Request?
}

/// The fetching of what one version's page shows, as far as it has come.
struct ResourceRound {
  /// Something to be asked for.
  struct Wanted {
    var address: String
    var isStyle: Bool
  }

  /// What is kept already, by address; the newest of each.
  private(set) var known: [String: Resource] = [:]
  /// What became of those that brought no bytes.
  private(set) var lines: [Resource] = []
  private(set) var count = ResourceCount()

  private let version: Version
  private let page: Hop
  private let bounds: Settings.Resources
  private var styles: [Wanted] = []
  private var pictures: [Wanted] = []
  private var sizes: [Wanted] = []
  private var seen: Set<String>
  private var kept: Set<String> = []
  private var asked = 0

  init(version: Version, page: Hop, bounds: Settings.Resources, known: [Resource], done: [Resource]) {
    self.version = version
    self.page = page
    self.bounds = bounds
    for resource in known where resource.isKept { self.known[resource.address] = resource }
    seen = Set(done.map(\.address))
  }

  /// Whether nothing more may be asked for.
  var isFull: Bool { asked >= bounds.most || bytesLeft <= 0 }

  /// How many bytes may still come.
  var bytesLeft: Int { min(bounds.largest, bounds.budget - count.bytes) }

  func isKept(_ wanted: Wanted) -> Bool { kept.contains(wanted.address) }

  /// Takes in what a page or style sheet names.
  mutating func add(_ found: PageResources, on place: WebAddress) {
    let base = found.base.flatMap { try? WebAddress($0, on: place) } ?? place
    func places(_ list: [String]) -> [String] { list.compactMap { try? WebAddress($0, on: base).text } }
    for (list, path, isStyle) in [
      (found.styles, \Self.styles, true), (found.pictures, \Self.pictures, false),
      (found.sizes, \Self.sizes, false),
    ] as [([String], WritableKeyPath<Self, [Wanted]>, Bool)] {
      for address in places(list) where seen.count < Self.most && seen.insert(address).inserted {
        self[keyPath: path].append(Wanted(address: address, isStyle: isStyle))
      }
    }
  }

  /// What is asked for next: styles first, as they name more; then what is shown in any case.
  mutating func next() -> Wanted? {
    for list in [\Self.styles, \Self.pictures, \Self.sizes] where !self[keyPath: list].isEmpty {
      return self[keyPath: list].removeFirst()
    }
    return nil
  }

  /// Takes in an answer.
  ///
  /// - Returns: the capture to keep, if it brought bytes that belong to the page.
  mutating func take(_ answer: Answer, to wanted: Wanted, newsroom: Newsroom) -> Capture? {
    asked += 1
    count.bytes += answer.body.count
    var line = Resource(
      story: version.story, version: version.capture, address: wanted.address, time: answer.started,
      outcome: .refused)
    line.status = answer.status
    line.mediaType = answer.mediaType
    if answer.status == 304, let old = known[wanted.address] {
      line.outcome = .notModified
      line.capture = old.capture
      line.mediaType = old.mediaType
      line.payloadSHA256 = old.payloadSHA256
      line.payloadLength = old.payloadLength
      line.etag = answer.etag ?? old.etag
      line.lastModified = answer.lastModified ?? old.lastModified
      lines.append(line)
    } else if let reason = refusal(of: answer) {
      line.note = reason
      lines.append(line)
      count.missing += 1
      return nil
    }
    count.kept += 1
    kept.insert(wanted.address)
    if line.outcome == .notModified { return nil }
    var capture = newsroom.capture(of: answer, story: version.story, address: wanted.address)
    capture.manifest.partOf = version.capture
    return capture
  }

  /// Takes in that nothing came.
  mutating func fail(_ wanted: Wanted, _ error: FetchError, at time: Timestamp) {
    asked += 1
    count.missing += 1
    var line = Resource(
      story: version.story, version: version.capture, address: wanted.address, time: time,
      outcome: error.problem.isRefusedHere ? .blocked : .unreachable)
    line.note = Failure(error).message
    lines.append(line)
  }

  /// Takes in that the bounds were reached.
  mutating func leaveOut(_ wanted: Wanted, at time: Timestamp) {
    count.leftOut += 1
    lines.append(
      Resource(
        story: version.story, version: version.capture, address: wanted.address, time: time,
        outcome: .leftOut))
  }

  /// Why an answer is nothing that a page shows; nil when it is.
  private func refusal(of answer: Answer) -> String? {
    guard answer.status == 200 else { return "the server answered \(answer.status)" }
    let type = answer.mediaType?.prefix { $0 != ";" }.lowercased().trimmingCharacters(in: .whitespaces)
    guard let type, !type.isEmpty else { return "the server does not say what it is" }
    // A page in place of an image is an error told as a page; kept, it would pass for a version of the story.
    if ["text/html", "application/xhtml+xml", "text/plain"].contains(type) {
      return "the server answered with a page (\(type))"
    }
    return nil
  }

  private static let most = 2000
}
