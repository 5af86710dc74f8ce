// Finds the published lines about the story itself.

import Story

/// How many sentences a notice may have when the paragraph holds more than it.
private let longestNotice = 6

/// Tells notices from the look-alikes: a notice speaks of the story it stands in.
struct NoticeFinder: Sendable {
  private let patterns: PatternList
  private let slugs: WordList
  private let cues: WordTable<CueFeatures>

  init(_ lexicon: Lexicon) {
    patterns = PatternList(lexicon.text(of: "notices"))
    slugs = lexicon["slugs"]
    cues = WordTable(lexicon["cues"]) { CueFeatures($0) }
  }

  /// What a paragraph's beginning says it is; nil for a paragraph of the story.
  func kind(of tokens: [Token], sentences: [Range<Int>], in utf8: [UInt8]) -> Notice.Kind? {
    guard let first = sentences.first else { return nil }
    return isSlug(tokens, in: utf8) ? .wireMeta : meaning(ofSentence: first, tokens, in: utf8)?.kind
  }

  /// The notices of a text, paragraph by paragraph.
  func notices(_ tokens: [[Token]], _ sentences: [[Range<Int>]], in utf8: [UInt8]) -> [Notice] {
    var row = NoticeRow()
    for (tokens, sentences) in zip(tokens, sentences) {
      guard let last = tokens.last else { continue }
      row.add(notice(tokens, sentences, in: utf8), end: last.range.end)
    }
    return row.notices
  }

  /// The notice in one paragraph: from the sentence that begins it to the paragraph's end, since notices explain
  /// themselves; a promise of more goes on only through sentences that promise too.
  func notice(
    _ tokens: [Token], _ sentences: [Range<Int>], in utf8: [UInt8]
  ) -> (notice: Notice, isLabel: Bool)? {
    guard let last = tokens.last else { return nil }
    if isSlug(tokens, in: utf8) {
      return (Notice(range: TextRange(tokens[0].range.start, last.range.end), kind: .wireMeta), false)
    }
    for (index, sentence) in sentences.enumerated() {
      guard let meaning = meaning(ofSentence: sentence, tokens, in: utf8) else { continue }
      if meaning.kind == .developing, isCredited(sentence, tokens, in: utf8) { continue }
      var final = tokens.count
      if meaning.kind == .developing {
        let further = sentences[(index + 1)...].prefix {
          self.meaning(ofSentence: $0, tokens, in: utf8)?.kind == .developing
        }
        final = further.last?.upperBound ?? sentence.upperBound
      } else if sentences.count - index > longestNotice {
        final = sentence.upperBound
      }
      let range = TextRange(tokens[sentence.lowerBound].range.start, tokens[final - 1].range.end)
      return (Notice(range: range, kind: meaning.kind), meaning.isLabel)
    }
    return nil
  }

  /// Whether somebody is named for a sentence's words: “Check back tomorrow, the airline told passengers.”
  private func isCredited(_ sentence: Range<Int>, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard let comma = sentence.last(where: { Mark(tokens[$0], in: utf8) == .comma }) else { return false }
    return (comma..<sentence.upperBound).contains { place in
      guard let cue = cues.value(of: tokens[place], in: utf8) else { return false }
      return cue.form == .past && !cue.isWeak && !cue.isOftenNoun
    }
  }

  /// What a sentence says when it begins as a notice does.
  private func meaning(
    ofSentence sentence: Range<Int>, _ tokens: [Token], in utf8: [UInt8]
  ) -> (kind: Notice.Kind, isLabel: Bool)? {
    var place = sentence.lowerBound
    // A dozen marks is the longest rule that still introduces something.
    let limit = min(sentence.upperBound, place + 12)
    while place < limit {
      if let meaning = patterns.meaning(at: place, end: sentence.upperBound, tokens, in: utf8) {
        let isLabel = meaning.hasSuffix("+")
        return Notice.Kind(rawValue: isLabel ? String(meaning.dropLast()) : meaning).map { ($0, isLabel) }
      }
      guard tokens[place].kind == .mark, isOrnament(tokens[place], in: utf8) else { return nil }
      place += 1
    }
    return nil
  }

  /// Whether a mark may stand before a notice: brackets, dashes, rules, asterisks; not a quotation mark.
  private func isOrnament(_ token: Token, in utf8: [UInt8]) -> Bool {
    switch Mark(token, in: utf8) {
    case .openingBracket, .dash, .bullet: true
    case .other: true
    default: false
    }
  }

  /// Whether a line is a wire agency's slug: `AP-ML--Iraq, 3rd Ld`, `BC-US--Storm,2nd Ld-Writethru`.
  private func isSlug(_ tokens: [Token], in utf8: [UInt8]) -> Bool {
    guard tokens.count <= 24, tokens.count > 1 else { return false }
    if let last = tokens.last, Mark(last, in: utf8).isStop { return false }
    for (place, token) in tokens.enumerated() where token.kind == .word {
      switch slugs.value(of: token, in: utf8) {
      case "lead" where place >= 2 && tokens[place - 2].kind == .number && !tokens[place - 1].spaceBefore:
        return true
      case "writethru": return true
      default: break
      }
    }
    return beginsAsSlug(tokens, in: utf8)
  }

  /// Whether an agency's code with two dashes opens a line (`AP-US--`), or a series' name and number (`UPDATE 2-`).
  private func beginsAsSlug(_ tokens: [Token], in utf8: [UInt8]) -> Bool {
    let first = utf8[tokens[0].range]
    if slugs.value(of: first) == "series" {
      return tokens.count > 3 && tokens[1].kind == .number && isGluedDash(2, tokens, in: utf8)
        && !tokens[3].spaceBefore
    }
    let head = first.prefix { $0 != UInt8(ascii: "-") }
    return slugs.value(of: head) == "agency" && head.allSatisfy { asciiClass($0) == .upper }
      && tokens.count > 2
      && isGluedDash(1, tokens, in: utf8) && isGluedDash(2, tokens, in: utf8)
  }

  private func isGluedDash(_ place: Int, _ tokens: [Token], in utf8: [UInt8]) -> Bool {
    Mark(tokens[place], in: utf8) == .dash && !tokens[place].spaceBefore
  }
}

/// The notices of a text as its paragraphs are gone through.
struct NoticeRow {
  private(set) var notices: [Notice] = []
  /// The last notice is only a label (“Correction”) and speaks of the next paragraph.
  private var isLabelWaiting = false

  /// Goes on to the next paragraph that has any words, by the notice found in it and where its last word ends.
  mutating func add(_ found: @autoclosure () -> (notice: Notice, isLabel: Bool)?, end: Int) {
    if isLabelWaiting {
      notices[notices.count - 1].range.end = end
      isLabelWaiting = false
    } else if let found = found() {
      notices.append(found.notice)
      isLabelWaiting = found.isLabel && found.notice.range.end == end
    }
  }
}
