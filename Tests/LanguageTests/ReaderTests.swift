// Tests that a reading holds together, also for odd, empty and very large texts.

import Language
import Story
import Testing

/// The reader that this room's tests share: making one reads all word lists.
let english = Reader()

@Suite struct ReaderTests {
  static let story = """
    LONDON (AP) — At least three people may have died when a bridge fell, Mayor Ann Hale said on 6 January.

    “We do not know how many were on it,” she told reporters. “Nobody is missing.”
    More follows…
    """

  @Test func `everything in a story is found`() {
    let reading = english.read(Self.story)
    #expect(reading.paragraphs.count == 3)
    #expect(reading.sentences.map(\.paragraph) == [0, 1, 1, 2])
    #expect(reading.quotes.filter { $0.kind == .quote }.count == 2)
    #expect(reading.figures.map(\.value) == [3, 106])
    #expect(reading.hedges.map { reading.text[$0.range] } == ["may"])
    #expect(reading.names.map { reading.text[$0.range] }.contains("Ann Hale"))
    #expect(reading.notices.map(\.kind) == [.developing])
  }

  @Test func `the same text gives the same reading`() {
    #expect(english.read(Self.story) == Reader().read(Self.story))
  }

  @Test func `blank lines and outer white space mean nothing more`() {
    let one = english.read("A fell.\nB rose.")
    let other = english.read("\n\n  A fell. \r\n\r\n\t B rose.\u{A0}\n")
    #expect(one.sentences.count == other.sentences.count)
    #expect(zip(one.sentences, other.sentences).allSatisfy { one.text[$0.range] == other.text[$1.range] })
  }

  @Test func `given sentences are taken as they are`() {
    let reading = english.read(sentences: ["Mr. Hale left. He ran", " no stop\nhere ", "", "End."])
    #expect(reading.text[reading.text.range] == "Mr. Hale left. He ran\n no stop here \n\nEnd.")
    #expect(
      reading.sentences.map { reading.text[$0.range] } == [
        "Mr. Hale left. He ran", "no stop here", "", "End.",
      ])
    #expect(reading.sentences.map(\.paragraph) == [0, 1, 2, 3])
    #expect(english.read(sentences: []).sentences == [])
  }

  @Test(arguments: [
    "", "\n\n", "”", "…", "\u{0}", "\u{FEFF}", "🙂🙂", "“", "' ' '", "((((", "1", "A", ".", "\u{301}",
  ])
  func `scraps do no harm`(text: String) {
    let reading = english.read(text)
    for range in reading.sentences.map(\.range) + reading.paragraphs {
      #expect(reading.text.range.contains(range))
    }
  }

  /// Hostile shapes, each far larger than a story; a slow step would take minutes over one.
  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      ("a ", 60_000), ("a", 500_000), (".", 60_000), (". ", 60_000), ("\" \"", 2_000), ("“", 1_000),
      ("1 ", 40_000), ("one ", 40_000), ("-one", 40_000), ("A. ", 40_000), ("Al of ", 30_000),
      ("this story was ", 20_000), ("a\n", 30_000), ("_ ", 40_000), ("1) A ", 20_000), ("1,", 60_000),
      ("'", 2_000),
    ])
  func `time grows with the length of the text`(unit: String, count: Int) {
    let reading = english.read(String(repeating: unit, count: count))
    #expect(reading.paragraphs.count >= 1)
  }

  @Test(.timeLimit(.minutes(2)), arguments: ["\"", "“", "”", "''", ".\"", "… “"])
  func `a hundred thousand marks are soon dismissed`(mark: String) {
    #expect(english.noticeKind(of: String(repeating: mark, count: 100_000)) == nil)
  }
}
