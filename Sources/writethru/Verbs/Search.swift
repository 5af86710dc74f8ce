// `writethru search`: words in all stories.

public import ArgumentParser
public import Newsroom
import Report

struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find words in the quotes, sentences and headlines of all stories, gone ones too.")

  @Argument(help: "The words.")
  var words: [String]

  @Option(name: .customLong("in"), help: "all, quotes (their words) or speakers (their names).")
  var place: Newsroom.SearchPlace = .all

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() throws {
    let report = try archive.newsroom.search(words.joined(separator: " "), in: place)
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}

extension Newsroom.SearchPlace: ExpressibleByArgument {}
