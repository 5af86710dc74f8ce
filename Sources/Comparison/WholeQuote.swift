// A quote with all of its pieces.

import Language
import Story

/// A quote that may run over several paragraphs: its pieces as one.
struct WholeQuote {
  /// From the first piece's first byte to the last piece's last.
  var span: TextRange
  /// The pieces' words, without their marks.
  var ranges: [TextRange]
  /// The words' numbers, marks left out.
  var words: [Int32]
  /// Who is credited: the first piece that says so.
  var speaker: Speaker?
  /// The cue that credits them.
  var cue: Cue?
  /// How much of a sentence is quoted.
  var form: Quote.Form

  /// The quotes of one side in reading order: what somebody said or wrote. Scare quotes, titles and terms are the
  /// writer's own words; quotes inside quotes belong to the outer one, those in a notice to the notice.
  static func all(of side: Side) -> [WholeQuote] {
    let quotes = side.reading.quotes
    let notices = Told(side.reading.notices.map(\.range))
    var wholes: [WholeQuote] = []
    // For each piece the whole it went into, or -1.
    var wholeOfPiece = Array(repeating: -1, count: quotes.count)
    var end = 0
    for (index, quote) in quotes.enumerated() {
      guard quote.kind == .quote, quote.range.start >= end, !notices.touches(quote.range) else { continue }
      let words = side.wordNumbers(in: quote.range)
      guard !words.isEmpty else { continue }
      end = quote.range.end
      if let before = quote.continues, quotes.indices.contains(before), wholeOfPiece[before] >= 0 {
        wholeOfPiece[index] = wholeOfPiece[before]
        wholes[wholeOfPiece[before]].add(quote, words)
      } else {
        wholeOfPiece[index] = wholes.count
        wholes.append(
          WholeQuote(
            span: quote.range, ranges: [quote.range], words: words, speaker: quote.speaker, cue: quote.cue,
            form: quote.form))
      }
    }
    return wholes
  }

  private mutating func add(_ piece: Quote, _ words: [Int32]) {
    span.end = max(span.end, piece.range.end)
    ranges.append(piece.range)
    self.words += words
    if speaker == nil { speaker = piece.speaker }
    if cue == nil { cue = piece.cue }
    if piece.form == .direct { form = .direct }
  }

  /// The pieces' words, joined by a space.
  func text(_ side: Side) -> String { ranges.map { side.text($0) }.joined(separator: " ") }
}
