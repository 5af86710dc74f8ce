// `writethru tokens`: who may use the Desk when others can reach it.

public import ArgumentParser
public import Desk
import Newsroom
import Report
import Story

struct TokensVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Make, list and end tokens for the Desk; once there is one, nobody gets in without.",
    subcommands: [AddToken.self, ListTokens.self, RemoveToken.self])
}

struct AddToken: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Make a token. It is shown this once; only its digest is kept.")

  @Argument(help: "Whose it is.")
  var name: String

  @Option(help: "What it lets do: read, or write (mark changes, add stories).")
  var scope: TokenFile.Scope = .read

  @Option(help: "In how many days it ends.")
  var days = 90

  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let newsroom = archive.newsroom
    let token = try TokenFile(archive: newsroom.path).make(
      name, scope: scope, days: days, now: newsroom.now())
    Output.line(token)
  }
}

struct ListTokens: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the tokens there are.")

  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    for entry in try TokenFile(archive: archive.newsroom.path).entries() {
      Output.line("\(harmless(entry.name))\t\(entry.scope.rawValue)\tuntil \(entry.ends)")
    }
  }
}

struct RemoveToken: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "End a token, and whoever signed in with it.")

  @Argument(help: "Whose it was.")
  var name: String

  @OptionGroup var archive: ArchiveOptions

  func run() throws { try TokenFile(archive: archive.newsroom.path).remove(name) }
}

extension TokenFile.Scope: ExpressibleByArgument {}
