// Reads the data files under Resources.

/// A data file: one entry a line, fields parted by spaces, `#` begins a comment line.
enum DataTable {
  /// The lines of a file without comments and empty lines.
  static func lines(_ name: String) -> [Substring] {
    (EmbeddedFiles.text[name] ?? "").split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.isEmpty }
  }

  /// The names of the files in a folder, in order.
  static func names(in folder: String) -> [String] {
    EmbeddedFiles.text.keys.filter { $0.hasPrefix(folder + "/") }.sorted()
  }

  /// The fields of each line.
  static func rows(_ name: String) -> [[String]] {
    lines(name).map { $0.split(separator: " ").map(String.init) }
  }
}
