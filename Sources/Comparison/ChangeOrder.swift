// The order in which an editor reads changes.

import Story

extension ChangeType {
  /// Its group in a report: notices, headline, quotes altered, re-credited, removed, numbers, quotes added, sourcing
  /// and hedges, other text, quiet things.
  var group: Int {
    switch self {
    case .storyWithdrawn, .storyReturned: 0
    case .correctionAdded, .clarificationAdded, .editorsNoteAdded, .updateAdded, .noticeEdited,
      .noticeRemoved, .developingAdded, .developingRemoved, .wireMetaAdded:
      1
    case .headlineChanged, .standfirstChanged: 2
    case .quoteAltered: 3
    case .quoteReattributed: 4
    case .quoteRemoved, .quoteParaphrased: 5
    case .numberChanged: 6
    case .quoteAdded, .quoteRestored: 7
    case .cueChanged, .hedgeAdded, .hedgeRemoved, .sourceNamed, .sourceAnonymised: 8
    case .nameChanged, .sentenceAdded, .sentenceRemoved, .sentenceEdited, .postAdded, .postEdited,
      .postRemoved, .embedRemoved, .embedChanged, .formChanged:
      9
    case .sentenceMoved, .sentenceSplit, .sentenceMerged, .bylineChanged, .dateChanged, .urlChanged,
      .layoutChanged, .captionAdded, .captionRemoved, .captionChanged, .embedAdded, .linkAdded, .linkRemoved,
      .linkChanged, .pictureAdded, .pictureRemoved, .pictureChanged, .typographyChanged,
      .invisiblesChanged:
      10
    }
  }
}

extension Pair {
  /// Changes in the order an editor reads them: by group, then by their place in the new text. What stands there no
  /// more comes where it would stand: after what its surroundings became.
  func inOrder(_ changes: [Change]) -> [Change] {
    let ends = endsInNew()
    func place(_ change: Change) -> Int {
      if let span = change.newSpan { return span.start }
      return change.oldSpan.map { ends[old.sentences(touching: $0).lowerBound] } ?? -1
    }
    return changes.enumerated()
      .map { (change: $1, key: [$1.type.group, place($1), $1.oldSpan?.start ?? -1, $0]) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map(\.change)
  }

  /// For each old sentence, and one more, where what stood before it ends in the new text; -1 at the start.
  private func endsInNew() -> [Int] {
    var ends = [-1]
    for strand in strands.ofOld {
      let last = strand >= 0 ? strands.all[strand].news.last : nil
      ends.append(last.map { new.range(of: $0).end } ?? ends[ends.count - 1])
    }
    return ends
  }
}
