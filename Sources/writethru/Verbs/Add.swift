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
    for entry in try from.map({ try newsroom.addresses(inFile: $0) }) ?? [] {
      let (story, isNew) = try await newsroom.add(
        entry.address, name: entry.name.map { try Slug($0) }, weight: weight)
      Output.line("\(story.slug): \(isNew ? "added" : "already there; watched")")
    }
    for address in addresses {
      let (story, isNew) = try await newsroom.add(address, name: name.map { try Slug($0) }, weight: weight)
      Output.line("\(story.slug): \(isNew ? "added" : "already there; watched")")
    }
  }
}
