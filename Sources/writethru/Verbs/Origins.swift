// `writethru origins`: where each sentence of a story comes from.

import ArgumentParser
import Newsroom
import Report
import Story

struct Origins: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show in which version each sentence first stood, last changed and was gone.",
    aliases: ["blame"])

  @Argument(help: "The story.")
  var story: String

  @Flag(help: "Tell the origin of each word.")
  var words = false

  @Flag(help: "Show sentences that are gone too.")
  var all = false

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let report = try archive.newsroom.origins(Slug(story), showsWords: words, showsGone: all)
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}
