// Facts as a table for spreadsheets.

/// A table of text as RFC 4180 has it: a heading line, lines ended by CR LF, cells quoted where they must be.
///
/// Spreadsheets run a cell that begins like a formula. Such a cell, its leading spaces aside, gets an apostrophe before
/// it, as OWASP's “CSV Injection” advises: `=1+1` becomes `'=1+1`. Whoever reads the file with a program takes one
/// leading apostrophe off. Control characters are written out (``harmless(_:)``).
struct CSV {
  /// The names of the columns.
  var columns: [String]
  /// The rows, each as long as ``columns``.
  var rows: [[String?]] = []

  /// The whole file.
  var text: String {
    ([columns] + rows).map { row in row.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// One cell; an absent value is an empty cell.
  private static func cell(_ value: String?) -> String {
    guard let value, !value.isEmpty else { return "" }
    var text = harmless(value)
    // A tab or line end at the start is a formula's mark too; `harmless` has made it a space.
    let startsWithControl = value.unicodeScalars.first.map { $0.steering == .space } ?? false
    if startsWithControl || text.unicodeScalars.first(where: { $0 != " " }).map(Self.formula.contains) == true
    {
      text = "'" + text
    }
    let mustQuote = text.contains { $0 == "," || $0 == "\"" } || text.first == " " || text.last == " "
    return mustQuote ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  /// What begins a formula, full-width forms included.
  private static let formula: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%"]
}
