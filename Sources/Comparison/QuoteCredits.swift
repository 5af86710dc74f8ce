// Who is credited with a quote that stands on both sides, and by which cue.

import Story

/// What differs in the credit of a quote: the speaker, else the cue.
func creditChange(_ olds: [WholeQuote], _ news: [WholeQuote], _ pair: Pair) -> Finding? {
  guard let oldSpan = olds.span, let newSpan = news.span else { return nil }
  let credits = (old: olds.flatMap(\.credits), new: news.flatMap(\.credits))
  let text = news.map { $0.text(pair.new) }.joined(separator: " ")
  if let before = olds.lazy.compactMap(\.speaker).first, let after = news.lazy.compactMap(\.speaker).first {
    var change: Change
    switch SpeakerIdentity(before, after, pair) {
    case .same: return cueChange(olds, news, text, pair)
    case .different:
      // A phrase that two people use, each in a sentence of their own, is no re-attribution.
      let isPhrase = (olds + news).contains { $0.form == .partial }
      if isPhrase && !pair.areLinked(oldSpan, newSpan) { return nil }
      change = Change(.quoteReattributed, oldSpan: oldSpan, newSpan: newSpan)
      change.oldSpeaker = before.name
      change.newSpeaker = after.name
      change.form = news[0].form
    case .named:
      change = Change(.sourceNamed, oldSpan: before.range, newSpan: after.range)
      (change.old, change.new) = (before.name, after.name)
    case .anonymised:
      change = Change(.sourceAnonymised, oldSpan: before.range, newSpan: after.range)
      (change.old, change.new) = (before.name, after.name)
    }
    change.text = text
    return Finding(change, old: credits.old, new: credits.new)
  }
  return cueChange(olds, news, text, pair)
}

/// The finding that the same words are credited by a cue that tells something else.
private func cueChange(
  _ olds: [WholeQuote], _ news: [WholeQuote], _ text: String, _ pair: Pair
) -> Finding? {
  guard let before = olds.lazy.compactMap(\.cue).first, let after = news.lazy.compactMap(\.cue).first else {
    return nil
  }
  let (old, new) = (pair.old.text(before.range), pair.new.text(after.range))
  guard old != new, CueStance(old) != CueStance(new) else { return nil }
  var change = Change(.cueChanged, oldSpan: before.range, newSpan: after.range)
  change.text = text
  (change.old, change.new) = (old, new)
  change.cue = new
  change.speaker = news.lazy.compactMap(\.speaker).first?.name
  return Finding(change)
}
