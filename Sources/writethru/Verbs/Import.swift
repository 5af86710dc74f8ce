// `writethru import`: versions from files.

import ArgumentParser
import Newsroom
import Report
import Story

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make versions of a story from saved pages.",
    discussion: """
      Takes .html and .txt files, or folders of them, in order of their times of capture. The time is read from the \
      file's name (2020-01-06T2200Z.html, 20200106220000.html, in UTC), else it is the file's date; --at gives it for \
      one file. A story that is not there yet is made. The same bytes imported twice are no new version.
      """)

  @Argument(help: "The story: 1 to 100 of a-z, 0-9 and -.")
  var story: String

  @Argument(help: "Files, or folders of files.", completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp("The time of capture of the one file named (2020-01-06T22:00Z).", valueName: "time"))
  var at: Moment?

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let slug = try Slug(story)
    let bar = ProgressBar()
    let outcome = try await archive.newsroom.importFiles(files, into: slug, at: at?.time) { done, all in
      bar.show(done, of: all)
    }
    for version in outcome.kept {
      Output.line("kept v\(version.number)  \(version.captured)  (time from \(version.timeSource.inWords))")
    }
    for file in outcome.passedOver { Output.line("no new version: \(shown(file.file)) \(file.reason)") }
    for name in outcome.leftOut {
      Output.line("left out: \(shown(name)), whose name gives no time as the others’ do")
    }
    for file in outcome.failed { Output.complain(file.failure.message) }
    let made = outcome.isNew ? " of a new story" : ""
    let count = outcome.kept.count
    Output.line("\(slug): \(count == 1 ? "1 version" : "\(count) versions")\(made)")
    if let worst = outcome.failed.first {
      throw ExitCode(outcome.failed.count + outcome.kept.count == 1 ? worst.failure.kind.rawValue : 65)
    }
  }
}
