// `writethru mark`.

import ArgumentParser
import Newsroom
import Story

struct MarkVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Say of a change that it is a false alarm, or was reviewed, or what it is about.",
    discussion: """
      A mark stands beside the fact and never alters it. “diff --json” and messages show the ids of changes; the first \
      letters do where no other begins so. “mark export” prints the pairs of versions that were marked, for testing.
      """,
    subcommands: [Set.self, Export.self], defaultSubcommand: Set.self)

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Mark a change.")

    @Argument(help: "The change’s id, or the first letters of it.")
    var change: String

    @Flag(help: "The program was wrong: the story did not change so.")
    var falseAlarm = false

    @Flag(help: "Somebody looked at it, and it is right.")
    var reviewed = false

    @Option(help: "A word to find it by (may be given again).")
    var tag: [String] = []

    @Option(help: "What is to be said of it.")
    var note: String?

    @Option(help: ArgumentHelp("Who says so.", valueName: "name"))
    var by: String

    @Option(help: ArgumentHelp("The story it is in (else all are looked through).", valueName: "story"))
    var story: String?

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
      if falseAlarm && reviewed { throw ValidationError("A change is a false alarm or right, not both.") }
      if !falseAlarm && !reviewed && tag.isEmpty && note == nil {
        throw ValidationError("Say what of it: --false-alarm, --reviewed, --tag or --note.")
      }
      if by.isEmpty { throw ValidationError("--by needs a name.") }
    }

    func run() async throws {
      let verdict: Mark.Verdict? = falseAlarm ? .falseAlarm : reviewed ? .reviewed : nil
      let found = try await archive.newsroom.mark(
        change, in: story.map { try Slug($0) }, verdict: verdict, tags: tag, note: note, by: by)
      let said = falseAlarm ? "marked as a false alarm" : reviewed ? "marked as reviewed" : "marked"
      Output.line("\(found.story): \(found.label), \(found.change.id): \(said) by \(shown(by))")
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the pairs of versions with a marked change, a line of JSON each.")

    @OptionGroup var archive: ArchiveOptions

    func run() async throws { Output.write(try archive.newsroom.exportMarks()) }
  }
}
