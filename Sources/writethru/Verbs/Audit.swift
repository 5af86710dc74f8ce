// `writethru audit`: how stories changed, and whether they owned up to it.

import ArgumentParser
import Newsroom
import Report
import Story

struct AuditVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Tell a story's whole life: what changed, who said what, and what was changed without a note.",
    discussion: """
      With stories, one document about them: timeline, versions, silent changes, notes, quotes, how to check it. \
      --format html prints well. Without a story, the rates of change, correction and silent change of all stories, \
      by outlet and by hour.
      """)

  @Argument(help: "The stories; none for the whole archive.")
  var stories: [String] = []

  @Option(
    help: ArgumentHelp("Without a story: count versions from this time on.", valueName: "time"))
  var since: Moment?

  @Option(help: ArgumentHelp("Without a story: count this outlet only.", valueName: "host"))
  var outlet: String?

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if !stories.isEmpty, since != nil || outlet != nil {
      throw ValidationError("--since and --outlet are for the whole archive: leave the stories out")
    }
  }

  func run() throws {
    if stories.isEmpty {
      let report = try archive.newsroom.corpusAudit(since: since?.time, outlet: outlet)
      Output.write(report.rendered(as: format.chosen, style: Terminal.style))
    } else {
      let slugs = try stories.map { try Slug($0) }
      let report = try archive.newsroom.audit(slugs)
      Output.write(report.rendered(as: format.chosen, style: Terminal.style))
      if let count = try archive.newsroom.countOfMarks(in: slugs) { Output.remark(count) }
    }
  }
}
