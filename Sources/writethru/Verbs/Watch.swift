// `writethru watch`: check pages again and again.

import ArgumentParser
import Dispatch
import Foundation
import Newsroom
import Report
import Synchronization

struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check pages at an interval, and print each change as it comes.",
    discussion: "Goes on until stopped with Control-C; --once checks each page once and ends.")

  @Argument(help: "Addresses, or stories that have one.")
  var targets: [String]

  @Option(
    help: ArgumentHelp("The time between two checks of a page: 30s, 5m, 2h, 1d.", valueName: "interval"))
  var every = Interval(.seconds(300))

  @Flag(help: "Check each page once.")
  var once = false

  @OptionGroup var fetch: FetchOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if fetch.name != nil && targets.count > 1 {
      throw ValidationError("--name names one story: watch several pages without it.")
    }
  }

  func run() async throws {
    let newsroom = archive.newsroom
    let lines = LookLines(format: format.chosen)
    let options = revision.options(of: newsroom)
    let settings = try fetch.settings()
    let worst = Worst()
    let watching = Task {
      await newsroom.watch(targets, every: every.duration, once: once, settings: settings, options: options) {
        event in
        switch event {
        case .looked(_, let outcome, let next):
          worst.note(outcome.exitCode)
          lines.tell(outcome, next: next)
        case .troubled(let target, let failure, let next):
          worst.note(failure.kind.rawValue)
          Output.complain("\(shown(target)): \(failure.message)" + Newsroom.nextCheck(next))
        }
      }
    }
    let signals = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { watching.cancel() }
      source.resume()
      return source
    }
    await watching.value
    withExtendedLifetime(signals) {}
    if once, let code = worst.code { throw ExitCode(code) }
  }
}

/// The first trouble of a single round.
private final class Worst: Sendable {
  private let first = Mutex<Int32?>(nil)

  func note(_ code: Int32?) { first.withLock { $0 = $0 ?? code } }
  var code: Int32? { first.withLock { $0 } }
}
