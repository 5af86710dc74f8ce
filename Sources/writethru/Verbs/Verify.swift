// `writethru verify`: whether everything in the archive is whole.

import ArgumentParser
import Newsroom

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check that every version in the archive is whole.",
    discussion: """
      Reads every object in git, checks saved pages and their manifests against the digests recorded with them, and \
      the index against git. Damage is named on standard error, and the exit code is 65.
      """)

  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let found = try archive.newsroom.verify()
    for damage in found.damages { Output.complain(damage) }
    Output.line(found.summary)
    if !found.damages.isEmpty { throw ExitCode(65) }
  }
}
