// Reads a noun phrase as a mention of somebody: its name, its title, and what the text says beside it.

import Story

/// A mention of somebody who may speak.
struct Mention {
  /// What a mention is made of.
  enum Kind {
    /// “he”, “they”
    case pronoun
    /// “Mr Esper”, “the Pentagon”
    case name
    /// “a source close to the talks”
    case noun
  }

  var kind: Kind
  /// Where it stands.
  var range: TextRange
  /// The name without titles and with an organisation's article; nil for pronouns and nouns.
  var name: TextRange?
  /// What the text says of them beside the name.
  var description: TextRange?
  /// The classes of its head word.
  var classes: WordClass = []
  /// Its first item in the line.
  var first: Int
}

/// Reads noun phrases of a line as mentions.
struct MentionReader {
  let line: Line
  let phrases: NounPhrases

  /// The mention that a phrase of a sentence makes; nil when nobody can be meant.
  func mention(_ phrase: Range<Int>, in sentence: Range<Int>) -> Mention? {
    if phrase.count == 1, line.isWord(phrase.lowerBound, .pronoun) {
      let item = line.items[phrase.lowerBound]
      return Mention(kind: .pronoun, range: bare(item), classes: item.classes, first: phrase.lowerBound)
    }
    if phrase.count == 2, phrases.isHandle(phrase.lowerBound) {
      let range = line.range(phrase)
      return Mention(kind: .name, range: range, name: range, first: phrase.lowerBound)
    }
    let phrase = withoutTime(phrase)
    guard !phrase.isEmpty, phrase.contains(where: { isNoun($0) }) else { return nil }
    let head = headEnd(of: phrase)
    let isJoined =
      (phrase.lowerBound..<head).contains { line.isWord($0, .conjunction) }
      && !isOneOfSeveralOffices(phrase.lowerBound..<head)
    if !isJoined, let name = lastName(in: phrase.lowerBound..<head), name.upperBound == head,
      !line.items[head - 1].isOwner || head == phrase.upperBound
    {
      return named(name, in: phrase.lowerBound..<head, phrase: phrase, sentence: sentence)
    }
    var mention = Mention(kind: .noun, range: line.range(phrase), first: phrase.lowerBound)
    mention.classes = isJoined ? .people : classes(of: phrase.lowerBound..<head)
    if !isJoined, let aside = aside(after: phrase, in: sentence), let name = lastName(in: aside),
      name.upperBound == aside.upperBound, name.lowerBound == aside.lowerBound
    {
      // “Mr Khan’s lawyer, Sarah Bell, said”: the name is the mention, the noun describes it.
      mention.kind = .name
      mention.description = mention.range
      mention.range = line.range(name)
      mention.name = line.range(withoutTitles(name))
    }
    return mention
  }

  /// Whether “and” joins what one person is: “writer and activist Ann Hale”.
  private func isOneOfSeveralOffices(_ head: Range<Int>) -> Bool {
    guard let and = head.last(where: { line.isWord($0, .conjunction) }), and > head.lowerBound,
      and + 1 < head.upperBound,
      line.isWord(and - 1, .person), !line.items[and - 1].isOwner, !line.items[and + 1].isCapitalised,
      !(and + 1..<head.upperBound).contains(where: { line.isWord($0, [.determiner, .possessive]) })
    else { return false }
    guard let name = lastName(in: and + 1..<head.upperBound) else { return false }
    return name.upperBound == head.upperBound && name.count > 1
      && (and + 1..<name.lowerBound).contains { line.isWord($0, .person) }
  }

  private func isNoun(_ index: Int) -> Bool {
    line.items[index].kind == .word && line.items[index].classes.isDisjoint(with: [.determiner, .possessive])
      || line.isWord(index, .determiner) && line.isWord(index, .alone)
  }

  /// A mention by name, perhaps with a role before it: “Defence secretary Mark Esper”.
  private func named(
    _ name: Range<Int>, in head: Range<Int>, phrase: Range<Int>, sentence: Range<Int>
  ) -> Mention? {
    var mention = Mention(kind: .name, range: line.range(head), first: head.lowerBound)
    mention.classes = classes(of: head)
    let plain = withoutTitles(name)
    if line.isWord(plain.lowerBound, .the), !line.items[plain.lowerBound].isCapitalised {
      mention.kind = .noun  // “eine Sprecherin der Bahn”: an office, and what it is of
      return mention
    }
    mention.name = line.range(plain)
    let before = head.lowerBound..<name.lowerBound
    if before.contains(where: { line.items[$0].kind == .word && !line.isWord($0, .determiner) }) {
      mention.description = line.range(head.lowerBound..<plain.lowerBound)
    } else if plain.lowerBound > name.lowerBound {
      if !isHonorific(name.lowerBound..<plain.lowerBound) {
        mention.description = line.range(head.lowerBound..<plain.lowerBound)
      }
    } else if !before.isEmpty {
      mention.name = line.range(head)
    } else if name.count == 1, !mention.classes.isDisjoint(with: .speaks) {
      mention.kind = .noun  // “Police said”, “Lawyers for the club said”
      mention.name = nil
      mention.range = line.range(phrase)
      return mention
    }
    if let aside = aside(after: head, in: sentence) { mention.description = line.range(aside) }
    return mention
  }

