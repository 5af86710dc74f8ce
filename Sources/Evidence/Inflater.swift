// Unpacks gzip, zlib and bare deflate, as a stream and within bounds.

import CZlib

/// Owns a zlib stream that reads. One thread at a time may use it.
final class Inflater {
  /// What is packed how.
  enum Form {
    case gzip
    case zlib
    case deflate
  }

  /// How a step ended.
  enum Step {
    case wantsMore
    case ended
  }

  /// On the heap, because zlib keeps the stream's own address and checks it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var window = [UInt8](repeating: 0, count: 64 << 10)

  init(_ form: Form) throws(EvidenceError) {
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
      throw EvidenceError(.unreadable, "there is no memory to unpack with")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Makes ready for another member.
  func reset() { inflateReset(stream) }

  /// Unpacks what it can of some bytes, until they are used up, the member ends or `most` bytes were made.
  ///
  /// - Returns: how many bytes were used, and whether the member ended.
  func unpack(
    _ packed: ArraySlice<UInt8>, into output: inout [UInt8], atMost most: Int
  ) throws(EvidenceError) -> (used: Int, step: Step) {
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
      throw EvidenceError(
        .malformed, "packed data are damaged (\(stream.pointee.msg.map { String(cString: $0) } ?? "\(code)"))"
      )
    }
    return (packed.count - left, code == Z_STREAM_END ? .ended : .wantsMore)
  }

  /// Unpacks a whole body.
  ///
  /// - Throws: `truncated` when it ends early, `tooLarge` beyond `limit` bytes, `malformed`.
  static func unpack(_ packed: [UInt8], as form: Form, limit: Int) throws(EvidenceError) -> [UInt8] {
    let inflater = try Inflater(form)
    var output: [UInt8] = []
    var place = 0
    repeat {
      let (used, step) = try inflater.unpack(
        packed[place...], into: &output, atMost: limit + 1 - output.count)
      if output.count > limit {
        throw EvidenceError(.tooLarge, "unpacked, it has more than \(limit >> 20) MB")
      }
      guard step == .ended else { throw EvidenceError(.truncated, "packed data end early") }
      place += used
      inflater.reset()
    } while form == .gzip && packed[place...].starts(with: [0x1F, 0x8B])
    return output
  }
}
