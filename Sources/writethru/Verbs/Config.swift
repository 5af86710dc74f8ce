// `writethru config`: the settings.

import ArgumentParser
import Newsroom
import Report

struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the settings, or print a settings file to start from.",
    subcommands: [ConfigCheck.self, ConfigDefault.self])
}

struct ConfigCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say which settings hold, or what is wrong with them, by line and column.",
    discussion: """
      Reads writethru.yaml in the archive's folder, or the file named with --config. Ends with 78 if something is wrong.
      """)

  @OptionGroup var config: ConfigOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let report = try archive.newsroom.checkSettings(in: config.file)
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}

struct ConfigDefault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "default",
    abstract: "Print a settings file with every default, explained.",
    discussion: "writethru config default > writethru-archive/writethru.yaml")

  func run() throws { Output.write(Settings.defaultFile) }
}
