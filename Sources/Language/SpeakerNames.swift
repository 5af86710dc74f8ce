// Says whom a mention stands for: “Mr Esper” and “he” for Mark Esper, “it” for the letter.

import Story

/// Knows the names of a text, and who has spoken so far.
struct SpeakerNames {
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
  /// The names of several words, by their last word and by their first.
  private var byLast: [String: [Name]] = [:]
  private var byFirst: [String: [Name]] = [:]
  /// Names that open a sentence, in order: those that a pronoun is likely to take up.
  private var openings: [Party] = []
  private var speakers: [Party] = []
  /// Where names begin.
  private let nameStarts: Set<Int>
  private var genders: [String: Gender] = [:]

  init(text: [UInt8], names: [Name], sentences: [Sentence], words: QuoteWords) {
    self.text = text
    self.words = words
    nameStarts = Set(names.map(\.range.start))
    var sentence = 0
    for name in names {
      let parts = Self.parts(of: text[name.range])
      if parts.count > 1 {
        keep(name, under: parts[parts.count - 1], in: &byLast)
        keep(name, under: parts[0], in: &byFirst)
      }
      while sentence + 1 < sentences.count, sentences[sentence + 1].range.start <= name.range.start {
        sentence += 1
      }
      guard sentence < sentences.count, sentences[sentence].range.start <= name.range.start else { continue }
      let party = Party(
        position: name.range.start, name: fullName(text[name.range], at: name.range.start), kind: .name,
        gender: titleGender(before: name.range.start), isPlural: false, isThing: false)
      // Further on in a sentence only those count that are surely people.
      let distance = name.range.start - sentences[sentence].range.start
      if distance < 24 || distance < 80 && gender(of: party) != .unknown { openings.append(party) }
    }
  }

  /// Keeps a name for looking up, if it is not kept already; a handful for each word.
  private func keep(_ name: Name, under word: String, in table: inout [String: [Name]]) {
    let kept = table[word, default: []]
    guard kept.count < 8, !kept.contains(where: { text[$0.range].elementsEqual(text[name.range]) }) else {
      return
    }
    table[word, default: []].append(name)
  }

  /// The speaker that a mention stands for; mentions are to be given in the order of the text.
  mutating func speaker(for mention: Mention) -> Speaker {
    var speaker = Speaker(
      range: mention.range, name: string(mention.range), description: mention.description.map(string))
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
      if speaker.name.hasSuffix("-year-old"),
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

  /// The fullest name that the text gives to whom a name belongs, nearest before the place, else after it.
  private func fullName(_ name: ArraySlice<UInt8>, at position: Int) -> String {
    let parts = Self.parts(of: name)
    let plain = withSmallArticle(String(decoding: Self.withoutOwner(name), as: UTF8.self))
    guard parts.count == 1, let word = parts.first else { return plain }
    for names in [byLast[word], byFirst[word]] {
      guard let names else { continue }
      let gender = titleGender(before: position)
      let fitting = names.filter {
        gender == .unknown || firstNameGender($0) == .unknown || firstNameGender($0) == gender
      }
      if let best = fitting.last(where: { $0.range.start < position }) ?? fitting.first {
        return withSmallArticle(String(decoding: Self.withoutOwner(text[best.range]), as: UTF8.self))
      }
    }
    return plain
  }

  /// The words of a name, folded, without possessive endings.
  private static func parts(of name: ArraySlice<UInt8>) -> [String] {
    String(decoding: folded(withoutOwner(name)), as: UTF8.self).split(separator: " ").map(String.init)
  }

  private static func withoutOwner(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for ending in ["'s", "’s", "'", "’"] where name.suffix(ending.utf8.count).elementsEqual(ending.utf8) {
      return name.dropLast(ending.utf8.count)
    }
    return name
  }

  /// A name with its article in small letters: “the Pentagon”.
  private func withSmallArticle(_ name: String) -> String {
    name.hasPrefix("The ") ? "the " + name.dropFirst(4) : name
  }

  /// A noun phrase as it stands within a sentence: “a source”, “residents”.
  private func withSmallStart(_ phrase: String, at position: Int) -> String {
    let word = phrase.prefix { $0 != " " }
    let isKnown = !words.classes(of: Array(word.utf8)[...]).isEmpty
    let hasName = phrase.dropFirst(word.count).contains(where: \.isUppercase)
    guard isKnown || !hasName && !nameStarts.contains(position), let first = phrase.unicodeScalars.first
    else {
      return phrase
    }
    return first.properties.lowercaseMapping
      + phrase.unicodeScalars.dropFirst().reduce(into: "") {
        $0.unicodeScalars.append($1)
      }
  }

  // MARK: Pronouns

  /// The last party that a pronoun fits.
  private func antecedent(of mention: Mention) -> Party? {
    let pronoun = String(decoding: folded(text[mention.range]), as: UTF8.self)
    let wanted: (Party) -> Bool
    switch pronoun {
    case "he", "his", "him": wanted = { isPerson($0) && gender(of: $0) != .female }
    case "she", "her": wanted = { isPerson($0) && gender(of: $0) != .male }
    case "it", "its":
      wanted = {
        $0.isThing && !$0.isPlural || $0.kind == .name && gender(of: $0) == .unknown && !$0.name.contains(" ")
          || $0.name.hasPrefix("the ") && !isPerson($0)
      }
    case "they", "their": wanted = { $0.isPlural || $0.isThing }
    default: return nil
    }
    let spoken = Self.last(in: speakers, before: mention.range.start, where: wanted)
    guard pronoun != "it", pronoun != "its", pronoun != "they", pronoun != "their" else { return spoken }
    let opening = Self.last(in: openings, before: mention.range.start) { wanted($0) && $0.name.contains(" ") }
    guard let spoken else { return opening }
    guard let opening, opening.position > spoken.position else { return spoken }
    return opening
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
    case .name: !party.name.hasPrefix("the ") && !isBody(party.name)
    case .noun: !party.isPlural && !party.isThing
    case .pronoun: false
    }
  }

  /// Whether a name ends in a noun for a paper, an office or several people: “Sky News”, “Leith Council”.
  private func isBody(_ name: String) -> Bool {
    guard let last = name.split(separator: " ").last else { return false }
    let classes = words.classes(of: Array(last.utf8)[...])
    return name.contains(" ") && !classes.isDisjoint(with: [.thing, .things, .people])
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
    switch String(decoding: folded(text[start..<end]), as: UTF8.self) {
    case "mr", "sir", "lord", "king", "prince", "father": return .male
    case "mrs", "ms", "miss", "dame", "lady", "queen", "princess", "mme", "madame", "baroness": return .female
    default: return .unknown
    }
  }

  private func string(_ range: TextRange) -> String { String(decoding: text[range], as: UTF8.self) }
}
