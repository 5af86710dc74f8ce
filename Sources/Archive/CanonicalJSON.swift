// JSON that is the same bytes for the same value: keys sorted, slashes plain, a newline at the end.

import Foundation

/// Writes and reads the JSON files of the archive.
enum CanonicalJSON {
  /// A value as a file of its own, indented.
  static func file(_ value: some Encodable) throws(ArchiveError) -> [UInt8] {
    try encode(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
  }

  /// Values one a line.
  static func lines(_ values: [some Encodable]) throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    for value in values { bytes += try encode(value, [.sortedKeys, .withoutEscapingSlashes]) }
    return bytes
  }

  /// The value a file holds. `what` names the file in the error.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: some Sequence<UInt8>, _ what: @autoclosure () -> String
  ) throws(ArchiveError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw .damaged("\(what()) cannot be read as JSON of its kind")
    }
  }

  /// The values of a file that holds one a line.
  static func decodeLines<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], _ what: @autoclosure () -> String
  ) throws(ArchiveError) -> [Value] {
    var values: [Value] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      values.append(try decode(type, from: line, what()))
    }
    return values
  }

  /// The lines of a file that holds a value on each, without their ends.
  static func texts(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func encode(
    _ value: some Encodable, _ form: JSONEncoder.OutputFormatting
  ) throws(ArchiveError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = form
    do {
      return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    } catch {
      throw ArchiveError(.internalFault, "a \(type(of: value)) cannot be written as JSON; please report this")
    }
  }
}
