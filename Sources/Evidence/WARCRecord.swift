// One record of a WARC file.

public import Story

/// A record as ISO 28500:2017 (WARC/1.1) has it: named fields, and a block of bytes.
public struct WARCRecord: Hashable, Sendable {
  /// The named fields in order.
  public var fields: [(name: String, value: String)]
  /// The block.
  public var block: [UInt8]

  /// A record of these parts.
  public init(fields: [(name: String, value: String)], block: [UInt8]) {
    self.fields = fields
    self.block = block
  }

  /// The value of a field, whatever the case of its name; nil when it has none.
  public subscript(_ name: String) -> String? {
    let name = name.lowercased()
    return fields.first { $0.name.lowercased() == name }?.value
  }

  /// The record's type: `response`, `revisit`, …
  public var type: String { self["WARC-Type"]?.lowercased() ?? "" }

  /// The address it is of, without the angle brackets some writers put around it.
  public var target: String? {
    self["WARC-Target-URI"].map {
      $0.hasPrefix("<") && $0.hasSuffix(">") ? String($0.dropFirst().dropLast()) : $0
    }
  }

  /// Its time.
  public var date: Timestamp? { self["WARC-Date"].flatMap { Timestamp($0) } }

  /// The whole record, not packed.
  public var bytes: [UInt8] {
    var text = "WARC/1.1\r\n"
    for field in fields { text += "\(field.name): \(field.value)\r\n" }
    text += "Content-Length: \(block.count)\r\n\r\n"
    return Array(text.utf8) + block + Array("\r\n\r\n".utf8)
  }

  /// Whether two records are the same.
  public static func == (one: WARCRecord, other: WARCRecord) -> Bool {
    one.block == other.block && one.fields.elementsEqual(other.fields) { $0 == $1 }
  }

  /// Feeds what makes records the same.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(block)
    for field in fields { hasher.combine(field.value) }
  }
}
