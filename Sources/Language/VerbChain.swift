// Reads what stands between a verb and its subject: helpers, adverbs, times.

import Story

/// What stands between a verb and its subject: “has since”, “will not”, “on Monday”.
struct VerbChain {
  /// The first item of the chain; the verb itself when nothing stands before it.
  private(set) var start: Int
  private(set) var hasBe = false
  private(set) var hasIng = false
  private(set) var hasAuxiliary = false
  private(set) var hasModal = false
  private(set) var hasTo = false
  /// Whether “is” or “has” hides in the subject: “he’s”.
  private(set) var hasContraction = false

  /// The chain before a verb, within its sentence.
  init(before verb: Int, in line: Line) {
    start = verb
    let sentence = line.items[verb].sentence
    while start > 0, line.items[start - 1].sentence == sentence {
      let item = line.items[start - 1]
      if item.kind == .number, line.isWord(start - 2, .in) {
        start -= 2  // “who in 2010 said”
        continue
      }
      guard item.kind == .word else { break }
      if item.classes.contains(.infinitive) {
        hasTo = true
      } else if item.classes.contains(.auxiliary) {
        if item.isCapitalised && start - 1 == 0 { break }
        hasAuxiliary = true
        hasModal = hasModal || !item.classes.contains(.perfect)
      } else if item.classes.contains(.be) {
        hasBe = true
        hasIng = hasIng || item.classes.contains(.being)
      } else if let reach = Self.timePhrase(endingAt: start - 1, in: line) {
        start = reach
        continue
      } else if item.classes.isDisjoint(with: [.adverb, .negation]) || item.classes.contains(.subordinator)
        || item.classes.contains(.pronoun)
      {
        break
      }
      start -= 1
    }
    if start > 0, line.items[start - 1].classes.contains(.pronoun), line.items[start - 1].sentence == sentence
    {
      let endings = line.items[start - 1].endings
      // he’s, they’d: the verb’s helper is in the pronoun’s word.
      if endings.contains(.be) { hasBe = true }
      if endings.contains(.contraction) { hasContraction = true }
      if endings.contains(.auxiliary) { hasAuxiliary = true }
    }
  }

  /// The first item of “on Monday”, “last week”, “earlier this month” that ends at an item, if one does.
  static func timePhrase(endingAt end: Int, in line: Line) -> Int? {
    guard line.isWord(end, .time) else { return nil }
    let sentence = line.items[end].sentence
    var start = end
    while start > 0, end - start < 5, line.items[start - 1].sentence == sentence {
      let item = line.items[start - 1]
      let isPart =
        item.kind == .number
        || item.kind == .word
          && !item.classes.isDisjoint(with: [.time, .opener, .timely])
      guard isPart else { break }
      start -= 1
    }
    if line.isWord(start - 1, .preposition), line.items[start - 1].sentence == sentence { return start - 1 }
    return line.isWord(start, .opener) ? nil : start
  }
}
