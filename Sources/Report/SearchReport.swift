// The report of a search: what `search` prints.

public import Foundation
public import Story

/// The passages of all stories that a search found.
public struct SearchReport: Sendable {
  /// What was searched for.
  public let query: String
  /// What was found: by story, that which changed last first; then quotes, headlines, sentences; then by when they were
  /// first seen.
  public let passages: [Passage]
  /// How many passages there are, when not all were asked for.
  public let total: Int
  /// In how many stories they are.
  public let stories: Int
  /// The zone that times are told in.
  public let zone: TimeZone

  /// A report of a search.
  ///
  /// - Parameters:
  ///   - total: how many passages there are, where these are not all.
  ///   - stories: in how many stories they are.
  public init(
    _ query: String, passages: [Passage], of total: Int? = nil, in stories: Int? = nil, zone: TimeZone = .gmt
  ) {
    self.query = query
    self.passages = passages
    self.total = total ?? passages.count
    self.stories = stories ?? Set(passages.map(\.story)).count
    self.zone = zone
  }

  /// How much was found, in a sentence.
  public var summary: String {
    if total == 0 { return "Found nowhere." }
    let all = "\(total) passage\(total == 1 ? "" : "s") in \(stories) \(stories == 1 ? "story" : "stories")"
    return all + (passages.count < total ? "; the first \(passages.count) are shown." : ".")
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
    sheet.summary = Words(summary, .strong)
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
      "query": .string(query), "total": .integer(total), "stories": .integer(stories),
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
