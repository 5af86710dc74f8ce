// Makes text from outside harmless to show.

/// Text in which nothing can steer a terminal, a spreadsheet or the eye.
///
/// Line ends and tabs become spaces. Every other control character (ESC, BEL, DEL, the C1 set) and every character
/// that overrides the direction of writing is written out, as `\u{1b}`. Trojan Source (CVE-2021-42574) and git's
/// CVE-2024-52005 show what the raw ones can do.
public func harmless(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.steering {
    case .none: shown.append(scalar)
    case .space: shown.append(" ")
    case .control: shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    }
  }
  return String(shown)
}

extension Unicode.Scalar {
  /// What a scalar does beside standing for itself.
  enum Steering {
    case none
    case space
    case control
  }

  /// Whether the scalar moves the line, or steers the terminal or the direction of writing.
  var steering: Steering {
    switch value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: .space
    case 0x00...0x1F, 0x7F...0x9F: .control
    // Embeddings, overrides and isolates; the plain marks U+200E and U+200F belong to honest text.
    case 0x202A...0x202E, 0x2066...0x2069: .control
    // Interlinear annotation: hides what stands in it.
    case 0xFFF9...0xFFFB: .control
    default: .none
    }
  }
}

/// A text on one line: each run of white space as one space, none at either end.
func oneLine(_ text: String) -> String {
  let words = text.unicodeScalars.split { $0 == " " || $0 == "\u{A0}" || $0.steering == .space }
  return words.map { String($0) }.joined(separator: " ")
}

/// A text cut at a word, with “ …” where more stood.
func cut(_ text: String, to limit: Int) -> String {
  guard text.unicodeScalars.count > limit else { return text }
  let start = text.prefix(limit)
  let words = start.lastIndex(of: " ").map { start[..<$0] } ?? start
  return words.trimmingSuffix { $0 == " " || $0 == "," || $0 == ";" } + " …"
}

extension Substring {
  /// The text without the characters at its end that pass.
  fileprivate func trimmingSuffix(_ passes: (Character) -> Bool) -> String {
    var end = endIndex
    while end > startIndex, passes(self[index(before: end)]) { end = index(before: end) }
    return String(self[..<end])
  }
}
