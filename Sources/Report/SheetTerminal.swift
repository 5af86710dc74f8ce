// A sheet as a terminal shows it.

extension Sheet {
  /// The sheet as plain text, in colour if the terminal has it; no line is wider than the terminal.
  func terminal(_ style: TerminalStyle) -> String {
    var page = TerminalPage(style: style, numbers: highestNumber, margin: widestMargin)
    page.title(title, time)
    if let summary { page.paragraph(page.glyphs(summary)) }
    for words in notes { page.paragraph(page.glyphs(words)) }
    for section in sections { page.section(section) }
    if !foot.isEmpty { page.blank() }
    let label = foot.map(\.label.columns).max() ?? 0
    for line in foot { page.foot(line, label: label) }
    return page.text
  }

  private var items: [Item] {
    sections.flatMap { section -> [Item] in
      if case .items(let items) = section.body { items } else { [] }
    }
  }

  private var highestNumber: Int { items.compactMap(\.number).max() ?? 0 }

  /// The columns of the widest text that stands at the right.
  private var widestMargin: Int {
    let margins = items.flatMap { item in [item.margin] + item.lines.map(\.margin) }
    return margins.compactMap { $0?.columns }.max() ?? 0
  }
}

/// Lays lines out one under another.
private struct TerminalPage {
  private(set) var text = ""
  private let width: Int
  private let colour: Bool
  /// Where an item's text begins, behind its number.
  private let indent: Int
  /// Where what stands at the right begins; nil when there is no room for it.
  private let marginColumn: Int?

  /// Longer lines are hard to read.
  private static let measure = 96
  /// Below this width, what would stand at the right stands on a line of its own.
  private static let narrow = 72

  init(style: TerminalStyle, numbers: Int, margin: Int) {
    width = min(max(style.width, 20), Self.measure)
    colour = style.colour
    indent = max(2, String(numbers).count) + 2
    marginColumn = width >= Self.narrow && margin <= width / 2 ? width - margin : nil
  }

  // MARK: Parts

  mutating func title(_ title: Words, _ time: Words?) {
    var line = Glyph.glyphs(title.text, code: Code.strong)
    if let time { line += Glyph.glyphs("   ", code: "") + glyphs(time) }
    paragraph(line)
  }

  mutating func paragraph(_ glyphs: [Glyph]) { block(glyphs, first: [], indent: 0) }

  mutating func section(_ section: Section) {
    blank()
    if let heading = section.heading {
      paragraph(Glyph.glyphs(harmless(heading).uppercased(), code: Code.strong))
    }
    switch section.body {
    case .items(let items): for item in items { self.item(item) }
    case .table(let table): self.table(table)
    case .lines(let lines): for line in lines { self.line(line, indent: 1) }
    case .chart(let chart):
      for line in chart.lines(width: width - 1) {
        block([], first: Glyph.glyphs(" " + line, code: ""), indent: 0)
      }
    case .paragraphs(let lines):
      for (place, line) in lines.enumerated() {
        if place > 0 { blank() }
        self.line(line, indent: 1)
      }
    }
  }

  mutating func foot(_ line: FootLine, label: Int) {
    var words = glyphs(line.words)
    if let hint = line.hint {
      // One glyph, so that it is never split over lines.
      words += Glyph.glyphs("   ", code: "") + [Glyph(text: hint, columns: hint.columns, code: Code.faint)]
    }
    let name = padded(Glyph.glyphs(line.label.uppercased(), code: Code.strong), to: label + 2)
    block(words, first: name, indent: label + 2)
  }

  mutating func blank() { text += "\n" }

  private mutating func item(_ item: Item) {
    let number = item.number.map(String.init) ?? ""
    let lead = String(repeating: " ", count: indent - 2 - number.count) + number + "  "
    var head = Glyph.glyphs(harmless(item.label), code: Code.of(item.tone))
    if !item.head.isEmpty { head += Glyph.glyphs(" · ", code: Code.faint) + glyphs(item.head) }
    block(
      head, first: Glyph.glyphs(lead, code: Code.faint), indent: indent, margin: item.margin)
    for line in item.lines { self.line(line, indent: indent) }
  }

  private mutating func line(_ line: Line, indent: Int) {
    var first = Glyph.glyphs(String(repeating: " ", count: indent), code: "")
    var hanging = indent
    if let lead = line.lead.map(harmless) {
      first += Glyph.glyphs(lead + " ", code: Code.faint)
      hanging += lead.columns + 1
    }
    var words = glyphs(line.words)
    if line.role == .heading { for place in words.indices { words[place].code = Code.strong } }
    block(words, first: first, indent: hanging, margin: line.margin)
  }

