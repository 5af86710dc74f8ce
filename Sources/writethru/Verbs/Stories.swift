// `writethru stories`: the stories of an archive.

import ArgumentParser
import Newsroom
import Report

struct Stories: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the stories of the archive.")

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    Output.write(try archive.newsroom.stories().rendered(as: format.chosen, style: Terminal.style))
  }
}
