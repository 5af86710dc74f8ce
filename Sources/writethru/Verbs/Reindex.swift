// `writethru reindex`: the index made again from git.

import ArgumentParser
import Newsroom

struct Reindex: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the archive's index again from git.",
    discussion: "catalog.sqlite is an index only: it may be deleted, and this makes the same again.")

  @Flag(help: "Print everything the index holds, a line each, and change nothing.")
  var dump = false

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    if dump { return Output.write(try archive.newsroom.indexDump().map { $0 + "\n" }.joined()) }
    let counts = try await archive.newsroom.reindex()
    Output.line("\(counts.stories) stories, \(counts.versions) versions, \(counts.looks) checks")
  }
}
