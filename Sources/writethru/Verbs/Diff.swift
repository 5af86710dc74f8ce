// `writethru diff`: what changed between two versions, or two files.

import ArgumentParser
import Foundation
import Newsroom
import Report
import Story

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what changed between two versions, or between two files.",
    usage: """
      writethru diff <story> [<a>..<b>] [options]
      writethru diff <old-file> <new-file> [options]
      """,
    discussion: """
      Without a range the newest version is compared with the one before it. A version is v3, a capture id or a time: \
      @2020-01-06T22:30Z is the version that was the newest then. Two files need no archive.
      """)

  @Argument(help: "A story, or the older file.", completion: .file())
  var first: String

  @Argument(
    help: "Two versions (v1..v3), one (against the one before it), or the newer file.", completion: .file())
  var second: String?

  @Flag(help: "Exit with 1 when something changed.")
  var exitCode = false

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let newsroom = archive.newsroom
    let options = revision.options(of: newsroom)
    let report =
      if let second, namesFiles(second) {
        try newsroom.diff(files: first, second, options: options)
      } else {
        try newsroom.diff(Slug(first), second, options: options)
      }
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
    if exitCode && !report.revision.difference.changes.isEmpty { throw ExitCode(1) }
  }

  /// Whether two files are meant: what the second argument says is no version, or the first cannot be a story.
  private func namesFiles(_ second: String) -> Bool {
    if (try? Slug(first)) == nil { return true }
    return !Newsroom.namesVersions(second)
  }
}
