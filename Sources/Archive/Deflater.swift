// Compresses git's objects, by libdeflate: twice as quick as zlib, and smaller.

import CDeflate

/// Owns a compressor, used for one object after another. One thread at a time may use it.
final class Deflater {
  private let compressor: OpaquePointer

  /// The quickest level: what a batch keeps is compressed better when packs are merged.
  private static let level: Int32 = 1

  init() throws(ArchiveError) {
    guard let compressor = libdeflate_alloc_compressor(Self.level) else {
      throw ArchiveError(.internalFault, "there is no memory to compress with")
    }
    self.compressor = compressor
  }

  deinit { libdeflate_free_compressor(compressor) }

  /// Appends bytes in zlib's form (RFC 1950) to others.
  func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    let start = output.count
    // Never too little, so that compressing cannot fail.
    let room = libdeflate_zlib_compress_bound(compressor, bytes.count)
    output.append(contentsOf: repeatElement(0, count: room))
    let count = output.withUnsafeMutableBytes { output in
      bytes.withUnsafeBytes { input in
        libdeflate_zlib_compress(
          compressor, input.baseAddress, input.count, output.baseAddress.map { $0 + start }, room)
      }
    }
    output.removeLast(room - count)
  }

  /// The CRC-32 of some bytes (RFC 1952, section 8).
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
  }
}
