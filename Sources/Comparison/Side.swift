// One side of a comparison, made ready: its tokens numbered, its sentences as rows of words.

import Language
import Story

/// One side of a comparison: the reading and its sentences' tokens, numbered over the vocabulary of both sides.
///
/// It never changes; it is a class because handing on so many lists would cost more than the comparison.
final class Side: Sendable {
  /// The reading.
  let reading: Reading
  /// The tokens of all sentences, in reading order; text outside of sentences has none.
  let tokens: [Token]
  /// For each token the number of its folded bytes.
  let numbers: [Int32]
  /// The stems of each sentence's words, without its marks and dateline; of a sentence of marks alone, the marks.
  let passages: Passages
  /// For each sentence whether it has a letter or a digit.
  let hasWords: [Bool]
  /// For each sentence whether it is a notice or a part of one.
  let isNotice: [Bool]
  /// Where quotes stand, without scare quotes, titles and terms.
  let quoted: Told
  /// The first token of each sentence; one more for the end.
  private let starts: [Int]

  /// Reads the tokens of a reading's sentences.
  init(_ reading: Reading, vocabulary: inout Vocabulary) {
    let utf8 = reading.text.utf8
    var tokens: [Token] = []
    var numbers: [Int32] = []
    var passages = Passages()
    var hasWords: [Bool] = []
    var starts = [0]
    tokens.reserveCapacity(utf8.count / 5 + 1)
    numbers.reserveCapacity(utf8.count / 5 + 1)
    for sentence in reading.sentences {
      let first = tokens.count
      tokenise(utf8, in: sentence.range, into: &tokens)
      let afterDateline = first + Side.datelineCount(tokens[first...], in: utf8)
      let wordsBefore = passages.words.count
      utf8.withUnsafeBufferPointer { bytes in
        for token in tokens[first...] { numbers.append(vocabulary.number(of: token, in: bytes)) }
      }
      for index in first..<tokens.count {
        let number = numbers[index]
        if tokens[index].kind != .mark, index >= afterDateline {
          passages.add(vocabulary.stem(of: number))
        }
      }
      // A sentence without words of its own is still itself.
      if passages.words.count == wordsBefore { numbers[first...].forEach { passages.add($0) } }
      passages.endPassage()
      hasWords.append(tokens[first...].contains { $0.kind != .mark })
      starts.append(tokens.count)
    }
    let notices = Told(reading.notices.map(\.range))
    self.reading = reading
    self.tokens = tokens
    self.numbers = numbers
    self.passages = passages
    self.hasWords = hasWords
    self.starts = starts
    isNotice = reading.sentences.map { notices.touches($0.range) }
    quoted = Told(reading.quotes.lazy.filter { $0.kind == .quote }.map(\.range))
  }

  /// How many tokens of a sentence's start are a dateline (“LONDON (AP) --”): unrelated stories share them.
  private static func datelineCount(_ tokens: ArraySlice<Token>, in utf8: [UInt8]) -> Int {
    guard let place = tokens.first, place.kind == .word, place.range.count > 2,
      utf8[place.range.start..<place.range.end].allSatisfy({ $0 < 0x61 || $0 > 0x7A })
    else { return 0 }
    for (count, token) in zip(1..., tokens.prefix(12)) where token.kind == .mark && token.spaceBefore {
      let mark = utf8[token.range.start..<token.range.end]
      if mark.elementsEqual("—".utf8) || mark.elementsEqual("–".utf8) || mark.elementsEqual("-".utf8) {
        return count < tokens.count ? count : 0
      }
    }
    return 0
  }

  /// How many sentences there are.
  var count: Int { reading.sentences.count }

  /// The tokens of a sentence, as indices of ``tokens`` and ``numbers``.
  func tokenIndices(of sentence: Int) -> Range<Int> { starts[sentence]..<starts[sentence + 1] }

  /// Where a sentence stands.
  func range(of sentence: Int) -> TextRange { reading.sentences[sentence].range }

  /// A stretch of the text as a string.
  func text(_ range: TextRange) -> String { reading.text[range] }
}
