// `writethru timestamp`: a third party's word for the time.

import ArgumentParser
import Newsroom
import Story

struct TimestampVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timestamp",
    abstract: "Have a time-stamping authority vouch for the archive as it stands (RFC 3161).",
    discussion: """
      A digest alone is sent; the token is kept in the journal and goes into `prove` and `export --format bundle`. The \
      authority is timestamps: url: in the settings, or --authority.
      """)

  @Option(help: ArgumentHelp("The authority's address.", valueName: "address"))
  var authority: String?

  @OptionGroup var network: NetworkOptions

  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let token = try await archive.newsroom.stamp(allowing: network.allowedAddresses, at: authority)
    Output.line(
      "stamped by \(token.authority) at \(token.time): \(token.captures) captures, root \(token.root)")
  }
}
