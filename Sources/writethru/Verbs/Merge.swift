// `writethru merge`.

import ArgumentParser
import Newsroom
import Story

struct Merge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Join one story to another: its addresses go over, its versions stay where they are.")

  @Argument(help: "The story that goes.")
  var other: String

  @Argument(help: "The story that it is joined to.")
  var story: String

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let (from, into) = (try Slug(other), try Slug(story))
    try await archive.newsroom.merge(from, into: into)
    Output.line("\(from): joined to \(into)")
  }
}
