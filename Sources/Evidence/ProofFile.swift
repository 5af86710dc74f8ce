// An inclusion proof in a form that a shell can follow.

public import Archive

extension InclusionProof {
  /// The digests on the way to the root, a line each, the side on which it stands before it: `left` when it comes before
  /// what was reached so far (RFC 9162 §2.1.3.2).
  public var steps: String {
    var (place, last) = (index, size - 1)
    var lines = ""
    for digest in path {
      if place & 1 == 1 || place == last {
        lines += "left \(digest)\n"
        while place & 1 == 0 && place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        lines += "right \(digest)\n"
      }
      place >>= 1
      last >>= 1
    }
    return lines
  }
}
