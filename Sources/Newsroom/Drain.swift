// Acknowledged captures into git: by this process, or by the one that holds the archive.

import Archive
import Extraction
import Foundation
import Story

extension Newsroom {
  /// The archive, for writing; made if it is not there. What other processes left for its holder, or did not live to
  /// commit, is committed first.
  func openForWriting() async throws -> ArchiveWriter {
    let writer = try ArchiveWriter(at: path, createIfMissing: true, patience: patience)
    try await drain(writer)
    return writer
  }

  /// Takes in all that waits in the spool: requests, then captures, a batch at a time.
  ///
  /// A process that keeps the archive open calls this at least every 200 ms, and ``Archive/ArchiveWriter/tick()`` now
  /// and then: so a hundred captures share a pack, and nobody who left something waits long.
  ///
  /// - Parameter mine: captures that the caller is about to record itself.
  /// - Returns: the requests that are not the archive's to do; to be ended by the caller.
  @discardableResult
  func drain(
    _ writer: ArchiveWriter, besides mine: @Sendable () async -> Set<CaptureID> = { [] }
  ) async throws -> [Request] {
    let others = try await writer.takeRequests()
    while try await drainBatch(writer, besides: mine) {}
    return others
  }

  /// Takes in requests and resources that wait, and nothing that has to be read first.
  func drainResources(_ writer: ArchiveWriter) async throws {
    _ = try await writer.takeRequests()
    let parts = try await writer.pendingCaptures(atMost: .max).compactMap { ResourceEntry($0) }
    if !parts.isEmpty { try await writer.record(resources: parts) }
  }

  /// Commits one batch of captures that wait.
  ///
  /// - Returns: whether there was any.
  private func drainBatch(
    _ writer: ArchiveWriter, besides mine: @Sendable () async -> Set<CaptureID>
  ) async throws -> Bool {
    let found = try await writer.pendingCaptures(besides: mine())
    if found.isEmpty { return false }
    // One that the caller left while the spool was read would lose what only the caller knows of its look.
    let own = await mine()
    let waiting = found.filter { !own.contains($0.manifest.id) }
    let parts = waiting.compactMap { ResourceEntry($0) }
    if !parts.isEmpty { try await writer.record(resources: parts) }
    let captures = waiting.filter { $0.manifest.partOf == nil }
      .sorted { ($0.manifest.captured, $0.manifest.id) < ($1.manifest.captured, $1.manifest.id) }
    if captures.isEmpty { return true }
    let archive = try ArchiveReader(at: path)
    var histories: [Slug: History] = [:]
    var entries: [Entry] = []
    for capture in captures {
      let slug = capture.manifest.story
      var history = try histories[slug] ?? History(of: slug, in: archive, newsroom: self)
      entries.append(try decide(capture, history: &history).entry)
      histories[slug] = history
    }
    _ = try await writer.record(entries)
    return true
  }

  /// Has captures committed, and stories registered: by this process if the archive is free, else by its holder.
  ///
  /// - Throws: ``Failure`` of kind `locked` when nobody took them in time; they stay acknowledged all the same.
  func commit(_ captures: [Capture], registering stories: [Story] = []) async throws {
    if let writer = try writerIfFree() {
      for story in stories { await writer.register(story) }
      // From here on the bytes are kept whatever becomes of this process.
      for capture in captures { try await writer.spool(capture) }
      try await drain(writer)
      try await writer.close()
      return
    }
    let inbox = try ArchiveInbox(at: path)
    let requests = stories.map { Request(.register($0)) }
    for request in requests { try inbox.leave(request) }
    for capture in captures { try inbox.leave(capture) }
    try await wait {
      try requests.allSatisfy(inbox.isDone) && captures.map(\.manifest.id).allSatisfy(inbox.isTaken)
    }
  }

  /// Has acknowledged resources recorded likewise.
  func settle(_ left: ResourcesLeft) async throws {
    if let writer = try writerIfFree() {
      try await drain(writer)
      try await writer.close()
      return
    }
    let inbox = try ArchiveInbox(at: path)
    try await wait {
      try left.captures.allSatisfy(inbox.isTaken) && left.request.map(inbox.isDone) ?? true
    }
  }

  /// Keeps a look without a capture, and its story's registration.
  func note(_ look: Look, registering story: Story) async throws {
    if let writer = try writerIfFree() {
      await writer.register(story)
      try await drain(writer)
      try await writer.note(look)
      try await writer.close()
      return
    }
    let inbox = try ArchiveInbox(at: path)
    let requests = [Request(.register(story)), Request(.note(look))]
    for request in requests { try inbox.leave(request) }
    try await wait { try requests.allSatisfy(inbox.isDone) }
  }

  /// Has the holder of the archive do something, or does it by the writer if the archive is free.
  func ask(_ work: Request.Work, otherwise: (ArchiveWriter) async throws -> Void) async throws {
    _ = try open()
    if let writer = try writerIfFree() {
      try await drain(writer)
      try await otherwise(writer)
      try await writer.close()
      return
    }
    let inbox = try ArchiveInbox(at: path)
    let request = Request(work)
    try inbox.leave(request)
    try await wait { try inbox.isDone(request) }
  }

  /// The archive for writing, or nil when another process holds it.
  func writerIfFree() throws -> ArchiveWriter? {
    do throws(ArchiveError) {
      return try ArchiveWriter(at: path, createIfMissing: true, patience: .zero)
    } catch {
      if error.kind == .locked { return nil }
      throw error
    }
  }

  /// Waits until what was left in the spool is taken in, by the holder of the archive or, once that is gone, by this
  /// process.
  private func wait(until isDone: () throws -> Bool) async throws {
    let end = ContinuousClock.now + patience
    while try !isDone() {
      if let writer = try writerIfFree() {
        try await drain(writer)
        try await writer.close()
      } else if ContinuousClock.now >= end {
        throw Failure(
          .locked,
          "the archive is in use by another process that has not taken this in yet; nothing is lost: it waits in "
            + "\(path)/spool, and whoever writes to the archive next commits it")
      } else {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }
}
