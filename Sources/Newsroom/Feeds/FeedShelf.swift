// Where the feeds that are polled are listed, and where what is found in them goes.

import Archive
import Fetch
import Foundation
import Story

/// The list that a poller works through, and who hears of what it finds.
protocol FeedShelf: Sendable {
  /// The feeds to be polled.
  func feeds() async throws -> [FeedSource]

  /// The stories that are watched.
  func stories() async throws -> [Story]

  /// Has a page that a feed lists watched.
  func add(_ address: String, foundIn feed: String) async throws -> Story?

  /// Notes that a story is at another address now.
  ///
  /// - Returns: whether that is looked at from now on.
  func move(_ story: Story, to address: String) async throws -> Bool

  /// Hears that a story watched has a newer date in its feed.
  func signal(_ slug: Slug) async

  /// Keeps notes about stories watched that stand on a page of their outlet's.
  ///
  /// - Returns: those that are new.
  func keep(_ notes: [NoteElsewhere]) async throws -> [NoteElsewhere]
}

/// The list of one archive, whose holder watches what is found.
struct ArchiveShelf: FeedShelf {
  let newsroom: Newsroom
  /// What hears that a story has a newer date.
  let signalled: @Sendable (Slug) async -> Void

  func feeds() throws -> [FeedSource] { try newsroom.feeds() }

  func stories() throws -> [Story] { try newsroom.readerIfThere()?.stories() ?? [] }

  func add(_ address: String, foundIn feed: String) async throws -> Story? {
    try await newsroom.add([address], foundIn: feed).first?.story
  }

  func move(_ story: Story, to address: String) async throws -> Bool {
    var story = story
    story.addresses.removeAll { $0 == address }
    story.addresses.insert(address, at: 0)
    try await newsroom.commit([], registering: [story])
    return true
  }

  func signal(_ slug: Slug) async { await signalled(slug) }

  func keep(_ notes: [NoteElsewhere]) throws -> [NoteElsewhere] {
    guard !notes.isEmpty, let archive = try newsroom.readerIfThere() else { return [] }
    let known = Set(try archive.events().compactMap(\.noteElsewhere))
    let new = notes.filter { !known.contains($0) }
    for note in new {
      var event = JournalEvent(.noteElsewhere, time: newsroom.now())
      event.noteElsewhere = note
      try ArchiveInbox(at: newsroom.path).leave(Request(.log(event)))
    }
    return new
  }
}
