// `writethru coverage`: several outlets on one event.

import ArgumentParser
import Newsroom
import Report
import Story

struct CoverageVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract:
      "Compare how several outlets told one event: who had a quote or number first, who trimmed or dropped it.",
    discussion: """
      Name the stories, or one: then those that share a quote or several names with it, captured within three days, \
      are found.
      """)

  @Argument(help: "The stories on one event, or one of them.")
  var stories: [String]

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let report = try archive.newsroom.coverage(stories.map { try Slug($0) })
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}