  /// Where a person's name ends when a place follows it: “Kim Roe | of Leeds United”, but “Bank of England”.
  private func place(in name: Range<Int>) -> Int {
    guard let of = name.first(where: { line.isWord($0, .of) }), of >= name.lowerBound + 2,
      !(name.lowerBound..<of).contains(where: { line.isWord($0, [.thing, .things]) })
    else { return name.upperBound }
    let isRole = line.isWord(of - 1, [.title, .person])
    return isRole ? name.upperBound : of
  }

  /// Whether titles say nothing of what a person is: “Mr”, “Dr”.
  private func isHonorific(_ titles: Range<Int>) -> Bool {
    titles.allSatisfy {
      line.items[$0].kind != .word || line.isWord($0, .honorific)
    }
  }

  /// The end of a phrase's head: before the first preposition that is not part of a name.
  private func headEnd(of phrase: Range<Int>) -> Int {
    var index = phrase.lowerBound
    while index < phrase.upperBound {
      if let name = phrases.nameEnd(from: index, before: phrase.upperBound) {
        let end = place(in: index..<name)
        if end < name { return end }
        index = name
      } else if line.isWord(index, [.preposition, .relative]) || line.isMark(index, .openingBracket),
        index > phrase.lowerBound
      {
        return index
      } else {
        index += 1
      }
    }
    return phrase.upperBound
  }

  /// The last name in some items.
  private func lastName(in items: Range<Int>) -> Range<Int>? {
    var last: Range<Int>?
    var index = items.lowerBound
    while index < items.upperBound {
      if let end = phrases.nameEnd(from: index, before: items.upperBound), !line.isWord(index, .determiner) {
        last = index..<end
        index = end
      } else {
        index += 1
      }
    }
    // “Khan’s lawyer”, “Ms Bell’s son Tom”: a name that owns something is not the one meant.
    if let name = last, let owner = name.dropLast().last(where: { line.items[$0].isOwner }) {
      last = owner + 1..<name.upperBound
    }
    return last
  }

  /// A name without the titles and offices before it.
  private func withoutTitles(_ name: Range<Int>) -> Range<Int> {
    var start = name.lowerBound
    for index in name.dropLast() {
      // An office at the sentence's start may be no title: “Spokeswoman Ann Hale”, but “Ally Wright”.
      let isOffice = index == name.lowerBound && name.count > 2 && line.isWord(index, .person)
      guard isOffice || line.isWord(index, .title) else { continue }
      let rest = line.items[index + 1].kind != .word ? index + 2 : index + 1
      guard rest < name.upperBound, !line.isWord(rest, .suffix) else {
        continue
      }
      start = rest
    }
    return start..<name.upperBound
  }

  private func classes(of head: Range<Int>) -> WordClass {
    // The head noun is the last; “police officers”, “the justice ministry”.
    for index in head.reversed() where line.items[index].kind == .word {
      let classes = line.items[index].classes.intersection(.speaks)
      return classes
    }
    return []
  }

  /// A phrase without “on Monday” and “in a statement” at its end.
  private func withoutTime(_ phrase: Range<Int>) -> Range<Int> {
    var end = phrase.upperBound
    for index in phrase.dropFirst().reversed()
    where line.isWord(index, .circumstance) {
      if (index + 1..<end).contains(where: { line.isWord($0, [.saying, .time]) }) { end = index }
    }
    return phrase.lowerBound..<end
  }

  /// What stands between commas behind a phrase and says what it is: “, a Pentagon spokesperson,”.
  private func aside(after phrase: Range<Int>, in sentence: Range<Int>) -> Range<Int>? {
    var index = phrase.upperBound
    if line.isMark(index, .openingBracket) {
      while index < sentence.upperBound, !line.isMark(index, .closingBracket), index < phrase.upperBound + 12
      { index += 1 }
      index += 1
    }
    guard index + 1 < sentence.upperBound, line.isMark(index, .comma) || line.isMark(index, .dash) else {
      return nil
    }
    let start = index + 1
    let first = line.items[start]
    guard first.kind == .word || first.kind == .number && line.isMark(start + 1, .dash),
      first.classes.isDisjoint(with: [
        .relative, .preposition, .conjunction, .subordinator, .cue, .pronoun, .auxiliary, .be, .time,
      ])
        || first.classes.contains(.determiner) && !first.classes.contains(.subordinator)
    else { return nil }
    if line.isEnding(start, [.participle, .adverb]) { return nil }
    var end = start
    while end < sentence.upperBound, end - start < 30 {
      if line.isWord(end, [.cue, .relative]) { break }
      switch line.items[end].kind {
      case .mark(.comma), .mark(.dash), .mark(.colon), .mark(.semicolon), .mark(.openingBracket), .quote:
        return end > start ? start..<end : nil
      case .mark(.fullStop) where end + 1 == sentence.upperBound: return start..<end
      default: end += 1
      }
    }
    if end < sentence.upperBound, line.isWord(end, .cue) { return nil }
    return end > start ? start..<end : nil
  }

  /// The stretch of a pronoun without the verb that leans on it: “he” of “he’s”.
  private func bare(_ item: Line.Item) -> TextRange {
    let word = line.text[item.range]
    let end = word.firstIndex { $0 == UInt8(ascii: "'") || $0 == 0xE2 } ?? word.endIndex
    return TextRange(item.range.start, end)
  }
}
