// `writethru compact`: less room for the same.

import ArgumentParser
import Newsroom

struct Compact: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Merge the archive's packs into one.",
    discussion: """
      Safe to interrupt, and nobody who reads has to wait. Pages of stories removed with --erase are dropped from the \
      disk. Small packs are joined as they are without being asked when there are many, and all are merged when the archive \
      has doubled.
      """)

  @Flag(help: "Join small packs as they are; drops nothing.")
  var quick = false

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let result = try await archive.newsroom.compact(all: !quick)
    Output.line(
      "\(result.before.packs) packs, \(result.before.bytes) bytes → \(result.after.packs) packs, "
        + "\(result.after.bytes) bytes" + (result.erased > 0 ? "; \(result.erased) git objects erased" : ""))
  }
}
