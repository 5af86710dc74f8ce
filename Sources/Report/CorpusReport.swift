// The report of many stories: what `audit` without a story prints.

import Foundation
public import Story

/// How much and how openly stories changed, by outlet and by hour.
public struct CorpusReport: Sendable {
  /// The counts.
  public let corpus: CorpusAudit

  /// A report of a corpus.
  public init(_ corpus: CorpusAudit) { self.corpus = corpus }

  /// The report in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension CorpusReport: Written {
  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: "Audit of the archive")
    let times = TimeWords(zone: .gmt)
    sheet.time = corpus.since.map { Words("since \(times.zoned($0))") }
    let all = corpus.outlets.map(\.count)
    let versions = all.reduce(0) { $0 + $1.versions }
    let told = all.reduce(0) { $0 + $1.substantive }
    let silent = all.reduce(0) { $0 + $1.silent }
    sheet.summary = Words(
      "\(corpus.outlets.count) outlet\(corpus.outlets.count == 1 ? "" : "s"), \(versions) version\(versions == 1 ? "" : "s"). "
        + "\(told) changed what readers were told, \(silent) of them without a note\(share(silent, of: told)).",
      .strong)
    if corpus.outlets.isEmpty {
      sheet.summary = Words("No version of that time and outlet.", .strong)
      return sheet
    }
    sheet.sections = [
      Section(
        heading: "By outlet",
        body: .items(corpus.outlets.map { item($0.name, $0.count) })),
      Section(
        heading: "By hour, UTC",
        body: .table(
          Table(
            columns: ["Hour", "Versions", "What they changed"],
            rows: corpus.hours.enumerated().filter { $1.versions > 0 }.map { hour, count in
              [
                Words(hour < 10 ? "0\(hour):00" : "\(hour):00", .strong),
                Words("\(count.versions) version\(count.versions == 1 ? "" : "s")"),
                Words(
                  count.substantive == 0
                    ? ""
                    : "\(count.substantive) changed what readers were told, \(count.silent) without a note"),
              ]
            }))),
    ]
    return sheet
  }

  private func item(_ name: String, _ count: CorpusAudit.Count) -> Item {
    var item = Item(label: name)
    item.head = Words(
      "\(count.stories) \(count.stories == 1 ? "story" : "stories"), \(count.versions) version\(count.versions == 1 ? "" : "s")"
    )
    item.lines = [
      Line(
        words: Words(
          "\(count.substantive) changed what readers were told: \(count.declared) with a note, "
            + "\(count.developing) while it said more follows, \(count.silent) without a note\(share(count.silent, of: count.substantive))."
        )),
      Line(
        words: Words(
          "Corrections or clarifications \(count.corrections), quotes changed \(count.quotesChanged), numbers changed \(count.numbersChanged), only the date moved \(count.bumps).",
          .faint)),
    ]
    return item
  }

  private func share(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "" : " (\((part * 100 + whole / 2) / whole)%)"
  }

  var json: JSON {
    [
      "since": JSON(corpus.since?.description),
      "outlets": .array(corpus.outlets.map { .object([("outlet", .string($0.name))] + $0.count.members) }),
      "hours": .array(corpus.hours.enumerated().map { .object([("hour", .integer($0))] + $1.members) }),
    ]
  }

  var csv: CSV {
    var table = CSV(columns: ["group", "name"] + CorpusAudit.Count().members.map(\.key))
    table.rows =
      corpus.outlets.map { ["outlet", $0.name] + $0.count.cells.map { String($0) } }
      + corpus.hours.enumerated().map { ["hour", String($0)] + $1.cells.map { String($0) } }
    return table
  }
}

extension CorpusAudit.Count {
  fileprivate var cells: [Int] {
    [
      stories, versions, substantive, declared, developing, silent, corrections, quotesChanged,
      numbersChanged,
      bumps,
    ]
  }

  fileprivate var members: [JSON.Member] {
    zip(
      [
        "stories", "versions", "substantive", "declared", "developing", "silent", "corrections",
        "quotes_changed", "numbers_changed", "date_bumps",
      ], cells
    ).map { ($0, .integer($1)) }
  }
}
