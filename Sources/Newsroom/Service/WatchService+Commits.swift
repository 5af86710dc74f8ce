// What looks brought goes into git, and is told.

import Archive
import Extraction
import Report
import Story

extension WatchService {
  /// Commits the looks that wait, all in one batch, and tells what they brought.
  func commit() async {
    if fault != nil { return }
    var batch = decided
    decided = []
    let new = registrations
    registrations = []
    do {
      for story in new { await writer.register(story) }
      batch = try await stillHeld(batch)
      let versions = try await record(batch)
      try await writer.tick()
      settle(batch)
      want(versions)
      untold += zip(batch, versions).map { (made: $0, version: $1) }
    } catch {
      fault = Failure(error)
      wake()
    }
  }

  /// Records looks.
  ///
  /// - Returns: for each the version it made.
  private func record(_ batch: [Decided]) async throws -> [Version?] {
    if batch.isEmpty { return [] }
    let entries = batch.map(\.entry)
    // Looks that brought nothing new wait in the spool for others: only bytes are worth a commit of their own.
    let bringsBytes = entries.contains { $0.capture != nil || $0.reread != nil }
    do throws(ArchiveError) {
      if bringsBytes { return try await writer.record(entries) }
      try await writer.note(entries.map(\.look))
      return entries.map { _ in nil }
    } catch {
      if error.kind != .badInput { throw error }
    }
    // One story was taken out meanwhile, say: the others are kept all the same.
    var versions: [Version?] = []
    for entry in entries {
      do throws(ArchiveError) {
        versions += try await writer.record([entry])
      } catch {
        if error.kind != .badInput { throw error }
        versions.append(nil)
        tell(.troubled(target: entry.look.story.text, Failure(error), next: nil))
      }
    }
    return versions
  }

  /// Takes in that looks are kept.
  private func settle(_ batch: [Decided]) {
    for made in batch {
      let look = made.entry.look
      if let capture = look.capture { mine.remove(capture) }
      stories[look.story]?.note(look)
      if look.outcome == .missed { continue }
      unsettled.remove(look.story)
      handIn.note(look, next: made.next)
      follow(look.story, to: made.address)
      if look.outcome == .version, let article = made.page?.article { learn(article, of: look.story) }
    }
  }

  /// Tells what committed looks brought, in their order. Making reports takes longer than committing, so neither waits for
  /// the other.
  func announce() async {
    let looks = untold.filter { $0.made.entry.look.outcome != .missed }
    untold = []
    if looks.isEmpty { return }
    let (newsroom, options) = (newsroom, plan.options)
    let outcomes = await reports.run {
      looks.map { made, version in
        var outcome = LookOutcome(
          look: made.entry.look, version: version, article: made.page?.article,
          isNew: made.isNew && version != nil)
        newsroom.complete(
          &outcome, page: made.page, old: made.old, wasWithdrawn: made.wasWithdrawn, options: options)
        return outcome
      }
    }
    for (outcome, look) in zip(outcomes, looks) {
      if outcome.version != nil { status.versions += 1 }
      if let report = outcome.report {
        status.lastChange = .init(
          story: outcome.look.story, time: outcome.look.time, summary: summaryLine(of: report.revision))
      }
      tell(.looked(target: outcome.look.address ?? outcome.look.story.text, outcome, next: look.made.next))
    }
  }
}
