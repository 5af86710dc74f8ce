// What each word can do in a sentence, as the word lists tell.

/// What a word can do in a sentence.
struct WordClass: OptionSet, Hashable, Sendable {
  let rawValue: UInt64

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

  // What single words do; `roles.txt` tells what each means.
  static let agent = WordClass(rawValue: 1 << 20)
  static let author = WordClass(rawValue: 1 << 21)
  static let infinitive = WordClass(rawValue: 1 << 22)
  static let of = WordClass(rawValue: 1 << 23)
  static let joiner = WordClass(rawValue: 1 << 24)
  static let article = WordClass(rawValue: 1 << 25)
  static let opener = WordClass(rawValue: 1 << 26)
  static let the = WordClass(rawValue: 1 << 27)
  static let takesBase = WordClass(rawValue: 1 << 28)
  static let that = WordClass(rawValue: 1 << 29)
  static let `as` = WordClass(rawValue: 1 << 30)
  static let how = WordClass(rawValue: 1 << 31)
  static let `if` = WordClass(rawValue: 1 << 32)
  static let when = WordClass(rawValue: 1 << 33)
  static let alone = WordClass(rawValue: 1 << 34)
  static let count = WordClass(rawValue: 1 << 35)
  static let tail = WordClass(rawValue: 1 << 36)
  static let inner = WordClass(rawValue: 1 << 37)
  static let suffix = WordClass(rawValue: 1 << 38)
  static let honorific = WordClass(rawValue: 1 << 39)
  static let male = WordClass(rawValue: 1 << 40)
  static let female = WordClass(rawValue: 1 << 41)
  static let neuter = WordClass(rawValue: 1 << 42)
  static let plural = WordClass(rawValue: 1 << 43)
  static let circumstance = WordClass(rawValue: 1 << 44)
  static let bringsTitle = WordClass(rawValue: 1 << 45)
  static let followsCue = WordClass(rawValue: 1 << 46)
  static let dates = WordClass(rawValue: 1 << 47)
  static let clause = WordClass(rawValue: 1 << 48)
  static let perfect = WordClass(rawValue: 1 << 49)
  static let being = WordClass(rawValue: 1 << 50)
  static let `in` = WordClass(rawValue: 1 << 51)
  static let timely = WordClass(rawValue: 1 << 52)

  /// Words that no noun phrase goes on over.
  static let closed: WordClass = [
    .preposition, .conjunction, .subordinator, .relative, .be, .auxiliary, .adverb, .pronoun, .object,
    .negation,
  ]
  /// Nouns for those who speak.
  static let speaks: WordClass = [.person, .people, .thing, .things]

  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The classes that a data file names, parted by spaces.
  init(names: String, in file: String) {
    self = kinds(names, in: file, named: Self.byName)
  }

  private static let byName: [String: WordClass] = [
    "determiner": .determiner, "possessive": .possessive, "preposition": .preposition,
    "conjunction": .conjunction, "subordinator": .subordinator, "relative": .relative,
    "be": .be, "auxiliary": .auxiliary, "adverb": .adverb,
    "time": .time, "pronoun": .pronoun, "object": .object,
    "negation": .negation, "person": .person, "people": .people,
    "thing": .thing, "things": .things,
    "agent": .agent, "author": .author, "infinitive": .infinitive, "of": .of,
    "joiner": .joiner, "article": .article, "opener": .opener, "the": .the,
    "takes-base": .takesBase, "that": .that, "as": .as, "how": .how,
    "if": .if, "when": .when, "alone": .alone, "count": .count,
    "tail": .tail, "inner": .inner, "suffix": .suffix, "honorific": .honorific,
    "male": .male, "female": .female, "neuter": .neuter, "plural": .plural,
    "circumstance": .circumstance, "brings-title": .bringsTitle, "follows-cue": .followsCue, "dates": .dates,
    "clause": .clause, "perfect": .perfect, "being": .being, "in": .in,
    "timely": .timely,
  ]
}

/// The words that quotations and speakers are found with. It never changes; it is a class because many finders hold it.
final class QuoteWords: Sendable {
  let cues: WordTable<CueFeatures>
  let sources: WordTable<SourcePhrase>
  let titles: WordList
  let works: WordList
  let terms: WordList
  let firstNames: WordList
  let nameHeads: WordList
  let elisions: WordList
  let particles: WordList
  let datelines: WordList
  let demonyms: WordList
  let endings: Endings
  /// Whether every noun has a capital.
  let hasCapitalNouns: Bool
  private let table: WordTable<WordClass>

  init(_ lexicon: Lexicon) {
    cues = WordTable(lexicon["cues"]) { CueFeatures($0) }
    sources = WordTable(lexicon["sources"]) { SourcePhrase(rawValue: $0) }
    titles = lexicon["titles"]
    works = lexicon["works"]
    terms = lexicon["terms"]
    firstNames = lexicon["first-names"]
    nameHeads = lexicon["name-heads"]
    elisions = lexicon["elisions"]
    particles = lexicon["particles"]
    datelines = lexicon["datelines"]
    demonyms = lexicon["demonyms"]
    endings = Endings(lexicon)
    hasCapitalNouns = lexicon.setting("nouns") == "capitals"
    table = Self.table(lexicon)
  }

  /// All that the lists tell of single words, in one table.
  private static func table(_ lexicon: Lexicon) -> WordTable<WordClass> {
    var classes: [String: WordClass] = [:]
    for file in ["function-words", "roles", "speaking-nouns"] {
      lexicon[file].forEachWord { word, names in
        classes[word, default: []].formUnion(WordClass(names: names ?? "", in: file))
      }
    }
    lexicon["titles"].forEachWord { word, _ in classes[word, default: []].insert(.title) }
    lexicon["noun-cues"].forEachWord { word, _ in classes[word, default: []].insert(.saying) }
    let lines = classes.map { "\($0.key)\t\($0.value.rawValue)" }
    return WordTable(WordList(lines.joined(separator: "\n"))) { UInt64($0).map(WordClass.init(rawValue:)) }
  }

  /// The classes of a word.
  func classes(of word: ArraySlice<UInt8>) -> WordClass { table.value(of: word) ?? unlisted(word) }

  /// The classes of a token that is a word.
  func classes(of token: Token, in text: [UInt8]) -> WordClass {
    table.value(of: token, in: text) ?? unlisted(text[token.range])
  }

  private func unlisted(_ word: ArraySlice<UInt8>) -> WordClass {
    word.count > 4 && endings.kinds(of: word).contains(.adverb) ? .adverb : []
  }
}

/// On which side of a phrase its source stands: “according to X”, “X zufolge”.
enum SourcePhrase: String, Sendable { case before, after }
