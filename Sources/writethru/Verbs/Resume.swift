// `writethru resume`.

import ArgumentParser
import Newsroom
import Story

struct Resume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Check paused or ended stories again.")

  @Argument(help: "Stories.")
  var stories: [String]

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    for name in stories {
      let slug = try Slug(name)
      try await archive.newsroom.resume(slug)
      Output.line("\(slug): watched again")
    }
  }
}
