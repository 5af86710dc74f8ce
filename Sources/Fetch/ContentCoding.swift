// Undoes the content coding of a body, within bounds.

import CCurl

/// Undoes the content coding of a body. Only gzip is asked for, so only gzip is undone (RFC 9110 §8.4, RFC 1952).
enum ContentCoding {
  /// The body without its content coding.
  ///
  /// - Parameters:
  ///   - body: the body as it came.
  ///   - codings: the names in `Content-Encoding`, lower case, in the order applied.
  ///   - limit: the most bytes the result may have.
  ///   - ratio: how many times larger than the packed form the result may be, from its first MiB on.
  /// - Throws: `badEncoding`, `cutOff` when the packed data end early, `tooLargeDecoded`.
  static func undo(_ body: [UInt8], codings: [String], limit: Int, ratio: Int = .max) throws(FetchError
    .Problem) -> [UInt8]
  {
    let codings = codings.filter { $0 != "identity" }
    guard codings.count <= 1 else {
      throw .badEncoding("packed more than once: \(codings.joined(separator: ", "))")
    }
    guard let coding = codings.first, !body.isEmpty else {
      if body.count > limit { throw .tooLargeDecoded(limit: limit) }
      return body
    }
    guard coding == "gzip" || coding == "x-gzip" else {
      throw .badEncoding("“\(coding)”, which was not asked for")
    }
    // A body at the ratio is a bomb: its bound is then nearer than `limit`.
    let reach = body.count.multipliedReportingOverflow(by: ratio)
    let most = reach.overflow ? limit : min(limit, max(reach.partialValue, 1 << 20))
    return try gunzip(body, limit: most)
  }

  /// Unpacks one gzip member after the other, as RFC 1952 §2.2 has it. What follows the last member and is none
  /// itself is padding and is passed over, as gzip(1) does.
  private static func gunzip(_ packed: [UInt8], limit: Int) throws(FetchError.Problem) -> [UInt8] {
    guard let stream = GzipStream() else { throw .badEncoding("no memory for unpacking") }
    var output: [UInt8] = []
    var place = 0
    repeat {
      let (used, ended) = try stream.unpack(packed[place...], into: &output, limit: limit)
      guard ended else { throw .cutOff(received: packed.count, expected: nil) }
      place += used
    } while packed[place...].starts(with: [0x1F, 0x8B])
    return output
  }
}

/// Owns a zlib stream that reads gzip.
private final class GzipStream {
  /// On the heap, because zlib keeps the stream's own address and checks it.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Made once: a hostile body can have a million tiny members.
  private var window = [UInt8](repeating: 0, count: 64 << 10)

  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard zlib_open_gzip(stream) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Unpacks one member from its first byte.
  ///
  /// - Returns: how many bytes it had, and whether its end, with the checksum right, was among them.
  func unpack(
    _ packed: ArraySlice<UInt8>, into output: inout [UInt8], limit: Int
  ) throws(FetchError.Problem) -> (used: Int, ended: Bool) {
    inflateReset(stream)
    let allowed = limit - output.count
    var made = 0
    var code = Z_OK
    var left = packed.count
    packed.withUnsafeBufferPointer { input in
      // zlib takes no const input but does not write to it.
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(clamping: input.count)
      while code == Z_OK && made <= allowed {
        let count = window.withUnsafeMutableBufferPointer { room in
          stream.pointee.next_out = room.baseAddress
          stream.pointee.avail_out = UInt32(room.count)
          code = inflate(stream, Z_NO_FLUSH)
          return room.count - Int(stream.pointee.avail_out)
        }
        made += count
        if made <= allowed { output += window[..<count] }
      }
      left = Int(stream.pointee.avail_in)
    }
    if made > allowed { throw .tooLargeDecoded(limit: limit) }
    // Z_BUF_ERROR: all input is used and the member has not ended.
    guard code == Z_STREAM_END || code == Z_BUF_ERROR else {
      throw .badEncoding(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(code)")
    }
    return (packed.count - left, code == Z_STREAM_END)
  }
}
