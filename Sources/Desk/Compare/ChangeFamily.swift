// What a change is about, for choosing what to see.

import Story

/// The families of changes that a reader can choose among.
enum ChangeFamily: String, CaseIterable {
  case quotes, numbers, notes, headline, sources, text, small

  /// What it is called.
  var label: String {
    switch self {
    case .quotes: "Quotes"
    case .numbers: "Numbers"
    case .notes: "Notes on the page"
    case .headline: "Headline"
    case .sources: "Sources and hedges"
    case .text: "Other text"
    case .small: "Small changes"
    }
  }

  init(_ type: ChangeType, _ significance: Significance) {
    self =
      switch type {
      case .quoteAdded, .quoteRemoved, .quoteAltered, .quoteReattributed, .quoteParaphrased, .quoteRestored:
        .quotes
      case .numberChanged: .numbers
      case .correctionAdded, .clarificationAdded, .updateAdded, .editorsNoteAdded, .noticeEdited,
        .noticeRemoved,
        .developingAdded, .developingRemoved, .storyWithdrawn, .storyReturned:
        .notes
      case .headlineChanged, .standfirstChanged: .headline
      case .hedgeAdded, .hedgeRemoved, .sourceNamed, .sourceAnonymised, .nameChanged, .cueChanged: .sources
      default: significance == .low ? .small : .text
      }
  }
}

extension Significance {
  /// What it is called to people.
  var inWords: String {
    switch self {
    case .high: "High"
    case .medium: "Medium"
    case .low: "Low"
    }
  }
}
