// The report of every quote of a story: what `quotes` prints.

public import Foundation
public import Story

/// Every quote that ever stood in a story, who said it, and how long it stood.
public struct LedgerReport: Sendable {
  /// The quotes.
  public let ledger: Ledger
  /// The zone that times are told in.
  public let zone: TimeZone

  /// A report of a ledger.
  public init(_ ledger: Ledger, zone: TimeZone = .gmt) {
    self.ledger = ledger
    self.zone = zone
  }

  /// The report in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension LedgerReport: Written {
  private var times: TimeWords { TimeWords(zone: zone) }

  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: Words(ledger.story.text), time: "every quote")
    let entries = ledger.entries
    let standing = entries.count { $0.stands }
    let sources = entries.flatMap { [$0.first.timeSource, $0.last.timeSource] }
    guard !entries.isEmpty else {
      sheet.summary = Words("No quote in any version.", .strong)
      return sheet
    }
    let count = entries.count == 1 ? "1 quote" : "\(entries.count) quotes"
    let gone = entries.count - standing
    let state = gone == 0 ? "all stand" : "\(standing) stand\(standing == 1 ? "s" : ""), \(gone) gone"
    sheet.summary = Words("\(count): \(state).", .strong)
    sheet.notes = [Words(TimeSource.words(sources), .faint)]
    sheet.sections = [Section(heading: "Quotes", body: .items(items(full: full)))]
    if let chart { sheet.sections.append(Section(heading: "How long each stood", body: .chart(chart))) }
    return sheet
  }

  /// Each quote as an item.
  func items(full: Bool) -> [Item] {
    ledger.entries.enumerated().map { item($1, number: $0 + 1, full: full) }
  }

  /// How long each quote stood, version by version; nil where there is nothing to compare.
  var chart: Chart? {
    let versions = ledger.versions
    guard versions.count > 1, let first = versions.first, let last = versions.last else { return nil }
    let places = Dictionary(
      versions.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    let steps = Double(versions.count)
    let rows = ledger.entries.enumerated().map { number, entry in
      var row = Chart.Row(label: "\(number + 1) \(entry.speaker ?? "“\(entry.text)”")")
      guard let from = places[entry.first.number], let to = places[entry.last.number] else { return row }
      var start = from
      for gone in entry.absent.compactMap({ places[$0] }).sorted() + [to + 1] where gone <= to + 1 {
        if start < gone {
          row.bars.append(
            .init(
              from: Double(start) / steps, to: Double(gone) / steps, tone: entry.stands ? .added : .removed))
        }
        start = gone + 1
      }
      for turn in entry.alterations {
        row.marks.append(
          .init(
            at: Double(places[turn.version.number] ?? 0) / steps, tone: .altered,
            title: "reworded in v\(turn.version.number)"))
      }
      for turn in entry.reattributions {
        row.marks.append(
          .init(
            at: Double(places[turn.version.number] ?? 0) / steps, tone: .notice,
            title: "credited to another in v\(turn.version.number)"))
      }
      return row
    }
    let marked = ledger.entries.contains { !$0.alterations.isEmpty || !$0.reattributions.isEmpty }
    return Chart(
      start: "v\(first.number)" + (marked ? "   ┃ reworded or credited to another" : ""),
      end: "v\(last.number)",
      rows: rows, title: "In which versions each quote stood")
  }

  private func item(_ entry: LedgerEntry, number: Int, full: Bool) -> Item {
    var item = Item(number: number, label: entry.stands ? "stands" : "gone")
    item.tone = entry.stands ? .added : .removed
    item.head = entry.speaker.map { Words($0, .strong) } ?? Words("nobody credited", .faint)
    if let description = entry.speakerDescription { item.head += Words(", \(description)") }
    if let cue = entry.cue, entry.source?.hasPrefix(cue) != true {
      item.head += Words(" · ", .faint) + Words(cue)
    }
    if let source = entry.source { item.head += Words(" · ", .faint) + Words(source) }
    item.margin =
      "v\(entry.first.number)" + (entry.first.number == entry.last.number ? "" : " to v\(entry.last.number)")
    item.lines = [
      Line(role: .quote, words: Words("“\(full ? entry.text : cut(entry.text, to: 300))”", .quoted))
    ]
    for wording in entry.earlierWordings {
      item.lines.append(Line(role: .was, lead: "was:", words: Words("“\(wording)”", .before)))
    }
    if !entry.earlierSpeakers.isEmpty {
      let speakers = entry.earlierSpeakers.joined(separator: ", then ")
      item.lines.append(Line(role: .context, lead: "credited before to:", words: Words(speakers)))
    }
    for turn in entry.redescriptions {
      item.lines.append(
        Line(
          role: .context, lead: "described before v\(turn.version.number) as:", words: Words(turn.old ?? "")))
    }
    var life = lifetime(of: entry)
    if !entry.absent.isEmpty {
      life += "; not in " + entry.absent.map { "v\($0)" }.joined(separator: ", ")
    }
    item.lines.append(Line(role: .context, words: Words(life, .faint)))
    return item
  }

  private func lifetime(of entry: LedgerEntry) -> String {
    let (first, last) = (entry.first.captured, entry.last.captured)
    if first == last { return "seen \(times.zoned(first))" }
    let (one, other) = times.pair(first, last)
    return "first seen \(one), last seen \(other) \(times.zoneName)"
  }

  var json: JSON { ["story": .string(ledger.story.text), "quotes": quotes] }

  /// Every quote with its life.
  var quotes: JSON {
    func turns(_ turns: [LedgerEntry.Turn]) -> JSON {
      .array(
        turns.map { turn in
          [
            "version": .integer(turn.version.number), "captured": .string(turn.version.captured.description),
            "old": JSON(turn.old), "new": JSON(turn.new),
          ]
        })
    }
    return .array(
      ledger.entries.map { entry in
        [
          "text": .string(entry.text), "speaker": JSON(entry.speaker),
          "speaker_description": JSON(entry.speakerDescription), "cue": JSON(entry.cue),
          "first": .object(entry.first.facts), "last": .object(entry.last.facts),
          "stands": .bool(entry.stands),
          "earlier_wordings": .array(entry.earlierWordings.map(JSON.string)),
          "earlier_speakers": .array(entry.earlierSpeakers.map(JSON.string)),
          "source": JSON(entry.source), "absent": .array(entry.absent.map(JSON.integer)),
          "alterations": turns(entry.alterations), "reattributions": turns(entry.reattributions),
          "redescriptions": turns(entry.redescriptions),
        ]
      })
  }

  var csv: CSV {
    var table = CSV(columns: [
      "story", "text", "speaker", "speaker_description", "cue", "first_version", "first_seen", "last_version",
      "last_seen", "time_source", "stands", "earlier_wordings", "earlier_speakers", "source", "absent",
    ])
    table.rows = ledger.entries.map { entry in
      let sources = [entry.first.timeSource.rawValue, entry.last.timeSource.rawValue]
      return [
        ledger.story.text, entry.text, entry.speaker, entry.speakerDescription, entry.cue,
        String(entry.first.number),
        entry.first.captured.description, String(entry.last.number), entry.last.captured.description,
        sources[0] == sources[1] ? sources[0] : sources.joined(separator: "; "), entry.stands ? "yes" : "no",
        entry.earlierWordings.joined(separator: " | "), entry.earlierSpeakers.joined(separator: " | "),
        entry.source, entry.absent.map(String.init).joined(separator: " "),
      ]
    }
    return table
  }
}
