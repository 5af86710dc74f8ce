// Says whom a mention stands for: “Mr Esper” and “he” for Mark Esper, “it” for the letter.

import Story

/// Knows the names of a text, and who has spoken so far.
final class SpeakerNames {
  /// Somebody who was mentioned or spoke.
  private struct Party {
    /// Where they were mentioned.
    var position: Int
    var name: String
    var kind: Mention.Kind
    var gender: Gender
    var isPlural: Bool
    var isThing: Bool
  }

  private enum Gender {
    case female
    case male
    case unknown
  }

  private let text: [UInt8]
  private let words: QuoteWords
  private let names: [Name]
  private let sentences: [Sentence]
  /// The names of several words, by the hashes of their last word and of their first.
  private var byLast: [UInt64: [Name]] = [:]
  private var byFirst: [UInt64: [Name]] = [:]
  private var speakers: [Party] = []
  private var genders: [String: Gender] = [:]

  init(text: [UInt8], names: [Name], sentences: [Sentence], words: QuoteWords) {
    self.text = text
    self.words = words
    self.names = names
    self.sentences = sentences
    for name in names {
      let ends = Self.ends(of: text[name.range])
      guard ends.hasSeveralWords else { continue }
      keep(name, under: ends.last, in: &byLast)
      keep(name, under: ends.first, in: &byFirst)
    }
  }

  /// Keeps a name for looking up, if it is not kept already; a handful for each word.
  private func keep(_ name: Name, under word: UInt64, in table: inout [UInt64: [Name]]) {
    let kept = table[word, default: []]
    guard kept.count < 8, !kept.contains(where: { text[$0.range].elementsEqual(text[name.range]) }) else {
      return
    }
    table[word, default: []].append(name)
  }

  /// The speaker that a mention stands for; mentions are to be given in the order of the text.
  func speaker(for mention: Mention) -> Speaker {
    var speaker = Speaker(
      range: mention.range, name: string(mention.range),
      description: mention.description.map { officeWithSmallStart(string($0), at: $0.start) })
    switch mention.kind {
    case .pronoun:
      if let party = antecedent(of: mention) {
        speaker.name = party.name
      } else {
        speaker.name = speaker.name.lowercased()
      }
      return speaker
    case .name:
      let range = mention.name ?? mention.range
      speaker.name = fullName(text[range], at: range.start)
    case .noun:
      if words.endings.kinds(of: text[mention.range]).contains(.age),
        let party = speakers.last(where: { $0.kind == .name && isPerson($0) })
      {
        speaker.name = party.name
        return speaker
      }
      speaker.name = withSmallStart(speaker.name, at: mention.range.start)
    }
    let gender = titleGender(before: (mention.name ?? mention.range).start)
    if gender != .unknown { genders[speaker.name] = gender }
    speakers.append(
      Party(
        position: mention.range.start, name: speaker.name, kind: mention.kind, gender: gender,
        isPlural: !mention.classes.isDisjoint(with: [.people, .things]),
        isThing: !mention.classes.isDisjoint(with: [.thing, .things])))
    return speaker
  }

  // MARK: Names

  /// The fullest name that the text gives to whom a name belongs, nearest before the place, else perhaps after it.
  private func fullName(_ name: ArraySlice<UInt8>, at position: Int, orLater: Bool = true) -> String {
    let ends = Self.ends(of: name)
    if !ends.hasSeveralWords {
      for names in [byLast[ends.last], byFirst[ends.last]] {
        guard let names else { continue }
        let gender = titleGender(before: position)
        let fitting = names.filter {
          gender == .unknown || firstNameGender($0) == .unknown || firstNameGender($0) == gender
        }
        if let best = fitting.last(where: { $0.range.start < position }) ?? (orLater ? fitting.first : nil) {
          return withSmallArticle(Self.withoutOwner(text[best.range]))
        }
      }
    }
    return withSmallArticle(Self.withoutOwner(name))
  }

  /// The hashes of a name's first and last word, folded, without a possessive ending.
  private static func ends(of name: ArraySlice<UInt8>) -> (first: UInt64, last: UInt64, hasSeveralWords: Bool)
  {
    let name = withoutOwner(name)
    let space = UInt8(ascii: " ")
    let last = name.lastIndex(of: space).map { name[($0 + 1)...] } ?? name
    let first = name.prefix { $0 != space }
    return (foldedHash(first), foldedHash(last), first.count < name.count)
  }

