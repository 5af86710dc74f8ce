// Reads a file piece by piece, unpacking gzip on the way.

import Foundation
import Gzip

/// A file read from its beginning to its end; what is gzip in it is unpacked, member by member.
final class ByteSource {
  /// The file's name, for messages.
  let name: String
  private let file: FileHandle
  private var packed: [UInt8] = []
  private var packedStart = 0
  private var isAtEnd = false
  private let inflater: Inflater?
  private var inMember = false
  /// What is unpacked and not read yet.
  private var ready: [UInt8] = []
  private var start = 0

  /// Opens a file.
  init(path: String) throws(EvidenceError) {
    name = (path as NSString).lastPathComponent
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw EvidenceError(.unreadable, "\(name) cannot be opened: check its name and permissions")
    }
    self.file = file
    let head = (try? file.read(upToCount: 2)).flatMap { $0 } ?? Data()
    packed = Array(head)
    inflater = try EvidenceError.unpacking { () throws(InflateError) in
      head.elementsEqual([0x1F, 0x8B]) ? try Inflater(.gzip) : nil
    }
  }

  deinit { try? file.close() }

  /// Up to and with the next line feed, or to the end; nil at the end.
  ///
  /// - Parameter limit: the longest line kept; of a longer one only so much is given, and the rest is passed over.
  func line(limit: Int) throws(EvidenceError) -> (bytes: [UInt8], isCut: Bool)? {
    var line: [UInt8] = []
    var isCut = false
    while true {
      if start == ready.count, try !fill() { return line.isEmpty && !isCut ? nil : (line, isCut) }
      let piece = ready[start...]
      let end = piece.firstIndex(of: 10).map { $0 + 1 }
      let taken = piece[..<(end ?? ready.count)]
      start += taken.count
      let room = limit - line.count
      if taken.count > room { isCut = true }
      line += taken.prefix(max(0, room))
      if end != nil { return (line, isCut) }
    }
  }

  /// The next bytes, as many as asked for unless the file ends.
  func read(_ count: Int) throws(EvidenceError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      if start == ready.count, try !fill() { break }
      let taken = ready[start...].prefix(count - bytes.count)
      bytes += taken
      start += taken.count
    }
    return bytes
  }

  /// Passes bytes over.
  ///
  /// - Returns: how many there were.
  func skip(_ count: Int) throws(EvidenceError) -> Int {
    var skipped = 0
    while skipped < count {
      if start == ready.count, try !fill() { break }
      let step = min(ready.count - start, count - skipped)
      start += step
      skipped += step
    }
    return skipped
  }

  /// After damage: goes on at the next place that looks like the beginning of a gzip member.
  ///
  /// - Returns: whether there is one.
  func resume() throws(EvidenceError) -> Bool {
    guard let inflater else { return false }
    ready = []
    start = 0
    inMember = false
    inflater.reset()
    packedStart = min(packedStart + 1, packed.count)
    while true {
      if let at = packed[packedStart...].indices.first(where: { at in
        packed[at...].starts(with: [0x1F, 0x8B, 8])
      }) {
        packedStart = at
        return true
      }
      packedStart = max(packedStart, packed.count - 2)
      if try !load() { return false }
    }
  }

  private func load() throws(EvidenceError) -> Bool {
    if isAtEnd { return false }
    do {
      let data = try file.read(upToCount: 64 << 10) ?? Data()
      packed = Array(packed[packedStart...]) + data
      packedStart = 0
      isAtEnd = data.isEmpty
      return !data.isEmpty
    } catch {
      throw EvidenceError(.unreadable, "\(name) cannot be read: \(error.localizedDescription)")
    }
  }

  private func fill() throws(EvidenceError) -> Bool {
    ready = []
    start = 0
    guard let inflater else {
      if packedStart == packed.count, try !load() { return false }
      ready = Array(packed[packedStart...])
      packedStart = packed.count
      return !ready.isEmpty
    }
    while ready.isEmpty {
      if packedStart == packed.count, try !load() {
        if inMember {
          inMember = false
          throw EvidenceError(.truncated, "\(name) ends in the middle of a gzip member: it was cut off")
        }
        return false
      }
      inMember = true
      let (used, step) = try EvidenceError.unpacking { () throws(InflateError) in
        try inflater.unpack(packed[packedStart...], into: &ready, atMost: 1 << 20)
      }
      packedStart += used
      if step == .ended {
        inMember = false
        inflater.reset()
        // Padding after the last member is passed over, as gzip(1) does.
        if packedStart == packed.count { _ = try load() }
        if packedStart < packed.count, packed[packedStart] == 0 { packedStart = packed.count }
      } else if used == 0 && ready.isEmpty {
        if try !load() {
          inMember = false
          throw EvidenceError(.truncated, "\(name) ends in the middle of a gzip member: it was cut off")
        }
      }
    }
    return true
  }
}
