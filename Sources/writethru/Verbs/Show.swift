// `writethru show`: one version as it was read.

import ArgumentParser
import Newsroom
import Report
import Story

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one version of a story as it was read.")

  @Argument(help: "The story.")
  var story: String

  @Argument(help: "The version: v3, a capture id, or a time such as @2020-01-06T22:30Z. Else the newest.")
  var version: String?

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let report = try archive.newsroom.show(Slug(story), version)
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}
