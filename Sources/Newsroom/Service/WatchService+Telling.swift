// Who works beside a watch: whoever tells people, and whoever polls feeds.

import Archive
import Fetch
import Schedule
import Story

extension WatchService {
  /// Whoever tells people what this watch sees, by the channels of the settings.
  public func teller(tell: @escaping @Sendable (Teller.News) -> Void) throws -> Teller {
    try Teller(
      newsroom, settings: settings, lookAgain: { [weak self] in await self?.lookAgain($0) }, tell: tell)
  }

  /// Whoever finds stories for this watch in feeds, fetching as it does.
  public func feedPoller(tell: @escaping @Sendable (FeedPoller.News) -> Void) -> FeedPoller {
    FeedPoller(
      ArchiveShelf(newsroom: newsroom) { [weak self] in await self?.signal(.feed, for: $0) },
      settings: settings.feeds,
      get: { [weak self] address, etag, modified in
        guard let self else { throw CancellationError() }
        return try await self.get(address, etag: etag, modified: modified)
      }, tell: tell)
  }

  /// Has a story looked at again shortly: its last look left something open.
  func lookAgain(_ slug: Slug) {
    agenda.lookAgain(slug, at: Timestamp(milliseconds: moment.milliseconds + 1000))
    handIn.note(slug)
    wake()
  }

  private func signal(_ signal: Signal, for slug: Slug) {
    agenda.signal(signal, for: slug, at: moment)
    wake()
  }

  private func get(_ address: String, etag: String?, modified: String?) async throws -> Answer {
    try await fetcher.fetch(address, etag: etag, lastModified: modified)
  }
}
