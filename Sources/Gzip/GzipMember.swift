// Packs bytes as one gzip member, the same bytes always as the same member.

import CZlib

/// One gzip member (RFC 1952) over some bytes, without a time and a name.
public func gzipMember(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  return withUnsafeMutablePointer(to: &stream) { stream in
    precondition(zlib_open_writing_gzip(stream) == Z_OK, "zlib has no memory to pack with")
    defer { deflateEnd(stream) }
    // Room enough, so that one call packs all.
    let room = Int(deflateBound(stream, UInt(bytes.count))) + 32
    return [UInt8](unsafeUninitializedCapacity: room) { output, count in
      bytes.withUnsafeBufferPointer { input in
        // zlib takes no const input but does not write to it.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(clamping: input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(clamping: room)
        let code = deflate(stream, Z_FINISH)
        precondition(code == Z_STREAM_END, "zlib could not pack what fits its own bound")
        count = room - Int(stream.pointee.avail_out)
      }
    }
  }
}

/// The CRC-32 of some bytes (RFC 1952, section 8), carried on from `sum`.
public func crc32(_ bytes: some Collection<UInt8>, from sum: UInt = 0) -> UInt {
  Array(bytes).withUnsafeBufferPointer { CZlib.crc32(sum, $0.baseAddress, UInt32($0.count)) }
}
