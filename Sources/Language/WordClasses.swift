// What each word can do in a sentence, as the word lists tell.

/// What a word can do in a sentence.
struct WordClass: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  static let determiner = WordClass(rawValue: 1 << 0)
  static let possessive = WordClass(rawValue: 1 << 1)
  static let preposition = WordClass(rawValue: 1 << 2)
  static let conjunction = WordClass(rawValue: 1 << 3)
  static let subordinator = WordClass(rawValue: 1 << 4)
  static let relative = WordClass(rawValue: 1 << 5)
  static let be = WordClass(rawValue: 1 << 6)
  static let auxiliary = WordClass(rawValue: 1 << 7)
  static let adverb = WordClass(rawValue: 1 << 8)
  static let time = WordClass(rawValue: 1 << 9)
  static let pronoun = WordClass(rawValue: 1 << 10)
  static let object = WordClass(rawValue: 1 << 11)
  static let negation = WordClass(rawValue: 1 << 12)
  static let person = WordClass(rawValue: 1 << 13)
  static let people = WordClass(rawValue: 1 << 14)
  static let thing = WordClass(rawValue: 1 << 15)
  static let things = WordClass(rawValue: 1 << 16)
  static let title = WordClass(rawValue: 1 << 17)
  static let saying = WordClass(rawValue: 1 << 18)
  /// A finite verb or participle that credits words (set by ``CueFinder``).
  static let cue = WordClass(rawValue: 1 << 19)

  /// Words that no noun phrase goes on over.
  static let closed: WordClass = [
    .preposition, .conjunction, .subordinator, .relative, .be, .auxiliary, .adverb, .pronoun, .object,
    .negation,
  ]
  /// Nouns for those who speak.
  static let speaks: WordClass = [.person, .people, .thing, .things]

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The classes that a word list names, parted by spaces.
  init(names: String) {
    if let one = Self.byName[names] {
      self = one
    } else {
      self = names.split(separator: " ").reduce(into: []) { $0.formUnion(Self.byName[String($1)] ?? []) }
    }
  }

  private static let byName: [String: WordClass] = [
    "determiner": .determiner, "possessive": .possessive, "preposition": .preposition,
    "conjunction": .conjunction, "subordinator": .subordinator, "relative": .relative,
    "be": .be, "auxiliary": .auxiliary, "adverb": .adverb,
    "time": .time, "pronoun": .pronoun, "object": .object,
    "negation": .negation, "person": .person, "people": .people,
    "thing": .thing, "things": .things,
  ]
}

/// The word lists that quotations and speakers are found with.
struct QuoteWords {
  let cues: WordList
  let functionWords: WordList
  let speakingNouns: WordList
  let nounCues: WordList
  let titles: WordList
  let works: WordList
  let terms: WordList
  let firstNames: WordList

  init(_ lexicon: Lexicon) {
    cues = lexicon["cues"]
    functionWords = lexicon["function-words"]
    speakingNouns = lexicon["speaking-nouns"]
    nounCues = lexicon["noun-cues"]
    titles = lexicon["titles"]
    works = lexicon["works"]
    terms = lexicon["terms"]
    firstNames = lexicon["first-names"]
  }

  /// The classes of a word.
  func classes(of word: ArraySlice<UInt8>) -> WordClass {
    var result: WordClass = []
    if let names = functionWords.value(of: word) { result = WordClass(names: names) }
    if let noun = speakingNouns.value(of: word) { result.formUnion(WordClass(names: noun)) }
    if titles.contains(word) { result.insert(.title) }
    if nounCues.contains(word) { result.insert(.saying) }
    if result.isEmpty, word.count > 4, word.suffix(2).elementsEqual("ly".utf8) { result.insert(.adverb) }
    return result
  }
}
