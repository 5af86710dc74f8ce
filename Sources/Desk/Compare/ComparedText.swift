// The text of a comparison for its template: rows with words that came and went, and where each change stands.

import Report
import Story

/// A comparison's text as views.
struct ComparedText {
  /// Headline, subheading and byline where they differ or stand.
  private(set) var fields: [View] = []
  /// The rows of the text.
  private(set) var rows: [View] = []
  /// The changes, those that matter most first; a change's number is its place here.
  let told: [ToldChange]
  /// The row that each told change stands in.
  private(set) var anchors: [String?] = []

  private let report: RevisionReport
  private var revision: Revision { report.revision }

  init(_ report: RevisionReport, isSideBySide: Bool) {
    self.report = report
    let all = report.told
    told = Significance.allCases.flatMap { significance in all.filter { $0.significance == significance } }
    let alignment = Alignment(report.revision)
    let places = Self.places(of: told, report.revision, in: alignment)
    anchors = places.map { $0.map { $0 < 0 ? "headline" : "r\($0)" } }
    fields = fieldViews
    var numbers: [Int: [Int]] = [:]
    for (change, row) in places.enumerated() { if let row { numbers[row, default: []].append(change + 1) } }
    var lastParagraph = (old: -1, new: -1)
    rows = alignment.rows.enumerated().map { number, row in
      var view = self.view(of: row, in: alignment, isSideBySide: isSideBySide)
      view["anchor"] = "r\(number)"
      view["changes"] = (numbers[number] ?? []).map { ["number": $0] } as [View]
      let paragraph = paragraph(of: row)
      view["starts"] =
        paragraph.new.map { $0 != lastParagraph.new }
        ?? (paragraph.old.map { $0 != lastParagraph.old } ?? false)
      if let new = paragraph.new { lastParagraph.new = new }
      if let old = paragraph.old { lastParagraph.old = old }
      return view
    }
  }

  private func paragraph(of row: Alignment.Row) -> (old: Int?, new: Int?) {
    (
      row.fate == .moved ? nil : row.old.first.map { revision.old.reading.sentences[$0].paragraph },
      row.new.first.map { revision.new.reading.sentences[$0].paragraph }
    )
  }

  private func text(_ sentences: [Int], of reading: Reading) -> String {
    sentences.map { reading.text[reading.sentences[$0].range] }.joined(separator: " ")
  }

  private func view(of row: Alignment.Row, in alignment: Alignment, isSideBySide: Bool) -> View {
    let before = text(row.old, of: revision.old.reading)
    let after = text(row.new, of: revision.new.reading)
    var view: View = ["fate": row.fate.rawValue]
    switch row.fate {
    case .same: view["same"] = after
    case .added: view["added"] = after
    case .removed: view["removed"] = before
    case .away:
      let to = alignment.rows.firstIndex { $0.fate == .moved && !Set($0.old).isDisjoint(with: row.old) }
      view["away"] = ["text": before, "to": to.map { "r\($0)" }] as View
    case .moved:
      let from = alignment.rows.firstIndex { $0.fate == .away && !Set($0.old).isDisjoint(with: row.old) }
      view["moved"] = ["from": from.map { "r\($0)" }, "runs": runs(before, after)] as View
    case .edited:
      let runs = runs(before, after)
      if isSideBySide {
        view["sides"] =
          [
            "old": runs.filter { $0["added"] == nil }, "new": runs.filter { $0["removed"] == nil },
          ] as View
      } else {
        view["runs"] = runs
      }
    }
    return view
  }

  private func runs(_ old: String, _ new: String) -> [View] {
    guard old != new, let words = report.options.words else { return [["same": new]] }
    return words(old, new).map { run in
      switch run.kind {
      case .same: ["same": run.text]
      case .added: ["added": run.text]
      case .removed: ["removed": run.text]
      }
    }
  }

  private var fieldViews: [View] {
    let (old, new) = (revision.old.article, revision.new.article)
    let fields: [(String, String?, String?)] = [
      ("Headline", old.headline?.value, new.headline?.value),
      ("Subheading", old.standfirst?.value, new.standfirst?.value),
      ("By", old.byline?.value.joined(separator: ", "), new.byline?.value.joined(separator: ", ")),
    ]
    return fields.compactMap { label, before, after in
      guard before != nil || after != nil else { return nil }
      // Scraped text has no fields: that one is missing there says nothing.
      let before = before ?? (old.medium == .text ? after : nil)
      let after = after ?? (new.medium == .text ? before : nil)
      return [
        "label": label, "name": label.lowercased(), "runs": runs(before ?? "", after ?? ""),
        "changed": before != after,
      ]
    }
  }

  /// The row of each told change; −1 for the headline's.
  private static func places(
    of told: [ToldChange], _ revision: Revision, in alignment: Alignment
  ) -> [Int?] {
    var oldRows: [Int: Int] = [:]
    var newRows: [Int: Int] = [:]
    for (number, row) in alignment.rows.enumerated() {
      for sentence in row.new { newRows[sentence] = number }
      if row.fate != .moved { for sentence in row.old { oldRows[sentence] = number } }
    }
    let changes = Dictionary(
      revision.difference.changes.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    func row(_ span: TextRange?, _ reading: Reading, _ rows: [Int: Int]) -> Int? {
      guard let span, let sentence = reading.sentences.firstIndex(where: { span.start < $0.range.end }) else {
        return nil
      }
      return rows[sentence]
    }
    return told.map { told in
      switch told.type {
      case .headlineChanged, .standfirstChanged, .bylineChanged: return -1
      default: break
      }
      guard let change = changes[told.id] else { return nil }
      return row(change.newSpan, revision.new.reading, newRows)
        ?? row(change.oldSpan, revision.old.reading, oldRows)
    }
  }
}
