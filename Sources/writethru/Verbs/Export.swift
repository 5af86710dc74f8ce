// `writethru export`: a story in forms that other people's tools read.

public import ArgumentParser
public import Newsroom
import Story

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Carry a story out in a form that other tools read and check.",
    discussion: """
      warc: a WARC/1.1 file and its CDXJ index, for replay. wacz: the same in one package. prov: W3C PROV-JSON. \
      csv: a line a check. bundle: a BagIt folder with all of them, the story's git history, signatures and tokens, \
      and instructions that need none of this program. What waits in the spool is not in it yet.
      """)

  @Argument(help: "The story.")
  var story: String

  @Option(help: "What to write.")
  var format: ExportFormat = .warc

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The file, or the folder of a bundle (else named after the story).", valueName: "path"),
    completion: .file())
  var output: String?

  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let slug = try Slug(story)
    let ending =
      switch format {
      case .warc: ".warc.gz"
      case .wacz: ".wacz"
      case .prov: ".prov.json"
      case .csv: ".csv"
      case .bundle: "-evidence"
      }
    let outcome = try archive.newsroom.export(slug, as: format, to: output ?? slug.text + ending)
    for file in outcome.files { Output.line("wrote \(file)") }
    let versions = outcome.versions == 1 ? "1 version" : "\(outcome.versions) versions"
    Output.line("\(slug): \(versions), \(outcome.looks) other checks")
  }
}

extension ExportFormat: ExpressibleByArgument {}
