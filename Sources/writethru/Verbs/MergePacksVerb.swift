// `writethru merge-packs`: what the process that merges packs runs; not for people.

import ArgumentParser
import Newsroom

struct MergePacksVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: PackMergingWorker.verb,
    abstract: "Merge packs for the parent process (internal).", shouldDisplay: false)

  @Option var archive: String
  @Argument var packs: [String]

  func run() throws { try PackMergingWorker.run(archive: archive, packs: packs) }
}