  /// Columns side by side; where the last one would be too narrow, a row becomes one line that wraps.
  private mutating func table(_ table: Table) {
    let rows = table.rows.map { $0.map(glyphs) }
    let last = table.columns.count - 1
    let widths = (0..<max(0, last)).map { column in
      rows.map { $0[column].reduce(0) { $0 + $1.columns } }.max() ?? 0
    }
    let start = widths.reduce(1) { $0 + ($1 == 0 ? 0 : $1 + 2) }
    let fits = start + 18 <= width
    for row in rows {
      var first = Glyph.glyphs(" ", code: "")
      for column in 0..<max(0, last) where widths[column] > 0 {
        first += fits ? padded(row[column], to: widths[column] + 2) : row[column]
        if !fits, !row[column].isEmpty { first += Glyph.glyphs("  ", code: "") }
      }
      if fits {
        block(row[last], first: first, indent: start)
      } else {
        block(first.dropFirst() + row[last], first: [first[0]], indent: 5)
      }
    }
  }

  // MARK: Lines

  /// Writes glyphs as wrapped lines: the first behind `first`, the others behind `indent` spaces. What stands at
  /// the right stands on the first line, or on its own below where there is no room.
  private mutating func block(
    _ glyphs: some Sequence<Glyph>, first: [Glyph], indent: Int, margin: String? = nil
  ) {
    let column = margin == nil ? nil : marginColumn
    let room = (column.map { $0 - 2 } ?? width) - indent
    // A first line behind a longer lead than the indent starts further right.
    let offset = first.reduce(0) { $0 + $1.columns } - indent
    let held = offset > 0 ? Glyph.glyphs(String(repeating: "\u{A0}", count: offset), code: "") : []
    var lines = wrap(held + glyphs, to: room)
    if !held.isEmpty, !lines.isEmpty { lines[0].removeFirst(held.count) }
    if lines.isEmpty { lines = [[]] }
    for (place, line) in lines.enumerated() {
      var line = (place == 0 ? first : Glyph.glyphs(String(repeating: " ", count: indent), code: "")) + line
      if place == 0, let margin, let column {
        line = padded(line, to: column) + Glyph.glyphs(margin, code: Code.faint)
      }
      write(line)
    }
    if let margin, column == nil {
      let space = Glyph.glyphs(String(repeating: " ", count: indent), code: "")
      for line in wrap(Glyph.glyphs(margin, code: Code.faint), to: width - indent) { write(space + line) }
    }
  }

  /// Writes one line; the colour is always put back at its end.
  private mutating func write(_ line: [Glyph]) {
    let end = line.lastIndex { $0.text != " " }.map { $0 + 1 } ?? 0
    var code = ""
    for glyph in line[..<end] {
      if colour, glyph.code != code, glyph.text != " " || !code.isEmpty {
        if !code.isEmpty { text += "\u{1B}[0m" }
        if !glyph.code.isEmpty { text += "\u{1B}[\(glyph.code)m" }
        code = glyph.code
      }
      text += glyph.text
    }
    if !code.isEmpty { text += "\u{1B}[0m" }
    text += "\n"
  }

  private func padded(_ glyphs: [Glyph], to columns: Int) -> [Glyph] {
    let missing = columns - glyphs.reduce(0) { $0 + $1.columns }
    return glyphs + Glyph.glyphs(String(repeating: " ", count: max(0, missing)), code: "")
  }

  /// Words as glyphs. Without colour, words that went and came stand in marks, as `wdiff` sets them.
  func glyphs(_ words: Words) -> [Glyph] {
    words.runs.flatMap { run in
      switch run.look {
      case .removed where !colour: Glyph.glyphs("[-\(run.text)-]", code: "")
      case .added where !colour: Glyph.glyphs("{+\(run.text)+}", code: "")
      default: Glyph.glyphs(run.text, code: Code.of(run.look))
      }
    }
  }
}

/// The colour codes of looks: the 8 colours every terminal has, and never colour alone for words that changed.
private enum Code {
  static let strong = "1"
  static let faint = "2"

  static func of(_ look: Run.Look) -> String {
    switch look {
    case .plain, .quoted: ""
    case .strong: strong
    case .faint: faint
    case .removed: "31;9"
    case .added: "32;4"
    case .before: "31"
    case .after: "32"
    }
  }

  static func of(_ tone: Tone) -> String {
    switch tone {
    case .added: "32"
    case .removed: "31"
    case .altered: "33"
    case .notice: "35"
    case .neutral: "36"
    }
  }
}
