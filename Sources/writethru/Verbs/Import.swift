// `writethru import`: versions from files, and from other archives.

import ArgumentParser
import Newsroom
import Report
import Story

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make versions of a story from saved pages and other archives.",
    discussion: """
      Takes .html and .txt files, or folders of them, in order of their times of capture. The time is read from the \
      file's name (2020-01-06T2200Z.html, 20200106220000.html, in UTC), else it is the file's date; --at gives it for \
      one file. A story that is not there yet is made. The same bytes imported twice are no new version.

      Takes web archives too (.warc, .warc.gz, .wacz, .mhtml), corpora of JSON Lines (.jsonl: time, text, headline, language, url) \
      and git repositories of NewsDiffs; --url says which page when there are several. --timemap and --wayback ask \
      another archive for its captures, one by one; interrupted, the same command goes on where it was.
      """)

  @Argument(help: "The story: 1 to 100 of a-z, 0-9 and -.")
  var story: String

  @Argument(help: "Files, or folders of files.", completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp("The time of capture of the one file named (2020-01-06T22:00Z).", valueName: "time"))
  var at: Moment?

  @Option(help: ArgumentHelp("The page wanted, where a file holds several.", valueName: "address"))
  var url: String?

  @Option(help: ArgumentHelp("Import what this Memento TimeMap lists.", valueName: "address"))
  var timemap: String?

  @Option(help: ArgumentHelp("Import what the Wayback Machine has of this page.", valueName: "address"))
  var wayback: String?

  @Option(help: ArgumentHelp("Only captures from this time on.", valueName: "time"))
  var from: Moment?

  @Option(help: ArgumentHelp("Only captures up to this time.", valueName: "time"))
  var to: Moment?

  @Flag(help: "Ask again for captures of a TimeMap that the other archive did not give before.")
  var retry = false

  @OptionGroup var network: NetworkOptions

  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if files.isEmpty == (timemap == nil && wayback == nil) {
      throw ValidationError("Name files, or --timemap or --wayback with an address.")
    }
    if timemap != nil && wayback != nil { throw ValidationError("Give --timemap or --wayback, not both.") }
  }

  func run() async throws {
    let outcome = try await imported(into: Slug(story))
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
    Output.line("\(outcome.story): \(count == 1 ? "1 version" : "\(count) versions")\(made)")
    if let worst = outcome.failed.first {
      throw ExitCode(outcome.failed.count + outcome.kept.count == 1 ? worst.failure.kind.rawValue : 65)
    }
  }

  private func imported(into slug: Slug) async throws -> ImportOutcome {
    let newsroom = archive.newsroom
    let choice = ImportChoice(address: url, from: from?.time, to: to?.time)
    if let list = timemap ?? wayback.map(Newsroom.waybackTimeMap) {
      return try await newsroom.importTimeMap(
        list, into: slug, choice: choice, settings: LookSettings(allowedAddresses: network.allowedAddresses),
        retries: retry
      ) { progress in
        if progress.done == 1 || progress.done % 10 == 0 || progress.done == progress.all {
          let left = progress.minutesLeft.map { ", about \(Int($0.rounded(.up))) min left" } ?? ""
          Output.remark("\(progress.done) of \(progress.all) captures\(left)")
        }
      }
    }
    if files.contains(where: Newsroom.holdsPages) {
      return try await newsroom.importPages(files, into: slug, choice: choice)
    }
    let bar = ProgressBar()
    return try await newsroom.importFiles(files, into: slug, at: at?.time) { done, all in
      bar.show(done, of: all)
    }
  }
}
