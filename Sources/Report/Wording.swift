// What each kind of change is called in plain words, and where it stands in a report.

import Story

/// The parts of a report, in the order an editor reads.
enum ChangeGroup: Int, CaseIterable, Comparable {
  case story
  case notices
  case headline
  case quotesAltered
  case quotesRecredited
  case quotesRemoved
  case numbers
  case quotesAdded
  case sourcing
  case text
  case quiet

  /// The heading over the group.
  var heading: String {
    switch self {
    case .story: "The story itself"
    case .notices: "Notes on the page"
    case .headline: "Headline and subheading"
    case .quotesAltered: "Quotes altered"
    case .quotesRecredited: "Quotes credited to another"
    case .quotesRemoved: "Quotes removed"
    case .numbers: "Numbers changed"
    case .quotesAdded: "Quotes added"
    case .sourcing: "Sources and hedges"
    case .text: "Other text"
    case .quiet: "Small changes"
    }
  }

  static func < (one: ChangeGroup, other: ChangeGroup) -> Bool { one.rawValue < other.rawValue }
}

/// What a kind of change does to what readers are told.
enum ChangeEffect {
  /// Something came.
  case adds
  /// Something went.
  case removes
  /// Something is told otherwise.
  case rewords
  /// Nothing told is other: order, dress, dates.
  case neutral
}

/// The words for one kind of change.
struct Wording {
  /// Where it stands in a report.
  var group: ChangeGroup
  /// What it does to what readers are told.
  var effect: ChangeEffect
  /// What one of them is called: “quote added”.
  var label: String
  /// What is counted, once and more often; nil for what happens once or not at all (“headline changed”).
  var counted: (one: String, many: String)?
  /// What happened to what is counted.
  var happened: String

  /// How many of them, in a sentence: “2 quotes added”, “headline changed”, “correction added”.
  func sentence(_ count: Int) -> String {
    guard let counted, count > 1 || group != .notices else { return label }
    return "\(count) \(count == 1 ? counted.one : counted.many) \(happened)"
  }

  /// How many of them, on a line of a list: “+2 quotes”, “1 number changed”.
  func brief(_ count: Int) -> String {
    guard let counted, group != .notices, effect == .adds || effect == .removes else {
      return sentence(count)
    }
    return "\(effect == .adds ? "+" : "−")\(count) \(count == 1 ? counted.one : counted.many)"
  }

  /// The look of its label.
  var tone: Tone {
    if group == .notices || group == .story { return .notice }
    return switch effect {
    case .adds: .added
    case .removes: .removed
    case .rewords: .altered
    case .neutral: .neutral
    }
  }
}

extension Wording {
  /// What happens to things that can be counted.
  private static func counts(
    _ group: ChangeGroup, _ effect: ChangeEffect, _ one: String, _ many: String, _ happened: String
  ) -> Wording {
    Wording(
      group: group, effect: effect, label: "\(one) \(happened)", counted: (one, many), happened: happened)
  }

  /// What happens to the one thing of its kind.
  private static func once(_ group: ChangeGroup, _ effect: ChangeEffect, _ label: String) -> Wording {
    Wording(group: group, effect: effect, label: label, happened: "")
  }

