// Unpacks gzip, zlib and bare deflate, as a stream and within bounds.

import CZlib

/// What is wrong with packed bytes.
public enum InflateError: Error, Hashable, Sendable {
  /// They break the form; zlib's words.
  case damaged(String)
  /// They end early.
  case truncated
  /// Unpacked, they have more bytes than the limit.
  case tooLarge(limit: Int)
  /// There is no memory to unpack with.
  case noMemory
}

/// Owns a zlib stream that reads. One thread at a time may use it.
public final class Inflater {
  /// How bytes are packed.
  public enum Form: Sendable {
    /// RFC 1952.
    case gzip
    /// RFC 1950, which HTTP calls deflate.
    case zlib
    /// RFC 1951 alone, as ZIP holds it.
    case deflate
  }

  /// How a step ended.
  public enum Step: Sendable {
    /// More packed bytes are wanted, or more room.
    case wantsMore
    /// The member has ended, its checksum right.
    case ended
  }

  /// On the heap, because zlib keeps the stream's own address and checks it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var window = [UInt8](repeating: 0, count: 64 << 10)

  /// A stream at its beginning.
  public init(_ form: Form) throws(InflateError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code =
      switch form {
      case .gzip: zlib_open_reading_gzip(stream)
      case .zlib: zlib_open_reading_zlib(stream)
      case .deflate: zlib_open_reading_deflate(stream)
      }
    guard code == Z_OK else {
      stream.deallocate()
      throw .noMemory
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Makes ready for another member.
  public func reset() { inflateReset(stream) }

  /// Unpacks what it can of some bytes, until they are used up, the member ends or `most` bytes were made.
  ///
  /// - Returns: how many bytes were used, and whether the member ended.
  public func unpack(
    _ packed: ArraySlice<UInt8>, into output: inout [UInt8], atMost most: Int
  ) throws(InflateError) -> (used: Int, step: Step) {
    var made = 0
    var code = Z_OK
    var left = packed.count
    packed.withUnsafeBufferPointer { input in
      // zlib takes no const input but does not write to it.
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(clamping: input.count)
      while code == Z_OK && made < most {
        let count = window.withUnsafeMutableBufferPointer { room in
          stream.pointee.next_out = room.baseAddress
          stream.pointee.avail_out = UInt32(min(room.count, most - made))
          let before = Int(stream.pointee.avail_out)
          code = inflate(stream, Z_NO_FLUSH)
          return before - Int(stream.pointee.avail_out)
        }
        output += window[..<count]
        made += count
      }
      left = Int(stream.pointee.avail_in)
    }
    guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
      throw .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(code)")
    }
    return (packed.count - left, code == Z_STREAM_END ? .ended : .wantsMore)
  }

  /// Unpacks a whole body; of gzip one member after the other, as RFC 1952 §2.2 has it. What follows the last member and
  /// is none itself is padding and is passed over, as gzip(1) does.
  ///
  /// - Parameter limit: the most bytes there may be, unpacked.
  public static func unpack(
    _ packed: [UInt8], as form: Form, limit: Int
  ) throws(InflateError) -> [UInt8] {
    let inflater = try Inflater(form)
    var output: [UInt8] = []
    var place = 0
    repeat {
      // One byte of room beyond the limit, which tells a body that fills it from one that goes on.
      let (used, step) = try inflater.unpack(
        packed[place...], into: &output, atMost: limit + 1 - output.count)
      if output.count > limit { throw .tooLarge(limit: limit) }
      guard step == .ended else { throw .truncated }
      place += used
      inflater.reset()
    } while form == .gzip && packed[place...].starts(with: [0x1F, 0x8B])
    return output
  }
}
