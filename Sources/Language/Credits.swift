// Finds, within one paragraph, the speaker and the cue that a quotation is credited to.

import Story

/// What credits a quotation.
struct Credit {
  /// How surely.
  enum Strength: Int {
    /// It stands elsewhere in the text.
    case elsewhere
    /// A verb that seldom credits, or a noun.
    case weak
    /// A verb that governs the sentence.
    case governs
    /// A verb right beside the quotation.
    case beside
  }

  var speaker: Mention?
  var cue: TextRange?
  var strength: Strength
}

/// Finds what credits the quotations of a line. The order of trying is that of ``credit(of:run:)``.
final class Credits {
  let line: Line
  let subjects: Subjects
  let words: QuoteWords
  var cues: [CueSite] { subjects.cues }

  init(line: Line, cues: [CueSite], words: QuoteWords) {
    self.line = line
    self.words = words
    subjects = Subjects(line: line, cues: cues, words: words)
  }

  /// What credits the quotation at an item within its own sentence.
  func credit(of quote: Int, run: MarkedRun) -> Credit? {
    let sentence = line.sentence(around: quote)
    let led = led(quote, in: sentence)
    if let led, led.strength == .beside || isNamed(quote) { return led }
    return followed(quote, run: run, in: sentence) ?? led.flatMap { $0.strength == .governs ? $0 : nil }
      ?? closing(quote, in: sentence) ?? accordingTo(quote, in: sentence) ?? signed(quote, in: sentence)
      ?? nounCue(quote, in: sentence) ?? led ?? likened(quote, in: sentence)
  }

  /// Whether a quotation is what something is called: “dismissed the report as “nonsense””.
  private func isNamed(_ quote: Int) -> Bool {
    line.isWord(quote - 1, .as) || line.isWord(quote - 1, .determiner) && line.isWord(quote - 2, .as)
  }

  private func credit(_ cue: Int, within stretch: Range<Int>? = nil, _ strength: Credit.Strength) -> Credit? {
    guard let speaker = subjects.subject(ofCue: cue, within: stretch) else { return nil }
    return Credit(speaker: speaker, cue: line.range(cues[cue].items), strength: strength)
  }

  // MARK: The ways to credit

  /// `X said: “…”`, `X told reporters that “…”`, `X called it “…”`: the verb before the quotation.
  ///
  /// The nearest verb that surely credits, but not one that only hangs on another (“X said it was too early to tell”,
  /// “X says she knows”).
  private func led(_ quote: Int, in sentence: Range<Int>) -> Credit? {
    var loose: Credit?
    var weak: Credit?
    let count = cueCount(before: quote)
    for cue in (max(0, count - Subjects.reach)..<count).reversed() {
      let site = cues[cue]
      guard site.items.lowerBound >= sentence.lowerBound else { break }
      let touches = touches(site, quote)
      // “said they were responding and that “…””: the clause belongs to the verb that reports.
      if site.form == .ing, !touches || line.isWord(quote - 2, .conjunction), line.isWord(quote - 1, .that),
        line.isWord(site.items.lowerBound - 1, .be)
      {
        continue
      }
      guard var credit = credit(cue, touches ? .beside : .governs), let speaker = credit.speaker else {
        continue
      }
      if site.isWeak {
        guard weak == nil, speaker.kind != .noun || !speaker.classes.isDisjoint(with: .speaks) else {
          continue
        }
        if !touches { credit.strength = .weak }
        weak = credit
      } else if site.isInfinitive || site.isReduced && !touches {
        loose = loose ?? credit
      } else if let outer = subjects.outer(of: cue, subject: speaker, within: sentence) {
        return Credit(
          speaker: outer.subject, cue: line.range(cues[outer.cue].items), strength: credit.strength)
      } else if let weak, let own = weak.speaker, own.kind != .pronoun, own.first > site.items.upperBound,
        (site.items.upperBound..<own.first).contains(where: { line.isWord($0, .conjunction) })
      {
        return weak  // “X said no, but Y spoke of “relief””
      } else {
        return credit
      }
    }
    if let loose { return loose }
    if line.isMark(quote - 1, .colon), weak?.strength != .beside { return label(quote, in: sentence) ?? weak }
    return weak
  }

