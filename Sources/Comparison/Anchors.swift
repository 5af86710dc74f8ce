// Links passages whose words are the same: the fixed points of an alignment.

/// Pairs passages that have the same words, one to one and in linear time.
///
/// First those that stand once on either side, then their neighbours outwards (P. Heckel, “A technique for isolating
/// differences between files”, CACM 21(4), 1978), so that a repeated line goes with its surroundings; what is left of
/// repeated lines is paired in order.
struct Anchors {
  /// For each old passage the new one it is linked to, or -1.
  private(set) var newOfOld: [Int]
  /// For each new passage the old one it is linked to, or -1.
  private(set) var oldOfNew: [Int]

  /// Pairs the passages of two texts.
  init(old: Passages, new: Passages) {
    newOfOld = Array(repeating: -1, count: old.count)
    oldOfNew = Array(repeating: -1, count: new.count)
    var classes: [ArraySlice<Int32>: Int] = [:]
    let oldClasses = Self.classes(of: old, known: &classes)
    let newClasses = Self.classes(of: new, known: &classes)
    linkSingles(oldClasses, newClasses, classCount: classes.count)
    linkNeighbours(oldClasses, newClasses)
    linkRepeats(oldClasses, newClasses, classCount: classes.count)
  }

  /// Numbers passages so that those with the same words have the same number.
  private static func classes(of passages: Passages, known: inout [ArraySlice<Int32>: Int]) -> [Int] {
    (0..<passages.count).map { index in
      if let number = known[passages[index]] { return number }
      known[passages[index]] = known.count
      return known.count - 1
    }
  }

  private mutating func link(_ old: Int, _ new: Int) {
    newOfOld[old] = new
    oldOfNew[new] = old
  }

  private mutating func linkSingles(_ oldClasses: [Int], _ newClasses: [Int], classCount: Int) {
    // The only passage of each class; -1 for none yet, -2 for several.
    func singles(_ classes: [Int]) -> [Int] {
      var single = Array(repeating: -1, count: classCount)
      for (index, number) in classes.enumerated() { single[number] = single[number] == -1 ? index : -2 }
      return single
    }
    for (old, new) in zip(singles(oldClasses), singles(newClasses)) where old >= 0 && new >= 0 {
      link(old, new)
    }
  }

  private mutating func linkNeighbours(_ oldClasses: [Int], _ newClasses: [Int]) {
    func linkIfSame(_ old: Int, _ new: Int) {
      if old >= 0, old < oldClasses.count, new >= 0, new < newClasses.count, newOfOld[old] < 0,
        oldOfNew[new] < 0, oldClasses[old] == newClasses[new]
      {
        link(old, new)
      }
    }
    linkIfSame(0, 0)
    for old in oldClasses.indices where newOfOld[old] >= 0 { linkIfSame(old + 1, newOfOld[old] + 1) }
    linkIfSame(oldClasses.count - 1, newClasses.count - 1)
    for old in oldClasses.indices.reversed() where newOfOld[old] >= 0 {
      linkIfSame(old - 1, newOfOld[old] - 1)
    }
  }

  private mutating func linkRepeats(_ oldClasses: [Int], _ newClasses: [Int], classCount: Int) {
    // A queue for each class of the old passages left: the first of it, and after each passage the next.
    var first = Array(repeating: -1, count: classCount)
    var next = Array(repeating: -1, count: oldClasses.count)
    for old in oldClasses.indices.reversed() where newOfOld[old] < 0 {
      next[old] = first[oldClasses[old]]
      first[oldClasses[old]] = old
    }
    for new in newClasses.indices where oldOfNew[new] < 0 {
      let old = first[newClasses[new]]
      guard old >= 0 else { continue }
      first[newClasses[new]] = next[old]
      link(old, new)
    }
  }
}
