// The report of one version: what `show` prints.

public import Foundation
public import Story

/// One version as it stands: its article, its quotes, and what was set aside.
public struct VersionReport: Sendable {
  /// The version, with its article and reading.
  public let edition: Edition
  /// Whether what was set aside is listed piece by piece (`--all`). Markdown and HTML always do.
  public let showsAll: Bool
  /// The zone that times are told in.
  public let zone: TimeZone

  /// A report of a version.
  public init(_ edition: Edition, showsAll: Bool = false, zone: TimeZone = .gmt) {
    self.edition = edition
    self.showsAll = showsAll
    self.zone = zone
  }

  /// The report in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension VersionReport: Written {
  private var article: Article { edition.article }
  private var reading: Reading { edition.reading }
  private var times: TimeWords { TimeWords(zone: zone) }

  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: Words(edition.label))
    if let version = edition.version {
      sheet.title = Words("\(version.story) v\(version.number)")
      sheet.time = Words(times.zoned(version.captured))
    }
    sheet.headline = article.headline.map { Words($0.value) }
    let standfirst = article.standfirst.map { Words($0.value) }
    // A terminal shows no headline of its own.
    sheet.summary = full ? standfirst : article.headline.map { Words($0.value, .strong) }
    sheet.notes = (full ? [] : [standfirst].compactMap { $0 }) + facts
    sheet.sections = [text, captions, quotes].compactMap { $0 }
    let isFull = full || showsAll
    if isFull, !article.furniture.isEmpty {
      sheet.sections.append(Section(heading: "Set aside", body: .lines(article.setAsideLines)))
    } else if let setAside = article.setAside {
      sheet.foot = [FootLine(label: "Set aside", words: Words(setAside), hint: "--all shows")]
    }
    return sheet
  }

  /// The lines under headline and standfirst.
  private var facts: [Words] {
    var lines: [Words] = []
    if let byline = article.byline, !byline.value.isEmpty {
      lines.append(Words("By \(byline.value.joined(separator: ", "))"))
    }
    let dates = [("published", article.published), ("changed", article.modified)].compactMap { label, date in
      date.map { "\(label) \($0.value)" }
    }
    if !dates.isEmpty { lines.append(Words("The page says: \(dates.joined(separator: ", "))", .faint)) }
    if let address = edition.version?.address ?? article.canonical?.value {
      lines.append(Words(address: address))
    }
    if let version = edition.version {
      let late = version.late ? " Arrived after a later version did." : ""
      lines.append(Words(TimeSource.words([version.timeSource]) + late, .faint))
    }
    return lines
  }

  private var text: Section? {
    let lines = article.blocks.filter(\.kind.isBody).flatMap { block -> [Line] in
      let words = block.kind == .listItem ? Words("• \(block.text)") : Words(block.text)
      let role: Line.Role = block.kind == .subheading ? .heading : block.kind == .quotation ? .quote : .plain
      return [Line(role: role, words: words)]
    }
    return lines.isEmpty ? nil : Section(heading: "Text", body: .paragraphs(lines))
  }

  private var captions: Section? {
    let lines = article.blocks.filter { $0.kind == .caption }.map { Line(words: Words($0.text)) }
    return lines.isEmpty ? nil : Section(heading: "Captions", body: .lines(lines))
  }

  private var quotes: Section? {
    let items = reading.spoken.enumerated().map { number, spoken in
      item(for: spoken.quote, number: number + 1)
    }
    return items.isEmpty ? nil : Section(heading: "Quotes", body: .items(items))
  }

  private func item(for quote: Quote, number: Int) -> Item {
    var item = Item(number: number, label: "quote")
    item.head = quote.speaker.map { Words($0.name, .strong) } ?? Words("nobody credited", .faint)
    if let description = quote.speaker?.description { item.head += Words(", \(description)") }
    if let cue = reading.words(at: quote.cue?.range) { item.head += Words(" · ", .faint) + Words(cue) }
    item.margin = reading.paragraph(of: quote.range).map {
      "paragraph \($0 + 1) of \(reading.paragraphs.count)"
    }
    let words = Words("“\(reading.words(at: quote.range) ?? "")”", .quoted)
    item.lines = [
      Line(role: .quote, words: words, margin: quote.form == .partial ? "(part of a sentence)" : nil)
    ]
    return item
  }

  var json: JSON {
    .object(
      [
        ("story", JSON((edition.story ?? edition.version?.story)?.text)), ("label", .string(edition.label)),
        ("standfirst", JSON(article.standfirst?.value)),
        ("byline", .array((article.byline?.value ?? []).map(JSON.string))),
        ("published", JSON(article.published?.value)), ("modified", JSON(article.modified?.value)),
        ("canonical", JSON(article.canonical?.value)), ("text", .string(article.text)),
        ("captions", .array(article.blocks.filter { $0.kind == .caption }.map { .string($0.text) })),
        ("quotes", .array(reading.spoken.map { json(of: $0.quote) })),
        (
          "set_aside",
          .array(
            article.furniture.map { piece in
              [
                "kind": .string(piece.kind.rawValue), "text": .string(piece.text),
                "count": .integer(piece.count),
              ]
            })
        ),
      ] + (edition.version?.facts ?? [("headline", JSON(article.headline?.value))]))
  }

  private func json(of quote: Quote) -> JSON {
    [
      "text": JSON(reading.words(at: quote.range)), "form": .string(quote.form.rawValue),
      "speaker": JSON(quote.speaker?.name), "speaker_description": JSON(quote.speaker?.description),
      "cue": JSON(reading.words(at: quote.cue?.range)),
    ]
  }

  var csv: CSV {
    var table = CSV(columns: [
      "story", "version", "captured", "time_source", "part", "text", "speaker", "cue",
    ])
    let version = edition.version
    func add(_ part: String, _ text: String?, speaker: String? = nil, cue: String? = nil) {
      guard let text else { return }
      table.rows.append([
        (edition.story ?? version?.story)?.text ?? edition.label, version.map { String($0.number) },
        version?.captured.description, version?.timeSource.rawValue, part, text, speaker, cue,
      ])
    }
    add("headline", article.headline?.value)
    add("standfirst", article.standfirst?.value)
    for name in article.byline?.value ?? [] { add("byline", name) }
    add("published", article.published?.value)
    add("modified", article.modified?.value)
    add("address", version?.address ?? article.canonical?.value)
    for block in article.blocks { add(block.kind.rawValue, block.text) }
    for spoken in reading.spoken {
      add(
        "quote", reading.words(at: spoken.quote.range), speaker: spoken.quote.speaker?.name,
        cue: reading.words(at: spoken.quote.cue?.range))
    }
    for piece in article.furniture { add("set aside", piece.text) }
    return table
  }
}
