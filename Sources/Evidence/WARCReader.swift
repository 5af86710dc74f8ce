// Reads a WARC file, record by record, tolerantly.

/// Reads the records of a WARC file of version 0.17 to 1.1, packed or not, one after the other.
///
/// A damaged record is told as an error, and reading goes on behind it where that can be found.
public final class WARCReader {
  private let source: ByteSource
  private var number = 0
  private var isOver = false

  /// The largest block read; larger ones are told and passed over.
  public static let largestBlock = 64 << 20

  /// Opens a file.
  public init(path: String) throws(EvidenceError) { source = try ByteSource(path: path) }

  /// The next record, or what is wrong with it; nil at the end.
  public func next() -> Result<WARCRecord, EvidenceError>? {
    if isOver { return nil }
    do throws(EvidenceError) {
      return try read().map { .success($0) }
    } catch {
      // After damage go on at the next member; where there is none, it is over.
      if error.kind != .tooLarge, error.kind != .unsupported {
        isOver = ((try? source.resume()) ?? false) == false
      }
      return .failure(EvidenceError(error.kind, "\(source.name), record \(number): \(error.message)"))
    }
  }

  private func read() throws(EvidenceError) -> WARCRecord? {
    number += 1
    var version: [UInt8] = []
    repeat {
      guard let line = try source.line(limit: 1000) else { return nil }
      version = line.bytes
    } while version.allSatisfy { $0 == 13 || $0 == 10 }
    guard version.starts(with: Array("WARC/".utf8)) else {
      throw EvidenceError(.malformed, "it does not begin with “WARC/”")
    }
    var fields: [(name: String, value: String)] = []
    while true {
      guard let line = try source.line(limit: 1 << 16) else {
        throw EvidenceError(.truncated, "the file ends in its head")
      }
      let text = String(decoding: line.bytes, as: UTF8.self).filter { $0 != "\r\n" && $0 != "\n" }
      if text.trimming().isEmpty { break }
      if text.hasPrefix(" ") || text.hasPrefix("\t"), !fields.isEmpty {
        fields[fields.count - 1].value += " " + text.trimming()
        continue
      }
      guard let colon = text.firstIndex(of: ":") else {
        throw EvidenceError(.malformed, "a line of its head has no colon")
      }
      guard fields.count < 500 else { throw EvidenceError(.malformed, "its head has more than 500 lines") }
      fields.append((text[..<colon].trimming(), text[text.index(after: colon)...].trimming()))
    }
    var record = WARCRecord(fields: fields, block: [])
    guard let length = record["Content-Length"].flatMap(Int.init), length >= 0 else {
      throw EvidenceError(.malformed, "its head gives no Content-Length")
    }
    record.fields.removeAll { $0.name.lowercased() == "content-length" }
    guard length <= Self.largestBlock else {
      guard try source.skip(length) == length else { throw EvidenceError(.truncated, "the file ends in it") }
      throw EvidenceError(
        .tooLarge, "it has \(length >> 20) MB; \(Self.largestBlock >> 20) are read at most")
    }
    record.block = try source.read(length)
    guard record.block.count == length else {
      throw EvidenceError(
        .truncated, "the file ends in it: \(record.block.count) of \(length) bytes are there")
    }
    return record
  }
}
