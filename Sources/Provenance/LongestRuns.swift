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
  return finder.runs().sorted { $0.new < $1.new }
}

private struct RunFinder {
  let old: [Int32]
  let new: [Int32]
  var budget: Int
  /// For each place of the old row the word's places in the new row, as a stretch of `places`.
  private var places: [Int] = []
  private var stretches: [Range<Int>] = []
  /// How long a run ends at each place of the new row, for the old place in hand and for the one before it.
  private var lengths: [Int]
  private var lengthsBefore: [Int]

  init(_ old: [Int32], _ new: [Int32], budget: Int) {
    self.old = old
    self.new = new
    self.budget = budget
    lengths = Array(repeating: 0, count: new.count + 1)
    lengthsBefore = lengths
    var all: [Int32: [Int]] = [:]
    for (place, word) in new.enumerated() { all[word, default: []].append(place) }
    var known: [Int32: Range<Int>] = [:]
    for word in old {
      if let stretch = known[word] {
        stretches.append(stretch)
        continue
      }
      let start = places.count
      if let found = all[word] { places += found }
      known[word] = start..<places.count
      stretches.append(start..<places.count)
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
    for place in one {
      var touched: [Int] = []
      for at in places[stretches[place]] where at >= other.lowerBound {
        if at >= other.upperBound { break }
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
      before = touched
      if budget <= 0 { break }
    }
    for at in before { lengthsBefore[at] = 0 }
    return best.count > 0 && budget > 0 ? best : nil
  }
}
