// What a cue tells beyond that something was said.

import Language
import Story

/// What a cue tells beyond that something was said: nothing for “said”, “told” and their like in any form, else the
/// word itself without its ending. “said” → “told” is no change of stance, “said” → “admitted” is one.
struct CueStance: Equatable {
  private let word: [UInt8]

  /// The stance of a cue as it stands in a text.
  init(_ cue: String) {
    let utf8 = folded(Array(cue.utf8)[...])
    let words = tokenise(utf8, in: TextRange(0, utf8.count)).filter { $0.kind != .mark }
      .map { Array(utf8[$0.range.start..<$0.range.end]) }
    let verb = words.first { !Self.helpers.contains($0) } ?? words.first ?? []
    word = Self.neutral.contains(verb) ? [] : Array(stem(verb[...]))
  }

  /// Forms of the verbs that only say that somebody spoke.
  private static let neutral: Set<[UInt8]> = words(
    "say says said saying tell tells told telling add adds added adding according speak speaks spoke speaking"
  )
  /// What may stand before the verb of a cue.
  private static let helpers: Set<[UInt8]> = words("has have had is are was were been also later then to")

  private static func words(_ line: String) -> Set<[UInt8]> {
    Set(line.split(separator: " ").map { Array($0.utf8) })
  }
}
