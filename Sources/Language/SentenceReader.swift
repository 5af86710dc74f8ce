// Reads the sentences and notices of a text and nothing else: for whoever follows sentences, not what they say.

public import Story

/// Reads the sentences and notices of texts in one language, some four times as fast as ``Reader`` reads everything.
/// The sentences are the same ones.
public struct SentenceReader: Sendable {
  private let splitter: SentenceSplitter
  private let noticeFinder: NoticeFinder

  /// A reader with the words of a language. Keep it.
  public init(lexicon: Lexicon = .english) {
    splitter = SentenceSplitter(lexicon)
    noticeFinder = NoticeFinder(lexicon)
  }

  /// Reads a text; a newline ends a paragraph. Of the reading only paragraphs, sentences and notices are filled; a
  /// notice that stands inside a quotation counts as one too.
  ///
  /// - Parameter known: the paragraphs of the version before; those that stand in this one too are not read again. It
  ///   then holds those of this version.
  public func read(_ text: String, knowing known: inout ReadParagraphs) -> Reading {
    let text = Text(text)
    let paragraphs = paragraphs(of: text.utf8)
    var read = ReadParagraphs()
    var sentences: [Sentence] = []
    var notices = NoticeRow()
    for (index, range) in paragraphs.enumerated() {
      let bytes = ByteRun(text.utf8[range.start..<range.end])
      let paragraph = known.paragraphs[bytes] ?? read.paragraphs[bytes] ?? self.paragraph(text.utf8, range)
      read.paragraphs[bytes] = paragraph
      for sentence in paragraph.sentences {
        sentences.append(Sentence(range: sentence.moved(by: range.start), paragraph: index))
      }
      guard let end = paragraph.end else { continue }
      notices.add(paragraph.notice.map { moved($0, by: range.start) }, end: end + range.start)
    }
    known = read
    return Reading(text: text, paragraphs: paragraphs, sentences: sentences, notices: notices.notices)
  }

  /// Reads a text as ``read(_:knowing:)`` does, knowing none of its paragraphs.
  public func read(_ text: String) -> Reading {
    var none = ReadParagraphs()
    return read(text, knowing: &none)
  }

  /// Reads a paragraph; what is found is placed from its start.
  private func paragraph(_ utf8: [UInt8], _ range: TextRange) -> ReadParagraphs.Paragraph {
    let tokens = tokenise(utf8, in: range)
    let pieces = splitter.split(tokens, in: utf8)
    let notice = noticeFinder.notice(tokens, pieces, in: utf8).map { moved($0, by: -range.start) }
    return ReadParagraphs.Paragraph(
      sentences: pieces.lazy.filter { !$0.isEmpty }.map { piece in
        TextRange(tokens[piece.lowerBound].range.start, tokens[piece.upperBound - 1].range.end)
          .moved(by: -range.start)
      },
      notice: notice, end: tokens.last.map { $0.range.end - range.start })
  }
}

/// The paragraphs of a version as they were read, so that the next version's need not be read again.
public struct ReadParagraphs: Sendable {
  /// What was found in a paragraph, placed from its start.
  fileprivate struct Paragraph: Sendable {
    var sentences: [TextRange]
    var notice: (notice: Notice, isLabel: Bool)?
    /// Where its last word or mark ends; nil when it has none.
    var end: Int?
  }

  fileprivate var paragraphs: [ByteRun: Paragraph] = [:]

  /// Knows no paragraph.
  public init() {}
}

private func moved(
  _ found: (notice: Notice, isLabel: Bool), by distance: Int
) -> (notice: Notice, isLabel: Bool) {
  (Notice(range: found.notice.range.moved(by: distance), kind: found.notice.kind), found.isLabel)
}

extension TextRange {
  fileprivate func moved(by distance: Int) -> TextRange { TextRange(start + distance, end + distance) }
}
