// `writethru split`.

import ArgumentParser
import Newsroom
import Story

struct Split: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a story of its own of an address that belongs to another.")

  @Argument(help: "The story.")
  var story: String

  @Argument(help: "The address that is to be a story of its own.")
  var address: String

  @Option(help: ArgumentHelp("What to call it.", valueName: "story"))
  var name: String

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let new = try Slug(name)
    try await archive.newsroom.split(address, from: Slug(story), as: new)
    Output.line("\(new): a story of its own")
  }
}
