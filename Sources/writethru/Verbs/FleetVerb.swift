// `writethru fleet`: many watchers that agree in one database.

import ArgumentParser
import Newsroom
import Story

struct FleetVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleet",
    abstract: "Watch with many machines, which agree in one database.",
    discussion: """
      The database is PostgreSQL (postgresql://USER@HOST/DATABASE; a program built with “swift build --traits \
      PostgreSQL”), or sqlite:FILE for the processes of one machine. Each worker watches its share of the shards, each \
      an archive of its own.
      """,
    subcommands: [
      FleetInit.self, FleetAdd.self, FleetFeeds.self, FleetJoin.self, FleetStatusVerb.self, FleetPace.self,
    ])
}

/// Which fleet.
struct FleetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The fleet's database (else the setting fleet.url, else $WRITETHRU_FLEET).", valueName: "address"))
  var fleet: String?

  @OptionGroup var config: ConfigOptions
  @OptionGroup var archive: ArchiveOptions

  var place: FleetPlace { FleetPlace(address: fleet, config: config.file) }
}

struct FleetInit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a fleet's tables in a database.")

  @Option(
    help: "Into how many archives the stories are parted: as many as there may ever be workers; it stays so.")
  var shards = 16

  @OptionGroup var options: FleetOptions

  func run() async throws {
    try await options.archive.newsroom.makeFleet(at: options.place, shards: shards)
    Output.line("a fleet of \(shards) shards: fleet add gives it stories, fleet join a worker")
  }
}

struct FleetAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Have pages watched by the fleet from now on.")

  @Argument(help: "Addresses.")
  var addresses: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file of addresses: one a line, or a table (CSV) with a column of them; a name may follow each.",
      valueName: "file"), completion: .file())
  var from: String?

  @Option(help: "How much it matters beside others; 1 is usual.")
  var weight = 1.0

  @OptionGroup var options: FleetOptions

  func validate() throws {
    if addresses.isEmpty && from == nil { throw ValidationError("Name at least one address.") }
    if !(weight > 0 && weight <= 1000) { throw ValidationError("--weight is from 0 to 1000.") }
  }

  func run() async throws {
    let newsroom = options.archive.newsroom
    var pages = try from.map { try newsroom.addresses(inFile: $0) } ?? []
    pages += addresses.map { (address: $0, name: nil) }
    let count = try await newsroom.add(pages, toFleet: options.place, weight: weight)
    Output.line("\(count) added, \(pages.count - count) already there")
  }
}

struct FleetJoin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Watch a share of the fleet's stories, until stopped with Control-C.",
    discussion: """
      The archives of its shards stand in the folder that --archive names, as shard-0000 and so on. With the setting \
      fleet.remote they are pushed there, and another worker goes on with them when this one fails.
      """)

  @Option(
    help: ArgumentHelp(
      "What this worker is called (else the setting fleet.worker, else the machine's name).",
      valueName: "name"))
  var worker: String?

  @Option(
    help: ArgumentHelp(
      "The time between two checks of a page (else: when a change is due).", valueName: "interval"))
  var every: Interval?

  @Option(help: ArgumentHelp("How the log is written on standard error.", valueName: "form"))
  var log: WatchLog.Form = .text

  @OptionGroup var network: NetworkOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var options: FleetOptions

  func run() async throws {
    let newsroom = options.archive.newsroom
    let lines = LookLines(format: format.chosen)
    let log = WatchLog(form: log)
    let plan = WatchPlan(
      targets: [], every: every?.duration, look: LookSettings(allowedAddresses: network.allowedAddresses),
      options: revision.options(of: newsroom), config: options.config.file)
    let worker = try await FleetWorker(newsroom, plan: plan, address: options.fleet, name: worker) { event in
      switch event {
      case .watch(_, .looked(_, let outcome, let next)):
        log.looked(outcome, next: next)
        if outcome.version != nil || outcome.report != nil { lines.tell(outcome, next: next) }
      case .watch(_, let event): log.note(event)
      default: log.note(event)
      }
    }
    try await stopping { try await worker.run() }
  }
}

struct FleetStatusVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show workers, shards, and what is due or late.")

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var options: FleetOptions

  func run() async throws {
    let report = try await options.archive.newsroom.fleetReport(of: options.place)
    if json { return Output.line(report.json) }
    for line in report.lines { Output.line(line) }
  }
}

struct FleetPace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pace", abstract: "Measure how many leases a second the database carries, without a check.",
    discussion: "Made-up stories are leased and given back, and removed again.")

  @Option(help: "How many connections work beside each other.")
  var connections = 4

  @Option(help: "How many stories are leased at once.")
  var batch = 200

  @Option(help: "For how many seconds.")
  var seconds = 10.0

  @OptionGroup var options: FleetOptions

  func validate() throws {
    guard (1...64).contains(connections), (1...1000).contains(batch), (0.1...600).contains(seconds) else {
      throw ValidationError("--connections is 1 to 64, --batch 1 to 1000, --seconds 0.1 to 600.")
    }
  }

  func run() async throws {
    let rate = try await options.archive.newsroom.fleetPace(
      of: options.place, connections: connections, batch: batch, seconds: seconds)
    Output.line("\(Int(rate)) leases a second")
  }
}
