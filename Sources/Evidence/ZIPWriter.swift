// Writes a ZIP file: the package around a WACZ.

import Foundation
import Gzip

/// A ZIP file being written, its files stored as they are, as WACZ asks for WARC and index; without a time of its own,
/// so that the same files make the same package. Up to 4 GiB.
struct ZIPWriter: ~Copyable {
  private let file: FileHandle
  private var offset = 0
  private var directory: [UInt8] = []
  private var count = 0

  init(writingTo file: FileHandle) { self.file = file }

  /// Adds a file whose bytes come piece by piece, twice: once to be measured, once to be written.
  mutating func add(_ name: String, _ pieces: ((([UInt8]) throws -> Void) throws -> Void)) throws {
    var size = 0
    var sum: UInt = 0
    try pieces { piece in
      size += piece.count
      sum = crc32(piece, from: sum)
    }
    guard offset + size < 0xFFFF_FFFF, count < 0xFFFE else {
      throw EvidenceError(.tooLarge, "a package of more than 4 GB is not written: export the story as warc")
    }
    // Version 2.0, names in UTF-8, stored, 1980-01-01.
    let common =
      Self.little(0x0800, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0x21, 2)
      + Self.little(Int(sum), 4) + Self.little(size, 4) + Self.little(size, 4)
      + Self.little(name.utf8.count, 2)
      + Self.little(0, 2)
    let head = Self.little(0x0403_4B50, 4) + Self.little(20, 2) + common + Array(name.utf8)
    directory +=
      Self.little(0x0201_4B50, 4) + Self.little(20, 2) + Self.little(20, 2) + common
      + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 4) + Self.little(offset, 4)
      + Array(name.utf8)
    try file.write(contentsOf: head)
    try pieces { try file.write(contentsOf: $0) }
    offset += head.count + size
    count += 1
  }

  /// Adds a file.
  mutating func add(_ name: String, _ bytes: [UInt8]) throws { try add(name) { take in try take(bytes) } }

  /// Writes the list of files, which ends the package.
  mutating func finish() throws {
    let end =
      Self.little(0x0605_4B50, 4) + Self.little(0, 4) + Self.little(count, 2) + Self.little(count, 2)
      + Self.little(directory.count, 4) + Self.little(offset, 4) + Self.little(0, 2)
    try file.write(contentsOf: directory + end)
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