  private static func withoutOwner(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for ending in ["'s", "’s", "'", "’"] where name.suffix(ending.utf8.count).elementsEqual(ending.utf8) {
      return name.dropLast(ending.utf8.count)
    }
    return name
  }

  /// A name with its article in small letters: “the Pentagon”.
  private func withSmallArticle(_ name: ArraySlice<UInt8>) -> String {
    let article = name.prefix { $0 != UInt8(ascii: " ") }
    guard article.count < name.count, let first = article.first, words.classes(of: article).contains(.the)
    else {
      return String(decoding: name, as: UTF8.self)
    }
    return String(decoding: [foldedASCII(first)] + name.dropFirst(), as: UTF8.self)
  }

  /// Whether a name is that of a body with its article: “the Pentagon”.
  private func hasArticle(_ name: String) -> Bool {
    let article = name.utf8.prefix { $0 != UInt8(ascii: " ") }
    return article.count < name.utf8.count && words.classes(of: Array(article)[...]).contains(.the)
  }

  /// A noun phrase as it stands within a sentence: “a source”, “residents”.
  private func withSmallStart(_ phrase: String, at position: Int) -> String {
    let word = phrase.prefix { $0 != " " }
    let classes = words.classes(of: Array(word.utf8)[...])
    if words.hasCapitalNouns, classes.isDisjoint(with: [.determiner, .possessive]) { return phrase }
    if words.demonyms.contains(Array(word.utf8)[...]) || isOwningName(word) { return phrase }
    let isKnown = !classes.isEmpty && classes.isDisjoint(with: .title)
    let hasName = phrase.dropFirst(word.count).contains(where: \.isUppercase)
    guard isKnown || !hasName && !beginsName(at: position), let first = phrase.unicodeScalars.first
    else {
      return phrase
    }
    return first.properties.lowercaseMapping
      + phrase.unicodeScalars.dropFirst().reduce(into: "") {
        $0.unicodeScalars.append($1)
      }
  }

  /// What the text says of a speaker as it stands within a sentence: “the mayor”, “spokesman”; but “Prime Minister”.
  private func officeWithSmallStart(_ office: String, at position: Int) -> String {
    let word = office.prefix { $0 != " " }
    let isTitle =
      office.dropFirst(word.count).contains(where: \.isUppercase)
      && words.classes(of: Array(word.utf8)[...]).isDisjoint(with: [.determiner, .possessive])
    return isTitle ? office : withSmallStart(office, at: position)
  }

  /// Whether a word with a possessive ending is no noun of the lists: “France's”, but “Residents'”.
  private func isOwningName(_ word: Substring) -> Bool {
    let utf8 = Array(word.utf8)[...]
    let name = Self.withoutOwner(utf8)
    return name.count < utf8.count && words.classes(of: name).isEmpty && words.classes(of: utf8).isEmpty
      && name.first.map { $0 &- 0x41 < 26 } == true
  }

