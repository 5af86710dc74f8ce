// `writethru export`: a story in forms that other people's tools read.

public import ArgumentParser
public import Newsroom
import Story

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Carry a story out in a form that other tools read and check.",
    discussion: ExportFormat.all.map { "\($0.name): \($0.summary)." }.joined(separator: " ")
      + " What waits in the spool is not in it yet.")

  @Argument(help: "The story.")
  var story: String

  @Option(help: "What to write.")
  var format = ExportFormat.warc

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The file, or the folder of a bundle (else named after the story).", valueName: "path"),
    completion: .file())
  var output: String?

  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let slug = try Slug(story)
    let outcome = try archive.newsroom.export(slug, as: format, to: output)
    for file in outcome.files { Output.line("wrote \(file)") }
    let versions = outcome.versions == 1 ? "1 version" : "\(outcome.versions) versions"
    Output.line("\(slug): \(versions), \(outcome.looks) other checks")
  }
}

extension ExportFormat: ExpressibleByArgument {
  /// The form of a name.
  public init?(argument: String) { self.init(named: argument) }

  /// What it is called.
  public var defaultValueDescription: String { name }

  /// What all of them are called.
  public static var allValueStrings: [String] { all.map(\.name) }

  /// A shell proposes their names.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
