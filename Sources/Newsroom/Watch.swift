// A single round of looks, as a clock of the system's calls for one; WatchService goes on.

import Archive
import Fetch
import Foundation
public import Report
import Story

extension Newsroom {
  /// The stories that are to be watched, by name.
  public func watchable() throws -> [String] {
    try open().stories().filter { !$0.addresses.isEmpty && $0.paused == nil && $0.ended == nil }.map(
      \.slug.text)
  }

  /// Looks at each target once, one after the other.
  public func watchOnce(
    _ targets: [String], settings: LookSettings, config: String? = nil, options: RevisionReport.Options,
    tell: @Sendable (WatchEvent) -> Void
  ) async {
    let archive: Settings
    let fetcher: PoliteFetcher
    do {
      archive = try self.settings(in: config)
      fetcher = try self.fetcher(settings, archive)
    } catch {
      tell(.troubled(target: path, Failure(error), next: nil))
      return
    }
    for target in targets where !Task.isCancelled {
      do {
        tell(
          .looked(
            target: target,
            try await look(at: target, by: fetcher, settings: settings, archive, options: options),
            next: nil))
      } catch is CancellationError {
        return
      } catch {
        tell(.troubled(target: target, Failure(error), next: nil))
      }
    }
    do {
      guard let writer = try writerIfFree() else { return }
      try await mergePacksIfDue(writer)
      try await writer.close()
    } catch {
      tell(.packsNotMerged(Failure(error)))
    }
  }
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }

  /// A time span as people type it: `30s`, `5m`, `2h`, `1d`.
  public init?(typed text: String) {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    guard let last = text.last, let unit = units[last], let count = Int64(text.dropLast()), count > 0,
      count < 1_000_000
    else { return nil }
    self = .seconds(count * unit)
  }
}
