// The forms a report can be had in, and how each report reaches them.

/// A form that a report can be had in.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// Plain text for a terminal, with or without colour.
  case terminal
  /// JSON: the facts, for programs.
  case json
  /// CommonMark with GitHub's tables, for notes and messages.
  case markdown
  /// One self-contained HTML file, to send to a colleague.
  case html
  /// Comma-separated values (RFC 4180), for spreadsheets.
  case csv
}

/// What a terminal can show.
public struct TerminalStyle: Sendable {
  /// Its columns. Text is never wider; from 96 columns on, lines stay short enough to read.
  public var width: Int
  /// Whether to send colour codes. Without them nothing but text and newlines is sent.
  public var colour: Bool

  /// A terminal of so many columns.
  public init(width: Int = 80, colour: Bool = false) {
    self.width = width
    self.colour = colour
  }
}

/// What every report can give: a sheet for people, and its facts for programs.
protocol Written {
  /// The report as people read it; `full` where there is room for everything (Markdown, HTML).
  func sheet(full: Bool) -> Sheet
  /// The facts as JSON.
  var json: JSON { get }
  /// The facts as a table.
  var csv: CSV { get }
}

extension Written {
  /// The report in a form, ending in a newline.
  func written(as format: ReportFormat, style: TerminalStyle) -> String {
    switch format {
    case .terminal: sheet(full: false).terminal(style)
    case .json: json.pretty
    case .markdown: sheet(full: true).markdown
    case .html: sheet(full: true).html
    case .csv: csv.text
    }
  }
}
