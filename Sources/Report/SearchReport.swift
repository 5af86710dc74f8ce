// The report of a search: what `search` prints.

public import Foundation
public import Story

/// The passages of all stories that a search found.
public struct SearchReport: Sendable {
  /// What was searched for.
  public let query: String
  /// What was found, by story, then by when it was first seen.
  public let passages: [Passage]
  /// The zone that times are told in.
  public let zone: TimeZone

  /// A report of a search.
  public init(_ query: String, passages: [Passage], zone: TimeZone = .gmt) {
    self.query = query
    self.passages = passages
    self.zone = zone
  }

  /// The report in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension SearchReport: Written {
  func sheet(full: Bool) -> Sheet {
    let times = TimeWords(zone: zone)
    var sheet = Sheet(title: Words("“\(query)”"), time: "in all stories")
    let stories = Set(passages.map(\.story)).count
    sheet.summary = Words(
      passages.isEmpty
        ? "Found nowhere."
        : "\(passages.count) passage\(passages.count == 1 ? "" : "s") in \(stories) \(stories == 1 ? "story" : "stories").",
      .strong)
    guard !passages.isEmpty else { return sheet }
    let items = passages.enumerated().map { number, passage in
      var item = Item(number: number + 1, label: passage.story.text)
      item.tone = passage.stands ? .neutral : .removed
      item.head = Words(passage.kind.rawValue)
      if let speaker = passage.speaker { item.head += Words(" by ") + Words(speaker, .strong) }
      item.margin =
        "v\(passage.first.number)"
        + (passage.first.number == passage.last.number ? "" : " to v\(passage.last.number)")
      let text = full ? oneLine(passage.text) : cut(oneLine(passage.text), to: 300)
      item.lines = [
        passage.kind == .quote
          ? Line(role: .quote, words: Words("“\(text)”", .quoted)) : Line(words: Words(text)),
        Line(
          role: .context,
          words: Words(
            "first seen \(times.zoned(passage.first.captured))"
              + (passage.stands ? "" : ", gone since v\(passage.last.number)"),
            .faint)),
      ]
      return item
    }
    sheet.sections = [Section(heading: nil, body: .items(items))]
    return sheet
  }

  var json: JSON {
    [
      "query": .string(query),
      "passages": .array(
        passages.map { passage in
          [
            "story": .string(passage.story.text), "kind": .string(passage.kind.rawValue),
            "text": .string(passage.text), "speaker": JSON(passage.speaker),
            "first": place(passage.first), "last": place(passage.last), "stands": .bool(passage.stands),
          ]
        }),
    ]
  }

  private func place(_ version: Version) -> JSON {
    ["version": .integer(version.number), "captured": .string(version.captured.description)]
  }

  var csv: CSV {
    var table = CSV(columns: [
      "story", "kind", "text", "speaker", "first_version", "first_seen", "last_version", "last_seen",
      "stands",
    ])
    table.rows = passages.map { passage in
      [
        passage.story.text, passage.kind.rawValue, passage.text, passage.speaker,
        String(passage.first.number),
        passage.first.captured.description, String(passage.last.number), passage.last.captured.description,
        passage.stands ? "yes" : "no",
      ]
    }
    return table
  }
}