  /// The words for a kind of change.
  init(_ type: ChangeType) {
    self =
      switch type {
      case .storyWithdrawn: .once(.story, .neutral, "story taken down")
      case .storyReturned: .once(.story, .neutral, "story back up")
      case .formChanged: .once(.story, .neutral, "form changed")

      case .correctionAdded: .counts(.notices, .adds, "correction", "corrections", "added")
      case .clarificationAdded: .counts(.notices, .adds, "clarification", "clarifications", "added")
      case .updateAdded: .counts(.notices, .adds, "update note", "update notes", "added")
      case .editorsNoteAdded: .counts(.notices, .adds, "editor’s note", "editor’s notes", "added")
      case .noticeEdited: .counts(.notices, .rewords, "note", "notes", "edited")
      case .noticeRemoved: .counts(.notices, .removes, "note", "notes", "removed")
      case .developingAdded: .once(.notices, .neutral, "now says more follows")
      case .developingRemoved: .once(.notices, .removes, "no longer says more follows")

      case .headlineChanged: .once(.headline, .rewords, "headline changed")
      case .standfirstChanged: .once(.headline, .rewords, "subheading changed")

      case .quoteAltered: .counts(.quotesAltered, .rewords, "quote", "quotes", "altered")
      case .quoteParaphrased: .counts(.quotesAltered, .rewords, "quote", "quotes", "paraphrased")
      case .quoteRestored: .counts(.quotesAltered, .rewords, "paraphrase", "paraphrases", "now quoted")
      case .quoteReattributed:
        Wording(
          group: .quotesRecredited, effect: .rewords, label: "credited to another",
          counted: ("quote", "quotes"), happened: "credited to another")
      case .quoteRemoved: .counts(.quotesRemoved, .removes, "quote", "quotes", "removed")
      case .numberChanged: .counts(.numbers, .rewords, "number", "numbers", "changed")
      case .quoteAdded: .counts(.quotesAdded, .adds, "quote", "quotes", "added")

      case .hedgeAdded: .counts(.sourcing, .rewords, "hedge", "hedges", "added")
      case .hedgeRemoved: .counts(.sourcing, .rewords, "hedge", "hedges", "removed")
      case .sourceNamed: .counts(.sourcing, .rewords, "source", "sources", "named")
      case .sourceAnonymised: .counts(.sourcing, .rewords, "source", "sources", "no longer named")
      case .nameChanged: .counts(.sourcing, .rewords, "name", "names", "changed")
      case .cueChanged: .counts(.sourcing, .rewords, "reporting word", "reporting words", "changed")

      case .sentenceAdded: .counts(.text, .adds, "sentence", "sentences", "added")
      case .sentenceRemoved: .counts(.text, .removes, "sentence", "sentences", "removed")
      case .sentenceEdited: .counts(.text, .rewords, "sentence", "sentences", "edited")
      case .postAdded: .counts(.text, .adds, "post", "posts", "added")
      case .postEdited: .counts(.text, .rewords, "post", "posts", "edited")
      case .postRemoved: .counts(.text, .removes, "post", "posts", "removed")
      case .embedRemoved: .counts(.text, .removes, "embedded post", "embedded posts", "removed")
      case .embedChanged: .counts(.text, .rewords, "embedded post", "embedded posts", "changed")

      case .sentenceMoved: .counts(.quiet, .neutral, "sentence", "sentences", "moved")
      case .sentenceSplit: .counts(.quiet, .rewords, "sentence", "sentences", "split")
      case .sentenceMerged:
        Wording(
          group: .quiet, effect: .rewords, label: "sentences merged",
          counted: ("group of sentences", "groups of sentences"), happened: "merged")
      case .bylineChanged: .once(.quiet, .rewords, "byline changed")
      case .dateChanged: .counts(.quiet, .neutral, "date", "dates", "changed")
      case .urlChanged: .once(.quiet, .neutral, "address changed")
      case .layoutChanged: .once(.quiet, .neutral, "page layout changed")
      case .captionAdded: .counts(.quiet, .adds, "caption", "captions", "added")
      case .captionRemoved: .counts(.quiet, .removes, "caption", "captions", "removed")
      case .captionChanged: .counts(.quiet, .rewords, "caption", "captions", "changed")
      case .embedAdded: .counts(.quiet, .adds, "embedded post", "embedded posts", "added")
      case .linkAdded: .counts(.quiet, .adds, "link", "links", "added")
      case .linkRemoved: .counts(.quiet, .removes, "link", "links", "removed")
      case .linkChanged: .counts(.quiet, .rewords, "link", "links", "changed")
      case .pictureAdded: .counts(.quiet, .adds, "picture", "pictures", "added")
      case .pictureRemoved: .counts(.quiet, .removes, "picture", "pictures", "removed")
      case .pictureChanged: .counts(.quiet, .rewords, "picture", "pictures", "changed")
      case .wireMetaAdded: .counts(.quiet, .adds, "agency line", "agency lines", "added")
      case .typographyChanged: .once(.quiet, .neutral, "typography changed")
      case .invisiblesChanged: .once(.quiet, .neutral, "invisible characters changed")
      }
  }
}

extension Change {
  /// What a changed number counts, unless the number is told with it.
  var counted: String? {
    guard type == .numberChanged, let text, !(new ?? "").lowercased().hasSuffix(text.lowercased()) else {
      return nil
    }
    return text
  }

  /// What its kind is called. A change of other text that matters little stands among the small ones.
  var wording: Wording {
    var wording = Wording(type)
    if wording.group == .text, significance == .low { wording.group = .quiet }
    return wording
  }
}
