// `writethru coverage`: several outlets on one event.

import ArgumentParser
import Newsroom
import Report
import Story

struct CoverageVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract:
      "Compare how several outlets told one event: who had a quote or number first, who trimmed or dropped it.",
    discussion: """
      Name the stories, or one: then those that share a quote, several names or a longer passage with it, first \
      captured within three days, are found. What belongs together can be kept under a name of its own:

        writethru coverage --keep valley-flood herald-flood gazette-flood
        writethru coverage valley-flood
      """)

  @Argument(help: "The stories on one event, or one of them, or the name of a coverage that was kept.")
  var stories: [String]

  @Option(help: ArgumentHelp("Keep the stories together under this name.", valueName: "name"))
  var keep: String?

  @Option(help: ArgumentHelp("Take the stories out of the coverage of this name.", valueName: "name"))
  var leave: String?

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if keep != nil && leave != nil { throw ValidationError("--keep and --leave cannot go together.") }
  }

  func run() async throws {
    let slugs = try stories.map { try Slug($0) }
    let newsroom = archive.newsroom
    if let leave {
      try await newsroom.leaveCoverage(Slug(leave), of: slugs)
      return Output.line("\(slugs.map(\.text).joined(separator: ", ")) taken out of \(leave)")
    }
    var names = slugs
    if let keep {
      try await newsroom.keepCoverage(Slug(keep), of: slugs)
      names = [try Slug(keep)]
    }
    let report = try newsroom.coverage(names)
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}
