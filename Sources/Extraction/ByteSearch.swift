// Finds bytes in bytes.

import Glibc

extension Array<UInt8> {
  /// Where other bytes first stand at or after a place, or nil. An empty needle stands nowhere.
  ///
  /// Complexity: O(bytes) on real text; at worst the product of both lengths, so needles are kept short.
  func place(of needle: [UInt8], from start: Int = 0) -> Int? {
    guard let first = needle.first, start >= 0, start + needle.count <= count else { return nil }
    return withUnsafeBytes { hay in
      needle.withUnsafeBytes { wanted -> Int? in
        guard let base = hay.baseAddress, let wantedBase = wanted.baseAddress else { return nil }
        var from = start
        while from + wanted.count <= hay.count,
          let found = memchr(base + from, Int32(first), hay.count - wanted.count + 1 - from)
        {
          if memcmp(found, wantedBase, wanted.count) == 0 { return UnsafeRawPointer(found) - base }
          from = UnsafeRawPointer(found) - base + 1
        }
        return nil
      }
    }
  }

  /// Whether other bytes stand here.
  func holds(_ needle: [UInt8]) -> Bool { place(of: needle) != nil }
}

extension RandomAccessCollection<UInt8> {
  /// The first bytes of a UTF-8 text, at most so many and no character cut.
  func utf8Prefix(_ most: Int) -> SubSequence {
    var part = prefix(most)
    guard part.count < count else { return part }
    while let next = dropFirst(part.count).first, next & 0xC0 == 0x80, !part.isEmpty { part.removeLast() }
    return part
  }
}
