// Sources and cues of reported speech that differ in sentences that tell the same thing.

import Language
import Story

/// Compares who is credited, and by which cue, in linked sentences that quote nobody word for word. `told` are the
/// stretches that quotes have told about.
func sourceChanges(_ pair: Pair, oldTold: Told, newTold: Told) -> [Finding] {
  pair.edited.compactMap { strand in
    guard let old = ReportedSpeech(strand.oldTokens, pair.old, pair),
      let new = ReportedSpeech(strand.newTokens, pair.new, pair),
      !oldTold.touches(old.cue), !newTold.touches(new.cue), pair.sharesClaim(old, new, strand)
    else { return nil }
    return sourceChange(old, new, pair) ?? cueChange(old, new, pair)
  }
}

private func sourceChange(_ old: ReportedSpeech, _ new: ReportedSpeech, _ pair: Pair) -> Finding? {
  var change: Change
  switch (old.source, new.source) {
  case (.anonymous(let before), .named(let after)):
    change = Change(.sourceNamed, oldSpan: before, newSpan: after)
    (change.old, change.new) = (pair.old.text(before), pair.new.text(after))
  case (.named(let before), .anonymous(let after)):
    change = Change(.sourceAnonymised, oldSpan: before, newSpan: after)
    (change.old, change.new) = (pair.old.text(before), pair.new.text(after))
  default: return nil
  }
  change.text = pair.new.text(new.claim)
  change.cue = pair.new.text(new.cue)
  return Finding(change, old: [old.cue], new: [new.cue])
}

private func cueChange(_ old: ReportedSpeech, _ new: ReportedSpeech, _ pair: Pair) -> Finding? {
  let (before, after) = (pair.old.text(old.cue), pair.new.text(new.cue))
  guard before != after, CueStance(before) != CueStance(after) else { return nil }
  var change = Change(.cueChanged, oldSpan: old.cue, newSpan: new.cue)
  (change.old, change.new) = (before, after)
  change.text = pair.new.text(new.claim)
  change.cue = after
  return Finding(change)
}

extension Pair {
  /// Whether what is credited is for the most part the same on both sides, whether it follows the cue or stands
  /// before it.
  fileprivate func sharesClaim(_ one: ReportedSpeech, _ other: ReportedSpeech, _ strand: Strand) -> Bool {
    let after = sharedWords(old.wordNumbers(in: one.claim), new.wordNumbers(in: other.claim))
    let whole = sharedWords(
      strand.oldTokens.map { old.numbers[$0] }, strand.newTokens.map { new.numbers[$0] })
    return after.shorter >= 4 ? after.dice >= 0.6 : whole.dice >= 0.6
  }
}
