// Follows every quote of a story through its versions.

import Comparison
import Language
public import Story

/// Follows every quote of a story through its versions, one version after the other in order of time.
public struct LedgerKeeper: Sendable {
  private let story: Slug
  private var versions: [Version] = []
  private var before: Reading?
  private var entries: [LedgerEntry] = []
  /// Where the entry of a wording is; the wording is folded.
  private var places: [[UInt8]: Int] = [:]
  /// For each entry the place of the version it last stood in.
  private var lastSeen: [Int] = []

  /// A keeper of one story, before its first version.
  public init(story: Slug) { self.story = story }

  /// Goes on to the next version in time.
  ///
  /// - Parameters:
  ///   - version: which version it is.
  ///   - reading: its text.
  ///   - difference: how it differs from the version before, if that is known; else it is found.
  public mutating func add(_ version: Version, _ reading: Reading, difference: Difference? = nil) {
    let difference = difference ?? before.map { English.comparer.difference(from: $0, to: reading) }
    carry(difference?.changes ?? [], in: version)
    versions.append(version)
    stand(in: version, quotes: Self.said(in: reading))
    before = reading
  }

  /// The ledger as far as it goes.
  public var ledger: Ledger {
    let newest = versions.count - 1
    return Ledger(
      story: story, versions: versions,
      entries: zip(entries, lastSeen).map { entry, last in
        var entry = entry
        entry.stands = last == newest
        return entry
      })
  }

  /// Takes over what a comparison found of quotes that stayed: new wordings and new speakers.
  private mutating func carry(_ changes: [Change], in version: Version) {
    for change in changes {
      switch change.type {
      case .quoteAltered:
        guard let old = change.old, let new = change.new, let at = places[Self.key(old)] else { continue }
        entries[at].alterations.append(.init(in: version, from: old, to: new))
        places[Self.key(new)] = at
      case .quoteReattributed:
        guard let text = change.text, let at = places[Self.key(text)] else { continue }
        entries[at].reattributions.append(.init(in: version, from: change.oldSpeaker, to: change.newSpeaker))
      default: continue
      }
    }
  }

  /// Notes the quotes that stand in a version.
  private mutating func stand(in version: Version, quotes: [SaidQuote]) {
    let now = versions.count - 1
    for quote in quotes {
      let key = Self.key(quote.text)
      guard let at = places[key] else {
        places[key] = entries.count
        lastSeen.append(now)
        entries.append(
          LedgerEntry(
            text: quote.text, speaker: quote.speaker, speakerDescription: quote.description, cue: quote.cue,
            source: quote.source, first: version, last: version, stands: true))
        continue
      }
      if let old = entries[at].speakerDescription, let new = quote.description,
        Self.key(old) != Self.key(new), entries[at].reattributions.last?.version != version,
        lastSeen[at] < now
      {
        entries[at].redescriptions.append(.init(in: version, from: old, to: new))
      }
      if lastSeen[at] < now - 1 { entries[at].absent += versions[lastSeen[at] + 1..<now].map(\.number) }
      entries[at].text = quote.text
      entries[at].speaker = quote.speaker ?? entries[at].speaker
      entries[at].speakerDescription = quote.description ?? entries[at].speakerDescription
      entries[at].cue = quote.cue ?? entries[at].cue
      entries[at].source = quote.source ?? entries[at].source
      entries[at].last = version
      lastSeen[at] = now
    }
  }

  /// The quotes somebody is held to have said, each with the pieces that continue it.
  static func said(in reading: Reading) -> [SaidQuote] {
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
            cue: quote.cue.map { reading.text[$0.range] },
            source: English.sources.source(of: quote, in: reading)))
      }
    }
    return said
  }

  /// What two wordings of the same words have in common: letters and digits, without the comma that only the
  /// sentence around a quote asks for.
  static func key(_ text: String) -> [UInt8] {
    let all = folded(Array(text.utf8)[...])
    let end = all.lastIndex { ![0x2C, 0x2E, 0x20].contains($0) }.map { $0 + 1 } ?? all.count
    return Array(all[..<end])
  }
}

/// A whole quote of one version.
struct SaidQuote {
  var text: String
  var speaker: String?
  var description: String?
  var cue: String?
  var source: String?
}
