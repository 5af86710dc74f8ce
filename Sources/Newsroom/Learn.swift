// Learns how often stories change from the looks in the journal.

import Archive
import Foundation
public import Report
import Schedule
import Story

extension Newsroom {
  /// Fits the tables of rates to all looks of the archive.
  ///
  /// One table holds for all stories, shrunk to the one the program carries; each host with enough changes gets its own,
  /// shrunk to that.
  ///
  /// - Parameter writes: whether to write the tables where the settings' `schedule.rates` says.
  /// - Throws: ``Failure``: `noInput` without an archive, `settings` when they are wrong or name no file to write.
  public func learn(settings: Settings, writes: Bool) throws -> LearningReport {
    let archive = try open()
    if writes, settings.schedule.rates == nil {
      throw Failure(
        .settings,
        "the settings name no file for rates: set schedule.rates (rates.txt, say) in \(path)/writethru.yaml")
    }
    var all = Learning()
    var hosts: [String: Learning] = [:]
    var stories = 0
    for story in try archive.stories() {
      let looks = try archive.looks(of: story.slug)
      let read = looks.filter { $0.timeSource == .fetched && $0.outcome.changed != nil }
      guard let first = read.first else { continue }
      stories += 1
      let published = try published(story, in: archive).map { min($0, first.time) } ?? first.time
      let host = read.compactMap(\.address).last.flatMap { URL(string: $0)?.host?.lowercased() }
      for (before, look) in zip(read, read.dropFirst()) {
        let changed = look.outcome.changed ?? false
        all.add(published: published, from: before.time, to: look.time, changed: changed)
        if let host {
          hosts[host, default: Learning()].add(
            published: published, from: before.time, to: look.time, changed: changed)
        }
      }
    }
    let picked = all.fitted(to: RateBook.published.picked)
    // What was learnt of hours holds whoever found the story.
    var found = all.changes > 0 ? all.fitted(to: RateBook.published.found) : RateBook.published.found
    found.hours = picked.hours
    var book = RateBook(picked: picked, found: found)
    for (host, learning) in hosts where learning.changes >= Self.changesForOwnTable {
      book.hosts[host] = learning.fitted(to: picked, weight: 5)
    }
    let text = book.text(
      comment: """
        Learnt by \(Self.software) on \(now()) from \(all.gaps) gaps between checks of \(stories) stories, \(all.changes) \
        of them with a change.
        """)
    var file: String?
    if writes, let name = settings.schedule.rates {
      let path = ratesFile(name)
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw Failure(.disk, "the rates cannot be written to \(shown(path)): \(error.localizedDescription)")
      }
      file = path
    }
    return LearningReport(
      stories: stories, gaps: all.gaps, changes: all.changes, ages: RateBook.ages,
      carried: RateBook.published.picked.rates, learnt: picked.rates, hours: picked.hours,
      hosts: book.hosts.keys.sorted().map { host in
        .init(name: host, changes: hosts[host]?.changes ?? 0, rates: book.hosts[host]?.rates ?? [])
      }, file: file)
  }

  /// How many changes a host must have made to get a table of its own.
  private static let changesForOwnTable = 30

  /// When a story says that it was published.
  func published(_ story: Story, in archive: ArchiveReader) throws -> Timestamp? {
    guard let first = try archive.versions(of: story.slug).first else { return nil }
    return try archive.article(of: first).published.flatMap { Timestamp($0.value) }
  }
}
