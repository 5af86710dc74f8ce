// What lasted from when to when, as bars: for a terminal, and as SVG.

/// Rows of bars and marks over one axis.
struct Chart {
  /// A stretch of the axis, from 0 to 1.
  struct Bar {
    var from: Double
    var to: Double
    var tone: Tone = .neutral
  }

  /// A point of the axis, from 0 to 1.
  struct Mark {
    var at: Double
    var tone: Tone = .neutral
    /// What it marks, for whoever points at it.
    var title: String
  }

  /// One row.
  struct Row {
    /// What lasted; any length.
    var label: String
    var bars: [Bar] = []
    var marks: [Mark] = []
  }

  /// What stands at the axis's start and end.
  var start: String
  var end: String
  var rows: [Row]
  /// What the chart shows, in a sentence, for those who cannot see it.
  var title: String

  /// The chart as lines of text: `━` lasted, `│` a point.
  func lines(width: Int) -> [String] {
    let labels = min(max(12, rows.map { min($0.label.columns, 32) }.max() ?? 12), max(12, width / 3))
    let room = max(10, width - labels - 2)
    func column(_ place: Double) -> Int { min(room - 1, max(0, Int((place * Double(room - 1)).rounded()))) }
    var lines = rows.map { row in
      var cells = Array(repeating: Character("·"), count: room)
      for bar in row.bars {
        for cell in column(bar.from)...max(column(bar.from), column(bar.to)) { cells[cell] = "━" }
      }
      for mark in row.marks { cells[column(mark.at)] = "┃" }
      return fitted(row.label, to: labels) + "  " + String(cells)
    }
    let gap = max(1, room - start.columns - end.columns)
    lines.append(
      String(repeating: " ", count: labels + 2) + start + String(repeating: " ", count: gap) + end)
    return lines
  }

  /// A label of exactly so many columns.
  private func fitted(_ label: String, to columns: Int) -> String {
    let label = harmless(oneLine(label))
    if label.columns <= columns { return label + String(repeating: " ", count: columns - label.columns) }
    var shown = ""
    var width = 0
    for character in label {
      let wide = String(character).columns
      if width + wide > columns - 1 { break }
      shown.append(character)
      width += wide
    }
    return shown + "…" + String(repeating: " ", count: columns - 1 - width)
  }
}

extension HTML {
  /// A chart as SVG, without anything to load or run.
  mutating func chart(_ chart: Chart) {
    let (left, width, step) = (210.0, 720.0, 18.0)
    let room = width - left - 6
    let height = Double(chart.rows.count) * step + 20
    func at(_ place: Double) -> String { number(left + min(1, max(0, place)) * room) }
    element(
      "svg",
      attributes: [
        ("viewBox", "0 0 720 \(number(height))"), ("role", "img"), ("aria-label", harmless(chart.title)),
      ]
    ) { page in
      for (place, row) in chart.rows.enumerated() {
        let top = Double(place) * step
        page.element("text", attributes: [("x", "0"), ("y", number(top + 12))]) { page in
          page.element("title") { $0.text(harmless(row.label)) }
          page.text(cut(harmless(oneLine(row.label)), to: 34))
        }
        let middle = number(top + 8)
        page.element(
          "line", class: "rule", attributes: [("x1", at(0)), ("x2", at(1)), ("y1", middle), ("y2", middle)]
        ) { _ in }
        for bar in row.bars {
          page.element(
            "rect", class: bar.tone.barStyle,
            attributes: [
              ("x", at(bar.from)), ("y", number(top + 3)),
              ("width", number(max(3, (min(1, bar.to) - max(0, bar.from)) * room))), ("height", "10"),
              ("rx", "1.5"),
            ]
          ) { _ in }
        }
        for mark in row.marks {
          page.element(
            "line", class: mark.tone.markStyle,
            attributes: [
              ("x1", at(mark.at)), ("x2", at(mark.at)), ("y1", number(top + 2)), ("y2", number(top + 14)),
            ]
          ) { page in page.element("title") { $0.text(harmless(mark.title)) } }
        }
      }
      let foot = number(Double(chart.rows.count) * step + 13)
      page.element("text", class: "faint", attributes: [("x", at(0)), ("y", foot)]) { $0.text(chart.start) }
      page.element("text", class: "faint", attributes: [("x", at(1)), ("y", foot), ("text-anchor", "end")]) {
        $0.text(chart.end)
      }
    }
  }

}

/// A coordinate with one decimal.
private func number(_ value: Double) -> String { String((value * 10).rounded() / 10) }

extension Tone {
  fileprivate var barStyle: StaticString {
    switch self {
    case .added: "bar added"
    case .removed: "bar removed"
    case .altered: "bar altered"
    case .notice: "bar notice"
    case .neutral: "bar neutral"
    }
  }

  fileprivate var markStyle: StaticString {
    switch self {
    case .added: "mark added"
    case .removed: "mark removed"
    case .altered: "mark altered"
    case .notice: "mark notice"
    case .neutral: "mark neutral"
    }
  }
}
