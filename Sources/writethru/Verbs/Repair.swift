// `writethru repair`: what is damaged, put back.

import ArgumentParser
import Newsroom

struct Repair: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Mend a damaged archive, from a copy if there is one.",
    discussion: """
      Damaged packs are set aside in the folder damaged/ once all that can still be read of them, or be had from the \
      copy, is in a new pack. Branches are set as the journal has them, the spool is committed, the index made again. \
      What nobody has any more is named, and the exit code is 65.
      """)

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp("Another archive, or a copy that backup made.", valueName: "dir"),
    completion: .directory)
  var clone: String?

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let (repair, found) = try await archive.newsroom.repair(from: clone)
    for name in repair.setAside { Output.line("set aside: \(name)") }
    for id in repair.lost { Output.complain("lost: git object \(id); give a copy with --from") }
    for damage in found.damages { Output.complain(damage) }
    Output.line(
      "\(repair.restored) git objects written again, \(repair.fromClone) of them from the copy; \(found.summary)"
    )
    if !repair.lost.isEmpty || !found.damages.isEmpty { throw ExitCode(65) }
  }
}
