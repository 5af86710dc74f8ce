// Finds the noun phrase that ends or begins at a place: “the Pentagon”, “a source close to the talks”.

import Story

/// Finds noun phrases without a grammar of English: closed classes of words bound them, capitals tell names.
struct NounPhrases {
  let line: Line
  /// Small words inside names.
  let particles: WordList

  /// The longest stretch looked through for one phrase; keeps hostile text linear.
  private static let reach = 40

  // MARK: The phrase before a place

  /// The noun phrase that ends before item `end` and begins at or after `start`.
  func phrase(endingAt end: Int, from start: Int) -> Range<Int>? {
    let floor = max(start, end - Self.reach)
    var first = end
    while true {
      // What a determiner opens ends there: “released | a letter from his doctor”.
      if first == end || !line.isWord(first, [.determiner, .possessive]) {
        let nominal = nominals(before: first, from: floor)
        if nominal == first { break }
        first = nominal
      }
      if line.isWord(first, .pronoun), first + 1 == end || !line.isWord(first + 1, .of) { break }
      let before = first - 1
      guard before >= floor else { break }
      if line.isWord(before, .preposition), let head = head(before: before, from: floor) {
        first = head
        continue
      }
      if line.isWord(before, .relative) {
        // “the deaths which police [called]”: the phrase has what is told of it for an object.
        if line.isWord(first, [.determiner, .possessive]) || line.items[first].isCapitalised
          || line.isWord(first, .speaks) && first + 1 == end
        {
          break
        }
        // “a man who lives nearby [said]”: the phrase is the one before “who”.
        let antecedent = line.isMark(before - 1, .comma) ? before - 1 : before
        guard antecedent > floor else { break }
        return phrase(endingAt: antecedent, from: floor)
      }
      if joins(before, from: floor) {
        first = before
        continue
      }
      break
    }
    return first < end ? first..<end : nil
  }

  /// Where the row of nouns, names, adjectives and numbers before an item begins.
  private func nominals(before end: Int, from floor: Int) -> Int {
    var first = end
    while first > floor {
      let before = first - 1
      if line.isMark(before, .closingBracket) {
        guard let open = opening(of: before, from: floor), open > floor else { break }
        first = open
        continue
      }
      if line.isWord(before, .pronoun) {
        // “he”; but also “one aide”, “both sides”.
        let isCount = line.isWord(before, .count)
        if first == end || isCount { first = before }
        break
      }
      guard isNominal(before, from: floor) else { break }
      first = before
      if line.isWord(before, [.determiner, .possessive]) {
        // “all the members”, but “said that | the members”
        if line.isWord(before - 1, .determiner), !line.isWord(before - 1, .that), before - 1 >= floor {
          first = before - 1
        }
        break
      }
    }
    return first
  }

  /// Whether an item can be part of a noun phrase.
  func isNominal(_ index: Int, from floor: Int) -> Bool {
    let item = line.items[index]
    switch item.kind {
    case .number: return true
    case .word:
      if item.classes.contains(.cue) { return false }
      if item.isOwner { return true }
      if item.classes.contains(.determiner) { return !item.classes.contains(.subordinator) }
      if item.isCapitalised, index > floor, !item.classes.contains(.pronoun) {
        return item.classes.isDisjoint(with: [.preposition, .subordinator, .conjunction, .relative])
          && (item.classes.isDisjoint(with: .closed) || line.items[index - 1].isCapitalised)
      }
      return item.classes.isDisjoint(with: .closed)
    case .mark(let mark):
      // “Mr. Clarke”, “John F. Kelly”, “residents’ groups”, “Johnson & Sons”.
      if isHandle(index) { return true }
      guard index > floor else { return false }
      let before = line.items[index - 1]
      switch mark {
      case .fullStop:
        return before.kind == .word && before.isCapitalised && before.range.end == item.range.start
      case .closingQuote, .straightSingle: return before.isOwner && before.range.end == item.range.start
      case .percent, .currency: return true
      case .dash:
        // “a 52-count complaint”
        return index + 1 < line.items.count && before.range.end == item.range.start
          && item.range.end == line.items[index + 1].range.start
      case .other: return line.text[item.range.start] == UInt8(ascii: "&")
      default: return false
      }
    case .quote:
      // A nickname: Robert “Bobby” Scott.
      return index > floor && index + 1 < line.items.count && line.items[index - 1].isCapitalised
        && line.items[index + 1].isCapitalised && line.items[index + 1].sentence == item.sentence
        && item.range.count < 30
    }
  }

  /// Whether the name of an account begins at an item: “@leithport”.
  func isHandle(_ index: Int) -> Bool {
    guard index + 1 < line.items.count, line.isMark(index, .other), line.items[index + 1].kind == .word else {
      return false
    }
    let mark = line.items[index].range
    return line.text[mark.start] == UInt8(ascii: "@") && mark.end == line.items[index + 1].range.start
  }

  /// Where the head noun before a preposition begins, when the preposition belongs to a noun: “a source close to”.
  private func head(before preposition: Int, from floor: Int, depth: Int = 0) -> Int? {
    if line.isWord(preposition, .of), line.isWord(preposition - 1, [.pronoun, .determiner]),
      preposition > floor
    {
      return preposition - 1
    }
    let first = nominals(before: preposition, from: floor)
    guard first < preposition else { return nil }
    let isSpeaker = (first..<preposition).contains { line.isWord($0, .speaks) }
    let isName = line.isWord(preposition, .of) && line.items[preposition - 1].isCapitalised
    if isSpeaker || isName { return first }
    // “officials at the clinic | in Leith”: the head is further left.
    guard depth < 3, line.isWord(first - 1, .tail), first - 1 > floor else { return nil }
    return head(before: first - 1, from: floor, depth: depth + 1)
  }

