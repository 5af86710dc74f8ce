// A stretch of a text.

/// A stretch of a text: UTF-8 byte offsets from the text's start, the end exclusive.
///
/// Offsets are of bytes inside the program and of Unicode scalars in JSON (``ScalarIndex`` turns one into the
/// other); they always fall between scalars.
public struct TextRange: Hashable, Sendable, Comparable {
  /// The first byte.
  public var start: Int
  /// The byte after the last.
  public var end: Int

  /// The bytes from `start` up to, not including, `end`.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// How many bytes it has.
  public var count: Int { end - start }
  /// Whether it has none.
  public var isEmpty: Bool { end <= start }

  /// Whether `other` lies inside.
  public func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }
  /// Whether the two share a byte.
  public func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }

  /// Orders by start, then by end.
  public static func < (one: TextRange, other: TextRange) -> Bool {
    (one.start, one.end) < (other.start, other.end)
  }
}

/// The bytes of a text, and stretches of it as strings.
public struct Text: Hashable, Sendable {
  /// The text as UTF-8.
  public let utf8: [UInt8]

  /// The bytes of a string.
  public init(_ string: String) { utf8 = Array(string.utf8) }

  /// The whole text.
  public var range: TextRange { TextRange(0, utf8.count) }

  /// A stretch of the text as a string. Complexity: O(length of the stretch).
  public subscript(range: TextRange) -> String {
    String(decoding: utf8[range.start..<range.end], as: UTF8.self)
  }
}

/// Turns byte offsets of a text into offsets of Unicode scalars, and back.
public struct ScalarIndex: Sendable {
  /// For ASCII text the two are the same and nothing is kept.
  private let starts: [Int32]?

  /// Reads a text once. Complexity: O(bytes).
  public init(_ utf8: [UInt8]) {
    if utf8.allSatisfy({ $0 < 0x80 }) {
      starts = nil
    } else {
      // starts[i] is the number of scalars that begin before byte i.
      var counts: [Int32] = []
      counts.reserveCapacity(utf8.count + 1)
      var count: Int32 = 0
      for byte in utf8 {
        counts.append(count)
        if byte & 0xC0 != 0x80 { count += 1 }
      }
      counts.append(count)
      starts = counts
    }
  }

  /// The number of scalars before a byte offset.
  public func scalars(before byte: Int) -> Int {
    guard let starts else { return byte }
    return Int(starts[byte])
  }
}
