// How many columns of a terminal text takes up.

extension Unicode.Scalar {
  /// The columns a terminal gives this scalar: 0, 1 or 2, as `wcwidth` counts.
  ///
  /// Wide are the East Asian Wide and Fullwidth scalars (Unicode Standard Annex 11) and emoji that show as pictures.
  var columns: Int {
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // Korean vowels and final consonants join the syllable before them.
    if (0x1160...0x11FF).contains(value) { return 0 }
    return isWide ? 2 : 1
  }

  /// Whether it takes up two columns.
  var isWide: Bool {
    if value < 0x1100 { return false }
    if properties.isEmojiPresentation, !(0x1F1E6...0x1F1FF).contains(value) { return true }
    return Self.wide.contains { $0.contains(value) }
  }

  /// East Asian Wide and Fullwidth, by block.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}

extension StringProtocol {
  /// The columns a terminal gives this text.
  var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}
