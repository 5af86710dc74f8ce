// Words that went, so that they are known again when they come back.

/// Runs of words that stood once and went, found again by any four words in a row.
struct GoneWords: Sendable {
  /// Words that went side by side.
  private struct Row: Sendable {
    var numbers: [Int32]
    var ids: [Int32]
    /// How many words the sentence had that they went from.
    var sentence: Int
  }

  /// The shortest run that is known again, and only where it makes half of the sentence it went from and of the one
  /// it comes back in.
  static let shortest = 4

  /// A run as long as this is known again wherever it stands; shorter ones are phrases that anybody would use again.
  static let telling = 16

  private var rows: [Row] = []
  /// Where four words in a row last went, by a hash of the four.
  private var places: [UInt64: (row: Int32, at: Int32)] = [:]

  /// Remembers words that went side by side; runs too short to be known again are passed over.
  mutating func add(_ numbers: ArraySlice<Int32>, _ ids: ArraySlice<Int32>, of sentence: Int) {
    guard numbers.count >= Self.shortest else { return }
    let row = Row(numbers: Array(numbers), ids: Array(ids), sentence: sentence)
    for at in 0...(row.numbers.count - Self.shortest) {
      places[Self.key(row.numbers, at)] = (Int32(rows.count), Int32(at))
    }
    rows.append(row)
  }

  /// The longest run that went and begins with the words at a place, up to an end: the ids of its words.
  func run(_ numbers: [Int32], at place: Int, end: Int, isFree: (Int32) -> Bool) -> [Int32] {
    guard place + Self.shortest <= end, let found = places[Self.key(numbers, place)] else { return [] }
    let row = rows[Int(found.row)]
    var count = 0
    while place + count < end, Int(found.at) + count < row.numbers.count,
      row.numbers[Int(found.at) + count] == numbers[place + count], isFree(row.ids[Int(found.at) + count])
    {
      count += 1
    }
    // Half of both sentences, or long enough to tell by itself.
    let isHalf = count >= Self.shortest && count * 2 >= row.sentence && count * 2 >= numbers.count
    return isHalf || count >= Self.telling ? Array(row.ids[Int(found.at)..<Int(found.at) + count]) : []
  }

  private static func key(_ numbers: [Int32], _ at: Int) -> UInt64 {
    var hash: UInt64 = 0
    for place in at..<at + shortest {
      hash = mixed(hash &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(UInt32(bitPattern: numbers[place])) &+ 1)
    }
    return hash
  }
}
