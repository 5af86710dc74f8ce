// Packed bytes, right and wrong.

import Testing

@testable import Gzip

@Suite struct InflaterTests {
  private static let text = Array(String(repeating: "The fire at the quay. ", count: 100).utf8)

  @Test func `what was packed is unpacked`() throws {
    let packed = gzipMember(Self.text)
    #expect(packed.count < Self.text.count)
    #expect(gzipMember(Self.text) == packed)
    #expect(try Inflater.unpack(packed, as: .gzip, limit: Self.text.count) == Self.text)
    #expect(
      try Inflater.unpack(packed + packed + [0, 0], as: .gzip, limit: 1 << 20) == Self.text + Self.text)
    #expect(try Inflater.unpack(gzipMember([]), as: .gzip, limit: 0) == [])
  }

  @Test func `zlib's form and bare deflate`() throws {
    // Stored blocks by hand: “ab”, and its Adler-32.
    let deflate: [UInt8] = [1, 2, 0, 0xFD, 0xFF, 0x61, 0x62]
    #expect(try Inflater.unpack(deflate, as: .deflate, limit: 2) == [0x61, 0x62])
    #expect(
      try Inflater.unpack([0x78, 1] + deflate + [1, 0x26, 0, 0xC4], as: .zlib, limit: 2) == [0x61, 0x62])
  }

  @Test func `a bound holds to the byte`() {
    #expect(throws: InflateError.tooLarge(limit: Self.text.count - 1)) {
      try Inflater.unpack(gzipMember(Self.text), as: .gzip, limit: Self.text.count - 1)
    }
    #expect(throws: InflateError.tooLarge(limit: Self.text.count)) {
      try Inflater.unpack(gzipMember(Self.text) + gzipMember([1]), as: .gzip, limit: Self.text.count)
    }
  }

  @Test func `cut and altered bytes are named`() {
    let packed = gzipMember(Self.text)
    #expect(throws: InflateError.truncated) {
      try Inflater.unpack(Array(packed.dropLast()), as: .gzip, limit: 1 << 20)
    }
    #expect(throws: InflateError.truncated) { try Inflater.unpack([], as: .gzip, limit: 1) }
    var altered = packed
    altered[packed.count - 5] ^= 1
    #expect(throws: InflateError.self) { try Inflater.unpack(altered, as: .gzip, limit: 1 << 20) }
    #expect(throws: InflateError.self) { try Inflater.unpack(Self.text, as: .gzip, limit: 1 << 20) }
  }

  @Test func `a checksum goes on`() {
    #expect(crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(crc32(Array("6789".utf8), from: crc32(Array("12345".utf8))) == 0xCBF4_3926)
  }
}
