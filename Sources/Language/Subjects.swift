// Finds the subject of a verb: who “said” it.

import Story

/// Finds the subjects of a line's cues.
///
/// From the verb leftwards over its helpers; across asides between commas, brackets and dashes to the phrase that opens
/// the clause; for “saying” and “and added” to the subject that an earlier verb has.
struct Subjects {
  /// How many verbs before or after a place are looked at; keeps hostile text linear.
  static let reach = 12

  let line: Line
  let cues: [CueSite]
  let phrases: NounPhrases
  private let words: QuoteWords

  init(line: Line, cues: [CueSite], words: QuoteWords) {
    self.line = line
    self.cues = cues
    self.words = words
    phrases = NounPhrases(line: line, particles: words.particles)
  }

  /// The subject of the cue at a place in `cues`, looked for in a stretch of its sentence, else in all of it.
  func subject(ofCue index: Int, within stretch: Range<Int>? = nil, depth: Int = 0) -> Mention? {
    let cue = cues[index]
    let sentence = withoutDateline(stretch ?? line.sentence(around: cue.items.lowerBound))
    if cue.isPassive { return agent(of: cue, in: sentence) }
    let chain = VerbChain(before: cue.items.lowerBound, in: line)
    let before = chain.start - 1
    if before < sentence.lowerBound {
      return inverted(cue, in: sentence)
        ?? (cue.form == .ing ? following(cue.items.upperBound, in: sentence) : nil)
    }
    if cue.sharesSubject || line.isWord(before, .conjunction) || line.isWord(before, .infinitive) {
      return shared(by: index, in: sentence, depth: depth)
    }
    if line.isWord(before, [.relative, .that]) {
      let end = line.isMark(before - 1, .comma) ? before - 1 : before
      return antecedent(endingAt: end, in: sentence)
    }
    switch line.items[before].kind {
    case .quote: return inverted(cue, in: sentence) ?? opening(before: before, in: sentence)
    case .mark(.comma), .mark(.dash), .mark(.closingBracket):
      if line.isMark(before, .closingBracket),
        let direct = phrases.phrase(endingAt: before + 1, from: sentence.lowerBound)
      {
        return mention(direct, in: sentence)
      }
      if line.isQuote(before - 1), let after = inverted(cue, in: sentence) { return after }
      if line.isMark(before, .comma), let after = closingSubject(of: cue, in: sentence) { return after }
      return opening(before: before, in: sentence) ?? inverted(cue, in: sentence)
    case .mark(.colon), .mark(.semicolon): return inverted(cue, in: sentence)
    default: break
    }
    guard let phrase = phrases.phrase(endingAt: before + 1, from: sentence.lowerBound) else {
      return shared(by: index, in: sentence, depth: depth)
    }
    return beyondCircumstance(phrase, in: sentence) ?? beforeParticiple(phrase, in: sentence)
      ?? mention(phrase, in: sentence)
  }

  /// The subject that opens a clause and is told more of by a participle: “The man accused of planning the raid said”.
  private func beforeParticiple(_ phrase: Range<Int>, in sentence: Range<Int>) -> Mention? {
    guard let own = mention(phrase, in: sentence), own.kind == .noun, own.classes.isDisjoint(with: .speaks),
      let segment = segments(before: phrase.lowerBound, in: sentence).last,
      segment.upperBound == phrase.lowerBound
    else { return nil }
    var start = segment.lowerBound
    while start < segment.upperBound, line.isWord(start, [.conjunction, .adverb]) || isAdrift(start) {
      start += 1
    }
    guard start < segment.upperBound, !isIntroduction(start),
      let opening = phrases.phrase(beginningAt: start, before: segment.upperBound),
      opening.upperBound < segment.upperBound, line.isEnding(opening.upperBound, [.participle, .past]),
      let found = mention(opening, in: sentence), isSomebody(found), found.kind != .pronoun
    else { return nil }
    return found
  }

  /// Whom “who” and “which” stand for: of “Ann Hale, director of the school, who said”, “Ann Hale”.
  private func antecedent(endingAt end: Int, in sentence: Range<Int>) -> Mention? {
    guard let phrase = phrases.phrase(endingAt: end, from: sentence.lowerBound),
      let found = mention(phrase, in: sentence)
    else { return nil }
    let comma = phrase.lowerBound - 1
    guard found.kind == .noun, found.classes.contains(.person), end < sentence.upperBound,
      line.isMark(end, .comma), comma > sentence.lowerBound, line.isMark(comma, .comma),
      let name = phrases.phrase(endingAt: comma, from: sentence.lowerBound),
      var named = mention(name, in: sentence), named.kind == .name
    else { return found }
    named.description = named.description ?? found.range
    return named
  }

