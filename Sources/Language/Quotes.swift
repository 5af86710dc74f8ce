// Finds the quotations of a text, and who said them.

import Story

/// The quotations of a text, in order: every outermost run of words in quotation marks, with its kind, and for words
/// that somebody said, the speaker and the cue.
///
/// The method is one of rules over word lists: marks are paired by what stands around them, then each run is credited
/// within its sentence, its paragraph, and at last from the paragraphs before. What counts as a speaker and a cue is
/// as in PolNeAR (Newell, Margolin and Ruths, An Attribution Relations Corpus for Political News, 2018). Complexity:
/// linear in the text.
///
/// - Parameter tokens: one list a paragraph.
func findQuotes(
  text: [UInt8], paragraphs: [TextRange], sentences: [Sentence], tokens: [[Token]], names: [Name],
  words: QuoteWords
) -> [Quote] {
  let runs = findMarkedRuns(text: text, paragraphs: paragraphs, tokens: tokens, elisions: words.elisions)
  if runs.isEmpty { return [] }
  let page = Page(text: text, sentences: sentences, tokens: tokens, runs: runs, words: words)
  page.creditAll()
  let speakerNames = SpeakerNames(text: text, names: names, sentences: sentences, words: words)
  let speakers = page.speakers(speakerNames)
  return runs.indices.map { index in
    let run = page.runs[index]
    let credit = page.kinds[index] == .quote ? page.credits[index] : nil
    return Quote(
      range: run.range, kind: page.kinds[index], form: page.forms[index], isClosed: run.isClosed,
      continues: run.isContinuation ? index - 1 : nil, speaker: credit == nil ? nil : speakers[index],
      cue: credit?.cue.map(Cue.init))
  }
}
