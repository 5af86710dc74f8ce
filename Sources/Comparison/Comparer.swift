// Compares two versions of a story: where to begin reading this room.

import Language
public import Story

/// Compares two versions of a story. Comparing is a pure function: the same two sides give the same facts, with the
/// same ids, for ever.
public struct Comparer: Sendable {
  let lists: Lists
  let reader: Reader

  /// A comparer of English texts. Keep it; making one costs a little.
  public init() {
    lists = Lists(.english)
    reader = Reader(lexicon: .english)
  }

  /// The difference of two texts: which sentences are linked, which of them moved, and every change, once, as the
  /// most telling type, in the order an editor reads.
  ///
  /// - Parameters:
  ///   - old: the older text as read.
  ///   - new: the newer text as read.
  ///   - oldKey: what the changes' ids are made from: the older capture's id; nil takes a digest of the text.
  ///   - newKey: the same of the newer side.
  public func difference(
    from old: Reading, to new: Reading, oldKey: String? = nil, newKey: String? = nil
  ) -> Difference {
    let pair = Pair(old, new, lists: lists)
    return difference(pair, textChanges(pair), oldKey, newKey)
  }

  /// Puts changes in order, gives them their ids, and puts the links beside them.
  func difference(_ pair: Pair, _ changes: [Change], _ oldKey: String?, _ newKey: String?) -> Difference {
    var ids = ChangeIDs(
      oldKey: oldKey ?? digest(of: pair.old.reading.text), newKey: newKey ?? digest(of: pair.new.reading.text)
    )
    var ordered = pair.inOrder(changes)
    for index in ordered.indices { ordered[index].id = ids.next(for: ordered[index]) }
    return Difference(
      links: pair.alignment.bonds.map(\.link), moved: pair.alignment.moved, changes: ordered)
  }

  /// All changes of the running text. The order of the steps is the order of precedence: what a step has told, later
  /// steps do not tell again.
  func textChanges(_ pair: Pair) -> [Change] {
    var findings = noticeChanges(pair) + quoteChanges(pair)
    func told() -> (old: Told, new: Told) {
      (Told(findings.lazy.flatMap(\.old)), Told(findings.lazy.flatMap(\.new)))
    }
    findings += numberChanges(pair)
    var (old, new) = told()
    findings += hedgeChanges(pair, oldTold: old, newTold: new)
    findings += sourceChanges(pair, oldTold: old, newTold: new)
    (old, new) = told()
    findings += nameChanges(pair, oldTold: old, newTold: new)
    (old, new) = told()
    findings += sentenceChanges(pair, oldTold: old, newTold: new)
    return findings.map(\.change)
  }
}
