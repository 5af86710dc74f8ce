// What the types of changes become when the two sides are exchanged.

import Story

@testable import Comparison

/// The types of a comparison's changes, to be held against those of its mirror.
enum Mirror {
  private static let pairs: [(ChangeType, ChangeType)] = [
    (.quoteAdded, .quoteRemoved), (.quoteParaphrased, .quoteRestored), (.hedgeAdded, .hedgeRemoved),
    (.sourceNamed, .sourceAnonymised), (.sentenceAdded, .sentenceRemoved), (.sentenceSplit, .sentenceMerged),
    (.developingAdded, .developingRemoved), (.captionAdded, .captionRemoved),
    (.pictureAdded, .pictureRemoved),
    (.embedAdded, .embedRemoved), (.postAdded, .postRemoved),
  ]

  private static let noticesAdded: Set<ChangeType> = [
    .correctionAdded, .clarificationAdded, .updateAdded, .editorsNoteAdded, .wireMetaAdded,
  ]

  /// The types in alphabetical order; a notice that came is one whatever its kind.
  static func types(_ difference: Difference) -> [String] {
    difference.changes.map { name($0.type) }.sorted()
  }

  /// The types that the mirrored comparison must give.
  static func mirroredTypes(_ difference: Difference) -> [String] {
    difference.changes.map { change in
      if noticesAdded.contains(change.type) { return ChangeType.noticeRemoved.rawValue }
      if change.type == .noticeRemoved { return "notice_added" }
      for (one, other) in pairs {
        if change.type == one { return other.rawValue }
        if change.type == other { return one.rawValue }
      }
      return change.type.rawValue
    }
    .sorted()
  }

  private static func name(_ type: ChangeType) -> String {
    noticesAdded.contains(type) ? "notice_added" : type.rawValue
  }
}
