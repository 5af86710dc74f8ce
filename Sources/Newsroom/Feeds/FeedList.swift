// The feeds that stories are found in: which there are, and what one of them gives.

import Archive
import Fetch
import Foundation
public import Story

/// What a feed lists, as it is shown to people.
public struct FeedContents: Sendable {
  /// What it is and what it calls itself: “Harbour News”, RSS.
  public var title: String
  /// How many items it has.
  public var count: Int
  /// The items that are taken, a line each: date, address, title.
  public var taken: [String]
  /// The addresses of the feeds it lists.
  public var feeds: [String]
  /// What was wrong with it and was overcome.
  public var faults: [String]
}

extension Newsroom {
  /// The feeds on the list, by address.
  public func feeds() throws -> [FeedSource] {
    guard let archive = try readerIfThere() else { return [] }
    return try feeds(in: archive)
  }

  func feeds(in archive: ArchiveReader) throws -> [FeedSource] {
    var known: [String: FeedSource] = [:]
    for feed in try archive.events().sorted(by: { $0.time < $1.time }).compactMap(\.feed) {
      known[feed.address] = feed
    }
    return known.values.filter(\.isPolled).sorted { $0.address < $1.address }
  }

  /// Puts a feed on the list, or changes what is wanted of it.
  ///
  /// - Throws: ``Failure``: `usage` for an address that is none.
  public func addFeed(_ feed: FeedSource) async throws {
    var feed = feed
    do {
      feed.address = try WebAddress(feed.address).text
    } catch {
      throw Failure(.usage, "\(error)")
    }
    try await log(feed)
  }

  /// Takes a feed off the list.
  ///
  /// - Throws: ``Failure``: `noInput` when it is not on it.
  public func removeFeed(_ address: String) async throws {
    let all = try feeds()
    let text = (try? WebAddress(address).text) ?? address
    guard var feed = all.first(where: { $0.address == text }) else {
      throw Failure(
        .noInput, "no feed \(shown(address)) is on the list: feeds list shows the \(all.count) there are")
    }
    feed.isPolled = false
    try await log(feed)
  }

  private func log(_ feed: FeedSource) async throws {
    var event = JournalEvent(.feed, time: now())
    event.feed = feed
    // The list is part of the archive, which is made if it is not there.
    if try readerIfThere() == nil { try await openForWriting().close() }
    try await ask(.log(event)) { writer in await writer.log(event) }
  }

  /// Reads a feed once.
  ///
  /// - Throws: ``Failure``: `unavailable` when it cannot be had, `badData` when it is none.
  public func contents(
    of source: FeedSource, settings look: LookSettings
  ) async throws -> FeedContents {
    let feed = try await read(source.address, settings: look)
    let taken = feed.items.filter(source.takes).map { item in
      let date = (item.updated ?? item.published).map { "\($0)  " } ?? ""
      return date + shown(item.address.text) + "  " + shown(item.title ?? "")
    }
    return FeedContents(
      title: feed.title.map { "“\(shown($0))”, \(feed.kind.rawValue)" } ?? feed.kind.rawValue,
      count: feed.items.count,
      taken: taken, feeds: feed.feeds.map(\.address.text), faults: feed.faults)
  }

  private func read(_ address: String, settings look: LookSettings) async throws -> Feed {
    let fetcher = try Fetcher(settings: FetchRules(settings(), look: look).fetch)
    let answer = try await fetcher.fetch(address)
    guard (200..<300).contains(answer.status) else {
      throw Failure(.unavailable, "\(shown(address)): the server answers \(answer.status)")
    }
    do {
      return try Feed(answer.body, mediaType: answer.mediaType, address: WebAddress(answer.finalAddress))
    } catch {
      throw Failure(.badData, "\(shown(address)): \(error)")
    }
  }

  /// The addresses in a file.
  ///
  /// - Throws: ``Failure``: `noInput` when it cannot be read, `badData` that names the lines without an address.
  public func addresses(inFile path: String) throws -> [(address: String, name: Slug?)] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.noInput, "the file \(shown(path)) cannot be read: is the name right?")
    }
    guard data.count <= 64 << 20 else { throw Failure(.badData, "\(shown(path)) is larger than 64 MB") }
    return try Self.addresses(inCSV: String(decoding: data, as: UTF8.self))
  }

  /// The addresses in a list: the first column that holds them in each line, or lines of nothing else.
  ///
  /// - Returns: the addresses, each with the name that the column after it gives, if it gives one.
  /// - Throws: ``Failure`` of kind `badData` that names the lines without an address.
  public static func addresses(inCSV text: String) throws -> [(address: String, name: Slug?)] {
    var found: [(String, Slug?)] = []
    var wrong: [Int] = []
    for (number, row) in CSVRows(text).rows.enumerated() {
      guard row.contains(where: { !$0.isEmpty }) else { continue }
      guard
        let at = row.firstIndex(where: { $0.lowercased().hasPrefix("http") && (try? WebAddress($0)) != nil })
      else {
        // The first line may name the columns.
        if number > 0 { wrong.append(number + 1) }
        continue
      }
      let name = row.dropFirst(at + 1).first.flatMap { try? Slug($0) }
      found.append((row[at], name))
    }
    guard wrong.isEmpty else {
      let lines = wrong.prefix(10).map(String.init).joined(separator: ", ")
      throw Failure(.badData, "no address in line\(wrong.count == 1 ? "" : "s") \(lines): nothing was added")
    }
    return found
  }
}

extension FeedSource {
  /// Whether an item is wanted, by the words it holds.
  func takes(_ item: FeedItem) -> Bool {
    let text = ([item.title, item.summary].compactMap { $0 } + item.keywords).joined(separator: " ")
      .lowercased()
    let isWanted = keywords.isEmpty || keywords.contains { text.contains($0.lowercased()) }
    return isWanted && !without.contains { text.contains($0.lowercased()) }
  }
}

/// A text of comma-separated values (RFC 4180), or of semicolons or tabs, as rows of cells.
private struct CSVRows {
  var rows: [[String]] = []

  init(_ text: String) {
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var place = scalars.first == "\u{FEFF}" ? 1 : 0
    func trimmed(_ text: String) -> String {
      text.filter { $0 != "\r" }.split(separator: " ").joined(separator: " ")
    }
    while place < scalars.count {
      let scalar = scalars[place]
      if isQuoted {
        if scalar == "\"", place + 1 < scalars.count, scalars[place + 1] == "\"" {
          cell.unicodeScalars.append("\"")
          place += 1
        } else if scalar == "\"" {
          isQuoted = false
        } else {
          cell.unicodeScalars.append(scalar)
        }
      } else if scalar == "\"", cell.isEmpty {
        isQuoted = true
      } else if scalar == "," || scalar == ";" || scalar == "\t" {
        row.append(trimmed(cell))
        cell = ""
      } else if scalar == "\n" {
        rows.append(row + [trimmed(cell)])
        (row, cell) = ([], "")
      } else {
        cell.unicodeScalars.append(scalar)
      }
      place += 1
    }
    if !cell.isEmpty || !row.isEmpty { rows.append(row + [trimmed(cell)]) }
  }
}
