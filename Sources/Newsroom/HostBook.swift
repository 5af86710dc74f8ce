// What is learnt of hosts' pages, kept for the hosts that were read last.

import Archive
import Extraction
import Fetch
import Story
import Synchronization

/// What is learnt of each host, for as long as this process lives; the archive is where it comes from.
///
/// A host is looked up once: what it is known to have taught stands beside its newest version (`.learnt`), and its last
/// stories are read over, so that a program started anew goes on where another ended. From then on each version that is
/// kept teaches. Some five kilobytes a host, ``most`` hosts at most; those not read for longest are forgotten first, and
/// looked up again when they are read again.
final class HostBook: Sendable {
  private struct Known {
    var host: HostFurniture
    /// When it was last asked for, by the book's own count.
    var used: Int
  }

  private struct Book {
    var hosts: [String: Known] = [:]
    var uses = 0
    /// The stories of each host, in the order they were registered; nil until the archive was asked.
    var stories: [String: [Slug]]?
  }

  private let book = Mutex(Book())

  /// So many hosts are kept.
  private static let most = 4096
  /// So many stories of a host are read over; with fewer than three nothing can have been learnt.
  private static let mostRead = 8

  /// What was learnt of the host of an address; nothing for a file.
  func learnt(of address: String?, in archive: ArchiveReader) throws -> LearntLines {
    guard let host = Self.host(of: address) else { return LearntLines() }
    return try known(host, in: archive).learnt
  }

  /// Learns from a version that is to be kept.
  func learn(_ page: ExtractedPage, of story: Slug, at address: String?, in archive: ArchiveReader) throws {
    // A live blog is many stories in one.
    guard let host = Self.host(of: address), page.verdict != .liveblog else { return }
    _ = try known(host, in: archive)
    book.withLock { book in
      book.hosts[host]?.host.learn(page.article, story: story.text)
      if book.stories?[host]?.contains(story) != true { book.stories?[host, default: []].append(story) }
    }
  }

  /// The host's name, or nil when there is no address.
  private static func host(of address: String?) -> String? {
    guard let address, let host = try? WebAddress(address).host else { return nil }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }

  private func known(_ name: String, in archive: ArchiveReader) throws -> HostFurniture {
    let known: HostFurniture? = book.withLock { book in
      book.uses += 1
      book.hosts[name]?.used = book.uses
      return book.hosts[name]?.host
    }
    if let known { return known }
    let read = try Self.read(stories(of: name, in: archive), in: archive)
    return book.withLock { book in
      // Another may have been quicker, and have learnt more since.
      if let known = book.hosts[name] { return known.host }
      book.hosts[name] = Known(host: read, used: book.uses)
      if book.hosts.count > Self.most, let oldest = book.hosts.min(by: { $0.value.used < $1.value.used }) {
        book.hosts[oldest.key] = nil
      }
      return read
    }
  }

  /// The last stories of a host.
  private func stories(of name: String, in archive: ArchiveReader) throws -> [Slug] {
    if let stories = book.withLock({ $0.stories }) { return (stories[name] ?? []).suffix(Self.mostRead) }
    var stories: [String: [Slug]] = [:]
    let registered = try archive.stories().sorted { ($0.registered, $0.slug) < ($1.registered, $1.slug) }
    for story in registered {
      guard let host = Self.host(of: story.addresses.first) else { continue }
      stories[host, default: []].append(story.slug)
    }
    book.withLock { book in if book.stories == nil { book.stories = stories } }
    return (stories[name] ?? []).suffix(Self.mostRead)
  }

  /// What the last versions of some stories teach.
  private static func read(_ stories: [Slug], in archive: ArchiveReader) throws -> HostFurniture {
    guard stories.count >= 2 else { return HostFurniture() }
    let newest = try stories.compactMap { try archive.versions(of: $0).max { $0.captured < $1.captured } }
    let readings = try newest.sorted { $0.captured < $1.captured }.map { ($0, try archive.reading(of: $0)) }
    let learnt = readings.reduce(LearntLines()) { $0.union(LearntLines(file: $1.1.learnt)) }
    var host = HostFurniture(knowing: learnt)
    for (version, reading) in readings where reading.article.posts == nil {
      host.learn(reading.article, story: version.story.text)
    }
    return host
  }
}
