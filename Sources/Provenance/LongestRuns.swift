// Which words of two rows are the same ones: the longest common run first, then on both its sides.

/// A run of words that two rows share.
struct SharedRun: Hashable {
  /// Where it begins in the old row.
  var old: Int
  /// Where it begins in the new row.
  var new: Int
  /// How many words it has.
  var count: Int
}

/// Finds the runs that two rows share, in order: the longest run first, then the longest on either side of it, and so
/// on (J. Ratcliff and D. Metzener, “Pattern matching: the gestalt approach”, Dr. Dobb's Journal, 1988).
///
/// A shortest edit script keeps more words, but keeps them in crumbs: a word that stands in both rows by chance would
/// be taken for the old one. Where words came from is asked of runs.
///
/// - Parameter budget: so many steps are made at most; what is left then counts as not shared, so that no text can
///   make this slow.
func longestRuns(_ old: [Int32], _ new: [Int32], budget: Int = 4_000_000) -> [SharedRun] {
  guard !old.isEmpty, !new.isEmpty else { return [] }
  var finder = RunFinder(old, new, budget: budget)
  return filled(finder.runs().sorted { $0.new < $1.new }, old, new)
}

/// The runs, and between them the single words that stand in the same gap of both rows, in order.
private func filled(_ runs: [SharedRun], _ old: [Int32], _ new: [Int32]) -> [SharedRun] {
  var all: [SharedRun] = []
  var (one, other) = (0, 0)
  for run in runs + [SharedRun(old: old.count, new: new.count, count: 0)] {
    // No gap is searched for long: in one of many words a single word says nothing.
    var tries = 20_000
    while other < run.new, one < run.old, tries > 0 {
      let gap = old[one..<run.old]
      if let at = gap.firstIndex(of: new[other]) {
        all.append(SharedRun(old: at, new: other, count: 1))
        one = at + 1
      }
      tries -= gap.count
      other += 1
    }
    if run.count > 0 { all.append(run) }
    (one, other) = (run.old + run.count, run.new + run.count)
  }
  return all
}

private struct RunFinder {
  let old: [Int32]
  let new: [Int32]
  var budget: Int
  /// The places of each word in the new row, word by word: those of a word are from its start up to its end.
  private var places: [Int]
  private var starts: [Int]
  private var ends: [Int]
  /// How long a run ends at each place of the new row, for the old place in hand and for the one before it.
  private var lengths: [Int]
  private var lengthsBefore: [Int]

  init(_ old: [Int32], _ new: [Int32], budget: Int) {
    self.old = old
    self.new = new
    self.budget = budget
    lengths = Array(repeating: 0, count: new.count + 1)
    lengthsBefore = lengths
    let words = Int(max(old.max() ?? 0, new.max() ?? 0)) + 1
    ends = Array(repeating: 0, count: words)
    for word in new { ends[Int(word)] += 1 }
    // In long rows a word that stands everywhere (“the”, a comma) begins no run, it only lengthens one: as Python's
    // difflib does, on which WikiWho rests.
    let most = new.count >= 200 ? new.count / 100 + 1 : new.count
    starts = ends
    var start = 0
    for word in 0..<words {
      let count = ends[word] > most ? -1 : ends[word]
      starts[word] = count < 0 ? -1 : start
      ends[word] = count < 0 ? -1 : start
      start += max(0, count)
    }
    places = Array(repeating: 0, count: start)
    for (place, word) in new.enumerated() where starts[Int(word)] >= 0 {
      places[ends[Int(word)]] = place
      ends[Int(word)] += 1
    }
  }

  mutating func runs() -> [SharedRun] {
    var found: [SharedRun] = []
    var open = [(0..<old.count, 0..<new.count)]
    while let (one, other) = open.popLast() {
      guard let run = longest(one, other) else { continue }
      found.append(run)
      if one.lowerBound < run.old, other.lowerBound < run.new {
        open.append((one.lowerBound..<run.old, other.lowerBound..<run.new))
      }
      let (oneEnd, otherEnd) = (run.old + run.count, run.new + run.count)
      if oneEnd < one.upperBound, otherEnd < other.upperBound {
        open.append((oneEnd..<one.upperBound, otherEnd..<other.upperBound))
      }
    }
    return found
  }

  /// The longest run within two stretches; of several, the one that stands first in the old row, then in the new.
  private mutating func longest(_ one: Range<Int>, _ other: Range<Int>) -> SharedRun? {
    var best = SharedRun(old: 0, new: 0, count: 0)
    var before: [Int] = []
    var touched: [Int] = []
    for place in one {
      let word = Int(old[place])
      var next = first(of: word, from: other.lowerBound)
      while next < ends[word], places[next] < other.upperBound {
        let at = places[next]
        next += 1
        budget -= 1
        let count = (at > other.lowerBound ? lengthsBefore[at] : 0) + 1
        lengths[at + 1] = count
        touched.append(at + 1)
        if count > best.count {
          best = SharedRun(old: place - count + 1, new: at - count + 1, count: count)
        }
      }
      budget -= 1
      for at in before { lengthsBefore[at] = 0 }
      swap(&lengths, &lengthsBefore)
      swap(&before, &touched)
      touched.removeAll(keepingCapacity: true)
      if budget <= 0 { break }
    }
    for at in before { lengthsBefore[at] = 0 }
    guard best.count > 0, budget > 0 else { return nil }
    while best.old > one.lowerBound, best.new > other.lowerBound, old[best.old - 1] == new[best.new - 1] {
      best = SharedRun(old: best.old - 1, new: best.new - 1, count: best.count + 1)
    }
    while best.old + best.count < one.upperBound, best.new + best.count < other.upperBound,
      old[best.old + best.count] == new[best.new + best.count]
    {
      best.count += 1
    }
    return best
  }

  /// Where among its places a word's first one from a place of the new row on is. Complexity: O(log n).
  private func first(of word: Int, from place: Int) -> Int {
    var (low, high) = (starts[word], ends[word])
    while low < high {
      let middle = (low + high) / 2
      if places[middle] >= place { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
