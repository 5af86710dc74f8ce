// Follows every quote of a story through its versions.

import Comparison
import Language
public import Story

/// Follows every quote of a story through its versions.
public struct LedgerKeeper: Sendable {
  private let comparer = Comparer()

  /// A keeper that compares as reports do.
  public init() {}

  /// The ledger of a story.
  ///
  /// - Parameters:
  ///   - story: whose quotes they are.
  ///   - editions: its versions in order of their time of capture; those without a version are passed over.
  /// - Complexity: one comparison of texts a version.
  public func ledger(of story: Slug, through editions: [Edition]) -> Ledger {
    var life = QuoteLife()
    var before: Edition?
    for edition in editions {
      guard let version = edition.version else { continue }
      let changes =
        before.map { comparer.difference(from: $0.reading, to: edition.reading).changes } ?? []
      life.carry(changes)
      life.stand(in: version, quotes: Self.quotes(of: edition.reading))
      before = edition
    }
    return Ledger(story: story, entries: life.entries)
  }

  /// The quotes somebody is held to have said, each with the pieces that continue it.
  static func quotes(of reading: Reading) -> [SaidQuote] {
    var said: [SaidQuote] = []
    var place: [Int: Int] = [:]
    for (index, quote) in reading.quotes.enumerated() where quote.kind == .quote {
      let text = reading.text[quote.range]
      if let first = quote.continues, let at = place[first] {
        said[at].text += " " + text
        place[index] = at
      } else {
        place[index] = said.count
        said.append(
          SaidQuote(
            text: text, speaker: quote.speaker?.name, description: quote.speaker?.description,
            cue: quote.cue.map { reading.text[$0.range] }))
      }
    }
    return said
  }
}

/// A whole quote of one version.
struct SaidQuote {
  var text: String
  var speaker: String?
  var description: String?
  var cue: String?
}

/// The quotes met so far, and which of them stood in the version before.
struct QuoteLife {
  private(set) var entries: [LedgerEntry] = []
  /// Where the entry of a wording is; the wording is folded.
  private var places: [[UInt8]: Int] = [:]

  /// Takes over what a comparison found of quotes that stayed: new wordings and new speakers.
  mutating func carry(_ changes: [Change]) {
    for change in changes {
      switch change.type {
      case .quoteAltered:
        guard let old = change.old, let new = change.new, let at = places[Self.key(old)] else { continue }
        if entries[at].earlierWordings.last != old { entries[at].earlierWordings.append(old) }
        places[Self.key(new)] = at
      case .quoteReattributed:
        guard let text = change.text, let old = change.oldSpeaker, let at = places[Self.key(text)] else {
          continue
        }
        entries[at].earlierSpeakers.append(old)
      default: continue
      }
    }
  }

  /// Notes the quotes that stand in a version.
  mutating func stand(in version: Version, quotes: [SaidQuote]) {
    for index in entries.indices { entries[index].stands = false }
    for quote in quotes {
      let key = Self.key(quote.text)
      if let at = places[key] {
        entries[at].text = quote.text
        entries[at].speaker = quote.speaker ?? entries[at].speaker
        entries[at].speakerDescription = quote.description ?? entries[at].speakerDescription
        entries[at].cue = quote.cue ?? entries[at].cue
        entries[at].last = version
        entries[at].stands = true
      } else {
        places[key] = entries.count
        entries.append(
          LedgerEntry(
            text: quote.text, speaker: quote.speaker, speakerDescription: quote.description, cue: quote.cue,
            first: version, last: version, stands: true))
      }
    }
  }

  private static func key(_ text: String) -> [UInt8] { folded(Array(text.utf8)[...]) }
}
