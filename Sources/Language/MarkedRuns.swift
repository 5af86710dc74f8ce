// Finds every run of words that stands between quotation marks, also over several paragraphs.

import Story

/// Words between quotation marks, in one paragraph, not inside other marks.
struct MarkedRun: Hashable {
  /// The words, without marks and outer white space.
  var range: TextRange
  /// The words with their marks.
  var outer: TextRange
  /// The paragraph, from 0.
  var paragraph: Int
  /// The tokens of the paragraph that it takes up, marks included.
  var tokens: Range<Int>
  /// Whether the closing mark was found, or the next paragraph goes on with it.
  var isClosed: Bool
  /// Whether it goes on with the run before it, from an earlier paragraph.
  var isContinuation = false
  /// Whether its marks are single ones.
  var isSingle: Bool
}

/// Every outermost marked run of a text, in order. Complexity: O(tokens).
///
/// A run that is not closed in its paragraph ends there. The next paragraph goes on with it when it begins with a
/// mark, or when the first mark to come is one that closes and that nothing opened.
func findMarkedRuns(text: [UInt8], paragraphs: [TextRange], tokens: [[Token]], elisions: WordList)
  -> [MarkedRun]
{
  let finder = QuotationMarkFinder(text: text, elisions: elisions)
  var pairings = tokens.map { MarkPairing(finder.marks(in: $0), tokens: $0, text: text) }
  let singles = quotesWithSingleMarks(pairings)
  var runs: [MarkedRun] = []
  var open: QuotationMark.Family?
  /// Paragraphs without marks since the one that left its mark open.
  var between: [Int] = []

  /// Keeps a piece that has words; one that goes on with the last run closes that one.
  func add(_ piece: MarkPairing.Piece, in paragraph: Int, isContinuation: Bool) {
    open = nil
    guard var run = pairings[paragraph].run(piece, paragraph: paragraph) else { return }
    if isContinuation, let last = runs.indices.last {
      runs[last].isClosed = true
      run.isContinuation = true
    }
    runs.append(run)
    open = piece.isOpen ? piece.family : nil
  }

  for paragraph in pairings.indices {
    if let family = open, pairings[paragraph].beginsAdrift(family) {
      // “… the end.⏎” The next: the closing mark has slipped into this paragraph.
      for paragraph in between { add(pairings[paragraph].whole(family), in: paragraph, isContinuation: true) }
      between = []
      runs[runs.count - 1].isClosed = true
      pairings[paragraph] = pairings[paragraph].withoutFirst()
      open = nil
    }
    let pairing = pairings[paragraph]
    if pairing.marks.isEmpty {
      // Bounded, so that one odd mark cannot claim the rest of a story.
      if open != nil, between.count < 8 { between.append(paragraph) } else { open = nil }
      continue
    }
    let next = paragraph + 1 < pairings.count ? pairings[paragraph + 1].marks.first : nil
    let goesOn = next.flatMap { $0.token == 0 && $0.side != .closes ? $0.family : nil }
    var isContinuation = false
    var start = 0  // the first token that no run has taken up
    if let family = open {
      if let closing = pairing.firstStray(of: family) {
        for paragraph in between {
          add(pairings[paragraph].whole(family), in: paragraph, isContinuation: true)
        }
        add(closing, in: paragraph, isContinuation: true)
        start = closing.tokens.upperBound
      } else if between.isEmpty, pairing.marks[0].token == 0, pairing.marks[0].family == family {
        isContinuation = true
      }
    }
    open = nil
    between = []
    for piece in pairing.pieces(singles: singles, goesOn: goesOn) where piece.tokens.lowerBound >= start {
      add(piece, in: paragraph, isContinuation: isContinuation && piece.tokens.lowerBound == 0)
    }
  }
  return runs
}

/// Whether the text quotes with single marks, as British papers do: such runs that end as speech does outnumber those
/// in double marks.
private func quotesWithSingleMarks(_ pairings: [MarkPairing]) -> Bool {
  var singles = 0
  var doubles = 0
  for pairing in pairings {
    for pair in pairing.pairs where pair.parent == nil {
      guard let close = pair.close else { continue }
      if pairing.marks[pair.open].family != .single {
        doubles += 1
      } else if pairing.endsAsSpeech(close) {
        singles += 1
      }
    }
  }
  return singles > doubles
}
