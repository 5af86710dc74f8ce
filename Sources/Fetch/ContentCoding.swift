// Undoes the content coding of a body, within bounds.

import Gzip

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

  private static func gunzip(_ packed: [UInt8], limit: Int) throws(FetchError.Problem) -> [UInt8] {
    do throws(InflateError) {
      return try Inflater.unpack(packed, as: .gzip, limit: limit)
    } catch {
      switch error {
      case .truncated: throw .cutOff(received: packed.count, expected: nil)
      case .tooLarge(let limit): throw .tooLargeDecoded(limit: limit)
      case .damaged(let detail): throw .badEncoding(detail)
      case .noMemory: throw .badEncoding("no memory for unpacking")
      }
    }
  }
}
