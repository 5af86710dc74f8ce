// The report of several outlets on one event: what `coverage` prints.

public import Foundation
public import Story

/// Which outlet had which quote, number and correction, when, and in what form.
public struct CoverageReport: Sendable {
  /// The coverage.
  public let coverage: Coverage
  /// The zone that times are told in.
  public let zone: TimeZone

  /// A report of a coverage.
  public init(_ coverage: Coverage, zone: TimeZone = .gmt) {
    self.coverage = coverage
    self.zone = zone
  }

  /// The report in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension CoverageReport: Written {
  private var times: TimeWords { TimeWords(zone: zone) }

  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(
      title: Words(coverage.name), time: Words("coverage by \(some(coverage.outlets.count, "outlet"))"))
    func count(_ kind: Coverage.Fact.Kind) -> Int { coverage.facts.count { $0.kind == kind } }
    let shared = coverage.facts.count { $0.kind == .quote && $0.cells.count { $0 != nil } > 1 }
    sheet.summary = Words(
      "\(some(count(.quote), "quote")), \(shared) of them in more than one outlet; "
        + "\(some(count(.number), "number")) told by several; \(some(count(.correction), "correction")); "
        + "\(some(count(.sentence), "sentence")) shared word for word.", .strong)
    let versions = coverage.facts.flatMap { $0.cells.compactMap { $0?.first.timeSource } }
    sheet.notes = [
      Words("“First” is first seen by us. " + TimeSource.words(versions), .faint)
    ]
    sheet.sections = [
      Section(
        heading: "Outlets",
        body: .table(Table(columns: Self.columns, rows: coverage.outlets.indices.map(row))))
    ]
    for (kind, heading) in [
      (Coverage.Fact.Kind.quote, "Quotes"), (.number, "Numbers"), (.correction, "Corrections"),
      (.sentence, "Shared word for word"),
    ] {
      let facts = coverage.facts.filter { $0.kind == kind }
      guard !facts.isEmpty else { continue }
      sheet.sections.append(
        Section(
          heading: heading, body: .items(facts.enumerated().map { item($1, number: $0 + 1, full: full) })))
    }
    return sheet
  }

  private static let columns = [
    "Outlet", "First with", "Quotes", "Trimmed", "Other words", "Other speaker", "Dropped", "Missing",
    "Corrections", "Stories",
  ]

  /// One outlet in numbers.
  private func row(_ outlet: Int) -> [Words] {
    let quotes = coverage.facts.filter { $0.kind == .quote }
    let mine = quotes.compactMap { $0.cells[outlet] }
    let missing = quotes.count { $0.cells[outlet] == nil && $0.cells.count { $0 != nil } > 1 }
    let corrections = coverage.facts.count { $0.kind == .correction && $0.cells[outlet] != nil }
    let cells: [(Int, String)] = [
      (quotes.count { $0.firstOutlet == outlet }, "first"),
      (mine.count, mine.count == 1 ? "quote" : "quotes"),
      (mine.count { $0.form == .trimmed }, "trimmed"), (mine.count { $0.form == .altered }, "reworded"),
      (mine.count(where: \.isRecredited), "re-credited"), (mine.count { !$0.stands }, "dropped"),
      (missing, "missing"),
      (corrections, corrections == 1 ? "correction" : "corrections"),
    ]
    return [Words(coverage.outlets[outlet].name, .strong)]
      + cells.map { $0.0 == 0 ? Words("–", .faint) : Words("\($0.0) \($0.1)") }
      + [Words(coverage.outlets[outlet].stories.map(\.text).joined(separator: ", "), .faint)]
  }

  private func item(_ fact: Coverage.Fact, number: Int, full: Bool) -> Item {
    var item = Item(number: number, label: coverage.outlets[fact.firstOutlet].name)
    let holders = fact.cells.count { $0 != nil }
    item.tone = holders > 1 ? .neutral : .added
    let first = fact.cells[fact.firstOutlet]
    item.head = Words(first.map { "first seen \(times.zoned($0.first.captured))" } ?? "")
    item.margin = holders == 1 ? "only one" : "\(holders) of \(fact.cells.count)"
    let text = full ? oneLine(fact.text) : cut(oneLine(fact.text), to: 200)
    switch fact.kind {
    case .quote:
      item.lines = [Line(role: .quote, words: Words("“\(text)”", .quoted))]
    case .number: item.lines = [Line(words: Words("number of: \(text)"))]
    case .correction, .sentence: item.lines = [Line(words: Words(text))]
    }
    let isShared = holders > 1
    for (outlet, cell) in fact.cells.enumerated() {
      guard let cell else {
        if isShared, fact.kind == .quote || fact.kind == .number {
          item.lines.append(
            Line(role: .context, lead: coverage.outlets[outlet].name + ":", words: Words("missing", .faint)))
        }
        continue
      }
      item.lines.append(
        Line(
          role: .context, lead: coverage.outlets[outlet].name + ":",
          words: told(cell, fact, outlet, full: full)))
    }
    return item
  }

  private func told(_ cell: Coverage.Cell, _ fact: Coverage.Fact, _ outlet: Int, full: Bool) -> Words {
    var words = Words(outlet == fact.firstOutlet ? "first" : "\(lag(cell.lag)) later", .strong)
    if fact.kind == .number {
      words += Words(" · " + cell.values.joined(separator: " → "))
    } else if fact.kind == .quote {
      switch cell.form {
      case .same: break
      case .trimmed:
        words += Words(" · trimmed: ") + Words("“\(full ? cell.text : cut(cell.text, to: 120))”", .after)
      case .altered:
        words += Words(" · other words: ") + Words("“\(full ? cell.text : cut(cell.text, to: 120))”", .after)
      }
      if let speaker = cell.speaker {
        words += Words(cell.isRecredited ? " · credited to another: " : " · ") + Words(speaker)
      }
    }
    if !cell.stands {
      // A sentence that was only reworded was not dropped.
      let went = fact.kind == .sentence ? "no longer so" : "dropped"
      words += Words(" · \(went), last seen \(times.full(cell.last.captured))", .faint)
    }
    return words
  }

  private func some(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// “25 min”, “3 h 10 min”, “2 days”.
  private func lag(_ milliseconds: Int64) -> String {
    let minutes = milliseconds / 60_000
    if minutes < 1 { return "under a minute" }
    if minutes < 60 { return "\(minutes) min" }
    if minutes < 48 * 60 {
      return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
    }
    return "\(minutes / (24 * 60)) days"
  }

  var json: JSON {
    [
      "coverage": .string(coverage.name),
      "outlets": .array(
        coverage.outlets.map { outlet in
          ["outlet": .string(outlet.name), "stories": .array(outlet.stories.map { .string($0.text) })]
        }),
      "facts": .array(
        coverage.facts.map { fact in
          [
            "kind": .string(fact.kind.rawValue), "text": .string(fact.text),
            "first_outlet": .string(coverage.outlets[fact.firstOutlet].name),
            "cells": .array(fact.cells.enumerated().map { json($1, fact, $0) }),
          ]
        }),
    ]
  }

  private func json(_ cell: Coverage.Cell?, _ fact: Coverage.Fact, _ outlet: Int) -> JSON {
    let name = coverage.outlets[outlet].name
    guard let cell else { return ["outlet": .string(name), "status": "missing"] }
    return [
      "outlet": .string(name), "status": .string(outlet == fact.firstOutlet ? "first" : "has"),
      "form": .string(cell.form.rawValue), "text": .string(cell.text), "speaker": JSON(cell.speaker),
      "recredited": .bool(cell.isRecredited), "dropped": .bool(!cell.stands),
      "story": .string(cell.story.text),
      "first_version": .integer(cell.first.number), "first_seen": .string(cell.first.captured.description),
      "last_version": .integer(cell.last.number), "last_seen": .string(cell.last.captured.description),
      "time_source": .string(cell.first.timeSource.rawValue), "lag_seconds": .integer(Int(cell.lag / 1000)),
      "values": .array(cell.values.map(JSON.string)),
    ]
  }

  var csv: CSV {
    var table = CSV(columns: [
      "coverage", "kind", "fact", "outlet", "status", "form", "text", "speaker", "recredited", "dropped",
      "story",
      "first_version", "first_seen", "last_version", "last_seen", "lag_seconds", "values",
    ])
    for fact in coverage.facts {
      for (outlet, cell) in fact.cells.enumerated() {
        let head = [coverage.name, fact.kind.rawValue, fact.text, coverage.outlets[outlet].name]
        guard let cell else {
          table.rows.append(head + ["missing"] + Array(repeating: nil, count: 12))
          continue
        }
        table.rows.append(
          head + [
            outlet == fact.firstOutlet ? "first" : "has", cell.form.rawValue, cell.text, cell.speaker,
            cell.isRecredited ? "yes" : "no", cell.stands ? "no" : "yes", cell.story.text,
            String(cell.first.number), cell.first.captured.description, String(cell.last.number),
            cell.last.captured.description, String(cell.lag / 1000), cell.values.joined(separator: " | "),
          ])
      }
    }
    return table
  }
}
