// The id of a capture.

/// The id of one capture: a ULID, 48 bits of time in milliseconds and 80 more, in Crockford's base 32.
///
/// A capture we fetch gets random bits; an imported file gets bits of its own digest, so that importing it again
/// makes the same id. Form: https://github.com/ulid/spec.
public struct CaptureID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// 26 of Crockford's base-32 digits, capitals.
  public let text: String

  /// Makes an id.
  ///
  /// - Parameters:
  ///   - time: the time of capture; its milliseconds are cut to 48 bits, times before 1970 count as 1970.
  ///   - bits: 10 bytes; more are left out, missing ones are zero.
  public init(time: Timestamp, bits: some Sequence<UInt8>) {
    self.init(time: time, tail: Array(bits.prefix(10)))
  }

  private init(time: Timestamp, tail: [UInt8]) {
    var bytes = (0..<6).reversed().map { UInt8(truncatingIfNeeded: max(0, time.milliseconds) >> ($0 * 8)) }
    bytes += tail
    bytes += Array(repeating: 0, count: max(0, 16 - bytes.count))
    // 128 bits as 26 digits of 5 bits: two zero bits stand in front.
    var digits: [UInt8] = []
    digits.reserveCapacity(26)
    var pending: UInt32 = 0
    var count = 2
    for byte in bytes {
      pending = pending << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        digits.append(Self.alphabet[Int(pending >> UInt32(count) & 31)])
      }
      pending &= (1 << UInt32(count)) - 1
    }
    text = String(decoding: digits, as: UTF8.self)
  }

  /// An id as written, or nil when it has another form.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 26, bytes[0] <= UInt8(ascii: "7"), bytes.allSatisfy(Self.alphabet.contains) else {
      return nil
    }
    self.text = text
  }

  /// The id as written.
  public var description: String { text }

  /// Orders by time, then by the other bits.
  public static func < (one: CaptureID, other: CaptureID) -> Bool { one.text < other.text }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}

extension CaptureID: Codable {
  /// Reads and checks an id.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = CaptureID(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is not a capture id")
    }
    self = id
  }

  /// Writes the id as a string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
