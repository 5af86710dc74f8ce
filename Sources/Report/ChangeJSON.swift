// Changes as JSON: the fields that each type has, and no others.

import Story

extension Difference {
  /// The members that say how two texts differ, as `filter compare` and the report of a revision have them.
  func json(old: Reading, new: Reading) -> [JSON.Member] {
    let (oldOffsets, newOffsets) = (Offsets(old), Offsets(new))
    return [
      ("old_sentences", .array(old.sentences.map { .string(old.text[$0.range]) })),
      ("new_sentences", .array(new.sentences.map { .string(new.text[$0.range]) })),
      ("links", .array(links.map { .array([.integer($0.old), .integer($0.new)]) })),
      ("moved", .array(moved.map(JSON.integer))),
      ("changes", .array(changes.map { $0.json(oldOffsets, newOffsets) })),
    ]
  }
}

/// Turns ranges of a reading's text into offsets of Unicode scalars.
struct Offsets {
  private let index: ScalarIndex
  private let count: Int

  init(_ reading: Reading) {
    index = ScalarIndex(reading.text.utf8)
    count = reading.text.utf8.count
  }

  /// The offset of a byte; one beyond the text's end is the end's.
  func scalar(_ byte: Int) -> JSON { .integer(index.scalars(before: min(max(byte, 0), count))) }

  /// `[start, end]`, or null.
  func span(_ range: TextRange?) -> JSON {
    range.map { .array([scalar($0.start), scalar($0.end)]) } ?? .null
  }
}

extension Change {
  /// The change with its spans counted in Unicode scalars.
  func json(_ old: Offsets, _ new: Offsets) -> JSON {
    .object(
      [
        ("type", .string(type.rawValue)), ("id", .string(id)),
        ("significance", .string(significance.rawValue)),
        ("old_span", old.span(oldSpan)), ("new_span", new.span(newSpan)),
      ] + facts)
  }

  /// The facts that a change of this type has; one that is not known is null.
  var facts: [JSON.Member] {
    switch type {
    case .quoteAdded, .quoteRemoved:
      [("text", JSON(text)), ("speaker", JSON(speaker)), ("cue", JSON(cue))]
    case .quoteReattributed:
      [("text", JSON(text)), ("old_speaker", JSON(oldSpeaker)), ("new_speaker", JSON(newSpeaker))]
    case .cueChanged:
      [("text", JSON(text)), ("old", JSON(old)), ("new", JSON(new))]
    case .numberChanged:
      [("old", JSON(old)), ("new", JSON(new)), ("kind", JSON(numberKind?.rawValue))]
    case .hedgeAdded, .hedgeRemoved:
      [("cue", JSON(cue))]
    case .sentenceMerged:
      [("old", .array(merged.map(JSON.string))), ("text", JSON(text))]
    case .quoteAltered, .sourceNamed, .sourceAnonymised, .nameChanged, .headlineChanged, .standfirstChanged,
      .bylineChanged, .dateChanged, .urlChanged, .formChanged, .layoutChanged, .invisiblesChanged,
      .captionChanged, .embedChanged,
      .linkChanged, .pictureChanged, .postEdited, .noticeEdited:
      [("old", JSON(old)), ("new", JSON(new))] + (text == nil ? [] : [("text", JSON(text))])
    case .quoteParaphrased, .quoteRestored, .sentenceAdded, .sentenceRemoved, .sentenceEdited, .sentenceMoved,
      .sentenceSplit, .captionAdded, .captionRemoved, .embedAdded, .embedRemoved, .linkAdded, .linkRemoved,
      .pictureAdded, .pictureRemoved, .postAdded, .postRemoved, .correctionAdded, .clarificationAdded,
      .updateAdded, .editorsNoteAdded, .wireMetaAdded, .noticeRemoved, .developingAdded, .developingRemoved,
      .typographyChanged, .storyWithdrawn, .storyReturned:
      [("text", JSON(text))]
    }
  }
}
