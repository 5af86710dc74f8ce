// `writethru serve`: the archive in a browser, and for programs.

import ArgumentParser
import Desk
import Newsroom

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the archive in a browser, with feeds and an interface for programs.",
    discussion: """
      Listens on this machine only. To let others in, make tokens first (writethru tokens add NAME) and name the \
      address to listen at with --host; put a proxy with TLS before it. Goes on until stopped with Control-C.
      """)

  @OptionGroup var server: ServerOptions
  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let server = try DeskServer(archive.newsroom, settings: server.settings)
    try await stopping {
      try await server.run { address in Output.remark("open \(address)") }
    }
  }
}

/// Where the Desk listens.
struct ServerOptions: ParsableArguments {
  @Option(help: "The port.")
  var port = 8384

  @Option(help: "The address to listen at; others than this machine’s own need tokens.")
  var host = "127.0.0.1"

  @Option(
    name: .customLong("host-name"),
    help: ArgumentHelp("Another name that browsers ask for it by (may be given again).", valueName: "name"))
  var names: [String] = []

  @Option(
    name: .customLong("public-address"),
    help: ArgumentHelp(
      "The address that a proxy before it is reached at, such as https://desk.example.", valueName: "url"))
  var base: String?

  @Option(
    name: .customLong("pages-port"),
    help: "The port of the saved pages, which are shown at an origin of their own; else the one after --port."
  )
  var pagesPort: Int?

  @Option(
    name: .customLong("pages-address"),
    help: ArgumentHelp(
      "The address that a proxy shows the saved pages at, such as https://pages.desk.example.",
      valueName: "url"))
  var pagesBase: String?

  /// The server's settings.
  var settings: DeskServer.Settings {
    func plain(_ address: String?) -> String? {
      address.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }
    let own = plain(base)
    let host = own.flatMap { $0.split(separator: "/").dropFirst().first }.map(String.init)
    return DeskServer.Settings(
      host: self.host, port: port, names: names + [host].compactMap { $0 }, base: own, pagesPort: pagesPort,
      pagesBase: plain(pagesBase))
  }
}
