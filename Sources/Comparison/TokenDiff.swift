// The differing stretches of two rows of tokens.

/// A stretch that differs: what stood there and what stands there now; one of the two may be empty.
struct Hunk: Hashable {
  /// Places in the old row.
  var old: Range<Int>
  /// Places in the new row.
  var new: Range<Int>
}

/// Finds the differing stretches of two rows, keeping the heaviest common sub-row.
///
/// - Parameters:
///   - old: the numbers of the old row's tokens.
///   - new: the numbers of the new row's tokens.
///   - worth: what keeping a token is worth, above zero: a name more than an article, so that a lone “the” does not
///     hold apart what belongs together.
///   - rank: decides between ways of the same worth; the same for a token on both sides, so that the mirrored
///     comparison differs in the same stretches.
/// - Returns: the stretches in order; never two that touch on both sides. Complexity: O(old × new) up to a million
///   cells; longer rows are first cut at the tokens that stand once on either side.
func tokenDiff(
  _ old: [Int32], _ new: [Int32], worth: (Int32) -> Int32, rank: (Int32) -> UInt64
) -> [Hunk] {
  var hunks: [Hunk] = []
  diff(old, 0..<old.count, new, 0..<new.count, worth, rank, depth: 0, into: &hunks)
  return hunks
}

extension Vocabulary {
  /// Finds the differing stretches of two rows of this vocabulary's words.
  func diff(_ old: [Int32], _ new: [Int32]) -> [Hunk] {
    tokenDiff(old, new, worth: { worths[Int($0)].rawValue }, rank: { hashes[Int($0)] })
  }
}

/// So many cells of the table are filled at most.
private let tableLimit = 1 << 20
/// How often a row is cut again; what is left then is taken as replaced.
private let depthLimit = 8

private func diff(
  _ old: [Int32], _ oldRange: Range<Int>, _ new: [Int32], _ newRange: Range<Int>,
  _ worth: (Int32) -> Int32, _ rank: (Int32) -> UInt64, depth: Int, into hunks: inout [Hunk]
) {
  var oldRange = oldRange
  var newRange = newRange
  while let one = oldRange.first, let other = newRange.first, old[one] == new[other] {
    oldRange = one + 1..<oldRange.upperBound
    newRange = other + 1..<newRange.upperBound
  }
  while let one = oldRange.last, let other = newRange.last, old[one] == new[other] {
    oldRange = oldRange.lowerBound..<one
    newRange = newRange.lowerBound..<other
  }
  if oldRange.isEmpty && newRange.isEmpty { return }
  if oldRange.isEmpty || newRange.isEmpty {
    append(Hunk(old: oldRange, new: newRange), to: &hunks)
  } else if oldRange.count * newRange.count <= tableLimit {
    diffByTable(old, oldRange, new, newRange, worth, rank, into: &hunks)
  } else {
    let anchors = depth < depthLimit ? singles(old, oldRange, new, newRange) : []
    if anchors.isEmpty {
      append(Hunk(old: oldRange, new: newRange), to: &hunks)
      return
    }
    var from = (oldRange.lowerBound, newRange.lowerBound)
    for (one, other) in anchors + [(oldRange.upperBound, newRange.upperBound)] {
      diff(old, from.0..<one, new, from.1..<other, worth, rank, depth: depth + 1, into: &hunks)
      from = (one + 1, other + 1)
    }
  }
}

/// Adds a stretch, or widens the last one when they touch.
private func append(_ hunk: Hunk, to hunks: inout [Hunk]) {
  if let last = hunks.last, last.old.upperBound == hunk.old.lowerBound,
    last.new.upperBound == hunk.new.lowerBound
  {
    hunks[hunks.count - 1].old = last.old.lowerBound..<hunk.old.upperBound
    hunks[hunks.count - 1].new = last.new.lowerBound..<hunk.new.upperBound
  } else {
    hunks.append(hunk)
  }
}

/// The heaviest common sub-row by dynamic programming (R. Wagner and M. Fischer, 1974).
private func diffByTable(
  _ old: [Int32], _ oldRange: Range<Int>, _ new: [Int32], _ newRange: Range<Int>,
  _ worth: (Int32) -> Int32, _ rank: (Int32) -> UInt64, into hunks: inout [Hunk]
) {
  let width = newRange.count + 1
  // table[i * width + j]: the weight that can be kept of what follows place i of the old and j of the new row.
  var table = Array(repeating: Int32(0), count: (oldRange.count + 1) * width)
  for one in stride(from: oldRange.count - 1, through: 0, by: -1) {
    let token = old[oldRange.lowerBound + one]
    let value = worth(token)
    for other in stride(from: newRange.count - 1, through: 0, by: -1) {
      let here = one * width + other
      let skipped = max(table[here + 1], table[here + width])
      let kept = new[newRange.lowerBound + other] == token ? table[here + width + 1] + value : 0
      table[here] = max(skipped, kept)
    }
  }
  var one = 0
  var other = 0
  while one < oldRange.count, other < newRange.count {
    let here = one * width + other
    let (oldPlace, newPlace) = (oldRange.lowerBound + one, newRange.lowerBound + other)
    if old[oldPlace] == new[newPlace], table[here] == table[here + width + 1] + worth(old[oldPlace]) {
      one += 1
      other += 1
    } else if (table[here + width], rank(new[newPlace])) >= (table[here + 1], rank(old[oldPlace])) {
      append(Hunk(old: oldPlace..<oldPlace + 1, new: newPlace..<newPlace), to: &hunks)
      one += 1
    } else {
      append(Hunk(old: oldPlace..<oldPlace, new: newPlace..<newPlace + 1), to: &hunks)
      other += 1
    }
  }
  append(
    Hunk(
      old: oldRange.lowerBound + one..<oldRange.upperBound,
      new: newRange.lowerBound + other..<newRange.upperBound),
    to: &hunks)
  if let last = hunks.last, last.old.isEmpty && last.new.isEmpty { hunks.removeLast() }
}

/// Tokens that stand once in either row, the longest run of them that goes forward on both sides (patience diff).
private func singles(
  _ old: [Int32], _ oldRange: Range<Int>, _ new: [Int32], _ newRange: Range<Int>
) -> [(Int, Int)] {
  func places(_ row: [Int32], _ range: Range<Int>) -> [Int32: Int] {
    var places: [Int32: Int] = [:]
    for place in range { places[row[place]] = places[row[place]] == nil ? place : -1 }
    return places
  }
  let newPlaces = places(new, newRange)
  let oldPlaces = places(old, oldRange)
  var pairs: [(Int, Int)] = []
  for place in oldRange where oldPlaces[old[place]] == place {
    if let other = newPlaces[old[place]], other >= 0 { pairs.append((place, other)) }
  }
  // The longest increasing run of the new places, by the least last place of each length.
  var ends: [Int] = []
  var previous = Array(repeating: -1, count: pairs.count)
  for index in pairs.indices {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if pairs[ends[middle]].1 < pairs[index].1 { low = middle + 1 } else { high = middle }
    }
    previous[index] = low > 0 ? ends[low - 1] : -1
    if low == ends.count { ends.append(index) } else { ends[low] = index }
  }
  var chain: [(Int, Int)] = []
  var index = ends.last ?? -1
  while index >= 0 {
    chain.append(pairs[index])
    index = previous[index]
  }
  return chain.reversed()
}
