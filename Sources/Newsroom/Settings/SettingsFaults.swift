// What is wrong with a settings file.

/// Everything that is wrong with a settings file, in the order of its lines.
public struct SettingsFaults: Error, Hashable, Sendable, CustomStringConvertible {
  /// One fault.
  public struct Fault: Hashable, Sendable {
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, in Unicode scalars.
    public var column: Int
    /// What is wrong and what to write instead.
    public var problem: String
  }

  /// The faults; at least one.
  public var faults: [Fault]

  /// A line for each fault, as compilers write them: `FILE:LINE:COLUMN: what is wrong`.
  public func lines(file: String) -> [String] {
    faults.map { "\(shown(file)):\($0.line):\($0.column): \($0.problem)" }
  }

  /// All faults on one line.
  public var description: String {
    faults.map { "line \($0.line), column \($0.column): \($0.problem)" }.joined(separator: "; ")
  }
}

/// The known name nearest to one that is not known, if it is near enough to be meant: by the fewest letters changed,
/// left out, added or swapped (Damerau 1964, Levenshtein 1966).
func nearest(to name: String, among known: [String]) -> String? {
  let best = known.map { (distance: distance(Array(name.utf8.prefix(64)), Array($0.utf8)), name: $0) }
    .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
  guard let best, best.distance <= max(2, name.utf8.count / 3) else { return nil }
  return best.name
}

private func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
  var before: [Int] = []
  var last = Array(0...other.count)
  for (row, byte) in one.enumerated() {
    var line = [row + 1]
    for (column, letter) in other.enumerated() {
      var cost = min(last[column] + (byte == letter ? 0 : 1), last[column + 1] + 1, line[column] + 1)
      if row > 0, column > 0, byte == other[column - 1], one[row - 1] == letter {
        cost = min(cost, before[column - 1] + 1)
      }
      line.append(cost)
    }
    (before, last) = (last, line)
  }
  return last[other.count]
}
