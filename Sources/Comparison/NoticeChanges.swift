// Notices that came, went or were reworded.

import Story

/// Compares the published lines about the story itself over the whole story: where they stand does not matter.
func noticeChanges(_ pair: Pair) -> [Finding] {
  let (old, new) = (pair.old.reading, pair.new.reading)
  // What a story says about itself is one fact however it is worded, when it says only that more is to come.
  var findings = developingChanges(old, new)
  let oldNotices = old.notices.filter { $0.kind != .developing }
  let newNotices = new.notices.filter { $0.kind != .developing }
  let matches = NoticeMatches(oldNotices, newNotices, pair)
  for (index, notice) in oldNotices.enumerated() {
    let text = old.text[notice.range]
    if let match = matches.newOfOld[index] {
      let now = newNotices[match.new]
      guard !match.isSame else { continue }
      var change = Change(.noticeEdited, oldSpan: notice.range, newSpan: now.range)
      change.text = new.text[now.range]
      change.old = text
      change.new = change.text
      change.significance = now.kind.significance
      findings.append(Finding(change))
    } else {
      var change = Change(.noticeRemoved, oldSpan: notice.range)
      change.text = text
      change.significance = notice.kind.significance
      findings.append(Finding(change))
    }
  }
  let matched = Set(matches.newOfOld.compactMap { $0?.new })
  for (index, notice) in newNotices.enumerated() where !matched.contains(index) {
    var change = Change(notice.kind.whenAdded, newSpan: notice.range)
    change.text = new.text[notice.range]
    findings.append(Finding(change))
  }
  return findings
}

private func developingChanges(_ old: Reading, _ new: Reading) -> [Finding] {
  let before = old.notices.filter { $0.kind == .developing }
  let after = new.notices.filter { $0.kind == .developing }
  if before.isEmpty, let notice = after.first {
    var change = Change(.developingAdded, newSpan: notice.range)
    change.text = new.text[notice.range]
    return [Finding(change)]
  }
  if after.isEmpty, let notice = before.first {
    var change = Change(.developingRemoved, oldSpan: notice.range)
    change.text = old.text[notice.range]
    return [Finding(change)]
  }
  return []
}

/// Which old notice is which new one.
private struct NoticeMatches {
  /// A reworded notice is looked for among so many before and after it. A story has a few; a page may be made of thousands.
  private static let reach = 100

  private struct Likeness {
    var old: Int
    var new: Int
    var dice: Double

    /// The likest first, then those that stand where the other did; the same whichever side is called old.
    var rank: (Double, Int, Int) { (-dice, abs(old - new), min(old, new)) }
  }

  /// For each old notice the new one, and whether its words are the same.
  private(set) var newOfOld: [(new: Int, isSame: Bool)?]

  init(_ old: [Notice], _ new: [Notice], _ pair: Pair) {
    newOfOld = Array(repeating: nil, count: old.count)
    let oldWords = old.map { pair.old.wordNumbers(in: $0.range) }
    let newWords = new.map { pair.new.wordNumbers(in: $0.range) }
    var isFree = Array(repeating: true, count: new.count)
    for one in old.indices {
      if let other = new.indices.first(where: { isFree[$0] && newWords[$0] == oldWords[one] }) {
        newOfOld[one] = (other, true)
        isFree[other] = false
      }
    }
    // A notice that is carried on shares most of its words; two corrections of different mistakes do not. The likest find
    // each other first, so that the same are found from either side.
    var likely: [Likeness] = []
    for one in old.indices where newOfOld[one] == nil {
      for other in new.indices.clamped(to: max(0, one - Self.reach)..<one + Self.reach + 1)
      where isFree[other] && new[other].kind == old[one].kind {
        let shared = sharedWords(oldWords[one], newWords[other])
        if shared.dice >= 0.5 || (shared.containment >= 0.9 && shared.shorter >= 5) {
          likely.append(Likeness(old: one, new: other, dice: shared.dice))
        }
      }
    }
    likely.sort { $0.rank < $1.rank }
    for match in likely where newOfOld[match.old] == nil && isFree[match.new] {
      newOfOld[match.old] = (match.new, false)
      isFree[match.new] = false
    }
  }
}

extension Notice.Kind {
  /// What it is called when one of this kind appears.
  fileprivate var whenAdded: ChangeType {
    switch self {
    case .correction: .correctionAdded
    case .clarification: .clarificationAdded
    case .update: .updateAdded
    case .editorsNote: .editorsNoteAdded
    case .developing: .developingAdded
    case .wireMeta: .wireMetaAdded
    }
  }

  /// What the rewording or the loss of one of this kind matters.
  fileprivate var significance: Significance { whenAdded.usualSignificance }
}
