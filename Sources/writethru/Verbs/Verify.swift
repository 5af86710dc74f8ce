// `writethru verify`: whether everything in the archive is whole.

import ArgumentParser
import Newsroom

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check that every version in the archive is whole.",
    discussion: """
      Reads every object in git, checks saved pages and their manifests against the digests recorded with them, the \
      journal's signatures and Merkle root, and the index against git. --fast reads histories, manifests and signatures \
      only; --subset 1/30 reads that and one of thirty shares of the rest, to be gone through night by night. Damage is \
      named on standard error, and the exit code is 65.
      """)

  @Flag(help: "Read histories, manifests and signatures only.")
  var fast = false

  @Option(help: ArgumentHelp("Read one of several shares of the saved pages: 1/30.", valueName: "share"))
  var subset: Share?

  /// Set by the program itself: reading goes on in a process of its own.
  @Flag(help: .hidden)
  var worker = false

  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if fast && subset != nil { throw ValidationError("--fast and --subset exclude each other.") }
  }

  func run() throws {
    let depth = subset?.depth ?? (fast ? .fast : .full)
    if worker { return try archive.newsroom.verifyAsWorker(depth: depth) }
    let found = try archive.newsroom.verifyInWorker(program: "/proc/self/exe", depth: depth)
    for damage in found.damages { Output.complain(damage) }
    Output.line(found.summary)
    if !found.damages.isEmpty { throw ExitCode(65) }
  }
}

/// One of several shares, as typed.
struct Share: ExpressibleByArgument {
  var depth: Newsroom.Depth

  init?(argument: String) {
    guard let depth = Newsroom.Depth(share: argument) else { return nil }
    self.depth = depth
  }
}
