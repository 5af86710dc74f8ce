// Tells lines that only say when.

/// Tells lines that only say when: “Jan. 9, 2024, 6:00 a.m. ET”, “Stand: 09.01.2024 09:31 Uhr”.
enum DateLine {
  /// Longer lines (bytes) say more than when.
  static let longest = 120

  private static let words: Set<[UInt8]> = Set(DataTable.rows("dates.txt").joined().map { Array($0.utf8) })

  /// Whether a line has a number of a year or a time of day, and beside numbers nothing but the words of dates.
  static func holds(_ text: [UInt8]) -> Bool {
    guard text.count >= 6, text.count <= longest else { return false }
    guard text.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return false }
    var digits = 0
    var word: [UInt8] = []
    func isKnown() -> Bool { word.isEmpty || words.contains(word) }
    for byte in text {
      switch byte {
      case 0x30...0x39:
        guard isKnown() else { return false }
        word = []
        digits += 1
      case 0x41...0x5A: word.append(byte | 0x20)
      case 0x80...0x9E where word.last == 0xC3: word.append(byte | 0x20)  // À to Þ
      case 0x61...0x7A, 0xC3, 0x80...0xBF: word.append(byte)
      default:
        guard byte < 0x80, isKnown() else { return false }
        word = []
      }
    }
    // A day with its year or a day and a time: fewer figures may count anything.
    return isKnown() && digits >= 3
  }
}
