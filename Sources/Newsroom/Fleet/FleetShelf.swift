// Feeds of a fleet: a worker polls its share of them, and what it finds is watched by whoever has the story's shard.

import Fetch
import Fleet
import Foundation
public import Story

/// The feeds that are this worker's for the time being, and the stories of all.
actor FleetShelf: FeedShelf {
  private let newsroom: Newsroom
  private let store: FleetStore
  private let worker: String
  /// How long a feed stays with a worker that is not heard of, in milliseconds.
  private let term: Int64
  private let fetcher: PoliteFetcher
  private var listed: [FeedSource] = []
  private var asked: ContinuousClock.Instant?
  private var known = KnownStories([])
  private var all: [Slug: Story] = [:]
  private var newest: Timestamp?

  init(_ newsroom: Newsroom, in store: FleetStore, worker: String, term: Int64, fetcher: PoliteFetcher) {
    (self.newsroom, self.store, self.worker, self.term) = (newsroom, store, worker, term)
    self.fetcher = fetcher
  }

  func feeds() async throws -> [FeedSource] {
    if let asked, asked.duration(to: .now) < .milliseconds(term / 3) { return listed }
    listed = try await store.takeFeeds(worker, for: term).compactMap(FeedSource.init(wanted:))
    asked = .now
    return listed
  }

  /// All that are in the fleet; those that came since the last time are asked for, as there may be very many.
  func stories() async throws -> [Story] {
    // Whoever added some at that moment may not have been done: a minute is read again.
    let since = newest.map { Timestamp(milliseconds: $0.milliseconds - 60_000) }
    for (slug, address, added) in try await store.addresses(since: since) {
      newest = max(newest ?? added, added)
      if all[slug] != nil { continue }
      all[slug] = Story(slug: slug, addresses: [address], registered: added)
      _ = try? known.story(at: address, name: slug, now: added)
    }
    return Array(all.values)
  }

  func add(_ address: String, foundIn feed: String) async throws -> Story? {
    let (story, isNew) = try known.story(at: address, name: nil, now: newsroom.now())
    guard isNew, let plain = story.addresses.first else { return story }
    let given = FleetStory(slug: story.slug, address: plain, host: newsroom.host(of: plain), foundIn: feed)
    // Another worker may have found another page of that name just now: then this one is found at the next poll.
    guard try await store.add([given]) == 1 else { return nil }
    all[story.slug] = story
    return story
  }

  /// Where a story is looked at is for the holder of its shard to say, who follows redirects: the new address is a story
  /// of its own.
  func move(_ story: Story, to address: String) -> Bool { false }

  func signal(_ slug: Slug) async {
    // It is only a sign; if it is lost, the story is looked at when it is due.
    try? await store.hasten([slug])
  }

  /// Pages of corrections are not on the list of a fleet.
  func keep(_ notes: [NoteElsewhere]) -> [NoteElsewhere] { [] }

  /// Fetches a feed when its host may be asked, by the fleet's word.
  func get(_ address: String, etag: String?, modified: String?) async throws -> Answer {
    let host = newsroom.host(of: address)
    let patience = ContinuousClock.now.advanced(by: .seconds(30))
    var record = HostRecord(host: host)
    while true {
      if let taken = try await store.takeHost(host, by: worker, for: 60_000) {
        record = taken
        break
      }
      guard .now < patience else { throw Failure(.unavailable, "its site is being asked for other pages") }
      try await Task.sleep(for: .milliseconds(300))
    }
    await fetcher.learn(
      host, failures: record.failures, trouble: record.trouble,
      crawlDelay: record.crawlDelay.map { .milliseconds($0) })
    let answer: Result<Answer, FetchError>
    do throws(FetchError) {
      answer = .success(try await fetcher.fetch(address, etag: etag, lastModified: modified))
    } catch {
      answer = .failure(error)
    }
    let (rest, manners) = (await fetcher.restLeft(of: address), await fetcher.manners(of: address))
    record.failures = manners?.failures ?? 0
    record.trouble = manners?.trouble
    record.crawlDelay = manners?.crawlDelay?.milliseconds
    // If this is lost, the host is free when the minute is over.
    try? await store.rest([HostRest(record, rest: rest.milliseconds)], by: worker)
    return try answer.get()
  }
}

extension FeedSource {
  /// What is wanted of a feed, as the fleet's database keeps it; nil for what is not that.
  init?(wanted: String) {
    guard let feed = try? JSONDecoder().decode(FeedSource.self, from: Data(wanted.utf8)) else { return nil }
    self = feed
  }

  var wanted: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension Newsroom {
  /// The feeds that a fleet finds stories in, by address.
  public func feeds(ofFleet place: FleetPlace) async throws -> [FeedSource] {
    try await fleet(at: place).feeds().compactMap(FeedSource.init(wanted:))
  }

  /// Has a fleet find stories in a feed, or changes what is wanted of it.
  ///
  /// - Throws: ``Failure``: `usage` for an address that is none.
  public func addFeed(_ feed: FeedSource, toFleet place: FleetPlace) async throws {
    var feed = feed
    do {
      feed.address = try WebAddress(feed.address).text
    } catch {
      throw Failure(.usage, "\(error)")
    }
    try await fleet(at: place).putFeed(feed.address, wanted: feed.wanted)
  }

  /// Takes a feed off a fleet's list.
  ///
  /// - Throws: ``Failure``: `noInput` when it is not on it.
  public func removeFeed(_ address: String, fromFleet place: FleetPlace) async throws {
    let text = (try? WebAddress(address).text) ?? address
    guard try await fleet(at: place).removeFeed(text) else {
      throw Failure(
        .noInput, "no feed \(shown(address)) is on the list: fleet feeds list shows those that are")
    }
  }
}
