// Credits a quotation by something other than a verb: “according to”, a noun, a colon, a dash.

import Story

extension Credits {
  /// `NAME: “…”` and `The mayor: “…”`.
  func label(_ quote: Int, in sentence: Range<Int>) -> Credit? {
    let colon = quote - 1
    guard colon > sentence.lowerBound else { return nil }
    if let start = subjects.phrases.phrase(endingAt: colon, from: sentence.lowerBound),
      start.lowerBound == sentence.lowerBound,
      start.count < 8, let speaker = subjects.mention(start, in: sentence)
    {
      return Credit(speaker: speaker, cue: line.items[colon].range, strength: .beside)
    }
    guard let speaker = subjects.opening(before: colon, in: sentence) else { return nil }
    let isLabel = speaker.first == sentence.lowerBound && colon - speaker.first < 12
    let cue = noun(before: colon, in: sentence) ?? (isLabel ? colon : nil)
    return Credit(speaker: speaker, cue: cue.map { line.items[$0].range }, strength: .weak)
  }

  /// `according to X`, `in the words of X`, anywhere in the sentence.
  func accordingTo(_ quote: Int, in sentence: Range<Int>) -> Credit? {
    for index in sentence where line.items[index].kind == .word {
      if let credit = source(at: index, in: sentence) { return credit }
    }
    return nil
  }

  /// `according to X` or `in the words of X` at an item; also a phrase that follows its source.
  func source(at index: Int, in sentence: Range<Int>) -> Credit? {
    guard index < line.items.count, line.items[index].kind == .word,
      let found = words.sources.longest(line.tokens, at: line.items[index].token, in: line.text)
    else { return nil }
    let end = index + found.length
    guard end <= sentence.upperBound else { return nil }
    let phrase =
      switch found.value {
      case .before: subjects.phrases.phrase(beginningAt: end, before: sentence.upperBound)
      case .after: subjects.phrases.phrase(endingAt: index, from: sentence.lowerBound)
      }
    guard let phrase, let speaker = subjects.mention(phrase, in: sentence)
    else { return nil }
    return Credit(speaker: speaker, cue: line.range(index..<end), strength: .governs)
  }

  /// `“…” — X`, to the paragraph's end.
  func signed(_ quote: Int, in sentence: Range<Int>) -> Credit? {
    guard line.isMark(quote + 1, .dash) else { return nil }
    var start = quote + 2
    while line.isMark(start, .dash) { start += 1 }
    guard start < line.items.count, line.items.count - start < 16,
      let phrase = subjects.phrases.phrase(beginningAt: start, before: line.items.count),
      let speaker = subjects.mention(phrase, in: start..<line.items.count), speaker.kind == .name
    else { return nil }
    return Credit(speaker: speaker, cue: line.range(quote + 1..<start), strength: .beside)
  }

  /// `X’s warning that “…”`, `a letter from X that “…”`.
  func nounCue(_ quote: Int, in sentence: Range<Int>) -> Credit? {
    guard let noun = noun(before: quote, in: sentence) else { return nil }
    let cue = line.items[noun].range
    if let phrase = subjects.phrases.phrase(endingAt: noun + 1, from: sentence.lowerBound),
      let owner = phrase.first(where: { line.items[$0].isOwner || line.isWord($0, .possessive) })
    {
      let range = line.range(phrase.lowerBound..<owner + 1)
      let name = phrase.lowerBound..<owner + 1
      if line.isWord(owner, .possessive) {
        return Credit(
          speaker: Mention(kind: .pronoun, range: line.items[owner].range, first: owner), cue: cue,
          strength: .weak)
      }
      return Credit(
        speaker: Mention(kind: .name, range: range, name: line.range(name), first: phrase.lowerBound),
        cue: cue,
        strength: .weak)
    }
    if line.isWord(noun + 1, .author),
      let phrase = subjects.phrases.phrase(beginningAt: noun + 2, before: quote)
    {
      return Credit(speaker: subjects.mention(phrase, in: sentence), cue: cue, strength: .weak)
    }
    return nil
  }

  /// `X cast the plan as a “…”`, whatever the verb.
  func likened(_ quote: Int, in sentence: Range<Int>) -> Credit? {
    let before = line.isWord(quote - 1, .determiner) ? quote - 2 : quote - 1
    guard line.isWord(before, .as), let speaker = subjects.opening(before: before, in: sentence),
      speaker.kind != .noun
    else { return nil }
    return Credit(speaker: speaker, cue: nil, strength: .weak)
  }

  /// The nearest noun before an item that stands for something said: “statement”, “warning”.
  func noun(before quote: Int, in sentence: Range<Int>) -> Int? {
    (max(sentence.lowerBound, quote - 14)..<quote).last { line.isWord($0, .saying) && !line.isWord($0, .cue) }
  }
}
