// One difference between two versions, as a fact.

/// One difference between two versions. It says what is so; how it is put in words is `Report`'s.
public struct Change: Hashable, Sendable {
  /// What differs.
  public var type: ChangeType
  /// Names this change for ever: made from both sides' capture ids (else digests of their texts), the type and the
  /// folded text.
  public var id: String
  /// How much it matters to an editor.
  public var significance: Significance
  /// Where it stands in the old text, if it does.
  public var oldSpan: TextRange?
  /// Where it stands in the new text, if it does.
  public var newSpan: TextRange?
  /// What the change is about: the quote, sentence, notice or caption.
  public var text: String?
  /// What stood before (a quote's wording, a number, a headline, …).
  public var old: String?
  /// What stands now.
  public var new: String?
  /// For a merge: the sentences that became one.
  public var merged: [String] = []
  /// For a quote added or removed: who is credited, if anyone.
  public var speaker: String?
  /// What the text says of the speaker (“a Pentagon spokesperson”).
  public var speakerDescription: String?
  /// For a quote or a hedge: the cue's words.
  public var cue: String?
  /// For a re-attributed quote: who was credited before.
  public var oldSpeaker: String?
  /// For a re-attributed quote: who is credited now.
  public var newSpeaker: String?
  /// For a number: what kind of change it is.
  public var numberKind: NumberKind?
  /// For a quote: how much of a sentence is quoted.
  public var form: Quote.Form?

  /// A change of a type; the facts are set one by one.
  public init(
    _ type: ChangeType, id: String = "", significance: Significance? = nil, oldSpan: TextRange? = nil,
    newSpan: TextRange? = nil
  ) {
    self.type = type
    self.id = id
    self.significance = significance ?? type.usualSignificance
    self.oldSpan = oldSpan
    self.newSpan = newSpan
  }
}

/// How much a change matters to an editor.
public enum Significance: String, Codable, Sendable, CaseIterable, Comparable {
  /// What readers were told differs.
  case high
  /// More or less was told.
  case medium
  /// The telling differs, what is told does not.
  case low

  /// Orders the weightier first.
  public static func < (one: Significance, other: Significance) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .high: 0
    case .medium: 1
    case .low: 2
    }
  }
}

/// What kind of change of a number it is.
public enum NumberKind: String, Codable, Sendable, CaseIterable {
  /// The value moved on.
  case update
  /// The same value told more exactly or more loosely.
  case refinement
  /// A notice says that the old value was wrong.
  case correction
}

