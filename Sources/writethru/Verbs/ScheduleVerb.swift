// `writethru schedule`: how pages are revisited.

import ArgumentParser
import Foundation
import Newsroom
import Report

struct ScheduleVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Try the schedule of checks on made-up stories, or teach it from your own.",
    subcommands: [ScheduleSimulate.self, ScheduleLearn.self])
}

struct ScheduleSimulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Compare the schedule with those of other programs on made-up stories.",
    discussion: "The same seed gives the same result. Takes a second or so a seed.")

  @Option(help: "The first seed.")
  var seed: UInt64 = 1

  @Option(help: "How many seeds.")
  var seeds = 1

  @Option(help: "How many stories of each kind.")
  var stories = 1000

  @Option(help: ArgumentHelp("Write a plot of versions caught against checks (SVG).", valueName: "file"))
  var plot: String?

  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard (1...1000).contains(seeds), (1...100_000).contains(stories) else {
      throw ValidationError("--seeds is 1 to 1000, --stories 1 to 100000.")
    }
  }

  func run() throws {
    let bar = ProgressBar()
    let report = Newsroom.simulate(seed: seed, seeds: seeds, stories: stories) { bar.show($0, of: $1) }
    if let plot {
      do {
        try Data(report.plot.utf8).write(to: URL(fileURLWithPath: plot), options: .atomic)
      } catch {
        throw Failure(.disk, "the plot cannot be written to \(shown(plot)): \(error.localizedDescription)")
      }
    }
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}

struct ScheduleLearn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Learn how often stories change from the checks in the archive.",
    discussion: """
      Prints changes an hour by a story's age, for all sites and for each with enough changes. --write puts them where \
      the setting schedule.rates says; checks follow them from the next start on.
      """)

  @Flag(help: "Write the rates to the file that schedule.rates names.")
  var write = false

  @OptionGroup var config: ConfigOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let newsroom = archive.newsroom
    let report = try newsroom.learn(settings: newsroom.settings(in: config.file), writes: write)
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}