  /// The subject before “in a statement” and “at the hearing”, which stand between it and its verb: “Ann Hale, his
  /// lawyer, in a statement said”, “Ann Hale, who in a letter called”.
  private func beyondCircumstance(_ phrase: Range<Int>, in sentence: Range<Int>) -> Mention? {
    var first = phrase.lowerBound
    for _ in 0..<3 {
      let preposition = first - 1
      guard preposition > sentence.lowerBound, line.isWord(preposition, .preposition) else { return nil }
      let before = preposition - 1
      if line.isWord(preposition, .circumstance) {
        if line.isWord(before, .relative) {
          let end = line.isMark(before - 1, .comma) ? before - 1 : before
          return antecedent(endingAt: end, in: sentence)
        }
        if line.isMark(before, .comma) || line.isMark(before, .dash) || line.isMark(before, .closingBracket) {
          return opening(before: before, in: sentence).flatMap { isSomebody($0) ? $0 : nil }
        }
      }
      guard let outer = phrases.phrase(endingAt: preposition, from: sentence.lowerBound) else { return nil }
      if line.isWord(preposition, .circumstance), let found = mention(outer, in: sentence), isSomebody(found),
        found.kind != .name || line.isWord(phrase.upperBound - 1, .saying)
      {
        return found
      }
      first = outer.lowerBound
    }
    return nil
  }

  /// Whether a mention is surely of one who may speak.
  private func isSomebody(_ mention: Mention) -> Bool {
    mention.kind != .noun || !mention.classes.isDisjoint(with: [.person, .people])
  }

  /// Who did it, of a verb in the passive: “described by X as”, “was described as “…” by X”.
  private func agent(of cue: CueSite, in sentence: Range<Int>) -> Mention? {
    var index = cue.items.upperBound
    while index < sentence.upperBound, index < cue.items.upperBound + 20 {
      if line.isWord(index, .agent) {
        return mention(phrases.phrase(beginningAt: index + 1, before: sentence.upperBound), in: sentence)
      }
      if line.isWord(index, .cue) { return nil }
      index += 1
    }
    return nil
  }

  /// The subject behind the verb: “said the minister”.
  func inverted(_ cue: CueSite, in sentence: Range<Int>) -> Mention? {
    guard !cue.hasListener, cue.form != .ing, cue.form != .base else { return nil }
    var start = cue.items.upperBound
    if line.isWord(start, .adverb) { start += 1 }
    if line.isWord(start, .pronoun) && line.isWord(start + 1, [.cue, .be, .auxiliary]) { return nil }
    return mention(phrases.phrase(beginningAt: start, before: sentence.upperBound), in: sentence)
  }

  /// The subject behind a verb that closes a sentence whose clause is whole: “The bridge was shut, said the mayor.”
  private func closingSubject(of cue: CueSite, in sentence: Range<Int>) -> Mention? {
    guard let after = inverted(cue, in: sentence), isSomebody(after) else { return nil }
    var end = after.first
    while end < sentence.upperBound, line.items[end].range.start < after.range.end { end += 1 }
    guard end == sentence.upperBound || line.isMark(end, .fullStop) || line.isMark(end, .comma) else {
      return nil
    }
    let comma = cue.items.lowerBound - 1
    guard let segment = segments(before: comma, in: sentence).last, segment.upperBound == comma else {
      return nil
    }
    // A helper verb in the last stretch before the comma makes it a clause, not an aside.
    let isClause = segment.contains { line.isWord($0, [.be, .auxiliary]) }
    return isClause && !segment.contains { line.isWord($0, .relative) } ? after : nil
  }

  /// The subject that a verb has from an earlier verb, or from the opening of its clause.
  private func shared(by index: Int, in sentence: Range<Int>, depth: Int) -> Mention? {
    if cues[index].isReduced,
      let phrase = phrases.phrase(
        endingAt: VerbChain(before: cues[index].items.lowerBound, in: line).start, from: sentence.lowerBound),
      let owner = mention(phrase, in: sentence), owner.kind == .name || owner.classes.contains(.person)
    {
      return owner
    }
    let opening = opening(before: cues[index].items.lowerBound, in: sentence)
    for earlier in (max(0, index - Self.reach)..<index).reversed() {
      let cue = cues[earlier]
      guard depth < 3, cue.items.lowerBound >= sentence.lowerBound else { break }
      if let opening, opening.first > cue.items.lowerBound { break }  // “…, but X …, saying”
      if let object = quoted(by: cue, before: cues[index]) { return mention(object, in: sentence) }
      if cue.isWeak || cue.sharesSubject || cue.isPassive || isRelative(cue) { continue }
      if let subject = subject(ofCue: earlier, within: sentence, depth: depth + 1) {
        return outer(of: earlier, subject: subject, within: sentence)?.subject ?? subject
      }
    }
    return opening ?? following(cues[index].items.upperBound, in: sentence)
  }

