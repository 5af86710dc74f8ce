// Tests of what must be so of every reading, on random text and on news text with random damage.

import Foundation
import Language
import Story
import Testing

/// Random numbers that are the same in every run (SplitMix64: Steele, Lea and Flood, 2014).
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

private let news = """
  LEITH, Scotland (PA) — At least 12 people were hurt when a ferry hit the harbour wall on Monday, police said.
  “We heard a bang,” said Ann Doyle, 42, who lives nearby. “Then the lights went out … and nobody told us anything.”
  Mr. Quill, the harbour master, told reporters: “It was ‘no ordinary wind’,” and called the wall “a disgrace”.
  The company's spokesman, Tom Reid, later tweeted that the $3.5m boat was "fully insured". It allegedly was not.
  “I will say this once.

  “The wall is ours,” the mayor's office added in a statement. More follows…
  """

/// Pieces that text may be made of: words, numbers, and every mark and space that means something to the reader.
private let pieces = [
  "said", "Ann Doyle", "the mayor", "told", "according to", "and", "who", "he", "it", "of", "may", "in", "Mr",
  "U.S",
  "12", "3.5", "1,500", "$", "£", "%", "million", "percent", "2020", "May", "a.m", "year-old", "at least",
  "Correction",
  "“", "”", "‘", "’", "\"", "'", "''", "``", "„", "«", "»", "‹", "›", ".", ",", ";", ":", "?", "!", "…",
  "...", "(",
  ")", "[", "]", "—", "–", "-", "•", "*", "_", "&", "/", "=", "\n", "\n\n", "\u{2028}", " ", "\u{A0}",
  "\u{AD}",
  "\u{200B}", "\u{FEFF}", "é", "ß", "İ", "e\u{301}", "🙂", "👩‍🚒", "日本", "。", "שלום", "\u{202E}", "\0", "\r\n",
  "\t",
]

private func randomText(_ random: inout Seeded) -> String {
  (0..<Int.random(in: 0...120, using: &random)).reduce(into: "") { text, _ in
    text += pieces.randomElement(using: &random) ?? ""
    if Bool.random(using: &random) { text += " " }
  }
}

/// News with some scalars cut out, doubled, or replaced by a piece.
private func damagedNews(_ random: inout Seeded) -> String {
  var scalars = Array(news.unicodeScalars)
  for _ in 0..<Int.random(in: 1...40, using: &random) where !scalars.isEmpty {
    let place = Int.random(in: 0..<scalars.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: scalars.remove(at: place)
    case 1: scalars.removeSubrange(place..<min(scalars.count, place + 30))
    case 2: scalars.insert(contentsOf: scalars[place..<min(scalars.count, place + 30)], at: 0)
    default:
      scalars.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").unicodeScalars, at: place)
    }
  }
  return scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
}

/// What is wrong with a reading; nothing if all is well.
private func faults(_ reading: Reading) -> [String] {
  let utf8 = reading.text.utf8
  var faults: [String] = []
  func check(_ range: TextRange, _ what: String) {
    guard range.start >= 0, range.start < range.end, range.end <= utf8.count else {
      faults.append("\(what) \(range) is not in the text of \(utf8.count) bytes, or empty")
      return
    }
    for place in [range.start, range.end] where place < utf8.count && utf8[place] & 0xC0 == 0x80 {
      faults.append("\(what) \(range) cuts a scalar in two")
    }
  }
  for paragraph in reading.paragraphs { check(paragraph, "paragraph") }
  var end = 0
  for sentence in reading.sentences {
    check(sentence.range, "sentence")
    if sentence.range.start < end {
      faults.append("sentences overlap or are out of order at \(sentence.range)")
    }
    if !reading.paragraphs.indices.contains(sentence.paragraph)
      || !reading.paragraphs[sentence.paragraph].contains(sentence.range)
    {
      faults.append("sentence \(sentence.range) is not in its paragraph")
    }
    if let letter = (end..<max(end, sentence.range.start)).first(where: { isASCIILetter(utf8[$0]) }) {
      faults.append("the letter at \(letter) is in no sentence")
    }
    end = max(end, sentence.range.end)
  }
  if utf8[end...].contains(where: isASCIILetter) { faults.append("letters behind the last sentence") }
  var last = 0
  for (index, quote) in reading.quotes.enumerated() {
    check(quote.range, "quote")
    if quote.range.start < last { faults.append("quotes overlap or are out of order at \(quote.range)") }
    last = quote.range.end
    if let speaker = quote.speaker { check(speaker.range, "speaker") }
    if let cue = quote.cue { check(cue.range, "cue") }
    if let earlier = quote.continues, earlier != index - 1 {
      faults.append("a quote goes on with no neighbour")
    }
  }
  for figure in reading.figures {
    check(figure.range, "figure")
    if !figure.value.isFinite { faults.append("figure \(figure.range) is not finite") }
  }
  for hedge in reading.hedges { check(hedge.range, "hedge") }
  for name in reading.names { check(name.range, "name") }
  for notice in reading.notices { check(notice.range, "notice") }
  return faults
}

