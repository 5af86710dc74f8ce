// `writethru backup` and `writethru clone`: a copy elsewhere, and an archive made of it.

import ArgumentParser
import Newsroom

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the archive to a git repository.",
    discussion: """
      Pushes every story and the journal by git, over SSH or to a path; what is there already is not sent again. A path \
      where nothing is becomes a bare repository. Captures in the spool and the signing key are not part of the copy.
      """)

  @Argument(help: "A path, or an address of git's, such as user@host:copies/news.git.")
  var remote: String

  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let count = try archive.newsroom.backup(to: remote)
    Output.line("\(count) branches and the journal are in \(shown(remote))")
  }
}

struct Clone: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make an archive of a copy that backup made.",
    discussion: """
      The list of signers is taken from the journal: compare it with the one of the archive the copy is of. A new key \
      signs what comes from here on.
      """)

  @Argument(help: "What backup was given.")
  var remote: String

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let found = try await archive.newsroom.clone(from: remote)
    for damage in found.damages { Output.complain(damage) }
    Output.line(found.summary)
    if !found.damages.isEmpty { throw ExitCode(65) }
  }
}
