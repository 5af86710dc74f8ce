// `writethru search`: words in all stories.

public import ArgumentParser
public import Newsroom
import Report

struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find words in the quotes, sentences and headlines of all stories, gone ones too.",
    discussion: """
      All words have to stand in a passage. Words in quotation marks stand in a row ('"opened the gate"'), an asterisk \
      ends the beginning of a word (evacuat*), and story:NAME, outlet:HOST and speaker:NAME narrow it down \
      (speaker:"Ann Holt"). Case and accents do not matter. The first search of an archive makes its index, \
      search.sqlite, which may be deleted; later ones only read what is new.
      """)

  @Argument(help: "The words, and what narrows them down.")
  var words: [String]

  @Option(name: .customLong("in"), help: "all, quotes (their words) or speakers (their names).")
  var place: Newsroom.SearchPlace = .all

  @Option(help: "How many passages to print at most.")
  var limit = 1000

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func validate() throws {
    guard (1...1_000_000).contains(limit) else {
      throw ValidationError("--limit is a number from 1 to 1000000")
    }
  }

  func run() throws {
    let report = try archive.newsroom.search(words.joined(separator: " "), in: place, most: limit)
    Output.write(report.rendered(as: format.chosen, style: Terminal.style))
  }
}

extension Newsroom.SearchPlace: ExpressibleByArgument {}
