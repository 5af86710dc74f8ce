// Tests the quotations of whole stories.

import Language
import Story
import Testing

@Suite struct QuotesTests {
  /// Our own story, with the difficulties of a scraped page.
  private let story = """
    Harbour chief denies order to leave
    The port's head, Tomas Weil, told reporters he knew nothing of a letter – apparently signed by a deputy – suggesting that ships would be moved.
    “There’s been no order whatsoever to leave,” said Mr Weil.
    He added: “I don’t know what that letter is ... We’re trying to find out. But there’s been no order. Period.
    He also said the port remained open.
    3/12
    The letter, which was not signed but printed on paper of Anton B Gray, an officer with the coast guard, warned of “clearing the quays over the coming days”.
    It said there would be more traffic and added: “We respect your decision.”
    The Port Authority later said the letter that caused alarm online was a “badly worded, unsigned draft”, relating to drills.
    Iris Calder, a Port Authority spokesperson, later tweeted: “There has been no change. We go on as before.”
    More follows…
    """

  @Test func `a developing story's quotations have speakers and cues`() {
    #expect(
      credits(story) == [
        "There’s been no order whatsoever to leave, — Tomas Weil · said",
        "I don’t know what that letter is ... We’re trying to find out. But there’s been no order. Period. — Tomas Weil · added",
        "clearing the quays over the coming days — the letter · warned of",
        "We respect your decision. — the letter · added",
        "badly worded, unsigned draft — the Port Authority · said",
        "There has been no change. We go on as before. — Iris Calder · tweeted",
      ])
    let quotes = Reader().read(story).quotes
    #expect(quotes.map(\.isClosed) == [true, false, true, true, true, true])
    #expect(quotes.map(\.form) == [.direct, .direct, .partial, .direct, .partial, .direct])
    #expect(quotes.last?.speaker?.description == "a Port Authority spokesperson")
  }

  @Test func `a change of house style changes no words, speaker or cue`() {
    let straight = story.replacing("“", with: "\"").replacing("”", with: "\"").replacing("’", with: "'")
    let wanted = credits(story).map { $0.replacing("’", with: "'") }
    #expect(credits(straight) == wanted)
  }

  @Test func `reading twice gives the same`() {
    #expect(Reader().read(story) == Reader().read(story))
  }

  @Test func `a text without marks has no quotations`() {
    #expect(Reader().read("The mayor said the road was closed. It wasn't, residents said.").quotes.isEmpty)
  }
}
