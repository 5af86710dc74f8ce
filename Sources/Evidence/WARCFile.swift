// Writes a WARC file, a gzip member a record, and the index of it.

public import Foundation
import Gzip

/// A WARC file being written, and its index.
public struct WARCFile: ~Copyable {
  private let file: FileHandle
  private let name: String
  /// Where the next record begins.
  public private(set) var length = 0
  /// A line of the index for each record that replay finds.
  public private(set) var index: [CDXJLine] = []

  /// A file to be written.
  ///
  /// - Parameters:
  ///   - file: open for writing, at its beginning.
  ///   - name: its name in the index.
  public init(writingTo file: FileHandle, name: String) {
    self.file = file
    self.name = name
  }

  /// Appends a record.
  public mutating func append(_ record: WARCRecord) throws(EvidenceError) {
    let member = gzipMember(record.bytes)
    do {
      try file.write(contentsOf: member)
    } catch {
      throw EvidenceError(.unreadable, "\(name) cannot be written: \(error.localizedDescription)")
    }
    if let line = CDXJLine(of: record, file: name, offset: length, length: member.count) {
      index.append(line)
    }
    length += member.count
  }
}
