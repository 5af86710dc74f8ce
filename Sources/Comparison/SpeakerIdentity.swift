// Whether two mentions of a speaker can mean the same person.

import Language
import Story

/// How the speakers credited on both sides go together.
enum SpeakerIdentity {
  /// The same, or nothing speaks against it (“he”, “Esper” and “Mark Esper”).
  case same
  /// An anonymous description became the name of one who fits it.
  case named
  /// A name became an anonymous description that fits it.
  case anonymised
  /// Somebody else.
  case different

  /// Compares the speakers of a quote on both sides.
  init(_ one: Speaker, _ other: Speaker, _ pair: Pair) {
    if one.name == other.name {
      self = .same
      return
    }
    let old = Mention(one, pair.old, pair.lists)
    let new = Mention(other, pair.new, pair.lists)
    // Pronouns that were not resolved say nothing.
    if old.words.isEmpty || new.words.isEmpty || old.isAlike(new) {
      self = .same
    } else if old.isDescription != new.isDescription {
      let (description, name, side) = old.isDescription ? (old, new, pair.new) : (new, old, pair.old)
      if !description.fits(name) && !description.stands(besideTheNameIn: name, side) {
        self = .different
      } else if description.isDefinite {
        self = .same
      } else {
        self = old.isDescription ? .named : .anonymised
      }
    } else {
      self = .different
    }
  }
}

/// Who is credited, as words to compare.
private struct Mention {
  /// The stems of the words that say something, in order.
  var words: [[UInt8]] = []
  /// The words of what the text says of the speaker.
  var describedBy: [[UInt8]] = []
  /// Whether it is a common noun for a person (“an Iranian official”), not a name.
  var isDescription = false
  /// Whether it speaks of one already known (“the mayor”).
  var isDefinite = false
  /// The last word, folded.
  private var lastWord: [UInt8] = []

  init(_ speaker: Speaker, _ side: Side, _ lists: Lists) {
    let name = Array(speaker.name.utf8)
    let tokens = tokenise(name, in: TextRange(0, name.count)).filter { $0.kind != .mark }
    words = Self.stems(tokens, name, lists)
    if let description = speaker.description {
      let text = Array(description.utf8)
      let described = tokenise(text, in: TextRange(0, text.count)).filter { $0.kind != .mark }
      describedBy = Self.stems(described, text, lists)
    }
    guard let first = tokens.first, let last = tokens.last else { return }
    lastWord = folded(name[last.range.start..<last.range.end])
    isDescription = !last.isCapitalised
    isDefinite = folded(name[first.range.start..<first.range.end]) == Array("the".utf8)
  }

  private static func stems(_ tokens: [Token], _ utf8: [UInt8], _ lists: Lists) -> [[UInt8]] {
    tokens.map { folded(utf8[$0.range.start..<$0.range.end]) }
      .filter { !lists.functionWords.contains($0[...]) }
      .map { Array(stem($0[...])) }
  }

  /// Whether one is the other told shorter, or a given name spelled another way.
  func isAlike(_ other: Mention) -> Bool {
    let shared = Set(words).intersection(other.words).count
    if shared == min(Set(words).count, Set(other.words).count) { return true }
    if isShortFor(other) || other.isShortFor(self) { return true }
    guard !isDescription, !other.isDescription, words.count > 1, other.words.count > 1 else { return false }
    return words.last == other.words.last && words[0].first == other.words[0].first
  }

  /// Whether this is a given name cut short (“Tom” for “Tomas Aragon”) or the initials of the other (“ANC”).
  private func isShortFor(_ other: Mention) -> Bool {
    guard words.count == 1, other.words.count > 1, !isDescription, let word = words.first else {
      return false
    }
    return word.count >= 3 && other.words[0].starts(with: word) || word == other.words.compactMap(\.first)
  }

  /// Whether what the text says of a named speaker is this description.
  func fits(_ name: Mention) -> Bool {
    guard let head = words.last else { return false }
    return name.describedBy.contains(head)
  }

  /// Whether this description's noun stands beside the name somewhere in a text: “Mayor Jane Doe”.
  func stands(besideTheNameIn name: Mention, _ side: Side) -> Bool {
    guard let head = words.last else { return false }
    let utf8 = side.reading.text.utf8
    for (index, token) in side.tokens.enumerated()
    where token.range.count == name.lastWord.count
      && folded(utf8[token.range.start..<token.range.end]) == name.lastWord
    {
      for near in side.tokens[max(0, index - 4)..<min(side.tokens.count, index + 5)]
      where near.kind == .word
        && stem(folded(utf8[near.range.start..<near.range.end])[...]).elementsEqual(head)
      {
        return true
      }
    }
    return false
  }
}
