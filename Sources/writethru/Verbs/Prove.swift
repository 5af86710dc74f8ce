// `writethru prove`: a statement for an affidavit.

import ArgumentParser
import Newsroom
import Report
import Story

struct Prove: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "State on one page whether a text stood on a story's page, and what that rests on.",
    discussion: """
      With --at: whether the text stood there at that time, by the checks before and after. With --never: whether it \
      stood there at any check from --from to --to, with the times nobody looked. What is not proven is said too.
      """)

  @Argument(help: "The story.")
  var story: String

  @Option(help: ArgumentHelp("The words.", valueName: "text"))
  var text: String

  @Option(help: ArgumentHelp("The moment asked for (2020-01-06T22:30Z).", valueName: "time"))
  var at: Moment?

  @Flag(help: "Ask whether it never stood there from --from to --to.")
  var never = false

  @Option(help: ArgumentHelp("When the time asked for begins.", valueName: "time"))
  var from: Moment?

  @Option(help: ArgumentHelp("When it ends.", valueName: "time"))
  var to: Moment?

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if never {
      guard let from, let to, from.time <= to.time, at == nil else {
        throw ValidationError("--never needs --from and --to, in that order, and no --at.")
      }
    } else if at == nil || from != nil || to != nil {
      throw ValidationError("Give --at with a time, or --never with --from and --to.")
    }
  }

  func run() throws {
    let question: Statement.Question
    if let at {
      question = .at(at.time)
    } else if let from, let to {
      question = .never(from: from.time, to: to.time)
    } else {
      throw ValidationError("Give --at with a time, or --never with --from and --to.")
    }
    let report = try archive.newsroom.prove(Slug(story), text: text, question: question)
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}
