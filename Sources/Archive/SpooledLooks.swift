// Looks without a capture, acknowledged but not yet in git: a line each, so that “not modified” costs one synced line
// and not a pack.

import Foundation
import Story

/// The segments of looks that wait, `spool/looks/<number>`.
///
/// A line is the first 16 digits of the SHA-256 of the rest, a space, and the look as JSON. The journal's tally names
/// the last segment that is in git: a segment up to that number is done with, however its writer ended.
struct SpooledLooks: Sendable {
  /// The folder of the segments.
  let folder: String

  /// A line: a look, and the request it came with, if it did.
  struct Line: Codable, Hashable, Sendable {
    /// The look.
    var look: Look
    /// The request's id.
    var request: CaptureID?
  }

  /// What a segment holds.
  struct Segment: Hashable, Sendable {
    /// Its number.
    var number: Int
    /// Its lines, as far as they are as they were written.
    var lines: [Line] = []
    /// Whether a line is not as it was written.
    var isDamaged = false
    /// Whether it ends within a line that was never acknowledged.
    var isTorn = false
  }

  /// The numbers of the segments that are there, in order.
  func numbers() throws(ArchiveError) -> [Int] {
    try Disk.names(in: folder).compactMap { Int($0) }.sorted()
  }

  /// One segment; nil when there is none of that number.
  func segment(_ number: Int) throws(ArchiveError) -> Segment? {
    guard let bytes = try? Disk.read(path(number)) else {
      if Disk.exists(path(number)) { throw .damaged("spool/looks/\(number) cannot be read") }
      return nil
    }
    var segment = Segment(number: number)
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      if let line = Self.line(rest[..<end]) { segment.lines.append(line) } else { segment.isDamaged = true }
      rest = rest[(end + 1)...]
    }
    if !rest.isEmpty {
      // A whole line without its end was not torn, but had its last byte changed.
      if Self.line(rest.dropLast()) != nil { segment.isDamaged = true }
      segment.isTorn = true
    }
    return segment
  }

  /// The segments after a number, in order.
  func segments(after number: Int) throws(ArchiveError) -> [Segment] {
    var segments: [Segment] = []
    for number in try numbers().filter({ $0 > number }) {
      if let segment = try segment(number) { segments.append(segment) }
    }
    return segments
  }

  /// Removes segments that are in git; one that is damaged is put aside.
  func remove(upTo number: Int) throws(ArchiveError) {
    for old in try numbers().filter({ $0 <= number }) {
      if try segment(old)?.isDamaged == true {
        try Disk.move(path(old), to: path(old) + ".damaged")
      } else {
        try Disk.remove(path(old))
      }
    }
  }

  /// The names of segments put aside.
  func aside() throws(ArchiveError) -> [String] {
    try Disk.names(in: folder).filter { $0.hasSuffix(".damaged") }
  }

  /// Where a segment stands.
  func path(_ number: Int) -> String { "\(folder)/\(number)" }

  /// A line as it is written, with its end.
  static func bytes(_ line: Line) throws(ArchiveError) -> [UInt8] {
    let json = try CanonicalJSON.lines([line])
    return Array("\(sha256Hex(json.dropLast()).prefix(16)) ".utf8) + json
  }

  private static func line(_ bytes: ArraySlice<UInt8>) -> Line? {
    let json = bytes.dropFirst(17)
    guard bytes.count > 17, bytes[bytes.startIndex + 16] == UInt8(ascii: " "),
      String(decoding: bytes.prefix(16), as: UTF8.self) == sha256Hex(Array(json)).prefix(16)
    else { return nil }
    return try? CanonicalJSON.decode(Line.self, from: json, "a line")
  }
}

/// The writer's hand on the segments: appends, synced, and says when it is time to put them into git.
final class LookLog {
  private let spooled: SpooledLooks
  private var file: Int32 = -1
  /// The segment appended to; nil before the first line.
  private(set) var number: Int?
  /// Looks that wait, those of older segments first.
  private(set) var waiting: [SpooledLooks.Line] = []
  /// When the oldest that waits was made.
  private(set) var oldest: Timestamp?

  /// The log of an archive whose journal has all segments up to `done`.
  init(_ spooled: SpooledLooks, done: Int) throws(ArchiveError) {
    self.spooled = spooled
    try spooled.remove(upTo: done)
    for segment in try spooled.segments(after: done) {
      waiting += segment.lines
      number = segment.number
      oldest = oldest ?? segment.lines.first?.look.time
      // Nothing is added behind a line that is not whole.
      if segment.isTorn || segment.isDamaged { number = segment.number + 1 }
    }
    if number == nil { number = done + 1 }
  }

  deinit { if file >= 0 { close(file) } }

  /// Acknowledges looks: when this returns, they stay.
  func add(_ given: [SpooledLooks.Line]) throws(ArchiveError) {
    let lines = given.filter { line in
      line.request == nil || !waiting.contains { $0.request == line.request }
    }
    if lines.isEmpty { return }
    let number = number ?? 1
    let path = spooled.path(number)
    if file < 0 {
      try Disk.makeFolder(spooled.folder)
      file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw Disk.refusal("open \(path)") }
      try Disk.syncFolder(spooled.folder)
    }
    do throws(ArchiveError) {
      var bytes: [UInt8] = []
      for line in lines { bytes += try SpooledLooks.bytes(line) }
      try Disk.writeAll(bytes, to: file, path)
      guard fdatasync(file) == 0 else { throw Disk.refusal("sync \(path)") }
    } catch {
      // Nothing is known of the file's end any more.
      end()
      throw error
    }
    waiting += lines
    oldest = oldest ?? lines.first?.look.time
  }

  /// Ends the segment: what comes goes into the next one.
  func end() {
    if file >= 0 {
      close(file)
      file = -1
    }
    number = (number ?? 0) + 1
  }

  /// Forgets what waits and is in the journal now, with the segments up to a number.
  func forget(upTo done: Int) throws(ArchiveError) {
    waiting = []
    oldest = nil
    try spooled.remove(upTo: done)
  }
}
