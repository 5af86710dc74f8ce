// The table of encodings and the labels pages give them.

/// An encoding a page may be written in.
struct Encoding: Hashable {
  /// The WHATWG's name, in lower case.
  var name: String
  /// What iconv calls it.
  var iconvName: String
}

extension Encoding {
  /// What the bytes from 0x80 on mean, for an encoding of one byte a character: code points, 0 for a byte that means
  /// nothing.
  var singleBytes: [UInt32]? { Encodings.singleBytes[name] }
}

/// The encodings known, from `Resources/encodings.txt`.
enum Encodings {
  static let utf8 = Encoding(name: "utf-8", iconvName: "UTF-8")
  static let windows1252 = Encoding(name: "windows-1252", iconvName: "CP1252")

  /// The encoding a label means, whatever its case; nil for a label nobody knows.
  static func encoding(labelled label: String) -> Encoding? {
    byLabel[label.lowercased().filter { !$0.isWhitespace }]
  }

  /// From `Resources/single-byte.txt`. (The system’s tables are not asked: they differ from the standard’s, and from
  /// one system to another.)
  fileprivate static let singleBytes: [String: [UInt32]] = {
    var table: [String: [UInt32]] = [:]
    for fields in DataTable.rows("single-byte.txt") where fields.count == 129 {
      table[fields[0]] = fields[1...].map { UInt32($0, radix: 16) ?? 0 }
    }
    return table
  }()

  /// The encodings that the system’s iconv decodes.
  static let ofSystem: [Encoding] = Set(byLabel.values).filter {
    $0.singleBytes == nil && $0.name != "utf-8" && $0.name != "replacement"
  }.sorted { $0.name < $1.name }

  private static let byLabel: [String: Encoding] = {
    var table: [String: Encoding] = [:]
    for fields in DataTable.rows("encodings.txt") where fields.count > 2 {
      let encoding = Encoding(name: fields[0], iconvName: fields[1])
      for label in fields[2...] { table[label] = encoding }
    }
    return table
  }()
}
