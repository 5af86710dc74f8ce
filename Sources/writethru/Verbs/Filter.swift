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

      With --strict a bad line also makes the program end with 65, once all lines are answered.
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

  @Flag(
    help: """
      For compare and audit: a flat line for each change, all with the same columns and types, for Parquet and SQL. A line \
      that changed nothing gives one without a type.
      """)
  var rows = false

  @Flag(
    help: """
      End with 65 if a line was bad, after all others are answered, and name it on standard error: for programs that run \
      many of these and look at the exit code only.
      """)
  var strict = false

  func validate() throws {
    if rows, kind != .compare, kind != .audit {
      throw ValidationError("“--rows” goes with compare and audit: only these tell changes.")
    }
  }

  func run() throws {
    let filter = Filter(
      kind, workers: workers ? WorkerPool() : nil, siteRules: siteRules, hasStandardRules: !withoutSiteRules,
      inRows: rows)
    try filter.prepare()
    var answering = Answering(filter: filter, naming: strict)
    var pending: [UInt8] = []
    while let data = try FileHandle.standardInput.read(upToCount: 1 << 16), !data.isEmpty {
      // Of a long line only what is new is searched for its end.
      var searched = pending.count
      pending += data
      var start = 0
      while let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        answering.answer(pending[start..<end])
        start = end + 1
        searched = start
      }
      pending.removeFirst(start)
      answering.write()
    }
    answering.answer(pending[...])
    answering.write()
    if strict, answering.faults > 0 {
      if answering.faults > Answering.named {
        Output.complain("\(answering.faults) lines were bad; the first \(Answering.named) are named above")
      }
      throw ExitCode(65)
    }
  }
}

/// Answers lines one after another and keeps count of the bad ones.
private struct Answering {
  /// How many bad lines are named; a corpus of the wrong form would fill a log.
  static let named = 20

  let filter: Filter
  /// Whether bad lines are named on standard error.
  let naming: Bool
  /// How many lines were bad.
  private(set) var faults = 0
  private var number = 0
  private var answers = ""

  init(filter: Filter, naming: Bool) {
    self.filter = filter
    self.naming = naming
  }

  /// Answers a line; one that is blank asks nothing.
  mutating func answer(_ line: ArraySlice<UInt8>) {
    number += 1
    guard line.contains(where: { $0 > 0x20 }) else { return }
    let answer = filter.answer(line)
    answers += answer.lines + "\n"
    guard let fault = answer.fault else { return }
    faults += 1
    if naming, faults <= Self.named { Output.complain("line \(number), \(fault)") }
  }

  /// Writes the answers that there are.
  mutating func write() {
    Output.write(answers)
    answers = ""
  }
}

extension Filter.Kind: ExpressibleByArgument {}
