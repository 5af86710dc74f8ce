// The past of a page from another archive, by its TimeMap.

import Archive
import Evidence
import Fetch
import Foundation
public import Story

/// How far an import from another archive is.
public struct TimeMapProgress: Sendable {
  /// Captures done, those that were there before included.
  public var done: Int
  /// Captures in all.
  public var all: Int
  /// How many minutes the rest takes at the pace so far, at least; nil before the first.
  public var minutesLeft: Double?
}

extension Newsroom {
  /// The Wayback Machine's TimeMap of an address.
  public static func waybackTimeMap(of address: String) -> String {
    "https://web.archive.org/web/timemap/link/\(address)"
  }

  /// Imports the captures that another archive's TimeMap lists.
  ///
  /// Politely: one request at a time, at the pace its host is given in the settings. Each capture is committed before the
  /// next is asked for, and which are there is read from the archive: killed at any moment, it goes on where it was.
  ///
  /// - Parameter retries: whether captures are asked for again that the other archive answered with an error before.
  public func importTimeMap(
    _ address: String, into slug: Slug, choice: ImportChoice, settings look: LookSettings,
    retries: Bool = false,
    progress: @Sendable (TimeMapProgress) -> Void = { _ in }
  ) async throws -> ImportOutcome {
    let fetcher = try fetcher(look, settings())
    let (mementos, original) = try await mementos(of: address, choice, by: fetcher)
    guard !mementos.isEmpty else {
      throw Failure(.noInput, "the TimeMap \(shown(address)) lists no capture between the times asked for")
    }
    var intake = try PageIntake(into: slug, newsroom: self)
    let there =
      try readerIfThere().map { archive in try Set(archive.looks(of: slug).compactMap(\.capture)) } ?? []
    let refused = retries ? [] : try notGiven(of: slug)
    var refusals: [String] = []
    var done = 0
    var fetched = 0
    let clock = ContinuousClock()
    let began = clock.now
    for memento in mementos {
      try Task.checkCancellation()
      let id = PageIntake.id(of: slug, at: memento.time, "timemap\0\(memento.address)")
      if there.contains(id) {
        intake.outcome.passedOver.append((memento.address, "already there"))
      } else if refused.contains(memento.address) {
        intake.outcome.passedOver.append(
          (memento.address, "was not given before; --retry asks for it again"))
      } else {
        do {
          let answer = try await patientFetch(memento.rawAddress, by: fetcher)
          guard answer.status == 200 else {
            if !Self.mayPass(answer.status) { refusals.append(memento.address) }
            throw Failure(.unavailable, "\(shown(memento.address)): the archive answered \(answer.status)")
          }
          try await intake.add(
            capture(of: answer, memento: memento, id: id, original: original, story: slug),
            name: memento.address)
        } catch let error as FetchError {
          intake.outcome.failed.append((memento.address, Failure(error)))
        } catch let failure as Failure where failure.kind == .unavailable {
          intake.outcome.failed.append((memento.address, failure))
        }
        fetched += 1
        if refusals.count >= Self.refusalsAtOnce { try await remember(&refusals, of: slug) }
      }
      done += 1
      let spent = (clock.now - began) / .seconds(60)
      progress(
        TimeMapProgress(
          done: done, all: mementos.count,
          minutesLeft: fetched == 0 ? nil : spent / Double(fetched) * Double(mementos.count - done)))
    }
    try await remember(&refusals, of: slug)
    return try await intake.finish()
  }

  /// Whether an error is likely to pass: the server is busy, or asks for patience.
  private static func mayPass(_ status: Int) -> Bool { [408, 425, 429, 502, 503, 504].contains(status) }

  /// So many refusals are remembered at once, so that a killed import asks for few again.
  private static let refusalsAtOnce = 20

  /// What another archive did not give of a story before.
  private func notGiven(of slug: Slug) throws -> Set<String> {
    guard let archive = try readerIfThere() else { return [] }
    return Set(try archive.events().compactMap(\.notGiven).filter { $0.story == slug }.flatMap(\.addresses))
  }

  /// Notes in the journal what another archive did not give; a story nothing came of is not noted.
  private func remember(_ refusals: inout [String], of slug: Slug) async throws {
    guard !refusals.isEmpty, try readerIfThere()?.story(slug) != nil else { return }
    var event = JournalEvent(.notGiven, time: now())
    event.notGiven = NotGiven(story: slug, addresses: refusals)
    let kept = event
    try await ask(.log(kept)) { await $0.log(kept) }
    refusals = []
  }

  /// All captures a TimeMap and its further parts list.
  private func mementos(
    of address: String, _ choice: ImportChoice, by fetcher: PoliteFetcher
  ) async throws -> (mementos: [TimeMap.Memento], original: String?) {
    var waiting = [address]
    var seen: Set<String> = []
    var mementos: Set<TimeMap.Memento> = []
    var original: String?
    while let next = waiting.popLast() {
      // No archive's list has so many parts; one that names ever new ones is no list.
      guard seen.insert(next).inserted, seen.count <= 1000 else { continue }
      let answer = try await patientFetch(next, by: fetcher)
      guard answer.status == 200 else {
        throw Failure(
          .unavailable, "the TimeMap \(shown(next)) was not given: the archive answered \(answer.status)")
      }
      let map = try TimeMap(String(decoding: answer.body, as: UTF8.self), name: shown(next))
      original = original ?? map.original
      mementos.formUnion(map.mementos.filter { choice.holds($0.time) })
      waiting += map.parts
    }
    return (mementos.sorted { ($0.time, $0.address) < ($1.time, $1.address) }, original)
  }

  /// Fetches when the host's turn has come, however long its rest.
  private func patientFetch(_ address: String, by fetcher: PoliteFetcher) async throws -> Answer {
    for _ in 0..<5 {
      do throws(FetchError) {
        return try await fetcher.fetch(address)
      } catch {
        guard case .hostRests = error.problem else { throw error }
      }
      try await Task.sleep(for: max(.seconds(1), await fetcher.restLeft(of: address)))
    }
    return try await fetcher.fetch(address)
  }

  /// Another archive's answer as a capture of the page: at that archive's word for the time, and not witnessed by us.
  private func capture(
    of answer: Answer, memento: TimeMap.Memento, id: CaptureID, original: String?, story: Slug
  ) -> Capture {
    var capture = capture(of: answer, story: story, address: original ?? memento.address)
    capture.manifest.id = id
    capture.manifest.captured = memento.time
    capture.manifest.timeSource = .timemap
    // The hops are the other archive's, not the page's: the reader must not take its host for the page's.
    let hop = capture.manifest.hops.last
    let certificate = hop?.certificate.map { ", certificate \($0)" } ?? ""
    capture.manifest.way = "memento: \(memento.address) (from \(hop?.peer ?? "unknown")\(certificate))"
    capture.manifest.hops = []
    capture.manifest.etag = nil
    capture.manifest.lastModified = nil
    return capture
  }
}

extension PageIntake {
  /// Takes a capture in and commits it at once.
  mutating func add(_ capture: Capture, name: String) async throws {
    hold(capture, name: name)
    try await commit()
  }
}
