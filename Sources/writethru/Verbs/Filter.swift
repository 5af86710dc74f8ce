// `writethru filter`: JSON Lines in, JSON Lines out.

public import ArgumentParser
import Foundation
public import Newsroom

struct FilterVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter",
    abstract: "Read, compare, extract or audit JSON Lines from standard input.",
    discussion: """
      One JSON object a line in, one out, in the same order. A bad line is answered with {"id","error"}, and the next \
      is read. Offsets count Unicode scalars of the given text, ends exclusive.

        read      {"id","text"}                       sentences, quotes, numbers, hedges, notices
        compare   {"id","old","new"}                  texts, or arrays of sentences: links and changes
        extract   {"id","path"|"html"|"base64","url"} the article on a page
        audit     {"id","versions":[{"captured","text",…}]}  a story: what changed, silent changes, quotes
        origins   the same                            where each sentence and word first stood
      """)

  @Argument(help: "read, compare, extract, audit or origins.")
  var kind: Filter.Kind

  @Flag(
    help: """
      For extract: read pages in child processes with limits of memory and time, so that a page that kills its reader \
      costs one line.
      """)
  var workers = false

  @Option(
    name: .customLong("site-rules"),
    help: ArgumentHelp("For extract: a folder of rules for single sites.", valueName: "dir"),
    completion: .directory)
  var siteRules: String?

  @Flag(
    name: .customLong("without-site-rules"),
    help: "For extract: without the rules for single sites that come along.")
  var withoutSiteRules = false

  func run() throws {
    let filter = Filter(
      kind, workers: workers ? WorkerPool() : nil, siteRules: siteRules, hasStandardRules: !withoutSiteRules)
    try filter.prepare()
    var pending: [UInt8] = []
    var answers = ""
    while let data = try FileHandle.standardInput.read(upToCount: 1 << 16), !data.isEmpty {
      // Of a long line only what is new is searched for its end.
      var searched = pending.count
      pending += data
      var start = 0
      while let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        answer(pending[start..<end], by: filter, into: &answers)
        start = end + 1
        searched = start
      }
      pending.removeFirst(start)
      Output.write(answers)
      answers = ""
    }
    answer(pending[...], by: filter, into: &answers)
    Output.write(answers)
  }

  /// Answers a line; one that is blank asks nothing.
  private func answer(_ line: ArraySlice<UInt8>, by filter: Filter, into answers: inout String) {
    guard line.contains(where: { $0 > 0x20 }) else { return }
    answers += filter.answer(line) + "\n"
  }
}

extension Filter.Kind: ExpressibleByArgument {}
