// Credits every quotation of a text: within its sentence, else from its neighbours.

import Story

/// The paragraphs of a text that matter for its quotations, and what was found out about each quotation.
final class Page {
  let text: [UInt8]
  let tokens: [[Token]]
  private(set) var runs: [MarkedRun]
  let words: QuoteWords
  /// What credits each run.
  private(set) var credits: [Credit?]
  private(set) var kinds: [Quote.Kind]
  private(set) var forms: [Quote.Form]

  /// Where the sentences of each paragraph begin.
  private var starts: [[Int]]
  /// The lines made so far, by paragraph.
  private var lines: [Int: Credits] = [:]
  /// The runs of each paragraph that has any.
  private var places: [Int: Range<Int>] = [:]

  init(text: [UInt8], sentences: [Sentence], tokens: [[Token]], runs: [MarkedRun], words: QuoteWords) {
    self.text = text
    self.tokens = tokens
    self.runs = runs
    self.words = words
    credits = Array(repeating: nil, count: runs.count)
    kinds = Array(repeating: .quote, count: runs.count)
    forms = Array(repeating: .direct, count: runs.count)
    starts = Array(repeating: [], count: tokens.count)
    for sentence in sentences where sentence.paragraph < tokens.count {
      starts[sentence.paragraph].append(sentence.range.start)
    }
    for (index, run) in runs.enumerated() {
      places[run.paragraph] = (places[run.paragraph]?.lowerBound ?? index)..<index + 1
    }
  }

  /// A paragraph as a line with its cues; made once.
  private func line(_ paragraph: Int) -> Credits {
    if let line = lines[paragraph] { return line }
    let line = Line(
      text: text, tokens: tokens[paragraph], runs: runs, places: places[paragraph] ?? 0..<0,
      starts: starts[paragraph][...], words: words)
    let cues = CueFinder(cues: words.cues).cues(in: line)
    let credits = Credits(line: line, cues: cues, words: words)
    lines[paragraph] = credits
    return credits
  }

  /// Credits all runs, paragraph by paragraph.
  func creditAll() {
    var index = 0
    while index < runs.count {
      let paragraph = runs[index].paragraph
      let places = places[paragraph] ?? index..<index + 1
      let line = line(paragraph)
      creditSentences(places, in: line)
      separate(places.lowerBound)
      creditNeighbours(places, in: line, paragraph: paragraph)
      index = places.upperBound
    }
    creditChains()
  }

  /// Undoes a continuation over paragraphs when somebody else is credited: then a mark was left out before.
  private func separate(_ index: Int) {
    guard index > 0, runs[index].isContinuation, let speaker = credits[index]?.speaker,
      speaker.kind != .pronoun,
      let earlier = credits[index - 1]?.speaker
    else { return }
    let words = text[(speaker.name ?? speaker.range)].split(separator: 0x20)
    let others = text[(earlier.name ?? earlier.range)].split(separator: 0x20)
    guard words.last != others.last || speaker.kind != earlier.kind else { return }
    runs[index].isContinuation = false
    runs[index - 1].isClosed = false
  }

  /// Credits each run of a paragraph within its own sentence, and judges its kind.
  private func creditSentences(_ places: Range<Int>, in line: Credits) {
    let kinds = QuoteKinds(line: line.line, words: words)
    for item in line.line.items.indices {
      guard case .quote(let index) = line.line.items[item].kind else { continue }
      let run = runs[index]
      let credit = transcriptLabel(run, in: line.line) ?? line.credit(of: item, run: run)
      let isChained = run.isContinuation || index + 1 < runs.count && runs[index + 1].isContinuation
      credits[index] = credit
      self.kinds[index] = kinds.kind(
        of: item, run: run, credit: credit, isChained: isChained,
        followsQuote: index > 0 && runs[index - 1].paragraph == run.paragraph && credits[index - 1] != nil)
      forms[index] = kinds.form(of: item, run: run, credit: credit)
    }
  }

  /// `“NAME: …”`: the speaker's name in capitals and a colon open the words themselves.
  private func transcriptLabel(_ run: MarkedRun, in line: Line) -> Credit? {
    let inner = line.tokens[run.tokens].filter { run.range.contains($0.range) }.prefix(5)
    guard let colon = inner.firstIndex(where: { Mark($0, in: text) == .colon }), colon > inner.startIndex
    else {
      return nil
    }
    for token in inner[..<colon] {
      let isCapitals = token.kind == .word && text[token.range].allSatisfy { $0 < 0x61 || $0 > 0x7A }
      guard isCapitals || token.kind == .mark else { return nil }
    }
    let range = TextRange(inner[inner.startIndex].range.start, inner[colon - 1].range.end)
    guard range.count > 2 else { return nil }
    return Credit(
      speaker: Mention(kind: .name, range: range, name: range, first: 0), cue: inner[colon].range,
      strength: .beside)
  }

  // MARK: Neighbours

