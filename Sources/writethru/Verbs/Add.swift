// `writethru add`.

import ArgumentParser
import Newsroom
import Story

struct Add: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Have pages watched from now on.")

  @Argument(help: "Addresses.")
  var addresses: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file of addresses: one a line, or a table (CSV) with a column of them; a name may follow each.",
      valueName: "file"), completion: .file())
  var from: String?

  @Option(help: ArgumentHelp("What to call the story (else made from its address).", valueName: "story"))
  var name: String?

  @Option(help: "How much it matters beside others when not all can be checked; 1 is usual.")
  var weight: Double?

  @Option(
    name: .customLong("found-in"),
    help: ArgumentHelp(
      "The feed or list that the pages were found in, when nobody chose them.", valueName: "address"))
  var foundIn: String?

  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    if addresses.isEmpty && from == nil { throw ValidationError("Name at least one address.") }
    if name != nil && (addresses.count > 1 || from != nil) {
      throw ValidationError("--name names one story: add pages one by one.")
    }
    if let weight, !(weight > 0 && weight <= 1000) { throw ValidationError("--weight is from 0 to 1000.") }
  }

  func run() async throws {
    let newsroom = archive.newsroom
    var pages = try from.map { try newsroom.addresses(inFile: $0) } ?? []
    let name = try name.map { try Slug($0) }
    pages += addresses.map { (address: $0, name: name) }
    for (story, isNew) in try await newsroom.add(pages, weight: weight, foundIn: foundIn) {
      Output.line("\(story.slug): \(isNew ? "added" : "already there; watched")")
    }
  }
}
