// The table of encodings and the labels pages give them.

/// An encoding a page may be written in.
struct Encoding: Hashable {
  /// The WHATWG's name, in lower case.
  var name: String
  /// What iconv calls it.
  var iconvName: String
}

/// The encodings known, from `Resources/encodings.txt`.
enum Encodings {
  static let utf8 = Encoding(name: "utf-8", iconvName: "UTF-8")
  static let windows1252 = Encoding(name: "windows-1252", iconvName: "CP1252")

  /// The encoding a label means, whatever its case; nil for a label nobody knows.
  static func encoding(labelled label: String) -> Encoding? {
    byLabel[label.lowercased().filter { !$0.isWhitespace }]
  }

  private static let byLabel: [String: Encoding] = {
    var table: [String: Encoding] = [:]
    for fields in DataTable.rows("encodings.txt") where fields.count > 2 {
      let encoding = Encoding(name: fields[0], iconvName: fields[1])
      for label in fields[2...] { table[label] = encoding }
    }
    return table
  }()
}
