// When each word of a story stood.

/// When each word stood.
struct WordStands: Sendable {
  /// The version each word first stood in.
  private(set) var first: [Int32] = []
  private var last: [Int32] = []
  /// The versions in which a word that came back had not stood.
  private(set) var gaps: [Int32: [Range<Int32>]] = [:]

  /// The identity of a word that is new in a version.
  mutating func new(in version: Int) -> Int32 {
    first.append(Int32(version))
    last.append(Int32(version))
    return Int32(first.count - 1)
  }

  /// Notes that a word stands in a version.
  mutating func stand(_ id: Int32, in version: Int) {
    let before = last[Int(id)]
    if before < version - 1 { gaps[id, default: []].append(before + 1..<Int32(version)) }
    last[Int(id)] = Int32(version)
  }

  /// Notes that some words stand in a version.
  mutating func stand(_ ids: [Int32], in version: Int) {
    for id in ids { stand(id, in: version) }
  }

  /// Whether a word has been taken for a version already.
  func stands(_ id: Int32, in version: Int) -> Bool { last[Int(id)] == version }
}
