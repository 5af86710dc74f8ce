// Reads a text: puts together what the other files of this room find in it.

public import Story

/// Reads texts in one language. Reading is a pure function: the same text gives the same reading for ever.
public struct Reader: Sendable {
  private let quoteWords: QuoteWords
  private let splitter: SentenceSplitter
  private let noticeFinder: NoticeFinder
  private let figureFinder: FigureFinder
  private let hedgeFinder: HedgeFinder
  private let nameFinder: NameFinder

  /// A reader with the words of a language. Making one reads its word lists, about 10 ms; keep it.
  public init(lexicon: Lexicon = .english) {
    quoteWords = QuoteWords(lexicon)
    splitter = SentenceSplitter(lexicon)
    noticeFinder = NoticeFinder(lexicon)
    figureFinder = FigureFinder(lexicon)
    hedgeFinder = HedgeFinder(lexicon)
    nameFinder = NameFinder(lexicon)
  }

  /// Reads a text; a newline ends a paragraph, and blank lines mean nothing more.
  public func read(_ text: String) -> Reading {
    let text = Text(text)
    let paragraphs = paragraphs(of: text.utf8)
    let tokens = paragraphs.map { tokenise(text.utf8, in: $0) }
    let pieces = tokens.map { splitter.split($0, in: text.utf8) }
    return reading(text, paragraphs, tokens, pieces)
  }

  /// Reads sentences that are cut already: each is one sentence and one paragraph, and its place in
  /// `Reading.sentences` is its place here, even when it is empty.
  ///
  /// The reading's text is the sentences joined by newlines; newlines inside them become spaces.
  public func read(sentences: [String]) -> Reading {
    var utf8: [UInt8] = []
    var ranges: [TextRange] = []
    for (index, sentence) in sentences.enumerated() {
      if index > 0 { utf8.append(0x0A) }
      let start = utf8.count
      utf8.append(contentsOf: sentence.utf8.lazy.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
      ranges.append(TextRange(start, utf8.count))
    }
    let text = Text(String(decoding: utf8, as: UTF8.self))
    let paragraphs = ranges.map { trimmed(text.utf8, $0) }
    let tokens = paragraphs.map { tokenise(text.utf8, in: $0) }
    return reading(text, paragraphs, tokens, tokens.map { [0..<$0.count] })
  }

  /// What kind of notice a paragraph is; nil if it is part of the story.
  public func noticeKind(of paragraph: String) -> Notice.Kind? {
    let utf8 = Array(paragraph.utf8)
    let tokens = tokenise(utf8, in: TextRange(0, utf8.count))
    return noticeFinder.kind(of: tokens, sentences: splitter.split(tokens, in: utf8), in: utf8)
  }

  /// Puts a reading together from the tokens of each paragraph and the sentences they make.
  private func reading(
    _ text: Text, _ paragraphs: [TextRange], _ tokens: [[Token]], _ pieces: [[Range<Int>]]
  ) -> Reading {
    var sentences: [Sentence] = []
    for (index, pieces) in pieces.enumerated() {
      for piece in pieces {
        let range =
          piece.isEmpty
          ? paragraphs[index]
          : TextRange(
            tokens[index][piece.lowerBound].range.start, tokens[index][piece.upperBound - 1].range.end)
        sentences.append(Sentence(range: range, paragraph: index))
      }
    }
    let names = nameFinder.names(tokens, pieces, in: text.utf8)
    let quotes = findQuotes(
      text: text.utf8, paragraphs: paragraphs, sentences: sentences, tokens: tokens, names: names,
      words: quoteWords)
    return Reading(
      text: text, paragraphs: paragraphs, sentences: sentences, quotes: quotes,
      figures: tokens.flatMap { figureFinder.figures($0, in: text.utf8) },
      hedges: tokens.flatMap { hedgeFinder.hedges($0, in: text.utf8) },
      names: names,
      notices: unquoted(noticeFinder.notices(tokens, pieces, in: text.utf8), quotes))
  }

  /// The notices that do not begin inside a quotation: what a speaker promises is not the editors' promise.
  private func unquoted(_ notices: [Notice], _ quotes: [Quote]) -> [Notice] {
    var next = 0
    return notices.filter { notice in
      while next < quotes.count, quotes[next].range.end <= notice.range.start { next += 1 }
      guard next < quotes.count, quotes[next].isClosed else { return true }
      return quotes[next].range.start > notice.range.start
    }
  }
}
