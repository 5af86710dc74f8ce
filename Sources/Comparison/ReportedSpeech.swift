// Who is credited with what in a sentence without quotation marks.

import Language
import Story

/// The first cue of a sentence that stands outside of quotes, and who is credited.
struct ReportedSpeech {
  /// Who is credited.
  enum Source {
    /// One with a name.
    case named(TextRange)
    /// One or several without (“officials”, “a spokesman”).
    case anonymous(TextRange)
  }

  /// Where the cue stands.
  var cue: TextRange
  /// Who is credited; nil unless they stand directly beside the cue.
  var source: Source?
  /// The words credited: from the cue to the sentence's end, without “that”.
  var claim: TextRange

  /// Looks for reported speech in some sentences' tokens: the first cue with a source beside it, else the first cue.
  init?(_ tokens: [Int], _ side: Side, _ pair: Pair) {
    var first: ReportedSpeech?
    for token in tokens {
      guard let speech = ReportedSpeech(cueAt: token, tokens, side, pair),
        !side.quoted.covers(side.tokens[token].range)
      else { continue }
      if speech.source != nil {
        self = speech
        return
      }
      if first == nil { first = speech }
    }
    guard let first else { return nil }
    self = first
  }

  private init?(cueAt token: Int, _ tokens: [Int], _ side: Side, _ pair: Pair) {
    guard let last = tokens.last,
      let found = pair.lists.cues.longest(side.tokens, at: token, in: side.reading.text.utf8),
      Self.credits(found.value)
    else { return nil }
    let end = min(token + found.length, last + 1)
    cue = TextRange(side.tokens[token].range.start, side.tokens[end - 1].range.end)
    let isThat = end <= last && pair.vocabulary[side.numbers[end]].elementsEqual("that".utf8)
    let first = isThat ? end + 1 : end
    claim = TextRange(first <= last ? side.tokens[first].range.start : cue.end, side.tokens[last].range.end)
    // Who is credited stands near; a sentence may be as long as a book.
    let before = Array(tokens[..<tokens.firstIndex(fromWhich: { $0 >= token })].suffix(40))
    let after = Array(end..<max(end, min(last + 1, end + 40)))
    // Only after a comma or a closing mark does the one who speaks follow the cue.
    let isInverted = before.last.map { side.tokens[$0].kind == .mark } ?? false
    source = Self.sourceBefore(before, side, pair) ?? (isInverted ? Self.sourceAfter(after, side, pair) : nil)
  }

  /// Whether a cue's notes in the list say that a claim follows, in a form that has a subject.
  private static func credits(_ notes: String?) -> Bool {
    guard let notes else { return false }
    let words = notes.split(separator: " ")
    return !words.contains { ["weak", "name", "noun", "base", "ing"].contains($0) }
  }

  /// The source that ends at the cue: “a spokesman [later] said”, “Sarah Bell, a spokeswoman, said”.
  private static func sourceBefore(_ tokens: [Int], _ side: Side, _ pair: Pair) -> Source? {
    var tokens = tokens[...]
    while let last = tokens.last, pair.vocabulary.worths[Int(side.numbers[last])] == .function,
      side.names(touching: side.tokens[last].range).isEmpty
    {
      tokens.removeLast()
    }
    // What stands between two commas describes the name before them.
    if let last = tokens.last, side.tokens[last].kind == .mark {
      guard let comma = tokens.dropLast().suffix(10).last(where: { side.tokens[$0].kind == .mark }) else {
        return nil
      }
      tokens = tokens[..<tokens.firstIndex(fromWhich: { $0 >= comma })]
      return tokens.last.flatMap { name(endingAt: $0, side, pair) }
    }
    guard let last = tokens.last else { return nil }
    return name(endingAt: last, side, pair) ?? description(endingAt: last, side, pair)
      ?? description(openingClauseOf: tokens, side, pair)
  }

  /// An anonymous description that opens the clause and goes on up to the cue: “a doctor at the clinic said”.
  private static func description(openingClauseOf tokens: ArraySlice<Int>, _ side: Side, _ pair: Pair)
    -> Source?
  {
    let mark = tokens.lastIndex { side.tokens[$0].kind == .mark }
    let clause = tokens[(mark.map { $0 + 1 } ?? tokens.startIndex)...]
    guard let first = clause.first, let last = clause.last, clause.count <= 10,
      let noun = clause.prefix(5).first(where: { isPersonNoun($0, side, pair) }), noun < last,
      followsNoun.contains(where: { pair.vocabulary[side.numbers[noun + 1]].elementsEqual($0.utf8) }),
      case .anonymous(let range) = description(endingAt: noun, side, pair),
      range.start == side.tokens[first].range.start
    else { return nil }
    return .anonymous(TextRange(range.start, side.tokens[last].range.end))
  }

  /// What may stand between a description's noun and what describes it further.
  private static let followsNoun = [
    "for", "at", "from", "with", "in", "of", "on", "close", "familiar", "near",
  ]

  /// The source that begins at the cue: “…, said [the Rev.] Sarah Bell”, “…, said a spokesman”.
  private static func sourceAfter(_ tokens: [Int], _ side: Side, _ pair: Pair) -> Source? {
    for token in tokens.prefix(5) where side.tokens[token].kind != .mark {
      if let name = side.names(touching: side.tokens[token].range).first {
        let last = side.tokenIndices(in: name.range).upperBound - 1
        if let source = self.name(endingAt: last, side, pair) { return source }
      } else if let source = description(endingAt: token, side, pair) {
        return source
      }
    }
    return nil
  }

  /// A person's name that ends at a token. One word may be a place or a body; two are taken for a person, unless a
  /// noun follows that says that they only tell where a speaker belongs (“a Scotland Yard spokesman”).
  private static func name(endingAt token: Int, _ side: Side, _ pair: Pair) -> Source? {
    guard let name = side.names(touching: side.tokens[token].range).first,
      name.range.end == side.tokens[token].range.end, side.tokenIndices(in: name.range).count > 1
    else { return nil }
    if side.tokens.indices.contains(token + 1), isPersonNoun(token + 1, side, pair) { return nil }
    return .named(name.range)
  }

  /// An anonymous description that ends at a token: a plural, or “a” and a noun. “the mayor” is somebody known.
  private static func description(endingAt token: Int, _ side: Side, _ pair: Pair) -> Source? {
    guard isPersonNoun(token, side, pair) else { return nil }
    var first = token
    while first > 0, token - first < 5, side.tokens[first - 1].kind != .mark {
      let word = pair.vocabulary[side.numbers[first - 1]]
      if ["a", "an", "one", "some"].contains(where: { word.elementsEqual($0.utf8) }) {
        first -= 1
        break
      }
      if word.elementsEqual("the".utf8) { return nil }
      guard pair.isContent(first - 1, side) else { break }
      first -= 1
    }
    return .anonymous(TextRange(side.tokens[first].range.start, side.tokens[token].range.end))
  }

  private static func isPersonNoun(_ token: Int, _ side: Side, _ pair: Pair) -> Bool {
    guard !side.tokens[token].isCapitalised || token == 0 else { return false }
    // “a person familiar with the talks”; as the noun of a speaker it is too common for the list.
    if pair.vocabulary[side.numbers[token]].elementsEqual("person".utf8) { return true }
    let range = side.tokens[token].range
    let kind = pair.lists.speakingNouns.value(of: side.reading.text.utf8[range.start..<range.end])
    return kind == "person" || kind == "people"
  }
}
