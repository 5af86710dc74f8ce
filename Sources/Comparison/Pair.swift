// Two readings made ready: what every kind of change is found from.

import Language
import Story

/// Two readings with their sentences aligned, and the questions that several kinds of change ask of them. It never
/// changes once made; it is a class for the same reason as ``Side``.
final class Pair {
  /// The older side.
  let old: Side
  /// The newer side.
  let new: Side
  /// The words of both.
  let vocabulary: Vocabulary
  /// Which sentences are linked.
  let alignment: Alignment
  /// The linked sentences, gathered and compared word by word.
  let strands: Strands
  /// The word lists that changes are told apart by.
  let lists: Lists
  /// The strands whose sentences differ and are no notices: where facts are compared.
  private(set) var edited: [Strand] = []
  /// The numbers of each strand whose sentences differ, by its place in ``Strands/all``.
  private var matchings: [NumeralMatching?] = []
  /// For each strand which of its hunks differ only as houses write.
  private var stylistic: [[Bool]] = []

  /// Aligns two readings.
  init(_ old: Reading, _ new: Reading, lists: Lists) {
    var vocabulary = Vocabulary(functionWords: lists.functionWords)
    let oldSide = Side(old, vocabulary: &vocabulary)
    let newSide = Side(new, vocabulary: &vocabulary)
    let alignment = Alignment(
      old: oldSide.passages, oldIsNotice: oldSide.isNotice, new: newSide.passages,
      newIsNotice: newSide.isNotice, vocabulary: vocabulary)
    strands = Strands(alignment, old: oldSide, new: newSide, vocabulary: vocabulary)
    self.old = oldSide
    self.new = newSide
    self.alignment = alignment
    self.vocabulary = vocabulary
    self.lists = lists
    edited = strands.all.filter { !$0.hunks.isEmpty && !hasNotice($0) }
    matchings = strands.all.map { $0.hunks.isEmpty ? nil : NumeralMatching($0, self) }
    stylistic = strands.all.map { strand in
      if strand.hunks.isEmpty { return [] }
      let style = HouseStyle(self, strand)
      return strand.hunks.map { hunk in
        style.isSame(hunk.old.map { strand.oldTokens[$0] }, hunk.new.map { strand.newTokens[$0] })
      }
    }
  }

  /// Which hunks of a strand differ only as houses write.
  func isHouseStyle(_ strand: Strand) -> [Bool] {
    strand.news.first.map { stylistic[strands.ofNew[$0]] } ?? []
  }

  /// The numbers of a strand matched; of one whose sentences are the same, none differ.
  func matching(_ strand: Strand) -> NumeralMatching {
    strand.news.first.flatMap { matchings[strands.ofNew[$0]] } ?? NumeralMatching(strand, self)
  }

  /// Whether a strand is, on either side, of a notice.
  func hasNotice(_ strand: Strand) -> Bool {
    strand.olds.contains { old.isNotice[$0] } || strand.news.contains { new.isNotice[$0] }
  }
}

/// The word lists of `Language` that this room asks.
struct Lists: Sendable {
  /// Words that hold a sentence together.
  let functionWords: WordList
  /// Verbs and phrases that credit words to a speaker.
  let cues: WordList
  /// Nouns for those who speak, with `person` or `people` for human ones.
  let speakingNouns: WordList
  /// Words before a number that bound it.
  let bounds: WordList
  /// How lines begin that are no news: copyright, credits, invitations to share.
  let boilerplate: WordList

  /// The lists of a language.
  init(_ lexicon: Lexicon) {
    functionWords = lexicon["function-words"]
    cues = lexicon["cues"]
    speakingNouns = lexicon["speaking-nouns"]
    bounds = lexicon["bounds"]
    boilerplate = lexicon["boilerplate"]
  }
}
