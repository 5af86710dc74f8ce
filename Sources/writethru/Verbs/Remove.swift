// `writethru remove`: a story taken out.

import ArgumentParser
import Newsroom
import Story

struct Remove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take a story out of the archive.",
    discussion: """
      A signed note stays in the journal: which story, when, why, and which versions it had. Its name is not used again. \
      With --erase its pages go from the disk at the next compact; copies made by backup keep theirs until they are \
      compacted by git.
      """)

  @Argument(help: "The story.")
  var story: String

  @Option(help: ArgumentHelp("Why it is taken out.", valueName: "text"))
  var reason: String

  @Flag(help: "Its pages are to be destroyed, too.")
  var erase = false

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let slug = try Slug(story)
    try await archive.newsroom.remove(slug, reason: reason, erases: erase)
    Output.line("\(slug) was taken out" + (erase ? "; run compact to destroy its pages" : ""))
  }
}