  /// Whom one verb quotes with the other: of “quoted a minister as saying”, “a minister”.
  private func quoted(by cue: CueSite, before saying: CueSite) -> Range<Int>? {
    guard cue.quotes, line.isWord(saying.items.lowerBound - 1, .as) else { return nil }
    return phrases.phrase(beginningAt: cue.items.upperBound, before: saying.items.lowerBound - 1)
  }

  /// Whether a verb's subject is “who”, “which” or “that”.
  private func isRelative(_ cue: CueSite) -> Bool {
    let before = VerbChain(before: cue.items.lowerBound, in: line).start - 1
    return line.isWord(before, [.relative, .that])
  }

  /// The verb that reports a clause with a pronoun for its subject: of “Clinton says she knows”, “Clinton says”.
  func outer(
    of index: Int, subject: Mention, within sentence: Range<Int>, depth: Int = 0
  ) -> (cue: Int, subject: Mention)? {
    guard subject.kind == .pronoun, index > 0, depth < 3 else { return nil }
    let cue = cues[index - 1]
    let between = cue.items.upperBound..<max(cue.items.upperBound, subject.first)
    guard cue.items.lowerBound >= sentence.lowerBound, subject.first >= cue.items.upperBound,
      between.count < 30,
      !between.contains(where: {
        line.isQuote($0) || line.isWord($0, .conjunction) || line.isMark($0, .semicolon)
          || line.isMark($0, .colon)
          || line.isMark($0, .comma)
      })
    else { return nil }
    if cue.isWeak || cue.isPassive || cue.isInfinitive || cue.isReduced { return nil }
    guard let found = self.subject(ofCue: index - 1, within: sentence, depth: 2) else { return nil }
    return outer(of: index - 1, subject: found, within: sentence, depth: depth + 1) ?? (index - 1, found)
  }

  /// The subject behind an introduction: “Bemoaning the “phony system”, Mr Hall said”.
  private func following(_ start: Int, in sentence: Range<Int>) -> Mention? {
    for index in start..<sentence.upperBound where line.isMark(index, .comma) || line.isQuote(index) {
      let next = line.isMark(index + 1, .comma) ? index + 2 : index + 1
      guard next < sentence.upperBound, !isIntroduction(next) else { continue }
      return mention(phrases.phrase(beginningAt: next, before: sentence.upperBound), in: sentence)
    }
    return nil
  }

  /// Where a clause goes on that opens with a time and no comma: at “Ann Hale” of “On Monday evening Ann Hale”.
  private func afterTime(_ start: Int, before end: Int) -> Int {
    guard start + 1 < end, line.isWord(start, .dates),
      let time = (start + 1..<min(start + 4, end)).last(where: { line.isWord($0, .time) }), time + 1 < end,
      line.items[time + 1].isCapitalised || line.isWord(time + 1, [.determiner, .possessive])
    else { return start }
    return time + 1
  }

  /// The phrase that opens the clause an item is in, asides and introductions passed over.
  func opening(before end: Int, in sentence: Range<Int>) -> Mention? {
    let segments = segments(before: end, in: withoutDateline(sentence))
    // A clause that begins with “and”, “but”, “while” has its own subject; so has “which X, the mayor, called”.
    for segment in segments.reversed().dropLast() where segment.count > 1 {
      let isOwn = line.isWord(segment.lowerBound, .clause)
      let start = segment.lowerBound + 1
      if line.items[start].isCapitalised
        || line.isWord(start, [.determiner, .pronoun, .possessive, .person, .people]),
        !line.isWord(start, .cue),
        let phrase = phrases.phrase(beginningAt: start, before: segment.upperBound),
        isOwn
          || phrase.upperBound == segment.upperBound
            && line.isWord(segment.lowerBound, [.relative, .that, .how])
      {
        return mention(phrase, in: sentence)
      }
    }
    for segment in segments {
      var start = segment.lowerBound
      // A mark adrift, or “and”, opens no phrase.
      while start < segment.upperBound,
        line.isWord(start, [.conjunction, .adverb]) && !line.isWord(start, .pronoun) || isAdrift(start)
      { start += 1 }
      start = afterTime(start, before: segment.upperBound)
      guard start < segment.upperBound, !isIntroduction(start) else {
        if start < segment.upperBound, let name = nameBehindIntroduction(start..<segment.upperBound) {
          return mention(name, in: sentence)
        }
        continue
      }
      if line.isEnding(start, .participle), !line.items[start].isCapitalised, !line.isWord(start, .speaks) {
        continue  // “adopting the plan was hard”
      }
      if let phrase = phrases.phrase(beginningAt: start, before: segment.upperBound) {
        return mention(phrase, in: sentence)
      }
    }
    return nil
  }

