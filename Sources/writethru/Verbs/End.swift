// `writethru end`.

import ArgumentParser
import Newsroom
import Story

struct End: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Stop checking stories; they and their versions stay.")

  @Argument(help: "Stories.")
  var stories: [String]

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    for name in stories {
      let slug = try Slug(name)
      try await archive.newsroom.end(slug)
      Output.line("\(slug): ended")
    }
  }
}