  /// Credits the runs of a paragraph that nothing in their own sentences credits.
  private func creditNeighbours(_ places: Range<Int>, in line: Credits, paragraph: Int) {
    let items = line.line.items.indices.filter { line.line.isQuote($0) }
    for (index, item) in zip(places, items) where credits[index] == nil && kinds[index] == .quote {
      guard !runs[index].isContinuation else { continue }
      if let found = before(item, index, in: line) {
        credits[index] = found
      } else if isFloating(item, in: line.line), let found = leadIn(paragraph) {
        credits[index] = found
      } else if let found = after(item, index, places, in: line) {
        credits[index] = found
      } else if isFloating(item, in: line.line), let found = paragraphBefore(paragraph) {
        credits[index] = found
      }
    }
  }

  /// What the sentences before, in the same paragraph, credit or speak of.
  private func before(_ item: Int, _ index: Int, in line: Credits) -> Credit? {
    var end = line.line.sentence(around: item).lowerBound
    var steps = 0
    var pronoun: Credit?
    while end > 0, steps < 4 {
      let sentence = line.line.sentence(around: end - 1)
      for place in sentence.reversed() {
        if case .quote(let other) = line.line.items[place].kind, kinds[other] == .quote,
          let credit = credits[other]
        {
          return elsewhere(credit)
        }
      }
      if let credit = teller(of: sentence, in: line) {
        // “…,” he said. He paused. “…”: the verb is further back.
        if credit.cue != nil || credit.speaker?.kind != .pronoun { return credit }
        pronoun = pronoun ?? credit
      }
      end = sentence.lowerBound
      steps += 1
    }
    return pronoun
  }

  /// Whom a sentence without a quotation is about, if that one may speak next.
  private func teller(of sentence: Range<Int>, in line: Credits) -> Credit? {
    if let credit = line.verbs(in: sentence).last { return credit }
    guard let speaker = line.subjects.opening(before: sentence.upperBound, in: sentence),
      speaker.kind != .noun || !speaker.classes.isDisjoint(with: [.person, .people])
    else { return nil }
    return Credit(speaker: speaker, cue: nil, strength: .elsewhere)
  }

  /// What later sentences of the paragraph credit.
  private func after(_ item: Int, _ index: Int, _ places: Range<Int>, in line: Credits) -> Credit? {
    for other in index + 1..<min(places.upperBound, index + 5) where kinds[other] == .quote {
      if let credit = credits[other] { return elsewhere(credit) }
    }
    let end = line.line.sentence(around: item).upperBound
    guard end < line.line.items.count else { return nil }
    let next = line.line.sentence(around: end)
    return line.verbs(in: next).first
  }

  /// Whether nothing but the run, or more runs, stands in its sentence, and it opens the paragraph.
  private func isFloating(_ item: Int, in line: Line) -> Bool {
    let sentence = line.sentence(around: item)
    return sentence.lowerBound == 0
      && sentence.allSatisfy { line.items[$0].kind != .word || line.isWord($0, .conjunction) }
  }

  /// The paragraph before, when it ends in a colon.
  private func leadIn(_ paragraph: Int) -> Credit? {
    guard paragraph > 0, tokens[paragraph - 1].last.map({ Mark($0, in: text) == .colon }) ?? false else {
      return nil
    }
    let line = line(paragraph - 1)
    return line.credit(before: line.line.items.count)
  }

  /// What the paragraph before credits last, or whom it is about.
  private func paragraphBefore(_ paragraph: Int) -> Credit? {
    guard paragraph > 0 else { return nil }
    if let places = places[paragraph - 1] {
      for index in places.reversed() where kinds[index] == .quote {
        if let credit = credits[index] { return elsewhere(credit) }
      }
    }
    let line = line(paragraph - 1)
    guard !line.line.items.isEmpty else { return nil }
    return teller(of: line.line.sentence(around: line.line.items.count - 1), in: line)
  }

  private func elsewhere(_ credit: Credit) -> Credit {
    var credit = credit
    credit.strength = .elsewhere
    return credit
  }

  /// Gives the pieces of a quotation over several paragraphs the same speaker.
  private func creditChains() {
    var first = 0
    for index in runs.indices {
      if !runs[index].isContinuation { first = index }
      let isLast = index + 1 == runs.count || !runs[index + 1].isContinuation
      guard isLast, first < index else { continue }
      let best = (first...index).max {
        (credits[$0]?.strength.rawValue ?? -1, -$0) < (credits[$1]?.strength.rawValue ?? -1, -$1)
      }
      guard let best, let credit = credits[best] else { continue }
      for place in first...index where credits[place] == nil || credits[place]?.strength == .elsewhere {
        credits[place] = elsewhere(credit)
      }
    }
  }

  /// The speakers of all runs, named in the order of their mentions.
  func speakers(_ names: SpeakerNames) -> [Speaker?] {
    var result: [Speaker?] = Array(repeating: nil, count: runs.count)
    var known: [TextRange: Speaker] = [:]
    let order = credits.indices.filter { credits[$0]?.speaker != nil && kinds[$0] == .quote }
      .sorted { (credits[$0]?.speaker?.range.start ?? 0, $0) < (credits[$1]?.speaker?.range.start ?? 0, $1) }
    for index in order {
      guard let mention = credits[index]?.speaker else { continue }
      let speaker = known[mention.range] ?? names.speaker(for: mention)
      known[mention.range] = speaker
      result[index] = speaker
    }
    return result
  }
}