  /// How many names begin before a place.
  private func nameCount(before place: Int) -> Int {
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      if names[middle].range.start < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func beginsName(at place: Int) -> Bool {
    let index = nameCount(before: place)
    return index < names.count && names[index].range.start == place
  }

  // MARK: Pronouns

  /// The last party that a pronoun fits.
  private func antecedent(of mention: Mention) -> Party? {
    let place = mention.range.start
    let pronoun = words.classes(of: text[mention.range])
    if pronoun.contains(.neuter) {
      return Self.last(in: speakers, before: place) {
        $0.isThing && !$0.isPlural
          || $0.kind == .name && gender(of: $0) == .unknown && !$0.name.contains(" ")
          || hasArticle($0.name) && !isPerson($0)
      }
    }
    let others: Gender
    if pronoun.contains(.male) {
      others = .female
    } else if pronoun.contains(.female) {
      others = .male
    } else if pronoun.contains(.plural) {
      return Self.last(in: speakers, before: place) { $0.isPlural || $0.isThing }
    } else {
      return nil
    }
    let spoken = Self.last(in: speakers, before: place) { isPerson($0) && gender(of: $0) != others }
    return opening(before: place, after: spoken?.position ?? -1) {
      isPerson($0) && gender(of: $0) != others && $0.name.contains(" ")
    } ?? spoken
  }

  /// The last name between two places that stands near the start of its sentence and fits: one that a pronoun is
  /// likely to take up; of the nearest fifty.
  private func opening(before end: Int, after start: Int, where fits: (Party) -> Bool) -> Party? {
    let count = nameCount(before: end)
    for index in (max(0, count - 50)..<count).reversed() {
      let place = names[index].range.start
      if place <= start { return nil }
      guard let sentence = sentenceStart(of: place), place - sentence < 80 else { continue }
      let party = Party(
        position: place, name: fullName(text[names[index].range], at: place, orLater: false), kind: .name,
        gender: titleGender(before: place), isPlural: false, isThing: false)
      // “in the Norland Sea”, “the Quill Report”: people have no article.
      if followsArticle(place), gender(of: party) == .unknown { continue }
      // Further on in a sentence only those count that are surely people.
      if place - sentence < 24 || gender(of: party) != .unknown, fits(party) { return party }
    }
    return nil
  }

  /// Whether an article stands right before a place.
  private func followsArticle(_ place: Int) -> Bool {
    guard place > 1, text[place - 1] == UInt8(ascii: " ") else { return false }
    let word = text[max(0, place - 16)..<place - 1]
    let start = word.lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? word.startIndex
    return words.classes(of: word[start...]).contains(.the)
  }

  /// Where the sentence begins that a place is in.
  private func sentenceStart(of place: Int) -> Int? {
    var low = 0
    var high = sentences.count
    while low < high {
      let middle = (low + high) / 2
      if sentences[middle].range.start <= place { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? sentences[low - 1].range.start : nil
  }

  /// The last of some parties in order that stands before a place and fits; of the nearest fifty.
  private static func last(in parties: [Party], before place: Int, where fits: (Party) -> Bool) -> Party? {
    var low = 0
    var high = parties.count
    while low < high {
      let middle = (low + high) / 2
      if parties[middle].position < place { low = middle + 1 } else { high = middle }
    }
    return parties[max(0, low - 50)..<low].last(where: fits)
  }

  private func isPerson(_ party: Party) -> Bool {
    switch party.kind {
    case .name: !hasArticle(party.name) && !isBody(party.name)
    case .noun: !party.isPlural && !party.isThing
    case .pronoun: false
    }
  }

  /// Whether a name ends in a noun for a paper, an office or several people: “Sky News”, “Leith Council”.
  private func isBody(_ name: String) -> Bool {
    guard let last = name.split(separator: " ").last else { return false }
    let classes = words.classes(of: Array(last.utf8)[...])
    return name.contains(" ")
      && (!classes.isDisjoint(with: [.thing, .things, .people])
        || words.nameHeads.contains(Array(last.utf8)[...]))
  }

  private func gender(of party: Party) -> Gender {
    if party.gender != .unknown { return party.gender }
    if let known = genders[party.name] { return known }
    guard party.kind == .name, let first = party.name.split(separator: " ").first else { return .unknown }
    return firstNameGender(Array(first.utf8)[...])
  }

  private func firstNameGender(_ name: Name) -> Gender {
    firstNameGender(text[name.range].prefix { $0 != 0x20 })
  }

  private func firstNameGender(_ word: ArraySlice<UInt8>) -> Gender {
    switch words.firstNames.value(of: word) {
    case "f": .female
    case "m": .male
    default: .unknown
    }
  }

  /// What the title before a name tells: “Ms Bell”.
  private func titleGender(before position: Int) -> Gender {
    var end = position
    while end > 0, text[end - 1] == 0x20 || text[end - 1] == UInt8(ascii: ".") || text[end - 1] == 0xA0 {
      end -= 1
    }
    var start = end
    while start > 0, end - start < 12, text[start - 1] | 0x20 >= 0x61, text[start - 1] | 0x20 <= 0x7A {
      start -= 1
    }
    guard start < end else { return .unknown }
    let classes = words.classes(of: text[start..<end])
    // A pronoun is no title: “her”.
    guard classes.isDisjoint(with: [.pronoun, .possessive, .object]) else { return .unknown }
    return classes.contains(.male) ? .male : classes.contains(.female) ? .female : .unknown
  }

  private func string(_ range: TextRange) -> String { String(decoding: text[range], as: UTF8.self) }
}
