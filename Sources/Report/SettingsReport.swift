// The report of the settings that hold: what `config check` prints.

/// Every setting of an archive as it holds.
public struct SettingsReport: Sendable {
  /// One setting.
  public struct Row: Sendable {
    /// Its name: `schedule.theta`.
    public var name: String
    /// Its value as it would be written.
    public var value: String
    /// The line of the file that sets it; nil for a default.
    public var line: Int?

    /// A setting of these parts.
    public init(name: String, value: String, line: Int?) {
      self.name = name
      self.value = value
      self.line = line
    }
  }

  /// The file that was read; nil when there is none.
  public var file: String?
  /// All settings.
  public var rows: [Row]

  /// A report of these parts.
  public init(file: String?, rows: [Row]) {
    self.file = file
    self.rows = rows
  }

  /// The settings in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension SettingsReport: Written {
  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: "Settings")
    let set = rows.count { $0.line != nil }
    sheet.summary = Words(
      file.map { "\($0): nothing is wrong; \(set) set, the others are defaults." }
        ?? "There is no settings file: all are defaults.", .strong)
    let table = Table(
      columns: ["Setting", "Value", "Set"],
      rows: rows.map { row in
        [
          Words(row.name, row.line == nil ? .plain : .strong), Words(row.value),
          Words(row.line.map { "line \($0)" } ?? "default", .faint),
        ]
      })
    sheet.sections = [Section(heading: nil, body: .table(table))]
    return sheet
  }

  var json: JSON {
    [
      "file": JSON(file),
      "settings": .array(
        rows.map { ["name": .string($0.name), "value": .string($0.value), "line": JSON($0.line)] }),
    ]
  }

  var csv: CSV {
    CSV(
      columns: ["setting", "value", "line"], rows: rows.map { [$0.name, $0.value, $0.line.map(String.init)] })
  }
}
