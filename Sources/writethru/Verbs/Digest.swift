// `writethru digest`.

import ArgumentParser
import Foundation
import Newsroom
import Report
import Story

struct DigestVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "Show what changed in a time over all stories, corrections first, and what did not.",
    discussion: """
      Ends with what was watched, what had not changed, what could not be seen and since when, and when nobody \
      watched: so no news is told from no watch. Channels get it at a time of day: telling.channels in the settings.
      """)

  @Option(help: ArgumentHelp("From when: yesterday, today, 12h, 2d, or a time.", valueName: "when"))
  var since = "yesterday"

  @Option(help: ArgumentHelp("To when (else now).", valueName: "when"))
  var until: Moment?

  @Option(help: ArgumentHelp("The time zone, such as Europe/London (else the settings’).", valueName: "zone"))
  var zone: String?

  @OptionGroup var format: FormatOptions
  @OptionGroup var config: ConfigOptions
  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let newsroom = archive.newsroom
    let settings = try newsroom.settings(in: config.file)
    let name = zone ?? settings.telling.zone
    guard let zone = name == "UTC" ? .gmt : TimeZone(identifier: name) else {
      throw ValidationError("“\(shown(name))” is no time zone: write one such as Europe/London.")
    }
    let end = until?.time ?? newsroom.now()
    guard let start = Newsroom.start(typed: since, before: end, zone: zone) else {
      throw ValidationError(
        "“\(shown(since))” is no time: write yesterday, today, 12h, 2d, or 2020-01-06T22:00Z.")
    }
    guard start < end else { throw ValidationError("The time asked for ends before it begins.") }
    let digest = try newsroom.digest(since: start, until: end, zone: zone)
    Output.write(digest.rendered(as: format.chosen, style: Terminal.style))
  }
}
