// `writethru watch`: check pages again and again.

import ArgumentParser
import Desk
import Foundation
import Newsroom
import Report
import Story
import Synchronization

struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check pages when a change is due, and print each change as it comes.",
    discussion: """
      Goes on until stopped with Control-C; --once checks each page once and ends. Without addresses or names, every \
      story of the archive is watched. A story added meanwhile is watched as well. SIGHUP has the settings read again.
      """)

  @Argument(help: "Addresses, or stories that have one; none for all stories of the archive.")
  var targets: [String] = []

  @Option(
    help: ArgumentHelp(
      "The time between two checks of a page: 30s, 5m, 2h, 1d (else: when a change is due).",
      valueName: "interval"))
  var every: Interval?

  @Flag(help: "Check each page once.")
  var once = false

  @Option(
    help: ArgumentHelp(
      "Answer GET /health and GET /metrics there, such as 127.0.0.1:9464.", valueName: "host:port"))
  var monitor: String?

  @Flag(help: "Show the archive in a browser as well, as serve does; --port and --host say where.")
  var serve = false

  @OptionGroup var server: ServerOptions

  @Option(help: ArgumentHelp("How the log is written on standard error.", valueName: "form"))
  var log: WatchLog.Form = .text

  @Flag(help: "Fetch the images and styles of each new version too, so that its replay looks like the page.")
  var withResources = false

  @OptionGroup var fetch: FetchOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var config: ConfigOptions
  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if fetch.name != nil && targets.count != 1 {
      throw ValidationError("--name names one story: watch several pages without it.")
    }
  }

  func run() async throws {
    let newsroom = archive.newsroom
    let lines = LookLines(format: format.chosen)
    let worst = Worst()
    let log = WatchLog(form: log)
    let news = News()
    let tell: @Sendable (WatchEvent) -> Void = { event in
      switch event {
      case .looked(_, let outcome, let next):
        worst.note(outcome.exitCode)
        log.looked(outcome, next: next)
        if news.isNews(outcome) { lines.tell(outcome, next: next) }
      case .troubled(let target, let failure, let next):
        worst.note(failure.kind.rawValue)
        log.note(.troubled(target: target, failure, next: next))
      default: log.note(event)
      }
    }
    let settings = try fetch.settings(withResources: withResources)
    let options = revision.options(of: newsroom)
    if once {
      let all = targets.isEmpty ? try newsroom.watchable() : targets
      let file = config.file
      try await stopping {
        try await newsroom.tellOnce(config: file) { log.told($0) }
        await newsroom.watchOnce(all, settings: settings, config: file, options: options, tell: tell)
        try await newsroom.tellOnce(config: file) { log.told($0) }
      }
      if let code = worst.code { throw ExitCode(code) }
      return
    }
    let plan = WatchPlan(
      targets: targets, every: every?.duration, look: settings, options: options, config: config.file)
    let service = try await WatchService(newsroom, plan: plan, tell: tell)
    let teller = try await service.teller { log.told($0) }
    let poller = await service.feedPoller { log.polled($0) }
    let monitor = try monitor.map { try MonitorServer(at: $0) { service.statusNow } }
    let desk =
      try serve
      ? DeskServer(newsroom, settings: server.settings, status: { service.statusNow }) : nil
    try await stopping(onHangup: { await service.reload() }) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await service.run() }
        if let desk { group.addTask { try await desk.run { Output.remark("open \($0)") } } }
        if let monitor { group.addTask { try await monitor.run() } }
        if await teller.hasChannels { group.addTask { try await teller.run() } }
        if targets.isEmpty { group.addTask { try await poller.run() } }
        group.addTask { await log.showStatus { service.statusNow } }
        // Whichever ends first ends the rest; only an error is told.
        defer { group.cancelAll() }
        try await group.next()
      }
    }
  }
}

/// Whether a look says something that the look before at the same story did not: “unchanged” is told once in a row.
private final class News: Sendable {
  private let last = Mutex<[Slug: String]>([:])

  func isNews(_ outcome: LookOutcome) -> Bool {
    let look = outcome.look
    let sight = look.outcome == .notModified ? "unchanged" : look.outcome.rawValue
    let before = last.withLock { $0.updateValue(sight, forKey: look.story) }
    return outcome.report != nil || look.outcome == .version || sight != before
  }
}

/// The first trouble of a single round.
private final class Worst: Sendable {
  private let first = Mutex<Int32?>(nil)

  func note(_ code: Int32?) { first.withLock { $0 = $0 ?? code } }
  var code: Int32? { first.withLock { $0 } }
}