  /// Whether a verb leads straight up to a quotation: `said: “…”`, `told reporters, “…”`, `added that “…”`.
  private func touches(_ site: CueSite, _ quote: Int) -> Bool {
    let gap = site.items.upperBound..<quote
    guard gap.count <= 12, let last = gap.last else { return gap.isEmpty && !site.namesThings }
    if gap.contains(where: { line.isQuote($0) })
      || gap.dropLast().contains(where: { line.isMark($0, .comma) })
    {
      return false
    }
    return line.isMark(last, .colon) || line.isMark(last, .comma)
      || gap.count == 1 && line.isWord(last, .that)
  }

  /// `“…,” said X`, `“…,” X, a spokesman, told reporters`.
  private func followed(_ quote: Int, run: MarkedRun, in sentence: Range<Int>) -> Credit? {
    var index = quote + 1
    guard index < sentence.upperBound else { return nil }
    let isApart = line.isMark(index, .comma) || line.isMark(index, .dash)
    let isSpeech = isApart || endsAsSpeech(run)
    if isApart { index += 1 }
    if let credit = source(at: index, in: sentence) { return credit }
    if line.isWord(index, .as), isSpeech { index += 1 }
    guard index < sentence.upperBound, !line.isWord(index, [.conjunction, .subordinator, .relative]) else {
      return nil
    }
    let stretch = index..<sentence.upperBound
    let cue = cueCount(before: index)
    guard cue < cues.count, cues[cue].items.lowerBound < min(sentence.upperBound, index + 40) else {
      return nil
    }
    let site = cues[cue]
    // “…” – a swipe at the board – and thanked him: what stands between dashes is an aside.
    if line.isMark(quote + 1, .dash),
      (index..<site.items.lowerBound).contains(where: { line.isMark($0, .dash) })
    {
      return nil
    }
    if site.items.lowerBound <= index + 1, site.items.lowerBound == index || line.isWord(index, .adverb) {
      guard !site.isPassive, site.form != .ing, isSpeech || quote == sentence.lowerBound,
        let speaker = subjects.inverted(site, in: sentence)
      else { return nil }
      return Credit(speaker: speaker, cue: line.range(site.items), strength: .beside)
    }
    guard !site.isPassive, let credit = plain(cue, from: index) ?? credit(cue, within: stretch, .beside),
      let speaker = credit.speaker, speaker.first <= index + 1
    else { return nil }
    if isSpeech { return credit }
    // “‘Vital role’ Mr Hale opened the ward”: a heading ran into the text.
    guard quote == sentence.lowerBound, site.hasListener || endsClause(site.items.upperBound, in: sentence)
    else {
      return nil
    }
    return speaker.kind != .noun ? credit : nil
  }

  /// The credit of a verb when all that stands between an item and it is one noun phrase.
  private func plain(_ cue: Int, from start: Int) -> Credit? {
    let chain = VerbChain(before: cues[cue].items.lowerBound, in: line)
    guard start < chain.start, chain.start - start < 16, cues[cue].form != .ing || chain.hasBe else {
      return nil
    }
    for index in start..<chain.start {
      switch line.items[index].kind {
      case .mark(.comma), .mark(.dash), .mark(.colon), .mark(.semicolon), .quote: return nil
      case .word:
        if line.isWord(index, [.be, .auxiliary, .relative, .cue]) { return nil }
        if line.isWord(index, .subordinator), !line.isWord(index, [.preposition, .determiner]) { return nil }
      default: break
      }
    }
    guard
      line.items[start].isCapitalised || line.items[start].kind == .number
        || line.isWord(start, [.determiner, .possessive, .pronoun])
        || (start..<chain.start).contains(where: { line.isWord($0, .speaks) || line.items[$0].isCapitalised })
    else { return nil }
    let speaker = subjects.mention(start..<chain.start, in: start..<chain.start)
    return Credit(speaker: speaker, cue: line.range(cues[cue].items), strength: .beside)
  }

