// The command: its verbs, and how it ends.

import ArgumentParser
import Foundation
import Newsroom

@main
struct Writethru: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "writethru",
    abstract: "See what changed in a news story, and who said what anew.",
    discussion: """
      Writethru keeps every version of a developing story in a git archive and says what an editor would want to \
      know: this quote is new, that one was altered or given to another speaker, the toll went from 12 to 15, \
      “allegedly” went away, a correction appeared, the story no longer says that more follows.

      Try it:
        writethru demo                          two stories, reported
        writethru watch https://a.example/page  watch it, and print each change
        writethru import fire saved-pages/      a story of saved copies
        writethru diff old.html new.html        two files; no archive needed

      Exit codes: 0 done, 1 only for diff --exit-code with changes, 64 called wrongly, 65 bad data or damage, 66 no \
      such input, 69 nothing answers, 70 a defect of ours, 74 disk error, 75 locked (try again), 78 settings.
      """,
    version: Newsroom.software,
    groupedSubcommands: [
      CommandGroup(
        name: "GET VERSIONS", subcommands: [Look.self, Watch.self, FleetVerb.self, Import.self]),
      CommandGroup(
        name: "CHOOSE STORIES",
        subcommands: [Add.self, Feeds.self, Pause.self, End.self, Resume.self, Merge.self, Split.self]),
      CommandGroup(
        name: "SEE WHAT CHANGED",
        subcommands: [
          Log.self, Diff.self, Show.self, Quotes.self, Origins.self, AuditVerb.self, CoverageVerb.self,
          Search.self, Stories.self, DigestVerb.self, MarkVerb.self, Demo.self,
        ]),
      CommandGroup(name: "PROVE IT TO OTHERS", subcommands: [Prove.self, Export.self, TimestampVerb.self]),
      CommandGroup(
        name: "SHOW IT TO PEOPLE", subcommands: [Serve.self, Publish.self, TokensVerb.self]),
      CommandGroup(
        name: "LOOK AFTER THE ARCHIVE",
        subcommands: [
          Verify.self, Repair.self, Reindex.self, Compact.self, Backup.self, Clone.self, Remove.self,
        ]),
      CommandGroup(name: "SET THINGS UP", subcommands: [Config.self, Notify.self, ScheduleVerb.self]),
      CommandGroup(
        name: "FOR PROGRAMS", subcommands: [FilterVerb.self, ExtractionWorkerVerb.self, MergePacksVerb.self]),
    ])

  static func main() async {
    // A reader that went away is noticed when writing (see Output), not by dying in the middle of a commit.
    signal(SIGPIPE, SIG_IGN)
    // Swift finds the arguments there, and so do we the program that workers run.
    guard access("/proc/self/cmdline", R_OK) == 0 else {
      Output.complain("/proc is not mounted, and nothing can be started without it: mount -t proc proc /proc")
      Foundation.exit(69)
    }
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch let failure as Failure {
      Output.complain(failure.message)
      Foundation.exit(failure.kind.rawValue)
    } catch  where isOfTheParser(error) {
      exit(withError: error)
    } catch {
      let failure = Failure(error)
      Output.complain(failure.message)
      Foundation.exit(failure.kind.rawValue)
    }
  }

  /// Whether the parser words the error itself: help, version, completions, wrong arguments.
  private static func isOfTheParser(_ error: any Error) -> Bool {
    let name = String(reflecting: type(of: error))
    return name.hasPrefix("ArgumentParser.") || error is CleanExit || error is ValidationError
  }
}
