// `writethru feeds`.

import ArgumentParser
import Newsroom
import Story

struct Feeds: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find stories to watch in feeds, sitemaps and lists of feeds.",
    discussion: "A running watch polls the feeds on the list; the settings say how often.",
    subcommands: [Add.self, List.self, Remove.self, Test.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a feed on the list.",
      discussion: "Of a list of feeds (OPML) or a sitemap of sitemaps, every feed in it comes on the list.")

    @OptionGroup var feed: FeedOptions

    @Flag(
      help:
        "It is the outlet’s page or feed of corrections: its notes are tied to the stories they are about.")
    var corrections = false

    @OptionGroup var fetch: FetchOptions
    @OptionGroup var archive: ArchiveOptions

    func run() async throws {
      let newsroom = archive.newsroom
      let feeds =
        corrections
        ? [feed.source(use: .corrections)] : try await feed.sources(newsroom, settings: fetch.settings())
      for feed in feeds {
        try await newsroom.addFeed(feed)
        Output.line("\(shown(feed.address)): on the list")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the feeds on the list.")

    @OptionGroup var archive: ArchiveOptions

    func run() async throws {
      for feed in try archive.newsroom.feeds() { Output.line(feed.line) }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a feed off the list; the stories found in it stay.")

    @Argument(help: "Its address.")
    var address: String

    @OptionGroup var archive: ArchiveOptions

    func run() async throws {
      try await archive.newsroom.removeFeed(address)
      Output.line("\(shown(address)): off the list")
    }
  }

  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Read a feed, and show what it lists.")

    @Argument(help: "Its address.")
    var address: String

    @Option(help: "Take only items that hold this word (may be given again).")
    var keyword: [String] = []

    @OptionGroup var fetch: FetchOptions
    @OptionGroup var archive: ArchiveOptions

    func run() async throws {
      let feed = try await archive.newsroom.contents(
        of: FeedSource(address: address, keywords: keyword), settings: fetch.settings())
      Output.line("\(feed.title): \(feed.count) items, \(feed.taken.count) taken, \(feed.feeds.count) feeds")
      for fault in feed.faults { Output.line("  \(shown(fault))") }
      for line in feed.taken.prefix(20) { Output.line("  \(line)") }
      for address in feed.feeds.prefix(20) { Output.line("  \(shown(address))") }
    }
  }
}

extension FeedSource {
  /// What is wanted of it, on a line.
  var line: String {
    var line = shown(address)
    if use == .corrections { line += "  corrections" }
    if !keywords.isEmpty { line += "  with \(keywords.map { shown($0) }.joined(separator: ", "))" }
    if !without.isEmpty { line += "  without \(without.map { shown($0) }.joined(separator: ", "))" }
    return line
  }
}
