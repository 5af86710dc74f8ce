// The example in the room's article, run: Sources/Language/Documentation.docc/Language.md.

import Language
import Story
import Testing

@Suite struct LanguageExampleTests {
  @Test func `the article's example does what it says`() throws {
    let text = """
      “Nobody is missing,” said Maria Okafor, the harbour master. At least 12 boats burnt.
      More follows…
      """
    let reading = Reader().read(text)
    let said = reading.quotes.map { ($0.speaker?.name ?? "nobody", reading.text[$0.range]) }
    let counted = reading.figures.map { ($0.bound, $0.value, $0.counted ?? "") }
    let notices = reading.notices.map(\.kind)

    #expect(said.count == 1 && said[0] == ("Maria Okafor", "Nobody is missing,"))
    #expect(counted.count == 1 && counted[0] == (.atLeast, 12, "boats"))
    #expect(notices == [.developing])
    #expect(reading.sentences.count == 3)
  }
}
