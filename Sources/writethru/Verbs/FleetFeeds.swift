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

    @OptionGroup var feed: FeedOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var options: FleetOptions

    func run() async throws {
      let newsroom = options.archive.newsroom
      let look = LookSettings(allowedAddresses: network.allowedAddresses)
      for feed in try await feed.sources(newsroom, settings: look) {
        try await newsroom.addFeed(feed, toFleet: options.place)
        Output.line("\(shown(feed.address)): on the list")
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
