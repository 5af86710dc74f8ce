// Polls feeds for stories to watch, and outlets' pages of corrections for notes about stories watched.

import Archive
import Fetch
import Foundation
import Report
public import Story

/// Polls the feeds on the list, until its task is cancelled.
///
/// What is found is registered by the archive's holder like any story somebody adds; a feed that has not changed is
/// asked for conditionally. A story whose entry moved to another address is the same story at its new address.
public actor FeedPoller {
  /// What a poll brought.
  public enum News: Sendable, Hashable {
    /// Stories were found.
    case found(feed: String, stories: [String])
    /// A note about a story stands on a page of its outlet's.
    case note(NoteElsewhere)
    /// A feed could not be had or read; the others go on.
    case failed(feed: String, problem: String)
    /// A feed that failed is read again.
    case back(feed: String)
  }

  /// How a feed is fetched: politely, within the watch's own budget.
  typealias Get = @Sendable (_ address: String, _ etag: String?, _ modified: String?) async throws -> Answer

  /// What is remembered of a feed between polls.
  private struct Memory {
    var etag: String?
    var modified: String?
    var next: ContinuousClock.Instant
    var failures = 0
    /// Each item's address by its id, as of the last poll.
    var items: [String: String] = [:]
  }

  private let shelf: any FeedShelf
  private let settings: Settings.Feeds
  private let get: Get
  private let tell: @Sendable (News) -> Void
  private var memories: [String: Memory] = [:]
  private var dates: [String: Timestamp] = [:]

  /// A poller of the feeds on a shelf.
  ///
  /// - Parameter tell: hears what polls bring.
  init(
    _ shelf: any FeedShelf, settings: Settings.Feeds, get: @escaping Get,
    tell: @escaping @Sendable (News) -> Void = { _ in }
  ) {
    self.shelf = shelf
    self.settings = settings
    self.get = get
    self.tell = tell
  }

  /// Polls until the task is cancelled.
  public func run() async throws {
    while !Task.isCancelled {
      try await round()
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// Polls the feeds that are due, one after the other.
  public func round() async throws {
    let feeds = try await shelf.feeds()
    let listed = Set(feeds.map(\.address))
    memories = memories.filter { listed.contains($0.key) }
    for feed in feeds where !Task.isCancelled {
      if let memory = memories[feed.address], memory.next > .now { continue }
      var memory = memories[feed.address] ?? Memory(next: .now)
      let before = memory.failures
      do {
        try await poll(feed, &memory)
        memory.failures = 0
        if before > 0 { tell(.back(feed: feed.address)) }
      } catch {
        if Task.isCancelled { return }
        memory.failures += 1
        if before == 0 { tell(.failed(feed: feed.address, problem: Failure(error).message)) }
      }
      // A feed in trouble is asked more seldom, up to 16 times.
      let wait = settings.interval * Double(1 << min(memory.failures, 4))
      memory.next = .now.advanced(by: .seconds(wait))
      memories[feed.address] = memory
    }
  }

  private func poll(_ feed: FeedSource, _ memory: inout Memory) async throws {
    let answer = try await get(feed.address, memory.etag, memory.modified)
    if answer.status == 304 { return }
    guard (200..<300).contains(answer.status) else {
      throw Failure(.unavailable, "the server answers \(answer.status)")
    }
    (memory.etag, memory.modified) = (answer.etag, answer.lastModified)
    let place = try WebAddress(answer.finalAddress)
    if feed.use == .corrections {
      try await takeNotes(answer, at: place)
      return
    }
    let read: Feed
    do {
      read = try Feed(answer.body, mediaType: answer.mediaType, address: place)
    } catch {
      throw Failure(.badData, "\(error)")
    }
    try await take(read, feed, &memory)
  }

  // MARK: Stories

  private func take(_ read: Feed, _ feed: FeedSource, _ memory: inout Memory) async throws {
    let stories = try await shelf.stories()
    var known: [String: Story] = [:]
    for story in stories {
      for address in story.addresses { known[Self.key(address)] = story }
    }
    var found: [String] = []
    var items: [String: String] = [:]
    for item in read.items where feed.takes(item) {
      let address = (try? StoryAddress(item.address))?.address.text ?? item.address.text
      items[item.id] = address
      if let story = known[Self.key(address)] {
        // A newer date in the feed is a sign that the story changed.
        if let date = item.updated ?? item.published, date > dates[address] ?? date {
          await shelf.signal(story.slug)
        }
        dates[address] = item.updated ?? item.published
        continue
      }
      if let old = memory.items[item.id], old != address, let story = known[Self.key(old)],
        !read.items.contains(where: { Self.key($0.address.text) == Self.key(old) }),
        try await shelf.move(story, to: address)
      {
        // The same entry at another address: the story moved.
        known[Self.key(address)] = story
        continue
      }
      guard found.count < settings.mostNew else {
        // It is not remembered, so that it is found at the next poll.
        items[item.id] = nil
        memory.etag = nil
        memory.modified = nil
        continue
      }
      guard let story = try await shelf.add(address, foundIn: feed.address) else { continue }
      known[Self.key(address)] = story
      dates[address] = item.updated ?? item.published
      found.append(story.slug.text)
    }
    memory.items = items
    if !found.isEmpty { tell(.found(feed: feed.address, stories: found)) }
  }

  private static func key(_ address: String) -> String { (try? StoryAddress(address).key) ?? address }

  // MARK: Notes elsewhere

  private func takeNotes(_ answer: Answer, at place: WebAddress) async throws {
    let stories = try await shelf.stories()
    let notes = CorrectionsPage.passages(answer, at: place).flatMap { passage in
      stories.filter { CorrectionsPage.isAbout(passage, $0) }.map {
        NoteElsewhere(story: $0.slug, text: passage.text, address: place.text)
      }
    }
    for note in try await shelf.keep(notes) { tell(.note(note)) }
  }
}
