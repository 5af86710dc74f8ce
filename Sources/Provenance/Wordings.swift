// Numbers the sentences of a story, so that comparing two sentences is comparing two integers.

import Language
import Story

/// The distinct sentences of a story's versions. By its bytes a sentence has a *spelling*, by its folded words a
/// *wording*; a sentence that stood before is known again by its bytes, without being cut into words.
struct Wordings: Sendable {
  private var words = WordNumbers()
  /// The numbers of the words of each wording.
  private var rows: [[Int32]] = []
  private var wordings: [[Int32]: Int32] = [:]
  /// The bytes and the wording of each spelling.
  private var known: [(bytes: [UInt8], wording: Int32)] = []
  private var spellings: [ByteRun: Int32] = [:]
  /// For each wording the first place where it stands, while places are looked for; else -1.
  private var heads: [Int32] = []

  /// The numbers of a sentence; new ones if it is new.
  mutating func sentence(_ utf8: [UInt8], _ range: TextRange) -> (spelling: Int32, wording: Int32) {
    if let spelling = spellings[ByteRun(utf8[range.start..<range.end])] {
      return (spelling, known[Int(spelling)].wording)
    }
    let numbers = tokenise(utf8, in: range).map { words.number(of: utf8[$0.range.start..<$0.range.end]) }
    let wording = wordings[numbers] ?? Int32(rows.count)
    if wording == rows.count {
      wordings[numbers] = wording
      rows.append(numbers)
      heads.append(-1)
    }
    // A copy, so that not the whole text is kept.
    let bytes = Array(utf8[range.start..<range.end])
    let spelling = Int32(known.count)
    known.append((bytes, wording))
    spellings[ByteRun(bytes[...])] = spelling
    return (spelling, wording)
  }

  /// The numbers of the words of a wording.
  func numbers(of wording: Int32) -> [Int32] { rows[Int(wording)] }

  /// A sentence as it stood.
  func bytes(of spelling: Int32) -> [UInt8] { known[Int(spelling)].bytes }

  /// A sentence as it stood.
  func text(of spelling: Int32) -> String { String(decoding: bytes(of: spelling), as: UTF8.self) }

  /// For each new sentence the place of the old one of the same wording, or -1. Of those that stand several times the
  /// first goes with the first.
  mutating func places(of old: [Int32], for new: [Int32]) -> [Int] {
    var next = Array(repeating: Int32(-1), count: old.count)
    for place in old.indices.reversed() {
      next[place] = heads[Int(old[place])]
      heads[Int(old[place])] = Int32(place)
    }
    let places = new.map { wording in
      let place = Int(heads[Int(wording)])
      if place >= 0 { heads[Int(wording)] = next[place] }
      return place
    }
    for wording in old { heads[Int(wording)] = -1 }
    return places
  }
}
