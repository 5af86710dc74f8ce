// `writethru fleet feeds`.

import ArgumentParser
import Newsroom
import Story

struct FleetFeeds: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds", abstract: "Find stories for the fleet in feeds, sitemaps and lists of feeds.",
    discussion: "Each feed is polled by one of the workers; the settings say how often.",
    subcommands: [Add.self, List.self, Remove.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a feed on the list.",
      discussion: "Of a list of feeds (OPML) or a sitemap of sitemaps, every feed in it comes on the list.")

    @Argument(help: "Its address.")
    var address: String

    @Option(help: "Take only items that hold this word (may be given again).")
    var keyword: [String] = []

    @Option(help: "Take no items that hold this word (may be given again).")
    var without: [String] = []

    @Flag(help: "Put it on the list without reading it first.")
    var unread = false

    @OptionGroup var network: NetworkOptions
    @OptionGroup var options: FleetOptions

    func run() async throws {
      let newsroom = options.archive.newsroom
      var addresses = [address]
      if !unread {
        let look = LookSettings(allowedAddresses: network.allowedAddresses)
        let feed = try await newsroom.contents(of: FeedSource(address: address), settings: look)
        if !feed.feeds.isEmpty { addresses = feed.feeds }
      }
      for address in addresses {
        try await newsroom.addFeed(
          FeedSource(address: address, keywords: keyword, without: without), toFleet: options.place)
        Output.line("\(shown(address)): on the list")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the feeds on the list.")

    @OptionGroup var options: FleetOptions

    func run() async throws {
      for feed in try await options.archive.newsroom.feeds(ofFleet: options.place) { Output.line(feed.line) }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a feed off the list; the stories found in it stay.")

    @Argument(help: "Its address.")
    var address: String

    @OptionGroup var options: FleetOptions

    func run() async throws {
      try await options.archive.newsroom.removeFeed(address, fromFleet: options.place)
      Output.line("\(shown(address)): off the list")
    }
  }
}