private func isASCIILetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

@Suite struct ReadingPropertiesTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `every span of a random text is in it, and sentences hold all its letters`(seed: UInt64) {
    var random = Seeded(state: seed)
    let readers = Readers()
    for round in 0..<300 {
      let text = round.isMultiple(of: 2) ? randomText(&random) : damagedNews(&random)
      let reading = readers[round.isMultiple(of: 5) ? "de" : "en"].read(text)
      let faults = faults(reading)
      if !faults.isEmpty { Issue.record("\(faults.joined(separator: "; ")) in \(text.debugDescription)") }
    }
  }

  @Test func `a text gives the same reading every time, from every reader`() {
    var random = Seeded(state: 11)
    let (one, other) = (Reader(), Reader())
    for _ in 0..<100 {
      let text = damagedNews(&random)
      #expect(one.read(text) == other.read(text))
      #expect(one.read(text) == one.read(text))
    }
  }

  @Test func `sentences cut beforehand stay as they are`() {
    var random = Seeded(state: 12)
    for _ in 0..<100 {
      let sentences = (0..<5).map { _ in randomText(&random) }
      #expect(english.read(sentences: sentences).sentences.count == 5)
    }
  }

  /// Texts that have made readers slow: each a piece to be repeated.
  static let hostile: [String] = [
    "“", "”", "\"", "'", "« ", " '", "“‘", "“a", "a” ", "‘a ", "('", "“a ‘b ", "''", "``",
    "a", "A", "a ", "A ", "A. ", "1", "1 ", "1,000 ", "1. a ", ".", ". ", "... ", "!? ", "- ", "-", "a-",
    "a'", "(", "()", "( a ",
    "said ", "said, ", "said “a” ", "he said “a ", "and ", "Ann and ", "of ", "Bank of ", "the ",
    "of the Ann ", ", who said ",
    ", a b, ", "which said that ", "according to ", "million ", "one hundred and ", "May ", "at least ",
    "Mr. ", "U.S. ",
    "“a”\n", "“a\n", "said:\n", "a\n", "\n", "Correction:\n", "This story was ", "more ", "“A,” said he. ",
    "Ann Doyle ",
    "e\u{301}", "\u{200B}", "🙂 ", "日本。", "\u{2028}",
  ]

  /// Time of reading is bounded by a straight line: eight times the text takes less than forty times the work of this
  /// thread, the least of two tries, so that a busy machine does not fail it.
  @Test(arguments: hostile)
  func `no text makes reading slow`(piece: String) {
    func seconds(_ bytes: Int) -> Double {
      let text = String(repeating: piece, count: bytes / piece.utf8.count)
      return (0..<2).map { _ in
        let start = threadSeconds()
        _ = english.read(text)
        return threadSeconds() - start
      }.min() ?? 0
    }
    let small = seconds(2_000)
    let large = seconds(16_000)
    #expect(large < small * 40 + 0.06, "\(small) s for 2 kB, \(large) s for 16 kB")
  }

  /// The CPU time of this thread.
  private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test func `a hundred kilobytes without a full stop, and a hundred thousand quotation marks, are read`() {
    let words = String(
      repeating: "the mayor said that the “wall” of Leith fell on 12 boats and ", count: 2000)
    #expect(faults(english.read(words)).isEmpty)
    #expect(faults(english.read(String(repeating: "“", count: 100_000))).isEmpty)
    #expect(faults(english.read(String(repeating: "“a ‘b ", count: 5000))).isEmpty)
  }
}
