// New versions as they come, for whoever listens (server-sent events, HTML Living Standard §9.2).

import Newsroom
import Report
import Story
import Synchronization

/// Tells new versions to those who listen.
final class Events: Sendable {
  private struct State {
    var listeners: [Int: AsyncStream<String>.Continuation] = [:]
    var next = 0
    var known: Set<CaptureID>?
  }

  private let records: Records
  private let state = Mutex(State())
  private let most = 500

  init(_ records: Records) { self.records = records }

  /// What comes from now on, after what came since the event a listener names.
  ///
  /// - Returns: nil when too many listen.
  func listen(after last: String?) throws -> AsyncStream<String>? {
    let recent = try records.overview().recent
    let missed =
      last.flatMap { CaptureID($0) }.map { id in recent.filter { $0.capture > id }.reversed() } ?? []
    let (stream, continuation) = AsyncStream.makeStream(
      of: String.self, bufferingPolicy: .bufferingNewest(100))
    let number = state.withLock { state -> Int? in
      guard state.listeners.count < most else { return nil }
      state.next += 1
      state.listeners[state.next] = continuation
      if state.known == nil { state.known = Set(recent.map(\.capture)) }
      return state.next
    }
    guard let number else { return nil }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { state in
        state.listeners[number] = nil
        if state.listeners.isEmpty { state.known = nil }
      }
    }
    continuation.yield(": listening\nretry: 5000\n\n")
    for version in missed.prefix(100) { continuation.yield(try event(version)) }
    return stream
  }

  /// Looks for new versions until cancelled.
  func run() async {
    var quiet = 0
    while !Task.isCancelled {
      do { try await Task.sleep(for: .seconds(1)) } catch { return }
      guard state.withLock({ !$0.listeners.isEmpty }) else { continue }
      let news = (try? await inBackground { try self.news() }) ?? []
      quiet = news.isEmpty ? quiet + 1 : 0
      if news.isEmpty && quiet % 15 != 0 { continue }
      let listeners = state.withLock { Array($0.listeners.values) }
      // A comment keeps the connection open where nothing is new.
      for text in news.isEmpty ? [": nothing new\n\n"] : news {
        for listener in listeners { listener.yield(text) }
      }
    }
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.finish() }
  }

  private func news() throws -> [String] {
    let recent = try records.overview().recent
    let fresh = state.withLock { state -> [Version] in
      defer { state.known = Set(recent.map(\.capture)) }
      guard let known = state.known else { return [] }
      return recent.filter { !known.contains($0.capture) }.reversed()
    }
    return try fresh.map(event)
  }

  private func event(_ version: Version) throws -> String {
    struct Told: Encodable {
      var story, title, captured, path: String
      var version: Int
      var change: String?
      var compare: String?
    }
    var told = Told(
      story: version.story.text, title: harmless(version.headline ?? version.story.text),
      captured: version.captured.description, path: Place.version(version.story, version.number).path,
      version: version.number)
    if let before = try Pages(records: records).before(version) {
      told.change = try records.told(from: before, to: version).line
      told.compare = Place.compare(version.story, before.number, version.number, isSideBySide: false).path
    }
    return "event: version\nid: \(version.capture)\ndata: \(try encoded(told))\n"
  }
}
