// Options that several verbs share.

public import ArgumentParser
import Foundation
import Newsroom
public import Report
import Story

/// Which archive.
struct ArchiveOptions: ParsableArguments {
  @Option(
    name: .customLong("archive"),
    help: ArgumentHelp(
      "The archive's folder (else $WRITETHRU_ARCHIVE, else ./writethru-archive).", valueName: "dir"),
    completion: .directory)
  var path: String?

  /// The newsroom over it.
  var newsroom: Newsroom {
    Newsroom(
      archive: Newsroom.archivePath(given: path, environment: ProcessInfo.processInfo.environment),
      workers: WorkerPool())
  }
}

/// Which settings.
struct ConfigOptions: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("The settings file (else writethru.yaml in the archive's folder).", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String?
}

/// In what form a report is printed.
struct FormatOptions: ParsableArguments {
  @Option(help: "How to print.")
  var format: ReportFormat = .terminal

  @Flag(help: "Short for --format json.")
  var json = false

  /// The form asked for.
  var chosen: ReportFormat { json ? .json : format }
}

/// How much of a comparison is printed.
struct RevisionOptions: ParsableArguments {
  @Flag(help: "Show quiet changes, all that was set aside, and quotes in full.")
  var all = false

  @Flag(help: "Show edited sentences word by word.")
  var words = false

  /// The options of a report.
  func options(of newsroom: Newsroom) -> RevisionReport.Options {
    newsroom.reportOptions(showsAll: all, showsWords: words)
  }
}

/// What may be connected to.
struct NetworkOptions: ParsableArguments {
  @Option(
    name: .customLong("allow-address"),
    help: ArgumentHelp(
      "Allow connections to this address or range although it is not public (may be given again).",
      valueName: "address"))
  var allowedAddresses: [String] = []
}

/// How pages are fetched.
struct FetchOptions: ParsableArguments {
  @OptionGroup var network: NetworkOptions

  @Option(help: ArgumentHelp("What to call the story (else made from its address).", valueName: "story"))
  var name: String?

  /// The settings of a look.
  func settings(withResources: Bool = false) throws -> LookSettings {
    try LookSettings(
      allowedAddresses: network.allowedAddresses, name: name.map { try Slug($0) },
      withResources: withResources)
  }
}

extension ReportFormat: ExpressibleByArgument {}

/// A span of time as typed.
struct Interval: ExpressibleByArgument {
  var duration: Duration

  init?(argument: String) {
    guard let duration = Duration(typed: argument) else { return nil }
    self.duration = duration
  }

  init(_ duration: Duration) { self.duration = duration }

  var defaultValueDescription: String { "5m" }
}

/// A moment as typed.
struct Moment: ExpressibleByArgument {
  var time: Timestamp

  init?(argument: String) {
    guard let time = Newsroom.time(typed: argument) else { return nil }
    self.time = time
  }
}

/// A feed that is put on a list, and what is wanted of it.
struct FeedOptions: ParsableArguments {
  @Argument(help: "Its address.")
  var address: String

  @Option(help: "Take only items that hold this word (may be given again).")
  var keyword: [String] = []

  @Option(help: "Take no items that hold this word (may be given again).")
  var without: [String] = []

  @Flag(help: "Put it on the list without reading it first.")
  var unread = false

  /// What is to be put on the list: the feed, or each that it names if it is a list of feeds.
  func sources(_ newsroom: Newsroom, settings: LookSettings) async throws -> [FeedSource] {
    if unread { return [source()] }
    let feed = try await newsroom.contents(of: FeedSource(address: address), settings: settings)
    return feed.feeds.isEmpty ? [source()] : feed.feeds.map { source($0) }
  }

  /// The feed at an address, its own if none is given, with what is wanted.
  func source(_ other: String? = nil, use: FeedSource.Use = .stories) -> FeedSource {
    FeedSource(address: other ?? address, use: use, keywords: keyword, without: without)
  }
}