/// What can differ between two versions. The raw values are the names in JSON.
public enum ChangeType: String, Codable, Sendable, CaseIterable {
  /// A quote stands that did not.
  case quoteAdded = "quote_added"
  /// A quote stood that does not.
  case quoteRemoved = "quote_removed"
  /// A quote's words differ.
  case quoteAltered = "quote_altered"
  /// A quote is credited to somebody else.
  case quoteReattributed = "quote_reattributed"
  /// A quote lost its marks and is told in the writer's words.
  case quoteParaphrased = "quote_paraphrased"
  /// The writer's words became a quote.
  case quoteRestored = "quote_restored"
  /// The same words are credited with another word (“said”, “admitted”).
  case cueChanged = "cue_changed"
  /// A number differs.
  case numberChanged = "number_changed"
  /// A claim is held back that was not.
  case hedgeAdded = "hedge_added"
  /// A claim is no longer held back.
  case hedgeRemoved = "hedge_removed"
  /// An anonymous source got a name.
  case sourceNamed = "source_named"
  /// A named source lost its name.
  case sourceAnonymised = "source_anonymised"
  /// A name differs.
  case nameChanged = "name_changed"
  /// A sentence stands that did not.
  case sentenceAdded = "sentence_added"
  /// A sentence stood that does not.
  case sentenceRemoved = "sentence_removed"
  /// A sentence's words differ.
  case sentenceEdited = "sentence_edited"
  /// A sentence stands elsewhere.
  case sentenceMoved = "sentence_moved"
  /// One sentence became several.
  case sentenceSplit = "sentence_split"
  /// Several sentences became one.
  case sentenceMerged = "sentence_merged"
  /// The headline differs.
  case headlineChanged = "headline_changed"
  /// The standfirst differs.
  case standfirstChanged = "standfirst_changed"
  /// The authors differ.
  case bylineChanged = "byline_changed"
  /// A date the page gives differs.
  case dateChanged = "date_changed"
  /// The page's own address differs.
  case urlChanged = "url_changed"
  /// An article became a live blog, or the other way round.
  case formChanged = "form_changed"
  /// The page is built another way.
  case layoutChanged = "layout_changed"
  /// A caption stands that did not.
  case captionAdded = "caption_added"
  /// A caption stood that does not.
  case captionRemoved = "caption_removed"
  /// A caption's words differ.
  case captionChanged = "caption_changed"
  /// An embedded post or player stands that did not.
  case embedAdded = "embed_added"
  /// An embedded post or player stood that does not.
  case embedRemoved = "embed_removed"
  /// An embedded post's words differ.
  case embedChanged = "embed_changed"
  /// A link stands that did not.
  case linkAdded = "link_added"
  /// A link stood that does not.
  case linkRemoved = "link_removed"
  /// A link leads elsewhere.
  case linkChanged = "link_changed"
  /// A picture stands that did not.
  case pictureAdded = "picture_added"
  /// A picture stood that does not.
  case pictureRemoved = "picture_removed"
  /// A picture was exchanged.
  case pictureChanged = "picture_changed"
  /// A live blog's post stands that did not.
  case postAdded = "post_added"
  /// A live blog's post differs.
  case postEdited = "post_edited"
  /// A live blog's post stood that does not.
  case postRemoved = "post_removed"
  /// A correction stands that did not.
  case correctionAdded = "correction_added"
  /// A clarification stands that did not.
  case clarificationAdded = "clarification_added"
  /// A note of an update stands that did not.
  case updateAdded = "update_added"
  /// An editor's note stands that did not.
  case editorsNoteAdded = "editors_note_added"
  /// A wire agency's slug stands that did not.
  case wireMetaAdded = "wire_meta_added"
  /// A notice's words differ.
  case noticeEdited = "notice_edited"
  /// A notice stood that does not.
  case noticeRemoved = "notice_removed"
  /// The story says that more is to come.
  case developingAdded = "developing_added"
  /// The story no longer says that more is to come.
  case developingRemoved = "developing_removed"
  /// The story was taken down.
  case storyWithdrawn = "story_withdrawn"
  /// The story is back.
  case storyReturned = "story_returned"
  /// Marks, dashes or spaces differ and nothing else.
  case typographyChanged = "typography_changed"
  /// Characters that nobody can see came, went or grew in number.
  case invisiblesChanged = "invisibles_changed"

  /// What a change of this type matters when nothing about it says otherwise.
  public var usualSignificance: Significance {
    switch self {
    case .quoteRemoved, .quoteAltered, .quoteReattributed, .numberChanged, .hedgeAdded, .hedgeRemoved,
      .sourceNamed, .sourceAnonymised, .headlineChanged, .correctionAdded, .clarificationAdded,
      .editorsNoteAdded, .noticeEdited, .noticeRemoved, .storyWithdrawn, .storyReturned, .quoteAdded:
      .high
    case .quoteParaphrased, .quoteRestored, .cueChanged, .nameChanged, .sentenceAdded, .sentenceRemoved,
      .sentenceEdited, .standfirstChanged, .formChanged, .postAdded, .postEdited, .postRemoved, .updateAdded,
      .developingAdded, .developingRemoved, .embedRemoved, .embedChanged:
      .medium
    case .sentenceMoved, .sentenceSplit, .sentenceMerged, .bylineChanged, .dateChanged, .urlChanged,
      .layoutChanged, .captionAdded, .captionRemoved, .captionChanged, .embedAdded, .linkAdded, .linkRemoved,
      .linkChanged, .pictureAdded, .pictureRemoved, .pictureChanged, .wireMetaAdded, .typographyChanged,
      .invisiblesChanged:
      .low
    }
  }
}