  /// `The “…” plan would fail, X said.`
  private func closing(_ quote: Int, in sentence: Range<Int>) -> Credit? {
    let count = cueCount(before: quote)
    for cue in count..<min(cues.count, count + Subjects.reach) {
      let site = cues[cue]
      guard site.items.upperBound <= sentence.upperBound else { break }
      guard !site.isWeak else { continue }
      if line.isMark(site.items.lowerBound - 1, .comma), let speaker = subjects.inverted(site, in: sentence),
        !line.isWord(speaker.first, .time), endsClause(end(of: speaker), in: sentence)
      {
        return Credit(speaker: speaker, cue: line.range(site.items), strength: .governs)
      }
      guard endsClause(site.items.upperBound, in: sentence),
        let credit = credit(cue, within: quote + 1..<sentence.upperBound, .governs),
        let speaker = credit.speaker
      else { continue }
      let before = min(speaker.first, site.items.lowerBound) - 1
      if line.isMark(before, .comma) || line.isMark(before, .dash) || line.isQuote(before) { return credit }
      // “…” was how one aide put it
      if line.isWord(before, .how), line.isWord(before - 1, .be) { return credit }
    }
    return nil
  }

  /// The item after a mention.
  private func end(of mention: Mention) -> Int {
    var index = mention.first
    while index < line.items.count, line.items[index].range.start < mention.range.end { index += 1 }
    return index
  }

  /// Whether a clause may end before an item.
  private func endsClause(_ index: Int, in sentence: Range<Int>) -> Bool {
    guard index < sentence.upperBound else { return true }
    guard line.items[index].kind == .word else { return line.items[index].kind != .number }
    return line.isWord(index, [.preposition, .time, .adverb, .conjunction, .when])
  }

  // MARK: What the ways look at

  /// How many cues begin before an item.
  private func cueCount(before index: Int) -> Int {
    var low = 0
    var high = cues.count
    while low < high {
      let middle = (low + high) / 2
      if cues[middle].items.lowerBound < index { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a run's words end with the punctuation of speech.
  private func endsAsSpeech(_ run: MarkedRun) -> Bool {
    let last = run.tokens.last {
      line.tokens[$0].range.end <= run.range.end && !Mark(line.tokens[$0], in: line.text).isQuote
    }
    guard let last else { return false }
    switch Mark(line.tokens[last], in: line.text) {
    case .comma, .question, .exclamation, .ellipsis, .dash, .fullStop: return true
    default: return false
    }
  }
}

extension Credits {
  /// What the sure verbs of a sentence would credit, in order; of an endless sentence, the first and the last.
  func verbs(in sentence: Range<Int>) -> [Credit] {
    let all = cueCount(before: sentence.lowerBound)..<cueCount(before: sentence.upperBound)
    let some = all.count <= Subjects.reach ? Array(all) : [all.lowerBound, all.upperBound - 1]
    return some.filter { !cues[$0].isWeak }.compactMap { credit($0, .elsewhere) }
  }

  /// What a lead-in credits that ends before an item: “He put it like this:” at the end of a paragraph.
  func credit(before end: Int) -> Credit? {
    guard end > 0 else { return nil }
    let sentence = line.sentence(around: end - 1)
    let last = cueCount(before: sentence.upperBound) - 1
    if last >= 0, cues[last].items.lowerBound >= sentence.lowerBound, let credit = credit(last, .elsewhere) {
      return credit
    }
    if let credit = verbs(in: sentence).last { return credit }
    guard let speaker = subjects.opening(before: end, in: sentence) else { return nil }
    return Credit(speaker: speaker, cue: nil, strength: .elsewhere)
  }
}
