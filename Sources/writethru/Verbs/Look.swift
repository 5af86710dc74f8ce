// `writethru look`: one check of a page.

import ArgumentParser
import Newsroom
import Report
import Story

struct Look: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a page once, keep what it says if that is new, and say what changed.",
    discussion: """
      The first look at an address makes the archive and names the story. Only public addresses are connected to, \
      unless --allow-address names another.
      """)

  @Argument(help: "An address, or a story that has one.")
  var target: String

  @Flag(help: "Fetch the images and styles of each new version too, so that its replay looks like the page.")
  var withResources = false

  @OptionGroup var fetch: FetchOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let newsroom = archive.newsroom
    let outcome = try await newsroom.look(
      at: target, settings: fetch.settings(withResources: withResources),
      options: revision.options(of: newsroom))
    LookLines(format: format.chosen).tell(outcome, next: nil)
    if let code = outcome.exitCode { throw ExitCode(code) }
  }
}

/// How a look is told.
struct LookLines {
  var format: ReportFormat

  /// Prints what a look saw: the report of the change if there is one, and a line for people.
  func tell(_ outcome: LookOutcome, next: Timestamp?) {
    if let report = outcome.report { Output.write(report.rendered(as: format, style: Terminal.style)) }
    let line = outcome.line(next: next)
    // A report for programs is not to be mixed with lines for people.
    if format == .terminal { Output.line(line) } else { Output.remark(line) }
  }
}
