// Reads scraped plain text: a line is a block.

import Story

/// Reads scraped plain text: a line is a passage, judged by the same rules as a page's.
struct PlainText {
  /// The lines with words in them.
  let passages: [Passage]

  /// Cuts a text into lines (LF, CR, CRLF, form feed).
  init(_ utf8: [UInt8]) {
    var passages: [Passage] = []
    for (number, line) in Self.lines(utf8).enumerated() {
      var invisibles = Invisibles()
      let text = Folding.fold(line, noting: &invisibles)
      if !text.isEmpty {
        var passage = Passage(text: text, form: .paragraph, node: number, first: number, last: number)
        passage.invisibles = invisibles
        passages.append(passage)
      } else if !passages.isEmpty {
        passages[passages.count - 1].isFollowedByBlank = true
      }
    }
    self.passages = passages
  }

  /// The lines of a text, whichever of the three line ends it has.
  private static func lines(_ utf8: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (place, byte) in utf8.enumerated() where byte == 0x0A || byte == 0x0D || byte == 0x0C {
      let isSecondOfTwo = byte == 0x0A && place > 0 && utf8[place - 1] == 0x0D
      if !isSecondOfTwo { lines.append(utf8[start..<place]) }
      start = place + 1
    }
    lines.append(utf8[start...])
    return lines
  }

  /// Where the headline is among judged blocks: the first one, when it plainly is one.
  ///
  /// That is: a short line that ends no sentence, with a blank line after it and prose behind. In doubt there is
  /// none; a first sentence taken for a headline would be missing from the body.
  func headline(in blocks: [BodyJudge.Judged]) -> Int? {
    guard let first = blocks.firstIndex(where: { $0.block.kind.isBody }),
      blocks[first].block.kind == .paragraph
    else { return nil }
    let line = passages[blocks[first].passage]
    let words = line.text.split(separator: 0x20).count
    let prose = blocks.dropFirst(first + 1).filter { passages[$0.passage].isProse }.count
    guard line.isFollowedByBlank, (3...25).contains(words), line.text.count <= 150, !line.endsAsSentence,
      prose >= 2
    else { return nil }
    return first
  }
}
