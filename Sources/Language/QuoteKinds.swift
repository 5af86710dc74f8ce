// Judges why words stand in quotation marks: because somebody said them, or as a title, a term, or at arm's length.

import Story

/// Judges the kinds and forms of marked runs.
struct QuoteKinds {
  let line: Line
  let words: QuoteWords

  /// The kind of the run at an item.
  ///
  /// - Parameters:
  ///   - credit: what credits it, if anything in its own sentence does.
  ///   - followsQuote: whether words that somebody said stand before it in the paragraph (“…,” he said. “Never.”).
  ///   - isChained: whether it goes on with another run, or another goes on with it.
  func kind(
    of quote: Int, run: MarkedRun, credit: Credit?, isChained: Bool, followsQuote: Bool
  ) -> Quote.Kind {
    if isChained { return .quote }
    let shape = Shape(run, in: line, words)
    if shape.words <= 3, !shape.endsAsSpeech, !shape.beginsLow, isNickname(quote) { return .term }
    let isBeside = credit?.strength == .beside
    if shape.isTitleCase, isNamedWork(quote) { return .title }
    if isTermBefore(quote), !isBeside, !shape.isSentence { return .term }
    if shape.isTitleCase, shape.words > 1, isTitleBefore(quote) { return .title }
    if shape.isTitleCase, !isBeside, isTitleBefore(quote) || isTitleAfter(quote) { return .title }
    if credit != nil { return .quote }
    if shape.endsAsSpeech, shape.words > 1 || followsQuote, !shape.beginsLow, standsAlone(quote) {
      return shape.isTitleCase && line.items.count == 1 ? .title : .quote  // a heading in marks
    }
    if shape.isSentence || shape.words >= 6 { return .quote }
    if shape.isTitleCase, shape.words > 1 { return .title }
    return .scare
  }

  /// Whether a run holds a clause of its own, or only a part of the writer's sentence.
  func form(of quote: Int, run: MarkedRun, credit: Credit?) -> Quote.Form {
    let shape = Shape(run, in: line, words)
    if run.isContinuation || !run.isClosed && !shape.beginsLow { return .direct }
    if quote == 0 || line.items[quote - 1].sentence != line.items[quote].sentence {
      let isCredited = credit?.strength == .beside && line.isMark(quote + 1, .comma)
      if shape.beginsLow { return .partial }
      return shape.endsAsSpeech || shape.words >= 4 || isCredited ? .direct : .partial
    }
    switch line.items[quote - 1].kind {
    case .mark(.comma), .mark(.colon), .mark(.dash):
      if shape.beginsLow { return goesOn(quote) ? .direct : .partial }
      return shape.words > 1 || shape.endsAsSpeech ? .direct : .partial
    default: return !shape.beginsLow && shape.words >= 4 && shape.endsAsSpeech ? .direct : .partial
    }
  }

  /// Whether a run goes on with one that the sentence opened: “The roof,” said Mr Quill, “was gone.”
  private func goesOn(_ quote: Int) -> Bool {
    let start = line.sentence(around: quote).lowerBound
    return start < quote && line.isQuote(start)
  }

  /// What the words of a run look like.
  private struct Shape {
    var words = 0
    var isTitleCase = true
    /// Whether it begins with a small letter.
    var beginsLow = false
    /// Whether it ends in a full stop, comma, question mark or exclamation mark.
    var endsAsSpeech = false
    /// Whether there is a stop in it, or it is long enough and ends in one.
    var isSentence = false

    init(_ run: MarkedRun, in line: Line, _ lists: QuoteWords) {
      let tokens = line.tokens[run.tokens].filter { run.range.contains($0.range) }
      var hasInnerStop = false
      for (place, token) in tokens.enumerated() {
        switch token.kind {
        case .word:
          if words == 0 { beginsLow = !token.isCapitalised }
          words += 1
          let small: WordClass = [.determiner, .preposition, .conjunction]
          if !token.isCapitalised,
            words == 1 || lists.classes(of: token, in: line.text).isDisjoint(with: small)
          {
            isTitleCase = false
          }
        case .number: words += 1
        case .mark:
          let mark = Mark(token, in: line.text)
          if place + 1 == tokens.count {
            endsAsSpeech = mark.isStop || mark == .comma || mark == .dash
          } else if mark.isStop, mark != .fullStop || words > 1 {
            hasInnerStop = true
          }
        }
      }
      isSentence = hasInnerStop && words > 3 || endsAsSpeech && words >= 6
      if words == 0 || hasInnerStop && words > 3 { isTitleCase = false }
    }
  }

  private func isNickname(_ quote: Int) -> Bool {
    quote > 0 && quote + 1 < line.items.count && line.items[quote - 1].isCapitalised
      && line.items[quote + 1].isCapitalised && line.items[quote].range.count < 30
      && line.items[quote + 1].sentence == line.items[quote - 1].sentence
      && !line.isWord(quote - 1, .cue) && !line.items[quote - 1].isOwner
      && line.items[quote + 1].kind == .word && line.items[quote - 1].kind == .word
      && line.items[quote + 1].classes.isDisjoint(with: .closed)
  }

  /// Whether “so-called”, “the word”, “known as” stands right before.
  private func isTermBefore(_ quote: Int) -> Bool {
    var start = quote - 1
    if line.isMark(start, .comma) || line.isWord(start, .determiner) { start -= 1 }
    for length in 1...3 where start - length + 1 >= 0 {
      let first = start - length + 1
      if words.terms.match(line.tokens, at: line.items[first].token, in: line.text) == length { return true }
    }
    return false
  }

  /// Whether a run is all of its sentence.
  private func standsAlone(_ quote: Int) -> Bool {
    line.sentence(around: quote).allSatisfy {
      $0 == quote || line.items[$0].kind != .word && line.items[$0].kind != .number
    }
  }

  /// Whether a noun for a work stands right before, or an outlet's name that owns the work: “NBC’s”.
  private func isNamedWork(_ quote: Int) -> Bool {
    var before = quote - 1
    // “an episode of “The Pier””
    if line.isMark(before, .comma) || line.isWord(before, .of) { before -= 1 }
    guard before >= 0, line.items[before].kind == .word,
      line.items[before].sentence == line.items[quote].sentence,
      !line.isWord(before, .cue)
    else { return false }
    return words.works.contains(line.text[line.items[before].range])
  }

  /// Whether what stands before may bring in the name of a work: “on”, “NBC’s”, “her”.
  private func isTitleBefore(_ quote: Int) -> Bool {
    let before = quote - 1
    guard before >= 0, line.items[before].kind == .word,
      line.items[before].sentence == line.items[quote].sentence
    else { return false }
    if line.items[before].isOwner, line.items[before].isCapitalised { return true }
    if line.isWord(before - 1, .saying) { return false }  // “chants of …”
    return line.isWord(before, .bringsTitle)
  }

  /// Whether a noun for a work follows: “…” show, “…” magazine.
  private func isTitleAfter(_ quote: Int) -> Bool {
    guard quote + 1 < line.items.count, line.items[quote + 1].kind == .word else { return false }
    return words.works.contains(line.text[line.items[quote + 1].range])
  }
}
