// The report of where each sentence first stood: what `origins` prints.

public import Foundation
public import Story

/// Each sentence of a story with the version and time it first stood and last changed, and when it was gone.
public struct LineageReport: Sendable {
  /// Where the sentences come from.
  public let lineage: Lineage
  /// Whether words are told one by one.
  public let showsWords: Bool
  /// Whether sentences that are gone are told too.
  public let showsGone: Bool
  /// The zone that times are told in.
  public let zone: TimeZone
  /// Each version by its number and time, made once: writing a time is slow.
  private let places: [JSON]

  /// A report of a lineage.
  public init(_ lineage: Lineage, showsWords: Bool = false, showsGone: Bool = false, zone: TimeZone = .gmt) {
    self.lineage = lineage
    self.showsWords = showsWords
    self.showsGone = showsGone
    self.zone = zone
    places = lineage.versions.map {
      .written(Array("{\"captured\":\"\($0.captured)\",\"version\":\($0.number)}".utf8))
    }
  }

  /// The report in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }

  /// The facts on one line, every sentence and word told: what `filter origins` gives out.
  public func line(id: LineID) -> String {
    JSON.object([("id", id.json)] + members(gone: true, words: line)).line
  }
}

extension LineageReport: Written {
  private var times: TimeWords { TimeWords(zone: zone) }

  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: Words(lineage.story.text), time: "where each sentence comes from")
    guard let newest = lineage.versions.last else {
      sheet.summary = Words("No version yet.", .strong)
      return sheet
    }
    sheet.headline = newest.headline.map { Words($0) }
    let standing = lineage.sentences.filter(\.stands)
    let gone = lineage.sentences.filter { !$0.stands }
    let old = standing.count { $0.first == 0 && $0.changed == nil }
    let back = standing.count { !$0.absent.isEmpty }
    var summary =
      "\(standing.count) sentence\(standing.count == 1 ? "" : "s") stand\(standing.count == 1 ? "s" : "") in v\(newest.number): "
      + "\(old) as first seen, \(standing.count { $0.first == 0 && $0.changed != nil }) reworded since, "
      + "\(standing.count { $0.first > 0 }) added later."
    if back > 0 { summary += " \(back) had been taken out and came back." }
    if !gone.isEmpty { summary += " \(gone.count) \(gone.count == 1 ? "is" : "are") gone." }
    sheet.summary = Words(summary, .strong)
    sheet.notes = [Words(TimeSource.words(lineage.versions.map(\.timeSource)), .faint)]
    sheet.sections = [section(nil, standing)]
    if !gone.isEmpty, full || showsGone {
      sheet.sections.append(section("Gone", gone))
    } else if !gone.isEmpty {
      sheet.foot = [
        FootLine(
          label: "Gone", words: Words("\(gone.count) sentence\(gone.count == 1 ? "" : "s")"),
          hint: "--all shows")
      ]
    }
    return sheet
  }

  private func section(_ heading: String?, _ sentences: [SentenceLife]) -> Section {
    if showsWords {
      return Section(heading: heading, body: .items(sentences.map(item)))
    }
    let table = Table(
      columns: ["First seen", "Time", "Reworded", "Sentence"],
      rows: sentences.map { sentence in
        [
          Words(label(sentence.first), .strong), Words(times.full(time(sentence.first)), .faint),
          Words(sentence.changed.map { "reworded \(label($0))" } ?? ""), told(sentence),
        ]
      })
    return Section(heading: heading, body: .table(table))
  }

  private func told(_ sentence: SentenceLife) -> Words {
    var words = Words(oneLine(sentence.text))
    for remark in remarks(sentence) { words += Words(" · \(remark)", .faint) }
    return words
  }

  private func remarks(_ sentence: SentenceLife) -> [String] {
    var remarks: [String] = []
    if !sentence.absent.isEmpty { remarks.append("not in \(labels(sentence.absent))") }
    if let parent = sentence.splitFrom { remarks.append("split from sentence \(parent)") }
    if !sentence.merged.isEmpty {
      remarks.append("took in sentence \(sentence.merged.map(String.init).joined(separator: ", "))")
    }
    if !sentence.stands { remarks.append("last seen in \(label(sentence.last))") }
    return remarks
  }

  /// A sentence with its words in runs of one origin.
  private func item(_ sentence: SentenceLife) -> Item {
    var item = Item(number: sentence.id, label: label(sentence.first))
    item.tone = sentence.stands ? .neutral : .removed
    item.head = Words(oneLine(sentence.text))
    item.margin = sentence.changed.map { "reworded \(label($0))" }
    var run: (first: Int, absent: [Int], text: String)?
    var lines: [Line] = []
    func close() {
      guard let run else { return }
      let away = run.absent.isEmpty ? "" : ", not in \(labels(run.absent))"
      lines.append(Line(role: .context, lead: "\(label(run.first))\(away):", words: Words(run.text)))
    }
    for word in sentence.words {
      if let known = run, known.first == word.first, known.absent == word.absent {
        run?.text += (word.spaceBefore ? " " : "") + word.text
      } else {
        close()
        run = (word.first, word.absent, word.text)
      }
    }
    close()
    item.lines = lines
    let remarks = remarks(sentence)
    if !remarks.isEmpty {
      item.lines.append(Line(role: .context, words: Words(remarks.joined(separator: "; "), .faint)))
    }
    return item
  }

  private func label(_ place: Int) -> String { "v\(lineage.versions[place].number)" }
  private func time(_ place: Int) -> Timestamp { lineage.versions[place].captured }

  /// “v3”, “v3–v5, v9”: neighbours in time as one stretch.
  private func labels(_ places: [Int]) -> String {
    var stretches: [ClosedRange<Int>] = []
    for place in places {
      if let last = stretches.last, last.upperBound + 1 == place {
        stretches[stretches.count - 1] = last.lowerBound...place
      } else {
        stretches.append(place...place)
      }
    }
    return stretches.map { stretch in
      stretch.count == 1
        ? label(stretch.lowerBound) : "\(label(stretch.lowerBound))–\(label(stretch.upperBound))"
    }.joined(separator: ", ")
  }

  var json: JSON {
    .object(members(gone: true, words: showsWords ? { .array($0.map { .object(word($0)) }) } : nil))
  }

  private func members(gone: Bool, words: (([WordLife]) -> JSON)? = nil) -> [JSON.Member] {
    [
      ("story", .string(lineage.story.text)),
      (
        "versions",
        .array(
          lineage.versions.map { version in
            [
              "version": .integer(version.number), "captured": .string(version.captured.description),
              "time_source": .string(version.timeSource.rawValue), "late": .bool(version.late),
            ]
          })
      ),
      ("sentences", .array(lineage.sentences.filter(\.stands).map { facts($0, words) })),
      ("gone", .array(lineage.sentences.filter { !$0.stands }.map { facts($0, words) })),
    ]
  }

  private func facts(_ sentence: SentenceLife, _ words: (([WordLife]) -> JSON)?) -> JSON {
    var members: [JSON.Member] = [
      ("id", .integer(sentence.id)), ("text", .string(sentence.text)), ("first", place(sentence.first)),
      ("changed", sentence.changed.map(place) ?? .null), ("last", place(sentence.last)),
      ("absent", numbers(sentence.absent)), ("notice", .bool(sentence.isNotice)),
      ("split_from", JSON(sentence.splitFrom)), ("merged", .array(sentence.merged.map(JSON.integer))),
      (
        "earlier",
        .array(sentence.earlier.map { ["text": .string($0.text), "since": place($0.since)] })
      ),
    ]
    if let words { members.append(("words", words(sentence.words))) }
    return .object(members)
  }

  private func word(_ word: WordLife) -> [JSON.Member] {
    [("absent", numbers(word.absent)), ("first", place(word.first)), ("text", .string(word.text))]
  }

  /// Words told one by one, written at once: neighbours are mostly of one origin, which is made up once.
  private func line(_ words: [WordLife]) -> JSON {
    var writer = JSONWriter(isPretty: false)
    var beginning: [UInt8] = []
    writer.put(UInt8(ascii: "["))
    for (place, word) in words.enumerated() {
      let last = place > 0 ? words[place - 1] : nil
      if last != nil { writer.put(UInt8(ascii: ",")) }
      if last?.first != word.first || last?.absent != word.absent {
        let facts = JSON.object(self.word(word).dropLast()).line
        beginning = Array((facts.dropLast() + ",\"text\":").utf8)
      }
      writer.put(beginning)
      writer.string(word.text)
      writer.put(UInt8(ascii: "}"))
    }
    writer.put(UInt8(ascii: "]"))
    return .written(writer.bytes)
  }

  private func place(_ place: Int) -> JSON { places[place] }

  private func numbers(_ places: [Int]) -> JSON {
    .array(places.map { .integer(lineage.versions[$0].number) })
  }

  var csv: CSV {
    var table = CSV(columns: [
      "story", "sentence", "text", "first_version", "first_seen", "changed_version", "changed_seen",
      "last_version", "stands", "absent", "time_source",
    ])
    table.rows = lineage.sentences.map { sentence in
      let first = lineage.versions[sentence.first]
      let changed = sentence.changed.map { lineage.versions[$0] }
      return [
        lineage.story.text, String(sentence.id), sentence.text, String(first.number),
        first.captured.description,
        changed.map { String($0.number) }, changed?.captured.description,
        String(lineage.versions[sentence.last].number), sentence.stands ? "yes" : "no",
        sentence.absent.map { String(lineage.versions[$0].number) }.joined(separator: " "),
        first.timeSource.rawValue,
      ]
    }
    return table
  }
}