  /// Whether “and” at an item joins two speakers: “Smith and Jones”, “police and fire officials”.
  private func joins(_ index: Int, from floor: Int) -> Bool {
    guard line.isWord(index, .joiner), index > floor, index + 1 < line.items.count else { return false }
    let before = line.items[index - 1]
    let after = line.items[index + 1]
    if before.isCapitalised && after.isCapitalised && !before.isOwner { return true }
    guard !before.classes.isDisjoint(with: .speaks) else { return false }
    // “The union and the company”, when that opens the clause; else the second may have a verb of its own.
    return !after.classes.contains(.determiner) || nominals(before: index, from: floor) == floor
  }

  /// The opening bracket of a closing one.
  private func opening(of close: Int, from floor: Int) -> Int? {
    var index = close - 1
    while index >= floor {
      if line.isMark(index, .openingBracket) { return index }
      if line.isMark(index, .closingBracket) { return nil }
      index -= 1
    }
    return nil
  }

  // MARK: The phrase after a place

  /// The noun phrase that begins at an item and ends at or before item `end`.
  func phrase(beginningAt start: Int, before end: Int) -> Range<Int>? {
    let ceiling = min(end, start + Self.reach)
    guard start < ceiling else { return nil }
    if isHandle(start), start + 1 < ceiling { return start..<start + 2 }
    var index = start
    if line.isWord(start, .pronoun) {
      guard line.isWord(start, .count), start + 1 < ceiling,
        line.isWord(start + 1, .speaks)
      else {
        return
          start..<(line.isWord(start + 1, .of) ? tail(of: start..<start + 1, before: ceiling) : start + 1)
      }
      index += 1
    }
    while index < ceiling, line.isWord(index, [.determiner, .possessive]), !line.isWord(index, .subordinator)
    {
      index += 1
    }
    let nouns = index
    var last = index
    if nouns > start, let end = row(from: nouns, before: ceiling) {
      return start..<tail(of: start..<end, before: ceiling)
    }
    while index < ceiling {
      if let name = nameEnd(from: index, before: ceiling) {
        index = name
        last = index
        continue
      }
      guard line.items[index].kind == .word || line.items[index].kind == .number,
        isNominal(index, from: start), !line.isWord(index, [.determiner, .time])
      else { break }
      // After a name, lower-case words belong to the phrase only if they lead to one who speaks: “Trump aides”.
      let isAdjective = last == nouns && nouns == start && leadsToName(from: index, before: ceiling)
      if last > nouns || nouns == start, !isAdjective,
        !leadsToSpeaker(from: index, before: ceiling, afterName: last > start)
      {
        break
      }
      index += 1
      last = index
    }
    guard last > nouns else { return nil }
    return start..<tail(of: start..<last, before: ceiling)
  }

  /// The end of a row of small-letter nouns that nothing but a mark or a small word ends: “new legislation”.
  private func row(from start: Int, before ceiling: Int) -> Int? {
    var index = start
    while index < ceiling, index < start + 5, line.items[index].kind == .word,
      !line.items[index].isCapitalised,
      isNominal(index, from: start), !line.isWord(index, [.determiner, .time]),
      index == start || !line.items[index].endings.contains(.past)
    { index += 1 }
    guard index > start else { return nil }
    let isEnd =
      index == ceiling || line.items[index].kind != .word && line.items[index].kind != .number
      || line.isWord(index, [.relative, .cue, .be, .auxiliary])
    return isEnd && !line.isQuote(index) ? index : nil
  }

  /// Whether adjectives and nouns from an item come soon to a name: “9/11 widow Terry Hale”.
  private func leadsToName(from index: Int, before ceiling: Int) -> Bool {
    var place = index
    while place < ceiling, place - index < 4,
      line.items[place].kind == .number || line.items[place].kind == .word,
      line.items[place].classes.isDisjoint(with: .closed), !line.isWord(place, .cue)
    {
      if line.items[place].isCapitalised { return place > index }
      place += 1
    }
    return false
  }

  /// Whether the lower-case words from an item come soon to a noun for those who speak.
  private func leadsToSpeaker(from index: Int, before ceiling: Int, afterName: Bool) -> Bool {
    var place = index
    while place < ceiling, place - index < 4, line.items[place].kind == .word,
      !line.items[place].isCapitalised,
      line.items[place].classes.isDisjoint(with: .closed), !line.isWord(place, .cue)
    {
      if line.isWord(place, .speaks) { return true }
      if afterName, line.items[place].endings.contains(.past) { return false }
      place += 1
    }
    return false
  }

  /// Whether a name goes on behind a full stop.
  private func isWithinName(_ index: Int, before ceiling: Int) -> Bool {
    index < ceiling && line.items[index].isCapitalised
      && line.items[index].sentence == line.items[index - 1].sentence
  }

  /// The end of a phrase with the prepositions that belong to its noun: “a spokesman for the club”.
  private func tail(of phrase: Range<Int>, before ceiling: Int) -> Int {
    var end = phrase.upperBound
    guard !line.items[end - 1].isCapitalised || line.isWord(phrase.lowerBound, .determiner) else {
      return end
    }
    while end + 1 < ceiling, line.isWord(end, .tail) {
      var next = end + 1
      while next < ceiling,
        isNominal(next, from: end) || line.isWord(next, .count) && line.isWord(next + 1, .of),
        !line.isWord(next, .time) || line.isWord(next, .speaks)
      {
        next += 1
      }
      // The stop of a sentence, not of “Mr.”
      while next > end + 1, line.isMark(next - 1, .fullStop), !isWithinName(next, before: ceiling) {
        next -= 1
      }
      guard next > end + 1 else { break }
      end = next
    }
    return end
  }
}
