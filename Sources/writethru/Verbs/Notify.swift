// `writethru notify`.

import ArgumentParser
import Foundation
import Newsroom

struct Notify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Try out the channels that the settings name.",
    discussion:
      "While a watch runs it sends messages by itself: telling.channels in the settings says to whom.",
    subcommands: [Test.self, DryRun.self, Waiting.self])

  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Send a test message.")

    @Argument(help: "The channel; none for all.")
    var channel: String?

    @OptionGroup var config: ConfigOptions
    @OptionGroup var archive: ArchiveOptions

    func run() async throws {
      let results = try await archive.newsroom.testChannels(channel, config: config.file)
      for (name, problem) in results { Output.line("\(name): \(problem.map { shown($0) } ?? "taken")") }
      if results.contains(where: { $0.problem != nil }) { throw ExitCode(69) }
    }
  }

  struct DryRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "dry-run", abstract: "Show what would have been sent of the last changes; nothing is.")

    @Option(help: ArgumentHelp("From when (else of the last 50 captures).", valueName: "when"))
    var since: Moment?

    @Flag(help: "Show the messages as JSON, one a line.")
    var json = false

    @OptionGroup var config: ConfigOptions
    @OptionGroup var archive: ArchiveOptions

    func run() async throws {
      for (name, messages) in try archive.newsroom.dryRun(since: since?.time, config: config.file) {
        if !json { Output.line("\(name): \(messages.count) message\(messages.count == 1 ? "" : "s")") }
        for message in messages {
          Output.write(json ? message.json + "\n" : "\n" + message.text)
        }
      }
    }
  }

  struct Waiting: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what waits to be handed over.")

    @OptionGroup var config: ConfigOptions
    @OptionGroup var archive: ArchiveOptions

    func run() async throws {
      for (name, messages) in try archive.newsroom.waitingMessages(config: config.file) {
        let oldest = messages.first.map { ", the oldest of \($0.time)" } ?? ""
        Output.line("\(name): \(messages.count) wait\(oldest)")
      }
    }
  }
}
