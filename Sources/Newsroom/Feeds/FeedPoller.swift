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

  private let newsroom: Newsroom
  private let settings: Settings.Feeds
  private let get: Get
  private let tell: @Sendable (News) -> Void
  private let signal: @Sendable (Slug) async -> Void
  private var memories: [String: Memory] = [:]
  private var dates: [String: Timestamp] = [:]

  /// A poller for an archive that is there.
  ///
  /// - Parameters:
  ///   - signal: hears that a story watched has a newer date in its feed.
  ///   - tell: hears what polls bring.
  init(
    _ newsroom: Newsroom, settings: Settings.Feeds, get: @escaping Get,
    signal: @escaping @Sendable (Slug) async -> Void = { _ in },
    tell: @escaping @Sendable (News) -> Void = { _ in }
  ) {
    self.newsroom = newsroom
    self.settings = settings
    self.get = get
    self.signal = signal
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
    let feeds = try newsroom.feeds()
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
    let stories = try newsroom.readerIfThere()?.stories() ?? []
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
          await signal(story.slug)
        }
        dates[address] = item.updated ?? item.published
        continue
      }
      if let old = memory.items[item.id], old != address, let story = known[Self.key(old)],
        !read.items.contains(where: { Self.key($0.address.text) == Self.key(old) })
      {
        // The same entry at another address: the story moved.
        try await newsroom.addAddress(address, to: story)
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
      let story = try await newsroom.addFound(address, in: feed.address)
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
    guard let archive = try newsroom.readerIfThere() else { return }
    let stories = try archive.stories()
    let known = Set(try archive.events().compactMap(\.noteElsewhere))
    for passage in CorrectionsPage.passages(answer, at: place) {
      for story in stories where CorrectionsPage.isAbout(passage, story) {
        let note = NoteElsewhere(story: story.slug, text: passage.text, address: place.text)
        guard !known.contains(note) else { continue }
        var event = JournalEvent(.noteElsewhere, time: newsroom.now())
        event.noteElsewhere = note
        try ArchiveInbox(at: newsroom.path).leave(Request(.log(event)))
        tell(.note(note))
      }
    }
  }
}

extension Newsroom {
  /// Registers a story that a feed lists.
  func addFound(_ address: String, in feed: String) async throws -> Story {
    guard let found = try await add([address], foundIn: feed).first else {
      throw Failure(.defect, "a story that a feed lists was not registered")
    }
    return found.story
  }

  /// Notes that a story is at another address now.
  func addAddress(_ address: String, to story: Story) async throws {
    var story = story
    story.addresses.removeAll { $0 == address }
    story.addresses.insert(address, at: 0)
    try await commit([], registering: [story])
  }
}
