// `writethru pause`.

import ArgumentParser
import Newsroom
import Story

struct Pause: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Stop checking stories for the time being.")

  @Argument(help: "Stories.")
  var stories: [String]

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    for name in stories {
      let slug = try Slug(name)
      try await archive.newsroom.pause(slug)
      Output.line("\(slug): paused")
    }
  }
}
