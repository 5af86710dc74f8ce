// A revision in a sentence, and on a line.

import Story
import Testing

@testable import Report

@Suite struct SummaryTests {
  private func sentence(_ types: [ChangeType], old: TextBuilder = plain, new: TextBuilder = plain) -> String {
    Summary(Examples.revision(types.map { Change($0) }, old: old, new: new)).sentence
  }

  private static let plain = TextBuilder([["A fire has spread.", "Nobody was hurt."]])

  private static func with(_ words: String, _ kind: Notice.Kind) -> TextBuilder {
    var text = TextBuilder([["A fire has spread."], [words]])
    text.notice(words, kind)
    return text
  }

  @Test(arguments: [
    (
      [ChangeType.quoteAdded, .quoteAdded],
      "2 quotes added. Nothing removed or reworded. No note on the page."
    ),
    ([.quoteAdded, .sentenceMoved], "1 quote added. Nothing removed or reworded. No note on the page."),
    ([.quoteAdded, .captionRemoved], "1 quote added. No note on the page."),
    ([.numberChanged, .quoteRemoved], "1 quote removed, 1 number changed. No note on the page."),
    ([.headlineChanged, .correctionAdded], "Headline changed. Correction added."),
    ([.correctionAdded], "Correction added."),
    ([.captionAdded, .captionAdded], "Only small changes: 2 captions added."),
    ([], "Nothing changed."),
    ([.storyWithdrawn], "Story taken down."),
    ([.storyReturned], "Story back up. No note on the page."),
  ])
  func `the first sentence says what changed and whether it was owned up to`(
    types: [ChangeType], expected: String
  ) {
    #expect(sentence(types) == expected)
  }

  @Test func `a note that stood before is not taken for a new one`() {
    let noted = Self.with("Correction: the fire began on Monday.", .correction)
    #expect(
      sentence([.numberChanged], old: noted, new: noted) == "1 number changed. No new note on the page.")
  }

  @Test func `more to come is told when it stays, comes and goes`() {
    let more = Self.with("More follows…", .developing)
    #expect(
      sentence([.quoteAdded], old: more, new: more)
        == "1 quote added. Nothing removed or reworded. No note on the page; still says “More follows…”.")
    #expect(
      sentence([.developingAdded], new: more) == "Now says “More follows…”.")
    #expect(
      sentence([.quoteAdded, .developingRemoved], old: more)
        == "1 quote added. No note on the page; no longer says “More follows…”.")
    #expect(
      sentence([.captionAdded], old: more, new: more)
        == "Only small changes: 1 caption added. Still says “More follows…”.")
  }

  @Test func `the note's own full stop does not stand beside the sentence's`() {
    let more = Self.with("This is a developing story.", .developing)
    #expect(
      sentence([.quoteAdded, .developingRemoved], old: more)
        == "1 quote added. No note on the page; no longer says “This is a developing story”.")
  }

  @Test(arguments: [
    ([ChangeType.quoteAdded, .quoteAdded, .numberChanged], "1 number changed, +2 quotes"),
    ([.quoteRemoved], "−1 quote"), ([.captionAdded, .quoteAdded], "+1 quote"),
    ([.captionAdded, .sentenceMoved], "only small changes: 1 sentence moved, +1 caption"), ([], "no change"),
    ([.storyWithdrawn, .sentenceRemoved], "story taken down"), ([.headlineChanged], "headline changed"),
  ])
  func `a line of a list says it shorter`(types: [ChangeType], expected: String) {
    #expect(
      summaryLine(of: Examples.revision(types.map { Change($0) }, old: Self.plain, new: Self.plain))
        == expected)
  }

  @Test func `the line tells that more is no longer to come`() {
    let more = Self.with("More follows…", .developing)
    let changes = [Change(.quoteAdded), Change(.quoteAdded), Change(.developingRemoved)]
    #expect(
      summaryLine(of: Examples.revision(changes, old: more, new: Self.plain))
        == "+2 quotes, no longer says “More follows…”")
  }

  @Test func `the line is harmless to show`() {
    let more = Self.with("More \u{1B}[2J follows", .developing)
    #expect(
      !summaryLine(of: Examples.revision([Change(.quoteAdded)], old: more, new: more)).contains("\u{1B}"))
  }
}
