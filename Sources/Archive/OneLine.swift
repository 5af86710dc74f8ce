// Text of strangers, made safe to stand on one line of a commit message or a terminal.

extension String {
  /// The text on one line: control characters and line ends become spaces, runs of white space become one space,
  /// marks that turn the direction of writing are dropped (they could make a line read as another one).
  ///
  /// - Parameter limit: the most Unicode scalars kept.
  func onOneLine(limit: Int) -> String {
    var line = String.UnicodeScalarView()
    var count = 0
    var gap = false
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029:
        gap = count > 0
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
        continue
      default:
        if count + (gap ? 2 : 1) > limit { return String(line) }
        if gap {
          line.append(" ")
          count += 1
          gap = false
        }
        line.append(scalar)
        count += 1
      }
    }
    return String(line)
  }
}
