// `writethru log`: the versions of a story.

import ArgumentParser
import Newsroom
import Report
import Story

struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List a story's versions, each with what it changed.")

  @Argument(help: "The story.")
  var story: String

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let report = try archive.newsroom.log(Slug(story))
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}
