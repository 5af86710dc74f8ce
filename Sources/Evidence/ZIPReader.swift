// Reads a ZIP file: the package around a WACZ.

import Foundation
import Gzip

/// A ZIP file (PKWARE's APPNOTE 6.3.3, without encryption and splitting), read by its central directory.
public final class ZIPReader {
  /// One file in it.
  public struct Member: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its size, unpacked.
    public var size: Int
    fileprivate var packedSize: Int
    fileprivate var method: Int
    fileprivate var offset: Int
    fileprivate var checksum: UInt
  }

  /// The files, folders left out.
  public private(set) var members: [Member] = []
  /// What is wrong with single files of it.
  public private(set) var problems: [EvidenceError] = []
  private let file: FileHandle
  private let name: String

  /// Opens a file.
  public init(path: String) throws(EvidenceError) {
    name = (path as NSString).lastPathComponent
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw EvidenceError(.unreadable, "\(name) cannot be opened: check its name and permissions")
    }
    self.file = file
    try readDirectory()
  }

  deinit { try? file.close() }

  /// Hands a file's bytes over piece by piece.
  ///
  /// - Throws: `malformed` when its checksum is another, `truncated`, `tooLarge` when it is larger than it says, and
  ///   whatever `take` throws.
  public func read(_ member: Member, _ take: ([UInt8]) throws -> Void) throws {
    let local = try bytes(at: member.offset, 30)
    guard Self.little(local, 0, 4) == 0x0403_4B50 else {
      throw EvidenceError(.malformed, "\(name): \(member.name) is not where the directory says")
    }
    var place = member.offset + 30 + Self.little(local, 26, 2) + Self.little(local, 28, 2)
    var left = member.packedSize
    var sum: UInt = 0
    var made = 0
    let inflater = try EvidenceError.unpacking { () throws(InflateError) in
      member.method == 8 ? try Inflater(.deflate) : nil
    }
    guard [0, 8].contains(member.method) else {
      throw EvidenceError(.unsupported, "\(name): \(member.name) is packed by method \(member.method)")
    }
    while left > 0 {
      let packed = try bytes(at: place, min(left, 64 << 10))
      place += packed.count
      left -= packed.count
      var rest = packed[...]
      while !rest.isEmpty {
        var piece: [UInt8] = []
        if let inflater {
          let (used, step) = try EvidenceError.unpacking { () throws(InflateError) in
            try inflater.unpack(rest, into: &piece, atMost: 1 << 20)
          }
          rest = step == .ended || (used == 0 && piece.isEmpty) ? [] : rest.dropFirst(used)
        } else {
          piece = packed
          rest = []
        }
        made += piece.count
        guard made <= member.size else {
          throw EvidenceError(.tooLarge, "\(name): \(member.name) is larger than the package says")
        }
        sum = crc32(piece, from: sum)
        try take(piece)
      }
    }
    guard made == member.size, sum == member.checksum else {
      throw EvidenceError(.malformed, "\(name): \(member.name) is damaged: its checksum is another")
    }
  }

  private func readDirectory() throws(EvidenceError) {
    let size = (try? file.seekToEnd()).map { Int($0) } ?? 0
    let tail = try bytes(at: max(0, size - 66_000), min(size, 66_000))
    let mark: [UInt8] = [0x50, 0x4B, 5, 6]
    guard let end = tail.indices.last(where: { tail[$0...].starts(with: mark) }), end + 22 <= tail.count
    else {
      throw EvidenceError(.truncated, "\(name) is no ZIP file, or its end is missing")
    }
    var count = Self.little(tail, end + 10, 2)
    var directory = (Self.little(tail, end + 16, 4), Self.little(tail, end + 12, 4))
    if directory.0 == 0xFFFF_FFFF || count == 0xFFFF, end >= 20,
      tail[(end - 20)...].starts(with: [0x50, 0x4B, 6, 7])
    {
      let record = try bytes(at: Self.little(tail, end - 12, 8), 56)
      count = Self.little(record, 32, 8)
      directory = (Self.little(record, 48, 8), Self.little(record, 40, 8))
    }
    guard directory.1 <= 256 << 20 else { throw EvidenceError(.tooLarge, "\(name) lists too many files") }
    let list = try bytes(at: directory.0, directory.1)
    var at = 0
    for _ in 0..<count {
      guard at + 46 <= list.count, Self.little(list, at, 4) == 0x0201_4B50 else {
        throw EvidenceError(.malformed, "\(name): its list of files is damaged")
      }
      let (nameLength, extra) = (Self.little(list, at + 28, 2), Self.little(list, at + 30, 2))
      let next = at + 46 + nameLength + extra + Self.little(list, at + 32, 2)
      guard next <= list.count else {
        throw EvidenceError(.malformed, "\(name): its list of files is damaged")
      }
      var member = Member(
        name: String(decoding: list[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self),
        size: Self.little(list, at + 24, 4), packedSize: Self.little(list, at + 20, 4),
        method: Self.little(list, at + 10, 2), offset: Self.little(list, at + 42, 4),
        checksum: UInt(Self.little(list, at + 16, 4)))
      readLargeSizes(of: &member, Array(list[(at + 46 + nameLength)..<(at + 46 + nameLength + extra)]))
      at = next
      add(member)
    }
  }

  /// Takes a file in, unless its name leads out of the package.
  private func add(_ member: Member) {
    if member.name.hasSuffix("/") { return }
    let parts = member.name.split(separator: "/", omittingEmptySubsequences: false)
    guard !member.name.contains("\\"), !member.name.contains("\0"), !parts.contains(".."), parts.first != ""
    else {
      problems.append(
        EvidenceError(
          .pathTraversal,
          "\(name): the name “\(member.name.prefix(100).filter { $0.isASCII && $0 >= " " })” leads out of the package: left out"
        ))
      return
    }
    members.append(member)
  }

  /// ZIP64's sizes, where 32 bits do not do.
  private func readLargeSizes(of member: inout Member, _ extra: [UInt8]) {
    var at = 0
    while at + 4 <= extra.count {
      let (id, count) = (Self.little(extra, at, 2), Self.little(extra, at + 2, 2))
      at += 4
      if id == 1 {
        var place = at
        func take(_ value: inout Int) {
          guard value == 0xFFFF_FFFF, place + 8 <= min(extra.count, at + count) else { return }
          value = Self.little(extra, place, 8)
          place += 8
        }
        take(&member.size)
        take(&member.packedSize)
        take(&member.offset)
      }
      at += count
    }
  }

  private func bytes(at offset: Int, _ count: Int) throws(EvidenceError) -> [UInt8] {
    guard offset >= 0, count >= 0 else { throw EvidenceError(.malformed, "\(name): it points before itself") }
    do {
      try file.seek(toOffset: UInt64(offset))
      let data = try file.read(upToCount: count) ?? Data()
      guard data.count == count else {
        throw EvidenceError(.truncated, "\(name) ends too early: it was cut off")
      }
      return Array(data)
    } catch let error as EvidenceError {
      throw error
    } catch {
      throw EvidenceError(.unreadable, "\(name) cannot be read: \(error.localizedDescription)")
    }
  }

  /// A number, the lowest byte first; never negative.
  private static func little(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
    var value: UInt64 = 0
    for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[at + index]) }
    return Int(value & UInt64(Int.max))
  }
}
