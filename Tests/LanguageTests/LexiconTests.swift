// Tests that languages have their lists, and that unknown ones are refused.

import Language
import Testing

@Suite struct LexiconTests {
  @Test func `English is there and knows its lists`() {
    #expect(Lexicon.english.language == "en")
    #expect(Lexicon.english["hedges"].contains(Array("allegedly".utf8)[...]))
    #expect(Lexicon.english["titles"].contains(Array("Mr".utf8)[...]))
  }

  @Test(arguments: ["tlh", "", "e", "en/"])
  func `a language without lists is none`(language: String) {
    #expect(Lexicon(language: language) == nil)
  }

  @Test func `a list that the language lacks is empty`() {
    #expect(!Lexicon.english["no-such-list"].contains(Array("the".utf8)[...]))
  }
}
