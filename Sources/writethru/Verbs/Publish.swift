// `writethru publish`: the pages as files.

import ArgumentParser
import Desk
import Newsroom

struct Publish: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the pages as a site of files, to hand to a colleague.",
    discussion: """
      The site needs no server and loads nothing from elsewhere. Of up to eight versions it has each against \
      each other, of more each against the one before it and the first against the newest; it cannot be searched or \
      written to.
      """)

  @Argument(help: "An empty folder, or one that publish wrote before.", completion: .directory)
  var folder: String

  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let count = try Publisher(archive.newsroom, into: folder).publish()
    Output.line("\(count) pages in \(folder); open \(folder)/index.html")
  }
}