  /// Whether a quotation mark without a partner stands at an item.
  private func isAdrift(_ index: Int) -> Bool {
    guard case .mark(let mark) = line.items[index].kind else { return false }
    return mark.isQuote
  }

  /// The name that ends an introduction without a comma: “Following the vote Ann Hale, the member for Leith, …”; not
  /// one that belongs to it (“Speaking to Ann Hale”).
  private func nameBehindIntroduction(_ segment: Range<Int>) -> Range<Int>? {
    var first = segment.upperBound
    while first > segment.lowerBound, line.items[first - 1].kind == .word, line.items[first - 1].isCapitalised
    {
      first -= 1
    }
    guard segment.upperBound - first >= 2, first - segment.lowerBound >= 2,
      line.isMark(segment.upperBound, .comma), line.items[first - 1].kind == .word,
      line.items[first - 1].classes.isDisjoint(with: .closed),
      !line.isWord(first - 1, [.determiner, .possessive, .title, .cue, .speaks, .author, .agent])
    else { return nil }
    return first..<segment.upperBound
  }

  /// The stretches between commas, dashes, colons and quotations from the sentence's start to an item; a dateline is
  /// left out.
  private func segments(before end: Int, in sentence: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = sentence.lowerBound
    if let dash = dateline(in: sentence), dash < end { start = dash + 1 }
    var index = start
    var bracket = 0
    while index < end {
      var isBreak = false
      switch line.items[index].kind {
      case .mark(.openingBracket): bracket += 1
      case .mark(.closingBracket): bracket = max(0, bracket - 1)
      case .mark(.comma), .mark(.dash), .mark(.colon), .mark(.semicolon): isBreak = bracket == 0
      case .quote: isBreak = true
      default: break
      }
      if isBreak {
        if index > start { result.append(start..<index) }
        start = index + 1
      }
      index += 1
    }
    if end > start { result.append(start..<end) }
    return result
  }

  /// A sentence without a dateline that no dash ends.
  private func withoutDateline(_ sentence: Range<Int>) -> Range<Int> {
    guard let first = sentence.first,
      first == 0 || line.items[first - 1].sentence != line.items[first].sentence,
      let last = sentence.last,
      let length = bareDateline(
        at: line.items[first].token, before: line.items[last].token + 1, line.tokens, in: line.text,
        words.datelines),
      first + length < sentence.upperBound
    else { return sentence }
    return first + length..<sentence.upperBound
  }

  /// The dash of “FLINT, Mich. (AP) —” at a sentence's start.
  private func dateline(in sentence: Range<Int>) -> Int? {
    let first = line.items[sentence.lowerBound]
    guard first.kind == .word, first.range.count > 2,
      line.text[first.range].allSatisfy({ $0 < 0x61 || $0 > 0x7A })
    else { return nil }
    return sentence.prefix(16).first { line.isMark($0, .dash) }
  }

  /// Whether a stretch that begins at an item only leads up to the clause: “In London,”, “Asked about it,”.
  private func isIntroduction(_ start: Int) -> Bool {
    let item = line.items[start]
    guard item.kind == .word else { return true }
    if item.classes.contains(.pronoun) { return false }
    if !item.classes.isDisjoint(with: [.preposition, .subordinator, .relative, .time]) {
      return !(item.classes.contains(.determiner) && !item.classes.contains(.subordinator))
    }
    let after = start + 1
    return line.isEnding(start, [.participle, .past])
      && !(after < line.items.count && line.items[after].isCapitalised && line.items[after].kind == .word)
      || item.classes.contains(.cue)
  }

  /// A phrase as a mention, with what stands beside it.
  func mention(_ phrase: Range<Int>?, in sentence: Range<Int>) -> Mention? {
    guard let phrase else { return nil }
    return MentionReader(line: line, phrases: phrases).mention(phrase, in: sentence)
  }
}
