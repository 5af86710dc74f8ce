// Sentences read by themselves, and of a version only what is new.

import Language
import Story
import Testing

@Suite struct SentenceReaderTests {
  private let reader = SentenceReader()

  static let texts = [
    "",
    "One line, no stop",
    "Mr. Lowe left at 5 p.m. on Monday. “We’re closed,” he said.\n\nMore follows…",
    "Correction\nAn earlier version of this article misstated the number of beds.\nThe ward has 12 beds.",
    "The ward has 12 beds.\nCorrection\nAn earlier version of this article misstated the number of beds.",
    "The ward has 12 beds.\r\nThe ward has 12 beds.\u{2028}— — —\n\u{200B}\nDie Fähre fährt. Ça va?",
    "AP-US--Storm,2nd Ld-Writethru\nA storm hit the coast.",
  ]

  @Test(arguments: texts) func `finds the sentences and paragraphs that the whole reader finds`(
    _ text: String
  ) {
    let (some, all) = (reader.read(text), Reader().read(text))
    #expect(some.sentences == all.sentences)
    #expect(some.paragraphs == all.paragraphs)
    #expect(some.notices == all.notices)
  }

  @Test(arguments: texts, texts)
  func `a version read after another is read as if alone`(_ before: String, _ text: String) {
    var known = ReadParagraphs()
    _ = reader.read(before, knowing: &known)
    #expect(reader.read(text, knowing: &known) == reader.read(text))
    // And what stands in both, in another place.
    let later = text + "\nFerries run.\n" + before
    #expect(reader.read(later, knowing: &known) == reader.read(later))
  }
}
