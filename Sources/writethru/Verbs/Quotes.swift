// `writethru quotes`: every quote of a story.

import ArgumentParser
import Newsroom
import Report
import Story

struct Quotes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every quote of a story: who said it, when it came and went.")

  @Argument(help: "The story.")
  var story: String

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let report = try archive.newsroom.quotes(Slug(story))
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}
